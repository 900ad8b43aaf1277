"""What comes back of a payment that stands on both sides: it bounces, is refunded, or is deleted in HubSpot (A11, A28)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.plan import Asked, Change, Decision, Planned, Remark
from syncapp.core.plans import divided, misapplied
from syncapp.core.plans.payment_edits import remarks_of
from syncapp.core.plans.payment_moves import moved
from syncapp.core.plans.payment_situation import (
    PaymentSituation,
    amount_in_words,
    in_deposit,
    others_have,
    pays_others_of_it,
)
from syncapp.core.records import REFUNDED, ZERO, Payment
from syncapp.core.values import Side, Value
from syncapp.core.writes import Write


def refunded(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> Decision | None:
    """A28. What a person has booked is on the invoice that the payment is on, and there alone, or else that is for a person
    too: it would count as agreed, and what other invoices have of it as payments of their own (S22)."""
    if situation.part or not (hubspot.status in REFUNDED or hubspot.refunded > 0):
        return None
    if not (remarks := _booked(situation, hubspot, quickbooks)):
        return divided.refund(hubspot)
    if _others_have_of_it(situation, hubspot, quickbooks):
        return misapplied.by_hand()
    elsewhere = moved(situation, hubspot, quickbooks)
    if elsewhere and elsewhere.planned:
        return misapplied.by_hand()
    return elsewhere or plan.settled(*remarks)


def _booked(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> tuple[Remark, ...]:
    """How the refund stands in QuickBooks: as a person says, or as a payment of what was kept.

    Of what is left unapplied there though the invoice has room for it, the invoice says that HubSpot counts it as paid.
    """
    if situation.asked is Asked.BY_HAND:
        return (Remark("by_hand"),)
    if not hubspot.kept_as(quickbooks):
        return ()
    told = {"refunded": hubspot.refunded, "kept": hubspot.kept}
    told_in_words = {name: amount_in_words(hubspot, amount) for name, amount in told.items()}
    return (Remark("refund_left_out", told_in_words), *remarks_of(situation, hubspot, quickbooks))


def _others_have_of_it(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> bool:
    """More than a bookkeeper had added for them when both sides last agreed, be it before or after the refund."""
    if situation.native is Side.QUICKBOOKS:
        return False
    here, there = situation.base.hubspot.values, situation.base.quickbooks.values
    kept = _sum(here, "amount") - _sum(here, "hs_refunds_amount")
    had = _sum(there, "TotalAmt") - _sum(there, "UnappliedAmt") - _sum(there, "amount")
    added = min(had, _sum(there, "TotalAmt") - kept)
    return pays_others_of_it(situation, hubspot, quickbooks) and others_have(situation, quickbooks) > added


def _sum(agreed: Mapping[str, Value], name: str) -> Decimal:
    value = agreed.get(name)
    return value if isinstance(value, Decimal) else ZERO


def deleted_in_hubspot(situation: PaymentSituation, quickbooks: Payment) -> Decision:
    """A11: it stays in the books, unless a person has it voided there; what is deposited is never touched (A28)."""
    rules = situation.rules
    also_pays = others_have(situation, quickbooks) > 0
    wanted = situation.asked is Asked.VOID and not also_pays
    if not wanted or not rules.direction.reaches(Side.QUICKBOOKS):
        return plan.failing(Failure("deleted_in_hubspot", {} if also_pays else _credit(quickbooks)))
    if quickbooks.deposited:
        return in_deposit(quickbooks)
    if closed := plan.parked_by(rules, "void", quickbooks.date):
        return closed
    return _voided(quickbooks, "deleted in HubSpot, and voided because a person said so")


def bounced(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> Decision:
    """A28. Only what is HubSpot's is voided: neither a copy's original, nor what QuickBooks has put on it beside."""
    rules = situation.rules
    if situation.native is Side.QUICKBOOKS:
        return _status_put_back(situation, hubspot) or plan.failing(Failure("owned_elsewhere", {"field": "status"}))
    if others_have(situation, quickbooks) > 0 and quickbooks.total - quickbooks.unapplied > hubspot.total:
        return misapplied.by_hand()
    if quickbooks.deposited:
        return plan.failing(Failure("bounced_after_deposit", {"amount": amount_in_words(quickbooks)}))
    if closed := plan.parked_by(rules, "void", quickbooks.date):
        return closed
    added = _with_more(hubspot, quickbooks) or _with_credit(hubspot, quickbooks)
    return added or _voided(quickbooks, "failed in HubSpot")


def _with_more(hubspot: Payment, quickbooks: Payment) -> Decision | None:
    """A void would take away the money, too, that a bookkeeper has added there (A29)."""
    more = quickbooks.total - hubspot.total
    if more <= 0:
        return None
    sums = {"amount": hubspot.total, "there": quickbooks.total, "more": more}
    told = {name: amount_in_words(hubspot, amount) for name, amount in sums.items()}
    return plan.failing(Failure("bounced_with_more", told))


def _with_credit(hubspot: Payment, quickbooks: Payment) -> Decision | None:
    """A void would take off the invoice what a bookkeeper has applied there, and HubSpot never had (A30)."""
    if not quickbooks.credit and quickbooks.kind == "payment":
        return None
    told = {"amount": amount_in_words(hubspot), **_credit(quickbooks)}
    return plan.failing(Failure("bounced_with_credit", told))


def _credit(quickbooks: Payment) -> dict[str, str]:
    """What a void takes off beside the money."""
    return {"credit": amount_in_words(quickbooks, quickbooks.credit)} if quickbooks.credit else {}


def _status_put_back(situation: PaymentSituation, hubspot: Payment) -> Decision | None:
    if situation.asked is not Asked.PUT_BACK or not situation.rules.direction.reaches(Side.HUBSPOT):
        return None
    write = Write(entity="payment", action="update", id=hubspot.id, fields={"hs_latest_status": "succeeded"})
    change = Change("hs_latest_status", hubspot.status, "succeeded")
    return plan.write(
        Planned(side=Side.HUBSPOT, write=write, reason="put back as it is in QuickBooks", changes=(change,))
    )


def _voided(quickbooks: Payment, reason: str) -> Decision:
    write = Write(entity="payment", action="void", id=quickbooks.id, version=quickbooks.version, raw=quickbooks.raw)
    change = Change("amount", quickbooks.amount, None)
    return plan.write(Planned(side=Side.QUICKBOOKS, write=write, reason=reason, changes=(change,)))
