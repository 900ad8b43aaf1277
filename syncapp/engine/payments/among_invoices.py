"""How HubSpot counts a payment that a person has divided, or ignores, among its invoices (A25, A28).

HubSpot divides it by itself and tells no amounts, neither of what is paid nor of what was refunded since. So the balances of
its invoices are looked at together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q, Sum

from syncapp.core.plan import STOPPED
from syncapp.core.records import Invoice
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.payments.ignored import Ignored, ignored_on
from syncapp.engine.payments.parts import is_part, parts, whole_of
from syncapp.engine.people.asked import BY_HAND
from syncapp.engine.rows import chunks
from syncapp.storage.convert import decode_base
from syncapp.storage.models import SyncRecord

AT_ONCE = 50  # payments whose parts are asked for


@dataclass(frozen=True)
class Counted:
    """Payments that have invoices in common. `gaps`: what is open in HubSpot more than in QuickBooks, or would be,
    by the invoice's record."""

    refunded: Decimal  # and booked by hand
    gaps: Mapping[int, Decimal]
    invoices: Sequence[SyncRecord] = ()
    ignored: Sequence[Ignored] = ()  # those that are on several of the invoices

    def with_(self, other: Counted) -> Counted:
        known = {one.pk: one for one in (*self.invoices, *other.invoices)}
        ignored = (*self.ignored, *other.ignored)
        return Counted(self.refunded + other.refunded, {**self.gaps, **other.gaps}, list(known.values()), ignored)


def counted_among(p: Pass, rows: list[SyncRecord]) -> list[Counted]:
    """Payments on several invoices, on those of these whose balances differ; all invoices of each are read for it."""
    shares, ignored = _on_several(p, [row for row in rows if gap_of(p, row)])
    invoices = [one.invoice for some in shares.values() for one in some if one.invoice]
    invoices += [invoice for one in ignored for invoice in one.invoices]
    for side in Side:
        ids = [str(id_) for one in invoices if (id_ := one.id_on(side))]
        p.questions.read(side, ObjectType.INVOICE, ids, whole=False)
    wholes = p.records().filter(object_type=ObjectType.PAYMENT, reason="divided").of(Side.HUBSPOT, shares)
    left_out = {row.pk for one in ignored for row in one.rows}
    found: list[Counted] = []
    for payment in wholes.order_by("pk") if shares else ():
        mine = shares[str(payment.hubspot_id)]
        together = [one.invoice for one in mine if one.invoice]
        if len(together) == len(mine):  # else one of them is not known yet
            found = _joined(p, found, together, _refunded(mine[0], payment), left_out)
    for one in ignored:
        found = _joined(p, found, one.invoices, Decimal(0), left_out, one)
    return found


def tied_to(p: Pass, invoices: Collection[int]) -> list[SyncRecord]:
    """The payments of these invoices, and of all that have a part of a divided payment in common with one of them."""
    payments = p.records().filter(object_type=ObjectType.PAYMENT).select_related("invoice")
    found = {row.pk: row for row in payments.filter(invoice__in=invoices)}
    known: set[str] = set()
    while wholes := {whole_of(row.hubspot_id) for row in found.values() if is_part(row)} - known:
        known |= wholes
        beside: set[int] = set()
        for some in chunks(sorted(wholes), AT_ONCE):
            of_these = reduce(or_, (Q(hubspot_id__startswith=f"{one}/") for one in some))
            beside.update(payments.filter(of_these).exclude(invoice=None).values_list("invoice_id", flat=True))
        found |= {row.pk: row for row in payments.filter(invoice__in=beside)}
    return list(found.values())


def _joined(
    p: Pass,
    found: list[Counted],
    invoices: Sequence[SyncRecord],
    refunded: Decimal,
    left_out: Collection[int],
    *ignored: Ignored,
) -> list[Counted]:
    """With one more payment, unless one of its invoices has not been read."""
    gaps = {invoice.pk: gap for invoice in invoices if (gap := _among(p, invoice, left_out)) is not None}
    if len(gaps) < len({one.pk for one in invoices}):
        return found
    new = Counted(refunded, gaps, invoices, ignored)
    apart = [other for other in found if other.gaps.keys().isdisjoint(new.gaps)]
    return [*apart, reduce(Counted.with_, [other for other in found if other not in apart], new)]


def _on_several(p: Pass, invoices: Sequence[SyncRecord]) -> tuple[dict[str, list[SyncRecord]], list[Ignored]]:
    """The parts of the divided payments on these invoices, those that are ignored undivided, and all of both kinds that
    share an invoice with one of them."""
    payments = p.records().filter(object_type=ObjectType.PAYMENT, hubspot_id__contains="/")
    shares: dict[str, list[SyncRecord]] = {}
    ignored: dict[int, Ignored] = {}
    while invoices:
        on_them = payments.filter(invoice__in=[one.pk for one in invoices]).values_list("hubspot_id", flat=True)
        new = sorted({whole_of(one) for one in on_them} - shares.keys())
        shares |= {one: list(parts(p.records().select_related("invoice"), one)) for one in new}
        several = [one for one in ignored_on(p, invoices) if len(one.invoices) > 1 and one.payment.pk not in ignored]
        ignored |= {one.payment.pk: one for one in several}
        invoices = [part.invoice for one in new for part in shares[one] if part.invoice]
        invoices += [invoice for one in several for invoice in one.invoices]
    return shares, list(ignored.values())


def _refunded(part: SyncRecord, payment: SyncRecord) -> Decimal:
    """As the part was last read: the payment itself is linked with nothing, so nothing is stored of it."""
    told = decode_base(part.hubspot_base).values
    amount = told.get("hs_refunds_amount")
    if BY_HAND not in payment.decision:
        return Decimal(0)
    if isinstance(amount, Decimal) and amount:
        return amount
    return (payment.amount or Decimal(0)) if told.get("status") == "refunded" else Decimal(0)


def _among(p: Pass, row: SyncRecord, left_out: Collection[int]) -> Decimal | None:
    """The gap of one of its invoices. Of one that is left out, or still to come, QuickBooks tells nothing: it is what people
    have given it less than HubSpot counts there."""
    if stands_on_both(row):
        return gap_of(p, row)
    here = p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
    given = p.records().filter(object_type=ObjectType.PAYMENT, invoice=row, hubspot_id__isnull=False)
    given = given.exclude(reason="not_succeeded").exclude(pk__in=left_out)
    known = given.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return known - here.paid if isinstance(here, Invoice) else None


def stands_on_both(row: SyncRecord) -> bool:
    return row.linked and row.reason != STOPPED and row.status != SyncRecord.Status.IGNORED


def gap_of(p: Pass, row: SyncRecord) -> Decimal | None:
    """None where one of the two has not been read."""
    here = p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
    there = p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, row.quickbooks_id)
    return here.balance - there.balance if isinstance(here, Invoice) and isinstance(there, Invoice) else None
