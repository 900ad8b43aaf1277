"""A linked payment that HubSpot shows on another invoice than QuickBooks does (A25, A29)."""

from __future__ import annotations

from decimal import Decimal

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.plan import Change, Decision, Planned
from syncapp.core.plans import misapplied
from syncapp.core.plans.divided import undivided
from syncapp.core.plans.payment_edits import trespass
from syncapp.core.plans.payment_situation import (
    PaidInvoice,
    PaymentSituation,
    amount_in_words,
    kept_there,
    others_have,
    pays_others_of_it,
)
from syncapp.core.records import Line, Payment
from syncapp.core.values import Side, Value
from syncapp.core.writes import Write


def moved(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> Decision | None:
    """It follows from HubSpot where it was entered there; what was entered in QuickBooks stays where it is."""
    invoice = situation.invoice
    if invoice is None or situation.part:
        return None
    if len(hubspot.invoice_ids) > 1 and situation.native is not Side.QUICKBOOKS:
        return undivided(hubspot)
    elsewhere = invoice.hubspot_id is not None and hubspot.invoice_ids != (invoice.hubspot_id,)
    if elsewhere and (situation.native is Side.QUICKBOOKS or not hubspot.invoice_ids):
        params = {"amount": amount_in_words(hubspot), "invoice": invoice.label}
        return plan.failing(Failure("payment_off_invoice", params))
    if situation.native is Side.QUICKBOOKS:
        return None
    if hubspot.invoice_ids != (invoice.hubspot_id,) or quickbooks.invoice_ids in ((), (invoice.quickbooks_id,)):
        return None
    return _move(situation, hubspot, quickbooks, invoice)


def _move(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment, invoice: PaidInvoice) -> Decision:
    """Off the one invoice and on the other, in one write; what other invoices have of the payment stays."""
    if not invoice.linked or not invoice.settled:
        return plan.waiting(invoice.record, invoice.label)
    if kept := kept_there(situation, hubspot, quickbooks):
        return kept
    if pays_others_of_it(situation, hubspot, quickbooks):
        return misapplied.by_hand()
    if quickbooks.credit:  # which the bookkeeper has put on the invoice that it pays there (A30)
        told = {"amount": amount_in_words(hubspot), "credit": amount_in_words(quickbooks, quickbooks.credit)}
        return plan.failing(Failure("moved_with_credit", {**told, "invoice": invoice.label}))
    balance = hubspot.amount if invoice.quickbooks_balance is None else invoice.quickbooks_balance
    if balance <= 0:
        params = {"amount": amount_in_words(hubspot), "balance": amount_in_words(hubspot, Decimal(0))}
        return plan.failing(Failure("overpays", params))
    if changed := trespass(situation, Side.HUBSPOT, hubspot, quickbooks):
        return changed
    applied = min(hubspot.amount, balance)
    total = others_have(situation, quickbooks) + hubspot.amount
    alone = total == hubspot.amount  # else it is the customer's whose other invoices it pays
    customer = {"customer": invoice.customer_id} if alone and invoice.customer_id else {}
    day: dict[str, Value] = {} if hubspot.date in (None, quickbooks.date) else {"TxnDate": hubspot.date}
    write = Write(
        entity="payment",
        action="update",
        id=quickbooks.id,
        version=quickbooks.version,
        fields={"TotalAmt": total, **day},
        links={"invoice": str(invoice.quickbooks_id), **customer},
        raw=quickbooks.raw,
        line=Line(amount=applied),
    )
    changes = (
        Change(f"applied to {invoice.label}", None, applied),
        *(Change(name, quickbooks.date, value) for name, value in day.items()),
    )
    reason = "moved to another invoice in HubSpot"
    return plan.write(Planned(side=Side.QUICKBOOKS, write=write, reason=reason, changes=changes))
