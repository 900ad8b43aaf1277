"""Payments: one pair is one application of a payment to an invoice (S17–S22, A25–A32).

A payment entered in HubSpot belongs to HubSpot, one entered in QuickBooks to QuickBooks. A deposited payment
is never edited, nothing is written into a protected period, and no write takes a balance below zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from syncapp.core import plan
from syncapp.core.checks import Check, decided
from syncapp.core.errors import Failure
from syncapp.core.plan import Asked, Change, Decision, Planned
from syncapp.core.plans import divided, entry, misapplied
from syncapp.core.plans.cash_alone import SHOWN, cash_alone, shows_only
from syncapp.core.plans.cents import to_the_cent
from syncapp.core.plans.payment_creation import creation_here, creation_there
from syncapp.core.plans.payment_edits import edits
from syncapp.core.plans.payment_endings import bounced, deleted_in_hubspot, refunded
from syncapp.core.plans.payment_moves import moved
from syncapp.core.plans.payment_situation import PaymentSituation, amount_in_words
from syncapp.core.records import BOUNCED, REFUNDED, Payment
from syncapp.core.values import Direction, Side, day_words
from syncapp.core.writes import Write

MAX_REFERENCE = 21


def plan_payment(situation: PaymentSituation) -> Decision:
    situation = cash_alone(situation)
    decision = to_the_cent(situation, decided(_path(situation), situation))
    if situation.shown and decision.status == "syncing":  # which its invoice counts
        return replace(decision, params={SHOWN: format(situation.shown, "f")})
    return decision


def _path(situation: PaymentSituation) -> Sequence[Check[PaymentSituation]]:
    if situation.divided is not None and isinstance(situation.hubspot, Payment):
        return WHOLE
    if situation.linked:
        return LINKED
    return TO_QUICKBOOKS if isinstance(situation.hubspot, Payment) else TO_HUBSPOT


def _here(situation: PaymentSituation) -> Payment:
    assert isinstance(situation.hubspot, Payment)
    return situation.hubspot


def _there(situation: PaymentSituation) -> Payment:
    assert isinstance(situation.quickbooks, Payment)
    return situation.quickbooks


def _stopped(situation: PaymentSituation) -> Decision | None:
    """Its invoice no longer matches the filter (A14): it rests with it."""
    if situation.invoice and situation.invoice.stopped and not situation.writing:
        return plan.excluded("invoice_excluded", invoice=situation.invoice.label)
    return None


def _invoice_told(situation: PaymentSituation) -> str:
    return situation.invoice.label if situation.invoice else "none"


def _removed(situation: PaymentSituation) -> Decision | None:
    hubspot, quickbooks = situation.hubspot, situation.quickbooks
    removed_there = quickbooks is None or (isinstance(quickbooks, Payment) and quickbooks.status == "voided")
    if hubspot is None and removed_there:
        return plan.excluded("deleted")
    if removed_there:
        return _removed_in_quickbooks(situation, _here(situation))
    if hubspot is None:
        return (divided.taken_out if situation.dropped else deleted_in_hubspot)(situation, _there(situation))
    return None


def _both_told(situation: PaymentSituation) -> str:
    return "; ".join(f"{one.side.label} {amount_in_words(one)}" for one in (_here(situation), _there(situation)))


def _removed_in_quickbooks(situation: PaymentSituation, hubspot: Payment) -> Decision:
    """A29: what was entered in QuickBooks follows its removal; what was entered in HubSpot does not."""
    if hubspot.status in BOUNCED or hubspot.status in REFUNDED - {"partially_refunded"}:
        return plan.settled()
    if situation.native is Side.HUBSPOT and situation.base.hubspot.values.get("status") in BOUNCED:
        return _again_to_quickbooks(situation)  # voided there because it had failed, and now it has succeeded (A28)
    if situation.native is Side.HUBSPOT and not hubspot.invoice_ids:
        return plan.excluded("no_invoice")  # taken off it on both sides
    if situation.native is Side.HUBSPOT:
        if situation.asked is Asked.PUT_BACK and situation.rules.direction.reaches(Side.QUICKBOOKS):
            return _entered_again(situation, hubspot)
        return plan.failing(Failure("payment_removed", _told_of_removed(situation, hubspot)))
    if not situation.rules.direction.reaches(Side.HUBSPOT):
        return plan.settled()
    write = Write(entity="payment", action="delete", id=hubspot.id)
    return plan.write(
        Planned(
            side=Side.HUBSPOT,
            write=write,
            reason="removed in QuickBooks",
            changes=(Change("amount", hubspot.amount, None),),
        )
    )


def _told_of_removed(situation: PaymentSituation, hubspot: Payment) -> dict[str, str]:
    told = {"amount": amount_in_words(hubspot), "date": str(hubspot.date)}
    if hubspot.kept == hubspot.amount:
        return told
    sums = {"refunded": hubspot.refunded, "kept": hubspot.kept, "back": _put_back(situation, hubspot).amount}
    return told | {name: amount_in_words(hubspot, amount) for name, amount in sums.items()}


def _entered_again(situation: PaymentSituation, hubspot: Payment) -> Decision:
    """A person has asked for it: as a new payment of the same money, and only where so much is still open (A29)."""
    rules, invoice = situation.rules, situation.invoice
    hubspot = _put_back(situation, hubspot)
    if decision := _waits(situation):
        return decision
    assert invoice is not None
    if closed := plan.parked_by(rules, "create", hubspot.date):
        return closed
    balance = invoice.quickbooks_balance
    if balance is None:  # the invoice is gone there, too
        return plan.waiting(invoice.record, invoice.label)
    if situation.joins:
        return divided.joining(situation, hubspot, invoice, "entered in HubSpot, and put back")
    if hubspot.amount > balance:
        params = {"amount": amount_in_words(hubspot), "balance": amount_in_words(hubspot, balance)}
        return plan.failing(Failure("overpays", params))
    return creation_there(situation, hubspot, invoice, "entered in HubSpot, and put back")


def _put_back(situation: PaymentSituation, hubspot: Payment) -> Payment:
    """Of one that was refunded in part what was kept, unless QuickBooks had all of it, and the refund booked beside (A28)."""
    here, there = (situation.base[side].values for side in Side)
    had = (there.get(name) for name in ("amount", "UnappliedAmt"))
    whole = sum((one for one in had if isinstance(one, Decimal)), Decimal(0)) == hubspot.amount
    booked = whole and here.get("hs_refunds_amount") == hubspot.refunded
    return hubspot if booked else replace(hubspot, amount=hubspot.kept)


def _waits(situation: PaymentSituation) -> Decision | None:
    """What must stand before a payment can cross: its invoice, on both sides, undisputed."""
    invoice = situation.invoice
    if invoice is None:
        return plan.excluded("no_invoice")
    if invoice.excluded and not invoice.linked:
        return plan.excluded("invoice_excluded", invoice=invoice.label)
    if not invoice.linked or not invoice.settled:
        return plan.waiting(invoice.record, invoice.label)
    return None


def _again_to_quickbooks(situation: PaymentSituation) -> Decision:
    return decided(TO_QUICKBOOKS, situation)


def _copy(situation: PaymentSituation) -> Decision | None:
    """Our mark and no original: that was deleted in QuickBooks."""
    payment = _here(situation)
    if not payment.key or situation.in_question:
        return None
    return plan.settled() if payment.status in BOUNCED else plan.failing(Failure("deleted_in_quickbooks"))


def _succeeded(situation: PaymentSituation) -> Decision | None:
    status = _here(situation).status
    if status == "succeeded" or _kept_in_part(situation):
        return None
    return plan.excluded("not_succeeded", status=status)


def _kept_in_part(situation: PaymentSituation) -> bool:
    """A part of it was refunded before it ever crossed (A28)."""
    return _here(situation).status == "partially_refunded" and situation.asked is not Asked.BY_HAND


def _refunded(situation: PaymentSituation) -> Decision | None:
    """What was kept crosses once a person says so: whoever enters all of it books the refund beside it (A28)."""
    payment = _here(situation)
    if not _kept_in_part(situation):
        return None
    if situation.part:
        return divided.refund(payment)
    failure = divided.refunded_before(payment, alone=True)
    return None if situation.asked is Asked.KEPT and "kept" in failure.params else plan.failing(failure)


def _currency(situation: PaymentSituation) -> Decision | None:
    """A33: nothing is converted, and a payment of QuickBooks has its customer's currency."""
    payment, invoice = _here(situation), situation.invoice
    if invoice is None or not payment.currency or payment.currency == invoice.currency:
        return None
    told = {"amount": amount_in_words(payment), "currency": invoice.currency, "invoice": invoice.label}
    return plan.failing(Failure("payment_currency", told))


