"""HubSpot's money that QuickBooks has put on invoices which it does not pay in HubSpot (A25, A29).

No sum can be written for one invoice that the others have: it would make money up. Where all that they have is known to
be HubSpot's, a person may have it taken off them; else they say in QuickBooks itself what is right.
"""

from __future__ import annotations

from decimal import Decimal

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.plan import Change, Decision
from syncapp.core.plans.payment_situation import Misapplied, PaymentSituation, amount_in_words, others_have_of_it
from syncapp.core.records import Payment

ELSEWHERE = "payment_elsewhere"


def changed(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment, *, amount: bool = True) -> Decision:
    """It was changed in QuickBooks, which may be put back, or else has to be put right there by hand."""
    if amount and others_have_of_it(situation, hubspot, quickbooks) and not to_take_back(situation, quickbooks.total):
        return by_hand()
    figures = {"hubspot_amount": amount_in_words(hubspot), "quickbooks_amount": amount_in_words(quickbooks)}
    return plan.failing(Failure("payment_changed", (figures if amount else {}) | _told(situation, quickbooks)))


def by_hand() -> Decision:
    """Which invoices these are is told by who knows them all (`engine.payments.spread`)."""
    return plan.failing(Failure(ELSEWHERE))


def to_take_back(situation: PaymentSituation, total: Decimal) -> tuple[Misapplied, ...]:
    """What is taken off other invoices where the payment is put back; nothing if a bookkeeper may have added to it."""
    agreed = situation.base.hubspot.values.get("amount")
    return situation.misapplied if isinstance(agreed, Decimal) and total <= agreed else ()


def taken_off(misapplied: tuple[Misapplied, ...]) -> tuple[Change, ...]:
    return tuple(Change(f"applied to {one.label}", one.amount, None) for one in misapplied)


def _told(situation: PaymentSituation, quickbooks: Payment) -> dict[str, str]:
    misapplied = to_take_back(situation, quickbooks.total)
    if not misapplied:
        return {}
    return {"taken": ", ".join(f"{amount_in_words(quickbooks, one.amount)} off {one.label}" for one in misapplied)}
