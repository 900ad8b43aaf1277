"""A HubSpot payment on several invoices, of which HubSpot tells no amounts (A25).

A person divides it. Each part is then a pair of its own with one invoice, and QuickBooks gets one payment with a line
for each invoice that stands there; a part whose invoice comes later is applied from what was left unapplied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.plan import Asked, Change, Decision, Planned
from syncapp.core.plans import misapplied
from syncapp.core.plans.payment_situation import Misapplied, PaidInvoice, PaymentSituation, amount_in_words, in_deposit
from syncapp.core.records import REFUNDED, Line, Payment
from syncapp.core.values import Side
from syncapp.core.writes import Write

Amounts = Mapping[str, Decimal]  # by the HubSpot id of the invoice


def fits(amounts: Amounts, payment: Payment) -> bool:
    """The division is of this payment as it is now: of its whole amount, and of these invoices."""
    return sum(amounts.values()) == payment.amount and set(amounts) == set(payment.invoice_ids)


def plan_whole(situation: PaymentSituation, payment: Payment) -> Decision:
    """The payment itself: what is said of all of it. Its parts cross."""
    if situation.divided is None or not fits(situation.divided, payment):
        return undivided(payment)
    if (payment.status in REFUNDED or payment.refunded > 0) and situation.asked is not Asked.BY_HAND:
        return refund(payment)
    return plan.excluded("divided")


def undivided(payment: Payment) -> Decision:
    params = {"amount": amount_in_words(payment), "invoices": str(len(payment.invoice_ids))}
    return plan.failing(Failure("payment_without_amounts", params))


def refund(payment: Payment) -> Decision:
    params = {
        "refunded": amount_in_words(payment, payment.refunded or payment.amount),
        "amount": amount_in_words(payment),
    }
    return plan.failing(Failure("refund_needs_you", params))


def refunded_before(payment: Payment, *, alone: bool) -> Failure:
    """A28: a part of it was refunded before it ever crossed. `alone`: nothing in QuickBooks may be what was kept of it."""
    sums = {"refunded": payment.refunded, "amount": payment.amount}
    if alone and 0 < payment.kept < payment.amount:
        sums["kept"] = payment.kept
    told = {name: amount_in_words(payment, amount) for name, amount in sums.items() if amount}
    return Failure("refunded_before", told)


def with_others(situation: PaymentSituation, planned: Planned) -> Decision:
    """The creation of one part, as that of the whole payment; the others wait for it.

    The total is the money that arrived. What belongs to an invoice that is not there yet stays unapplied until it is.
    """
    first = next((one for one in situation.ahead if one.writing or is_ready(one.invoice)), None)
    if first:
        return plan.waiting(first.record, first.label)
    ready = [(one.invoice, one.amount) for one in situation.behind if one.invoice and is_ready(one.invoice)]
    applied = {str(invoice.quickbooks_id): applicable(invoice, amount) for invoice, amount in ready}
    whole = sum((one.amount for one in (*situation.ahead, *situation.behind)), _own(planned))
    changes = [one for one in planned.changes if one.field not in ("amount", "applied")]
    sums = [Change(f"applied to {invoice.label}", None, applied[str(invoice.quickbooks_id)]) for invoice, _ in ready]
    assert planned.write.line is not None
    own = Change("applied", None, planned.write.line.amount)
    write = replace(planned.write, fields={**planned.write.fields, "TotalAmt": whole}, applied=applied)
    told = (Change("amount", None, whole), own, *sums, *changes)
    return plan.write(replace(planned, write=write, changes=told))


def _own(planned: Planned) -> Decimal:
    amount = planned.write.fields["TotalAmt"]
    assert isinstance(amount, Decimal)
    return amount


def is_ready(invoice: PaidInvoice | None) -> bool:
    """A part for this invoice can be applied now."""
    open_there = invoice is not None and (invoice.quickbooks_balance is None or invoice.quickbooks_balance > 0)
    return bool(invoice and invoice.linked and invoice.settled and not invoice.stopped and open_there)


def applicable(invoice: PaidInvoice, amount: Decimal) -> Decimal:
    """Up to the balance; the rest stays the customer's credit (A30)."""
    return amount if invoice.quickbooks_balance is None else min(amount, invoice.quickbooks_balance)


def joining(situation: PaymentSituation, payment: Payment, invoice: PaidInvoice, reason: str) -> Decision:
    """The payment stands in QuickBooks already, for other parts: a line more, of what it has left or else of more money."""
    there = situation.joins
    assert there is not None
    applied = there.total - there.unapplied  # of the money: a credit beside it takes none of it
    taken: tuple[Misapplied, ...] = ()
    if applied + payment.amount > payment.total:  # a person has applied it elsewhere: there is not so much of it
        taken = misapplied.to_take_back(situation, there.total)
        if not taken:
            return misapplied.by_hand()
        if closed := plan.parked_by(situation.rules, "update", there.date):
            return closed
    amount = applicable(invoice, payment.amount)
    if amount <= 0:
        balance = invoice.quickbooks_balance or Decimal(0)
        params = {"amount": amount_in_words(payment), "balance": amount_in_words(payment, balance)}
        return plan.failing(Failure("overpays", params))
    if there.deposited and (taken or there.unapplied < payment.amount):
        return in_deposit(there)
    total = payment.amount if taken else max(there.total, applied + payment.amount)
    write = Write(
        entity="payment",
        action="update",
        id=f"{there.id.partition('/')[0]}/{invoice.quickbooks_id}",
        version=there.version,
        fields={"TotalAmt": total},
        raw=there.raw,
        line=Line(amount=amount),
        applied={one.invoice: Decimal(0) for one in taken},
    )
    changes = (Change("applied", None, amount), *misapplied.taken_off(taken), *_more(there.total, total))
    return plan.write(Planned(side=Side.QUICKBOOKS, write=write, reason=reason, changes=changes))


def _more(before: Decimal, after: Decimal) -> tuple[Change, ...]:
    return () if before == after else (Change("total", before, after),)


def taken_out(situation: PaymentSituation, quickbooks: Payment) -> Decision:
    """Divided otherwise since: this invoice has no part of it any more. The other parts stay as they are."""
    rules = situation.rules
    if not quickbooks.amount or not rules.direction.reaches(Side.QUICKBOOKS):
        return plan.excluded("deleted")
    if quickbooks.deposited:
        return in_deposit(quickbooks)
    if closed := plan.parked_by(rules, "update", quickbooks.date):
        return closed
    write = Write(
        entity="payment",
        action="update",
        id=quickbooks.id,
        version=quickbooks.version,
        raw=quickbooks.raw,
        line=Line(amount=Decimal(0)),
    )
    change = Change("applied", quickbooks.amount, None)
    return plan.write(Planned(side=Side.QUICKBOOKS, write=write, reason="divided otherwise", changes=(change,)))