def _reference(situation: PaymentSituation) -> Decision | None:
    reference = _here(situation).reference or ""
    if len(reference) <= MAX_REFERENCE:
        return None
    params = {
        "field": "Reference no.",
        "length": str(len(reference)),
        "limit": str(MAX_REFERENCE),
        "system": Side.QUICKBOOKS.label,
    }
    return plan.failing(Failure("text_too_long", params))


def _sent(situation: PaymentSituation) -> Decision:
    payment, invoice = replace(_here(situation), amount=_here(situation).kept), situation.invoice
    assert invoice is not None
    if situation.joins:
        return divided.joining(situation, payment, invoice, "paid in HubSpot")
    decision = creation_there(situation, payment, invoice)
    alone = not situation.part or decision.status != "write"
    return decision if alone else divided.with_others(situation, decision.planned[0])


def _unapplied(situation: PaymentSituation) -> Decision | None:
    payment = _there(situation)
    if payment.invoice_ids:
        return None
    return plan.excluded("unapplied" if payment.unapplied else "pays_nothing")


def _not_cash(situation: PaymentSituation) -> Decision | None:
    """A30."""
    kind = _there(situation).kind
    if kind != "payment" and shows_only(situation.rules):
        return plan.excluded("not_cash", kind=kind)
    return _credit_untold(situation)


