"""Which invoices a payment of HubSpot pays on either side, in words, where the two do not agree (A25, A29)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Q

from syncapp.core.lines import figure
from syncapp.core.plan import Decision
from syncapp.core.plans.misapplied import ELSEWHERE
from syncapp.core.records import BOUNCED, Payment
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.payments.parts import whole_of
from syncapp.storage.convert import decode_base
from syncapp.storage.models import SyncRecord


@dataclass(frozen=True)
class OnInvoice:
    """What one side has of the money on one invoice."""

    invoice: str
    payment: Payment

    @property
    def words(self) -> str:
        return f"{figure(self.payment.amount, self.payment.currency)} of {self.invoice}"


def told_of_both(p: Pass, row: SyncRecord, decision: Decision) -> Decision:
    """The same decision, with the invoices by name and what each has of the payment. Nothing is asked of a vendor."""
    if decision.reason != ELSEWHERE:
        return decision
    rows = list(_all_of(p, row).exclude(invoice=None).select_related("invoice").order_by("invoice__label", "pk"))
    whole = _meant(row, rows)
    meant = [one for one in rows if whole_of(one.hubspot_id) == whole]
    others = _shares(p, Side.HUBSPOT, [one for one in rows if one.hubspot_id and one not in meant])
    told = {
        "here": _here(_shares(p, Side.HUBSPOT, meant)),
        "there": _pays(_shares(p, Side.QUICKBOOKS, rows)),
        "apart": _listed([one.words for one in others if one.payment.status not in BOUNCED]),
    }
    return replace(decision, params={**decision.params, **{name: text for name, text in told.items() if text}})


def _meant(row: SyncRecord, rows: Iterable[SyncRecord]) -> str | None:
    """The payment of HubSpot that this is about: its own, or that of which this application was made. What people have
    added to it in QuickBooks is in HubSpot as payments of their own."""
    ours = [row] if row.hubspot_id else [one for one in rows if one.linked and one.origin == Side.HUBSPOT]
    return whole_of(ours[0].hubspot_id) if ours else None


def _all_of(p: Pass, row: SyncRecord) -> Any:
    """The rows of this money: the parts of HubSpot's payment, and the applications of the one in QuickBooks."""
    payments = p.records().filter(object_type=ObjectType.PAYMENT)
    found = Q(pk=row.pk)
    for _ in Side:  # what is known of it may start on either side
        ids = payments.filter(found).values_list("hubspot_id", "quickbooks_id")
        here, there = ({whole_of(one) for one in some} - {""} for some in zip(*ids, strict=True))
        for one in here:
            found |= Q(hubspot_id=one) | Q(hubspot_id__startswith=f"{one}/")
        for one in there:
            found |= Q(quickbooks_id__startswith=f"{one}/")
    return payments.filter(found)


def _shares(p: Pass, side: Side, rows: Iterable[SyncRecord]) -> list[OnInvoice]:
    """As it was read in this pass, else as it was when it was last decided."""
    found = []
    for row in rows:
        key, invoice = (side, ObjectType.PAYMENT, str(row.id_on(side))), row.invoice
        assert invoice is not None
        on = str(invoice.id_on(side))
        payment = p.questions.shelf.get(key)
        if payment is None and row.id_on(side) and key not in p.questions.missing:
            payment = _last_known(row, side, on)
        if not isinstance(payment, Payment) or not payment.amount:
            continue
        if on in payment.invoice_ids:
            found.append(OnInvoice(invoice.label, payment))
        elif side is Side.QUICKBOOKS:  # HubSpot has put it on another invoice since
            others = p.records().filter(object_type=ObjectType.INVOICE).of(side, payment.invoice_ids)
            found += [OnInvoice(label, payment) for label in others.values_list("label", flat=True)]
    return found


def _last_known(row: SyncRecord, side: Side, invoice_id: str) -> Payment:
    """The amount of the row is HubSpot's where both stand, so it is taken from what this side held."""
    held = decode_base(getattr(row, f"{side.value}_seen") or getattr(row, f"{side.value}_base")).values
    amount, refunded = held.get("amount"), held.get("hs_refunds_amount")
    if not isinstance(amount, Decimal):
        amount = Decimal(0) if row.linked else row.amount
    return Payment(
        side=side,
        id=str(row.id_on(side)),
        amount=amount or Decimal(0),
        currency=row.currency,
        status=str(held.get("status") or "succeeded"),
        refunded=refunded if isinstance(refunded, Decimal) else Decimal(0),
        invoice_ids=(invoice_id,),
    )


def _here(shares: list[OnInvoice]) -> str:
    failed = [one for one in shares if one.payment.status in BOUNCED]
    refunded = next((one for one in shares if one.payment.refunded), None)
    told = [_pays([one for one in shares if one not in failed])]
    if refunded:
        told.append(f"{figure(refunded.payment.refunded, refunded.payment.currency)} of it was refunded")
    if failed:
        told.append(f"has failed for {_listed([one.invoice for one in failed])}")
    return ", and ".join(filter(None, told))


def _pays(shares: list[OnInvoice]) -> str:
    return f"pays {_listed([one.words for one in shares])}" if shares else ""


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
