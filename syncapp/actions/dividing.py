"""One HubSpot payment on several invoices: how much belongs to which, where a person says it (A25)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from syncapp.actions.asking import CHANGED, as_shown
from syncapp.actions.records import FixRefused, decide, look_again
from syncapp.core.dividing import refused
from syncapp.core.money import amount_text
from syncapp.core.values import ObjectType, Side
from syncapp.engine.payments.parts import DIVIDED
from syncapp.engine.payments.payable import payable
from syncapp.storage.models import SyncRecord
from syncapp.storage.names import person_name

REASONS = ("payment_without_amounts",)


def divide(record: SyncRecord, amounts: Mapping[str, Decimal], shown: str, *, by: User) -> None:
    """`amounts` by the invoice's id in HubSpot. They make up the payment, and none is over what is open."""
    with transaction.atomic():
        row = as_shown(record, shown, REASONS)
        invoices = payable(row)
        if set(amounts) != {one.id for one in invoices} or row.amount is None:
            raise FixRefused(CHANGED)
        if why := refused(row.amount, row.currency, invoices, amounts):
            raise FixRefused(why)
        parts = [f"{amount_text(amounts[one.id], row.currency)} to {one.label}" for one in invoices if amounts[one.id]]
        told = {one: format(amount, "f") for one, amount in amounts.items()}
        said = {"amounts": told, "by": person_name(by), "at": timezone.now().isoformat()}
        decide(row, by=by, reason=f"Divided: {', '.join(parts)}.", **{DIVIDED: said})
        # One that was held as made from this payment by a workflow is no second sale if a part of it is its own (A32).
        given = [one for one, amount in amounts.items() if amount]
        held = row.workspace.records.filter(object_type=ObjectType.INVOICE, reason="duplicate_from_workflow")
        look_again(row.workspace, held.of(Side.HUBSPOT, given))