def _credit_untold(situation: PaymentSituation) -> Decision | None:
    """How much of it is money is for a person to say (A30)."""
    if situation.shown is not None:
        return None
    there = _there(situation)
    told = {"amount": amount_in_words(there, there.total), "credit": amount_in_words(there, there.credit)}
    return plan.failing(Failure("credit_untold", told))


def _stray(situation: PaymentSituation) -> Decision | None:
    """The same money, which HubSpot has already (S22)."""
    return misapplied.by_hand() if situation.strays else None


def _processor(situation: PaymentSituation) -> Decision | None:
    if situation.rules.accounts.hubspot.get("payments") is not False:
        return None
    # A copy shows its status by itself; only an invoice made in HubSpot needs the record (design §5).
    copy = situation.invoice is not None and situation.invoice.copy
    return plan.excluded("no_processor") if copy else plan.failing(Failure("no_payment_processor"))


def _overpays(situation: PaymentSituation) -> Decision | None:
    payment, invoice = _there(situation), situation.invoice
    if invoice is None or invoice.hubspot_balance is None or payment.amount <= invoice.hubspot_balance:
        return None
    params = {"amount": amount_in_words(payment), "balance": amount_in_words(payment, invoice.hubspot_balance)}
    return plan.failing(Failure("overpays", params))


def _brought(situation: PaymentSituation) -> Decision:
    assert situation.invoice is not None
    return creation_here(situation, _there(situation), situation.invoice)


_STOPPED = Check("stopped", _stopped, held=_invoice_told)
_INVOICE = Check("invoice", _waits, held=_invoice_told)
WHOLE: tuple[Check[PaymentSituation], ...] = (
    _STOPPED,
    Check("divided", lambda one: divided.plan_whole(one, _here(one))),
)
LINKED: tuple[Check[PaymentSituation], ...] = (
    _STOPPED,
    Check("deleted", _removed),
    Check(
        "bounced",
        lambda one: bounced(one, _here(one), _there(one)) if _here(one).status in BOUNCED else None,
        held=lambda one: _here(one).status,
    ),
    Check("refunded", lambda one: refunded(one, _here(one), _there(one))),
    Check("cash", _credit_untold, held=lambda one: _there(one).kind),
    Check("moved", lambda one: moved(one, _here(one), _there(one)), held=_invoice_told),
    Check("changes", lambda one: edits(one, _here(one), _there(one)), held=_both_told),
)
TO_QUICKBOOKS: tuple[Check[PaymentSituation], ...] = (
    _STOPPED,
    Check("copy", _copy),
    Check("succeeded", _succeeded, held=lambda one: _here(one).status),
    entry.direction(Side.QUICKBOOKS),
    entry.MATCH,
    Check("divided", lambda one: divided.undivided(_here(one)) if one.several else None),
    _INVOICE,
    Check("refunded", _refunded),
    Check(
        "protected",
        lambda one: plan.parked_by(one.rules, "create", _here(one).date),
        held=lambda one: day_words(_here(one).date),
    ),
    Check("same_currency", _currency, held=lambda one: _here(one).currency or "none"),
    Check("reference", _reference, held=lambda one: _here(one).reference or "none"),
    Check("balance", _sent, held=lambda one: amount_in_words(_here(one))),
)
TO_HUBSPOT: tuple[Check[PaymentSituation], ...] = (
    _STOPPED,
    Check("void", lambda one: plan.excluded("voided_before_link") if _there(one).status == "voided" else None),
    Check("applied", _unapplied),
    entry.direction(Side.HUBSPOT),
    Check("cash", _not_cash, held=lambda one: _there(one).kind),
    entry.MATCH,
    Check("stray", _stray),
    _INVOICE,
    Check("processor", _processor),
    Check("balance", _overpays, held=lambda one: amount_in_words(_there(one))),
    Check("create", _brought),
)


def direction_of(invoices: Direction) -> Direction | None:
    """S17, S18: payments travel both ways with invoices that go out, and not at all with inbound ones."""
    return None if invoices is Direction.TO_HUBSPOT else Direction.TWO_WAY
