"""Of a payment of QuickBooks that applies credits together with money, the money alone, where what is not cash is only
shown (A30)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from syncapp.core.plan import Asked, Base, Rules
from syncapp.core.plans.payment_situation import PaymentSituation
from syncapp.core.records import ZERO, Payment
from syncapp.core.values import Pair, Side

SHOW_ONLY = "show"  # what the setting not_cash says where reductions that are not cash do not cross
SHOWN = "shown"  # among the params of a payment in sync: how much of its credit is only shown


def shows_only(rules: Rules) -> bool:
    return rules.settings.get("not_cash") == SHOW_ONLY


def cash_of(payment: Payment) -> Payment | None:
    """None where QuickBooks does not tell how much of this application is money: its credit may pay other invoices, or is
    no less than what is applied."""
    if payment.credit and (payment.on_others or payment.credit >= payment.amount):
        return None
    return replace(payment, amount=payment.amount - payment.credit)


def money_of(rules: Rules, payment: Payment) -> Payment:
    """As the settings let it cross, as far as that is told."""
    return (shows_only(rules) and cash_of(payment)) or payment


def cash_alone(situation: PaymentSituation) -> PaymentSituation:
    """As it is without the credit that is only shown, now and when both sides last agreed. What has crossed stays."""
    hubspot, quickbooks = situation.hubspot, situation.quickbooks
    if not isinstance(quickbooks, Payment):
        return situation
    crossed, shown = _agreed(situation, quickbooks) if situation.linked else (ZERO, ZERO)
    if shown:
        situation = replace(situation, base=_less(situation.base, shown))
    shown = max(quickbooks.credit - crossed, ZERO)
    if not (shown and shows_only(situation.rules)):
        return situation
    if cash_of(quickbooks) is None:
        equal = isinstance(hubspot, Payment) and hubspot.amount == quickbooks.amount
        return situation if equal else replace(situation, shown=None)
    return replace(situation, quickbooks=replace(quickbooks, amount=quickbooks.amount - shown), shown=shown)


def _agreed(situation: PaymentSituation, quickbooks: Payment) -> tuple[Decimal, Decimal]:
    """Of its credit when both sides last agreed: what HubSpot had, and what was only shown.

    Of HubSpot's own money QuickBooks may have a part that is not applied.
    """
    here, there = _counted(situation), _sum(situation.base.quickbooks, "amount")
    if here is None or there is None:
        return ZERO, ZERO
    credit = _credit(situation.base.quickbooks, there, quickbooks)
    rest = _sum(situation.base.quickbooks, "UnappliedAmt") if situation.native is Side.HUBSPOT else ZERO
    crossed = min(max(here - (there + (rest or ZERO) - credit), ZERO), credit)
    return crossed, credit - crossed


def _counted(situation: PaymentSituation) -> Decimal | None:
    """HubSpot's amount then; of one that was refunded in part what was kept, unless QuickBooks has all of it, and the refund
    booked beside (A28)."""
    base = situation.base.hubspot
    amount, refunded = _sum(base, "amount"), _sum(base, "hs_refunds_amount")
    if amount is None or situation.asked is Asked.BY_HAND or base.values.get("status") != "partially_refunded":
        return amount
    return amount - (refunded or ZERO)


def _credit(base: Base, applied: Decimal, quickbooks: Payment) -> Decimal:
    """What it had of credits then. A base of before that was kept tells only what more was applied here than its money."""
    if (kept := _sum(base, "credit")) is not None:
        return kept
    total, unapplied = _sum(base, "TotalAmt"), _sum(base, "UnappliedAmt") or ZERO
    if (applied, total, unapplied) == (quickbooks.amount, quickbooks.total, quickbooks.unapplied):
        return quickbooks.credit  # of all its invoices
    return max(applied + unapplied - total, ZERO) if total else ZERO


def _sum(base: Base, name: str) -> Decimal | None:
    value = base.values.get(name)
    return value if isinstance(value, Decimal) else None


def _less(base: Pair[Base], shown: Decimal) -> Pair[Base]:
    amount = base.quickbooks.values["amount"]
    assert isinstance(amount, Decimal)
    values = {**base.quickbooks.values, "amount": amount - shown}
    return replace(base, quickbooks=replace(base.quickbooks, values=values))
