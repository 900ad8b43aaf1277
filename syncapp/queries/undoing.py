"""What a click would put back of all that one run has written, what stays as it is and why, with counts and money (B5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from syncapp.core.values import ObjectType, Side, rounded
from syncapp.engine.people.choosing import choosing
from syncapp.engine.people.conflicts import CHOSEN
from syncapp.engine.people.undoing_runs import RecordUndo, seal, undo_of
from syncapp.queries.counts import Cell
from syncapp.queries.labels import Labels, labels_among
from syncapp.storage.models import ObjectSync, Run, SyncRecord

SHOWN = 50
# Of these nothing is shown but what the activity tells.
UNREAD = ("floor", "vendor_text")


@dataclass(frozen=True)
class Put:
    """One field: what it is set back to on the side that the run wrote to."""

    side: Side
    changes: list[dict[str, Any]]  # [{"field", "from": what it holds, "to": what it held}]


@dataclass(frozen=True)
class Line:
    record: SyncRecord
    puts: tuple[Put, ...]

    @property
    def plural(self) -> str:
        return ObjectType(self.record.object_type).plural


@dataclass(frozen=True)
class Kept:
    """What stays for one reason; `names` are its first records."""

    object_type: ObjectType
    side: Side
    kind: str
    why: str
    cell: Cell
    records: tuple[SyncRecord, ...]

    @property
    def more(self) -> int:
        return self.cell.number - len(self.records)


@dataclass(frozen=True)
class Preview:
    seal: str
    records: int
    fields: int
    cell: Cell  # of what goes back, the invoices: their totals stay as they are
    lines: list[Line]
    kept: list[Kept]
    after: int | None
    labels: Labels
    asked: int  # records of it for which something is asked that is not done yet


def preview_of(run: Run, start: int = 0, syncs: Iterable[ObjectSync] | None = None) -> Preview:
    """Of all of it, with the lines from `start` on. `syncs`: those of the workspace, where they are at hand."""
    ways = choosing(run.workspace, syncs)
    undos = list(undo_of(run, ways, SyncRecord.objects.defer(*UNREAD)))
    back = [one for one in undos if one.found]
    part = back[start : start + SHOWN]
    return Preview(
        seal=seal(undos),
        records=len(back),
        fields=sum(len(one.back) for one in back),
        cell=_cell(one.record for one in back if one.record.object_type == ObjectType.INVOICE),
        lines=[Line(one.record, tuple(Put(side, [_reversed(change)]) for side, change in one.back)) for one in part],
        kept=_kept(undos),
        after=start + SHOWN if len(back) > start + SHOWN else None,
        labels=labels_among(ways.fields),
        asked=sum(CHOSEN in one.record.decision for one in undos),
    )


def _reversed(change: Mapping[str, Any]) -> dict[str, Any]:
    return {**change, "from": change["to"], "to": change["from"]}


def _kept(undos: Iterable[RecordUndo]) -> list[Kept]:
    """By reason, the most of one first."""
    groups: dict[tuple[str, Side, str, str], dict[int, SyncRecord]] = defaultdict(dict)
    for one in undos:
        for stay in one.stays:
            groups[one.record.object_type, stay.side, stay.kind, stay.why][one.record.pk] = one.record
    found = [
        Kept(ObjectType(kind), side, word, why, _cell(rows.values()), tuple(rows.values())[:3])
        for (kind, side, word, why), rows in groups.items()
    ]
    return sorted(found, key=lambda one: -one.cell.number)


def _cell(records: Iterable[SyncRecord]) -> Cell:
    money: dict[str, Decimal] = {}
    number = 0
    for row in records:
        number += 1
        if row.amount is not None:
            money[row.currency] = money.get(row.currency, Decimal(0)) + rounded(row.amount, row.currency)
    return Cell(number, money)
