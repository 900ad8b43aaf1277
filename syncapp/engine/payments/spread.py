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
from syncapp.storage.models import SyncRecord


@dataclass(frozen=True)
class Share:
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
    told = {"here": _here(_shares(p, Side.HUBSPOT, rows)), "there": _pays(_shares(p, Side.QUICKBOOKS, rows))}
    return replace(decision, params={**decision.params, **{name: text for name, text in told.items() if text}})


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


def _shares(p: Pass, side: Side, rows: Iterable[SyncRecord]) -> list[Share]:
    """As it was read in this pass, else as it was when it last changed."""
    found = []
    for row in rows:
        key, invoice = (side, ObjectType.PAYMENT, str(row.id_on(side))), row.invoice
        assert invoice is not None
        on = str(invoice.id_on(side))
        payment = p.questions.shelf.get(key)
        if payment is None and row.id_on(side) and key not in p.questions.missing:
            amount = row.amount or Decimal(0)
            payment = Payment(side=side, id=key[2], amount=amount, currency=row.currency, invoice_ids=(on,))
        if not isinstance(payment, Payment) or not payment.amount:
            continue
        if on in payment.invoice_ids:
            found.append(Share(invoice.label, payment))
        elif side is Side.QUICKBOOKS:  # HubSpot has put it on another invoice since
            others = p.records().filter(object_type=ObjectType.INVOICE).of(side, payment.invoice_ids)
            found += [Share(label, payment) for label in others.values_list("label", flat=True)]
    return found


def _here(shares: list[Share]) -> str:
    failed = [one for one in shares if one.payment.status in BOUNCED]
    refunded = next((one for one in shares if one.payment.refunded), None)
    told = [_pays([one for one in shares if one not in failed])]
    if refunded:
        told.append(f"{figure(refunded.payment.refunded, refunded.payment.currency)} of it was refunded")
    if failed:
        told.append(f"has failed for {_listed([one.invoice for one in failed])}")
    return ", and ".join(filter(None, told))


def _pays(shares: list[Share]) -> str:
    return f"pays {_listed([one.words for one in shares])}" if shares else ""


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
