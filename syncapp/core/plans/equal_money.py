"""The last look at a linked invoice: nothing is left to write, and both sides' money is equal or explained (I1)."""

from __future__ import annotations

from decimal import Decimal

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.lines import figure
from syncapp.core.merge import FieldConflict
from syncapp.core.plan import Decision, Remark
from syncapp.core.plans.invoice_situation import InvoiceSituation
from syncapp.core.reconcile import compare
from syncapp.core.records import ZERO, Invoice
from syncapp.core.values import Side


def equal_money(
    situation: InvoiceSituation,
    hubspot: Invoice,
    quickbooks: Invoice,
    *,
    remarks: tuple[Remark, ...] = (),
    conflicts: tuple[FieldConflict, ...] = (),
) -> Decision:
    """Nothing left to write: in sync only if both sides' money is equal to the cent (I1)."""
    differences = {one.field: one for one in compare(hubspot, quickbooks)}
    if "currency" in differences or "total" in differences:
        return plan.failing(_other_total(situation, hubspot, quickbooks))
    if "balance" in differences or "status" in differences:
        if situation.unsettled:
            return plan.waiting(*situation.unsettled)
        if hubspot.paid >= hubspot.total and quickbooks.paid >= quickbooks.total and hubspot.total > 0:
            return plan.settled(*remarks, Remark("overpaid"), conflicts=conflicts)
        explained = {
            "not_cash_shown": situation.shown_only,
            "refund_by_hand": situation.given_back,
            "counted_otherwise": situation.counted_otherwise,
        }
        told = [
            Remark(code, {"amount": figure(abs(sum_), quickbooks.currency)}) for code, sum_ in explained.items() if sum_
        ]
        rest = hubspot.balance - quickbooks.balance - sum(explained.values())
        if rest and rest == situation.ignored:
            told.append(_ignored(situation, quickbooks.currency))
            rest = ZERO
        if told and not rest:
            return plan.settled(*remarks, *told, conflicts=conflicts)
        if hubspot.paid > quickbooks.paid and not situation.rules.direction.reaches(Side.QUICKBOOKS):
            sums = {f"{one.side.value}_paid": figure(one.paid, one.currency) for one in (hubspot, quickbooks)}
            return plan.failing(Failure("paid_in_hubspot_alone", sums))
        if hubspot.paid <= quickbooks.paid and not situation.payments_travel:
            return plan.settled(*remarks, _paid_there(quickbooks), conflicts=conflicts)
        return plan.failing(_other_balance(situation, hubspot, quickbooks, rest))
    return plan.settled(*remarks, conflicts=conflicts)


def _ignored(situation: InvoiceSituation, currency: str) -> Remark:
    """What a person leaves out counts where it is."""
    params = {"amount": figure(abs(situation.ignored), currency), "payments": situation.ignored_payments}
    return Remark("payment_ignored", params)


def _paid_there(quickbooks: Invoice) -> Remark:
    """What QuickBooks has received of an invoice whose payments HubSpot gets no records of (A31)."""
    if not quickbooks.balance:
        return Remark("paid_without_record")
    paid, total = (figure(amount, quickbooks.currency) for amount in (quickbooks.paid, quickbooks.total))
    return Remark("partly_paid_mirror", {"paid": paid, "total": total})


def _other_balance(situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice, rest: Decimal) -> Failure:
    """`rest`: what no remark explains. What remains of it beyond the payments that can be named, something else changed."""
    balances = {f"{one.side.value}_balance": figure(one.balance, one.currency) for one in (hubspot, quickbooks)}
    beyond = rest - situation.ignored + situation.uneven
    named = {
        "ignored": situation.ignored_payments,
        "uneven": situation.uneven_payments,
        "beyond": figure(abs(beyond), quickbooks.currency) if beyond else "",
    }
    return Failure("balance_differs", balances | {name: one for name, one in named.items() if one})


def _other_total(situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice) -> Failure:
    """QuickBooks' own doing (A20), unless the direction keeps what its owner changed from crossing (A35)."""
    totals = {f"{one.side.value}_total": figure(one.total, one.currency) for one in (hubspot, quickbooks)}
    owner = situation.native
    if owner and not situation.rules.direction.reaches(owner.other):
        return Failure("not_followed", {**totals, "owner": owner.label, "target": owner.other.label})
    return Failure("total_changed", totals)
