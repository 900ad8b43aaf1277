"""What it would take to undo one write of ours: the value before it, where that still can be put back (B5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from syncapp.core.errors import Failure
from syncapp.core.interrupted_writes import as_told
from syncapp.core.mapping import FieldPair, carry, targets
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import Direction, ObjectType, Pair, Side, Value, shown
from syncapp.engine.people.asked import stored
from syncapp.engine.people.choosing import Choosing
from syncapp.engine.people.conflicts import as_decided
from syncapp.storage.activity import PERHAPS
from syncapp.storage.convert import decode
from syncapp.storage.models import Activity, SyncRecord

UPDATED = "updated"
NOT_A_FIELD = (
    "Lines, amounts, customer and status of an invoice are not put back one by one. Change them where the invoice was made, and "
    "they cross."
)
NO_UPDATE = (
    "What was made, voided or removed is not undone from here. Do it in HubSpot or QuickBooks Online, where it is kept."
)
NOT_IN_SYNC = "The record is not in sync now, so nothing of it is written back. Settle that first."
Undone = dict[str, Mapping[str, Any]]  # as `decision["chosen"]` has it, by key of a pair of fields
Change = Mapping[str, Any]  # {"field", "from", "to"}, as the activity has it


@dataclass(frozen=True)
class Judged:
    """The changes of one side of a record: those that can be put back, and the others, each with the reason."""

    found: Undone = field(default_factory=dict)
    back: tuple[Change, ...] = ()
    kept: tuple[tuple[Change, str], ...] = ()


def undone(row: SyncRecord, entry: Activity, ways: Choosing) -> Undone | str:
    """What is to be chosen for the record, or in a sentence why that write is not undone: all of it, or nothing."""
    if entry.kind.removeprefix(PERHAPS) != UPDATED or not entry.side:
        return NO_UPDATE
    if why := closed(row, ways):
        return why
    judged = judge(row, Side(entry.side), entry.changes, ways)
    if judged.kept:
        return judged.kept[0][1]
    return judged.found or "It changed no field that can be put back."


def closed(row: SyncRecord, ways: Choosing) -> str:
    """Why nothing of this record is put back now, whatever it is; empty where it can be."""
    if row.status != SyncRecord.Status.SYNCING or not row.linked:
        return NOT_IN_SYNC
    if row.decision:
        return "Something else is asked for it already, which the next run does. Take that back first."
    sync = ways.syncs.get(row.object_type)
    return "" if sync is not None and sync.enabled else f"The {row.object_type} sync is turned off."


def judge(row: SyncRecord, side: Side, changes: Iterable[Change], ways: Choosing) -> Judged:
    """Each field by itself; the record is one that is not `closed`."""
    pairs = {one.name(side): one for one in ways.mapped(row.object_type)}
    found: Undone = {}
    back, kept = [], []
    for change in changes:
        pair = pairs.get(change["field"])
        told = _choice(row, side, pair, change, ways)
        if pair is None or isinstance(told, str):
            kept.append((change, str(told)))
        else:
            found[pair.key] = told
            back.append(change)
    return Judged(found, tuple(back), tuple(kept))


def _choice(
    row: SyncRecord, side: Side, pair: FieldPair | None, change: Change, ways: Choosing
) -> Mapping[str, Any] | str:
    specs = ways.specs(row.object_type)
    spec = specs[side].get(change["field"])
    if pair is None or spec is None:
        return NOT_A_FIELD if row.object_type == ObjectType.INVOICE else "One of its fields is not mapped any more."
    if why := _closed(row, pair, spec, Direction(ways.syncs[row.object_type].direction), ways):
        return why
    now = Pair(*(_held(row, one, pair.name(one)) for one in Side))
    told = as_told(shown(now[side]))
    if told == as_told(change["from"]):
        return f"{spec.label}: the value from before stands there again."
    if told != as_told(change["to"]):
        return f"{spec.label} was changed since, so nothing was undone."
    if change["from"] in (None, ""):
        return f"{spec.label} was empty before, and an empty value never blanks the other side. Empty it on both sides by hand."
    before = typed(change["from"], spec)
    if isinstance(failure := carry(before, pair, specs, side.other, ways.zone), Failure):
        return failure.what
    return as_decided(side, now, before)


def _closed(row: SyncRecord, pair: FieldPair, spec: FieldSpec, direction: Direction, ways: Choosing) -> str:
    """Put back on one side alone it would be carried over again: both must be open."""
    owner = pair.owner(Side(row.origin) if row.origin else None)
    if owner is not None:
        return f"{spec.label} belongs to {owner.label} on this record. Change it there, and it crosses."
    missing = set(Side) - targets(pair, direction, ways.specs(row.object_type))
    if missing:
        where = " or ".join(sorted(one.label for one in missing))
        return f"{spec.label} is not written to {where}, so it would be carried over again."
    return ways.protected(row)


def _held(row: SyncRecord, side: Side, name: str) -> Value:
    return decode(((stored(row, side) or {}).get("values") or {}).get(name))


def typed(text: str | bool, spec: FieldSpec) -> Value:
    """A value as it was told to people, as what its field holds."""
    if isinstance(text, bool):
        return text
    if spec.type is FieldType.NUMBER:
        return Decimal(text)
    if spec.type is FieldType.DATE:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if spec.type is FieldType.DATETIME else text
