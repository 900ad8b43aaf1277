"""What waits for a payment says for which: those of one day have one name, and only their money tells them apart."""

from __future__ import annotations

from syncapp.core.money import amount_text
from syncapp.core.plan import Decision, waiting
from syncapp.storage.models import SyncRecord


def behind(payment: SyncRecord) -> Decision:
    return waiting(payment.pk, told_apart(payment))


def told_apart(payment: SyncRecord) -> str:
    if payment.amount is None:
        return payment.label
    return f"the payment of {amount_text(payment.amount, payment.currency)} ({payment.label})"
