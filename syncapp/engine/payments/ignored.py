"""Payments that somebody ignores, on invoices whose balances differ: what each side counts of them (A25, A29).

They are read for it, because nothing else follows what becomes of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from syncapp.core.lines import figure
from syncapp.core.records import Payment
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.payments.of_invoices import payments_of
from syncapp.engine.payments.parts import DIVIDED, is_part
from syncapp.storage.models import SyncRecord

ZERO = Decimal(0)


@dataclass(frozen=True)
class Ignored:
    """`invoices`: the one that it is on, or all of those among which HubSpot divides it by itself."""

    payment: SyncRecord
    invoices: Sequence[SyncRecord]
    here: Decimal
    there: Decimal

    @property
    def gap(self) -> Decimal:
        """What is open in HubSpot more than in QuickBooks because of it."""
        return self.there - self.here

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
    rows = list(payments_of(p.workspace, invoices).filter(status=ignored).select_related("invoice").order_by("pk"))
    for side in Side:
        p.questions.read(side, ObjectType.PAYMENT, [str(id_) for row in rows if (id_ := row.id_on(side))])
    return [one for one in _read(p, rows) if one.gap]


def _read(p: Pass, rows: Sequence[SyncRecord]) -> Iterator[Ignored]:
    for row in rows:
        here, there = (p.on_shelf(side, ObjectType.PAYMENT, row.id_on(side)) for side in Side)
        invoices = [row.invoice] if row.invoice else []
        if isinstance(here, Payment) and len(here.invoice_ids) > 1:
            invoices = list(p.records().filter(object_type=ObjectType.INVOICE).of(Side.HUBSPOT, here.invoice_ids))
            if DIVIDED in row.decision or len(invoices) < len(here.invoice_ids):
                continue  # its parts have records of their own, or one of its invoices is not known yet
        yield Ignored(row, invoices, _counted(here, part=is_part(row)), _counted(there))


def _counted(payment: object, *, part: bool = False) -> Decimal:
    """Of what was refunded in part HubSpot counts what was kept, and of a part of a payment it tells no refund."""
    if not isinstance(payment, Payment) or payment.status not in ("succeeded", "partially_refunded"):
        return ZERO
    return payment.amount - (ZERO if part else payment.refunded)
