"""Payments that somebody ignores, on invoices whose balances differ: what each side counts of them (A25, A29).

They are read for it, because nothing else follows what becomes of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from syncapp.core.lines import figure
from syncapp.core.records import Payment
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.payments.of_invoices import payments_of
from syncapp.engine.payments.parts import DIVIDED, is_part, parts, whole_of
from syncapp.storage.models import SyncRecord

ZERO = Decimal(0)


@dataclass(frozen=True)
class Ignored:
    """`invoices`: the one that it is on, or all of those among which HubSpot divides it by itself. `rows`: the payment's
    records, those of its parts too."""

    payment: SyncRecord
    invoices: Sequence[SyncRecord]
    here: Decimal
    there: Decimal
    rows: Sequence[SyncRecord] = ()

    @property
    def gap(self) -> Decimal:
        """What is open in HubSpot more than in QuickBooks because of it."""
        return self.there - self.here

    @property
    def differs(self) -> bool:
        """On one of its invoices, or may: of what HubSpot divides by itself no amounts are told."""
        return bool(self.invoices) and bool(self.gap or (len(self.invoices) > 1 and self.here))

    @property
    def told(self) -> str:
        """For people: `40.00 USD in HubSpot alone (Nov 23, 2026 4711)`."""
        sums = [(side, amount) for side, amount in zip(Side, (self.here, self.there), strict=True) if amount]
        counted = ", ".join(f"{figure(amount, self.payment.currency)} in {side.label}" for side, amount in sums)
        alone = " alone" if len(sums) == 1 else ""
        return f"{counted}{alone} ({self.payment.label})"


def ignored_on(p: Pass, invoices: Sequence[SyncRecord]) -> list[Ignored]:
    """Those that do not count alike on both sides."""
    ignored = SyncRecord.Status.IGNORED
    if not invoices or not p.records().filter(object_type=ObjectType.PAYMENT, status=ignored).exists():
        return []
    found = payments_of(p.workspace, invoices).select_related("invoice").order_by("pk")
    rows = {row.pk: row for row in found if row.status == ignored}
    wholes = _wholes(p, [row for row in found if is_part(row)])
    rows = {pk: row for pk, row in rows.items() if whole_of(row.hubspot_id) not in wholes} | {
        row.pk: row for row in wholes.values()
    }
    divided = {row.pk: list(_parts(p, row)) for row in rows.values() if DIVIDED in row.decision}
    every = [*rows.values(), *(part for some in divided.values() for part in some)]
    for side in Side:
        p.questions.read(side, ObjectType.PAYMENT, [str(id_) for row in every if (id_ := row.id_on(side))])
    return [one for row in rows.values() for one in _read(p, row, divided.get(row.pk, ())) if one.differs]


def _wholes(p: Pass, some: Sequence[SyncRecord]) -> Mapping[str, SyncRecord]:
    """The ignored payments that these are parts of, by their id."""
    ids = {whole_of(row.hubspot_id) for row in some}
    rows = p.records().filter(object_type=ObjectType.PAYMENT, status=SyncRecord.Status.IGNORED).of(Side.HUBSPOT, ids)
    return {str(row.hubspot_id): row for row in rows} if ids else {}


def _parts(p: Pass, row: SyncRecord) -> Iterable[SyncRecord]:
    found: Iterable[SyncRecord] = parts(p.records().select_related("invoice"), str(row.hubspot_id))
    return found


def _read(p: Pass, row: SyncRecord, divided: Sequence[SyncRecord]) -> Iterator[Ignored]:
    rows = (row, *divided)
    here = p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, row.hubspot_id)
    there = [p.on_shelf(Side.QUICKBOOKS, ObjectType.PAYMENT, one.quickbooks_id) for one in rows]
    mine, applied = counted(here, part=is_part(row)), sum(map(counted, there), ZERO)
    named = here.invoice_ids if isinstance(here, Payment) else ()
    on_here = list(p.records().filter(object_type=ObjectType.INVOICE).of(Side.HUBSPOT, named)) if named else []
    if len(on_here) < len(named):
        return  # one of its invoices is not known yet
    on_there = list({one.invoice.pk: one.invoice for one in rows if one.invoice}.values())
    if len(on_here) > 1 or divided:
        together = {one.pk: one for one in (*on_here, *on_there)}
        yield Ignored(row, list(together.values()), mine, applied, rows)
    elif on_here and on_there and on_here != on_there:  # moved in HubSpot since
        yield Ignored(row, on_here, mine, ZERO, rows)
        yield Ignored(row, on_there, ZERO, applied, rows)
    else:
        yield Ignored(row, on_here or on_there, mine if on_here else ZERO, applied, rows)


def counted(payment: object, *, part: bool = False) -> Decimal:
    """Of what was refunded in part HubSpot counts what was kept, and of a part of a payment it tells no refund."""
    if not isinstance(payment, Payment) or payment.status not in ("succeeded", "partially_refunded"):
        return ZERO
    return payment.amount - (ZERO if part else payment.refunded)
