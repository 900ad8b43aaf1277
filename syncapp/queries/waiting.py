"""What holds up what: `3 payments and 1 invoice wait for customer Acme`, settle one and the rest go by themselves (B20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum

from syncapp.core.values import ObjectType
from syncapp.queries.chains import end, waits_behind
from syncapp.queries.counts import Cell, Row, Tally, by_object, cell_of, since
from syncapp.queries.states import State, holds, state_of
from syncapp.storage.models import LONG, SyncRecord, Workspace

Parts = Mapping[ObjectType, Cell]
MOST = 12  # of what is waited for that is listed by name


@dataclass(frozen=True)
class Awaited:
    """One record that others wait for; None where it is not known any more."""

    record: SyncRecord | None
    state: State | None
    waiting: Cell
    parts: Parts

    @property
    def kind(self) -> str:
        """What people call it: `customer`."""
        if self.record is None:
            return ""
        return "customer" if self.record.object_type == ObjectType.CONTACT else self.record.object_type

    @property
    def verb(self) -> str:
        return "waits" if self.waiting.number == 1 else "wait"


def by_record(workspace: Workspace, records: Iterable[SyncRecord], off: Collection[str] = ()) -> dict[int, Parts]:
    """By record, of these: what it holds up."""
    keys = [row.pk for row in records]
    if not keys:
        return {}
    return _grouped(_rooted(workspace, off).filter(root__in=keys).values("root", "object_type", "currency"), "root")


def awaited(tally: Tally, object_type: str = "") -> list[Awaited]:
    """What the waiting records of an object, or of all, wait for: what holds up the most first."""
    waiting = _rooted(tally.workspace, tally.off)
    waiting = waiting.filter(object_type=object_type) if object_type else waiting
    parts = _grouped(waiting.values("root", "object_type", "currency"), "root")
    first = sorted(parts, key=lambda root: (-sum(cell.number for cell in parts[root].values()), root or 0))[:MOST]
    rows = SyncRecord.objects.filter(pk__in=[root for root in first if root]).select_related("customer", "waiting_on")
    known = {row.pk: row for row in rows.defer(*LONG)}
    return [_awaited(known.get(root), parts[root], tally.off) for root in first]


def cell_for(tally: Tally, key: int, object_type: str = "") -> Cell:
    """Those that wait for this record, of an object or of all, with their money and the oldest."""
    waiting = _waiting(tally.workspace, tally.off).filter(waits_behind(pk=key))
    waiting = waiting.filter(object_type=object_type) if object_type else waiting
    grouped = waiting.values("object_type", "currency").annotate(
        number=Count("pk"), total=Sum("amount"), oldest=Min(since())
    )
    return cell_of(_row(one, one["oldest"]) for one in grouped.order_by())


def _awaited(record: SyncRecord | None, parts: Parts, off: Collection[str]) -> Awaited:
    whole = Cell(sum(cell.number for cell in parts.values()))
    return Awaited(record, state_of(record, off) if record else None, whole, parts)


def _rooted(workspace: Workspace, off: Collection[str]) -> Any:
    """Those that wait, each with the key of what stands at the end of its row."""
    return _waiting(workspace, off).annotate(root=end())


def _waiting(workspace: Workspace, off: Collection[str]) -> QuerySet[SyncRecord]:
    return SyncRecord.objects.filter(holds(State.WAITING, off), workspace=workspace)


def _grouped(counted: Any, by: str) -> dict[Any, Parts]:
    rows: dict[Any, list[Row]] = defaultdict(list)
    for one in counted.annotate(number=Count("pk"), total=Sum("amount")).order_by():
        rows[one[by]].append(_row(one))
    return {key: by_object(some) for key, some in rows.items()}


def _row(one: Mapping[str, Any], oldest: datetime | None = None) -> Row:
    total: Decimal | None = one["total"]
    return Row(one["object_type"], State.WAITING, "waiting", one["currency"], one["number"], total, oldest, "", "")
