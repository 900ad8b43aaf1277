"""How HubSpot counts a payment that a person has divided, among its invoices (A25, A28).

HubSpot divides it by itself and tells no amounts, neither of what is paid nor of what was refunded since. So the balances of
its invoices are looked at together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from django.db.models import Sum

from syncapp.core.plan import STOPPED
from syncapp.core.records import Invoice
from syncapp.core.values import ObjectType, Side
from syncapp.engine.asked import BY_HAND
from syncapp.engine.context import Pass
from syncapp.engine.payments.divided import parts, whole_of
from syncapp.storage.convert import decode_base
from syncapp.storage.models import SyncRecord


@dataclass(frozen=True)
class Counted:
    """Divided payments that have invoices in common. `gaps`: what is open in HubSpot more than in QuickBooks, or would be,
    by the invoice's record."""

    refunded: Decimal  # and booked by hand
    gaps: Mapping[int, Decimal]
    invoices: Sequence[SyncRecord] = ()

    def with_(self, other: Counted) -> Counted:
        known = {one.pk: one for one in (*self.invoices, *other.invoices)}
        return Counted(self.refunded + other.refunded, {**self.gaps, **other.gaps}, list(known.values()))


def counted_among(p: Pass, rows: list[SyncRecord]) -> list[Counted]:
    """Divided payments on those of these invoices whose balances differ; all invoices of each are read for it."""
    shares = _shares_on(p, {row.pk for row in rows if _gap(p, row)})
    invoices = [one.invoice for some in shares.values() for one in some if one.invoice]
    for side in Side:
        ids = [str(id_) for one in invoices if (id_ := one.id_on(side))]
        p.questions.read(side, ObjectType.INVOICE, ids, whole=False)
    wholes = p.records().filter(object_type=ObjectType.PAYMENT, reason="divided").of(Side.HUBSPOT, shares)
    found: list[Counted] = []
    for payment in wholes.order_by("pk") if shares else ():
        mine = shares[str(payment.hubspot_id)]
        theirs = [(one.invoice, gap) for one in mine if one.invoice and (gap := _among(p, one.invoice)) is not None]
        if len(theirs) == len(mine):  # else one of them is not known yet
            one = Counted(
                _refunded(mine[0], payment), {invoice.pk: gap for invoice, gap in theirs}, [it for it, _ in theirs]
            )
            apart = [other for other in found if other.gaps.keys().isdisjoint(one.gaps)]
            found = [*apart, reduce(Counted.with_, [other for other in found if other not in apart], one)]
    return found


def _shares_on(p: Pass, invoices: set[int]) -> dict[str, list[SyncRecord]]:
    """The parts of the divided payments on these invoices, and of those that share an invoice with one of them."""
    payments = p.records().filter(object_type=ObjectType.PAYMENT, hubspot_id__contains="/")
    found: dict[str, list[SyncRecord]] = {}
    while invoices:
        on_them = payments.filter(invoice__in=invoices).values_list("hubspot_id", flat=True)
        new = sorted({whole_of(one) for one in on_them} - found.keys())
        found |= {one: list(parts(p.records().select_related("invoice"), one)) for one in new}
        invoices = {part.invoice_id for one in new for part in found[one] if part.invoice_id}
    return found


def _refunded(part: SyncRecord, payment: SyncRecord) -> Decimal:
    """As the part was last read: the payment itself is linked with nothing, so nothing is stored of it."""
    told = decode_base(part.hubspot_base).values
    amount = told.get("hs_refunds_amount")
    if BY_HAND not in payment.decision:
        return Decimal(0)
    if isinstance(amount, Decimal) and amount:
        return amount
    return (payment.amount or Decimal(0)) if told.get("status") == "refunded" else Decimal(0)


def _among(p: Pass, row: SyncRecord) -> Decimal | None:
    """The gap of one of its invoices. Of one that is left out, or still to come, QuickBooks tells nothing: it is what people
    have given it less than HubSpot counts there."""
    if row.linked and row.reason != STOPPED and row.status != SyncRecord.Status.IGNORED:
        return _gap(p, row)
    here = p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
    given = p.records().filter(object_type=ObjectType.PAYMENT, invoice=row, hubspot_id__isnull=False)
    known = given.exclude(reason="not_succeeded").aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return known - here.paid if isinstance(here, Invoice) else None


def _gap(p: Pass, row: SyncRecord) -> Decimal | None:
    """None where one of the two has not been read."""
    here = p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
    there = p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, row.quickbooks_id)
    return here.balance - there.balance if isinstance(here, Invoice) and isinstance(there, Invoice) else None
