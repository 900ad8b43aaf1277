"""What it would take to undo all that one run has written, record by record: what goes back, what stays, and why (B5).

Only values of fields go back. What was made stays made: deletions never travel (A11), neither vendor brings a voided
invoice back, and money that was recorded is corrected where it was entered (A28, A29).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from syncapp.core.values import ObjectType, Side
from syncapp.engine.people.choosing import Choosing
from syncapp.engine.people.conflicts import CHOSEN
from syncapp.engine.people.undoing import NOT_A_FIELD, UPDATED, Change, Judged, Undone, closed, judge
from syncapp.storage.activity import PERHAPS
from syncapp.storage.models import Activity, Run, SyncRecord

BATCH = 500
PAYMENT = "Money is not taken back from here. Correct the payment where it was entered, and that crosses."
VOIDED = "Neither system brings a voided invoice back. Make a new one where it was made."
ASKED = "What is asked for it already is done by the next run."
TWICE = "This run has written it on both sides, so no one value stood there before."


@dataclass(frozen=True)
class Stay:
    """What is not undone of a record on one side; `changes` are empty where it is not about fields."""

    side: Side
    kind: str  # created, updated, voided, removed
    why: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class RecordUndo:
    """One record: `found` is what is to be chosen for it, `back` the same as the activity tells it, by side written to."""

    record: SyncRecord
    found: Undone
    back: tuple[tuple[Side, Change], ...]
    stays: tuple[Stay, ...]


def undo_of(run: Run, ways: Choosing, rows: QuerySet[SyncRecord]) -> Iterator[RecordUndo]:
    """Each record that the run has written, in the order of their keys; `rows` says how they are read."""
    written: dict[int, list[Activity]] = {}
    entries = Activity.objects.filter(run=run, record__isnull=False).exclude(side="").order_by("pk")
    # What no answer came to may be there: both sides tell, field by field. That a record was made is told once it is known.
    for entry in entries.exclude(kind=f"{PERHAPS}created").only("record_id", "kind", "side", "changes"):
        written.setdefault(int(entry.record_id or 0), []).append(entry)
    keys = sorted(written)
    for start in range(0, len(keys), BATCH):
        for row in rows.filter(workspace=run.workspace_id, pk__in=keys[start : start + BATCH]).order_by("pk"):
            yield _of_record(row, written[row.pk], ways)


def seal(undos: Sequence[RecordUndo]) -> str:
    """Of what a page shows of it: a click is good for exactly that."""
    told = json.dumps([[one.record.pk, one.found] for one in undos if one.found], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _of_record(row: SyncRecord, entries: Sequence[Activity], ways: Choosing) -> RecordUndo:
    stays: list[Stay] = []
    judged: dict[Side, Judged] = {}
    for side in Side:
        mine = [one for one in entries if one.side == side]
        stays += _not_of_fields(row, side, {one.kind.removeprefix(PERHAPS) for one in mine})
        changes = _changes(row, mine)
        if changes and (why := ASKED if CHOSEN in row.decision else closed(row, ways)):
            stays.append(Stay(side, UPDATED, why, changes))
        elif changes:
            judged[side] = judge(row, side, changes, ways)
            stays += [Stay(side, UPDATED, why, (change,)) for change, why in judged[side].kept]
    twice = set.intersection(*(set(one.found) for one in judged.values())) if len(judged) > 1 else set()
    found: Undone = {}
    back: list[tuple[Side, Change]] = []
    for side, one in judged.items():
        for (key, chosen), change in zip(one.found.items(), one.back, strict=True):
            if key in twice:
                stays.append(Stay(side, UPDATED, TWICE, (change,)))
            else:
                found[key] = chosen
                back.append((side, change))
    return RecordUndo(row, found, tuple(back), tuple(stays))


def _changes(row: SyncRecord, entries: Sequence[Activity]) -> tuple[Change, ...]:
    """What its updates changed in all: a field that was written twice goes from its first value to its last.

    What was written to a copy right after it was made is part of its making; a payment is not put back by its fields.
    """
    if row.object_type == ObjectType.PAYMENT or any(one.kind == "created" for one in entries):
        return ()
    told: dict[str, Change] = {}
    for entry in entries:
        for change in entry.changes if entry.kind.removeprefix(PERHAPS) == UPDATED else ():
            before = told.get(change["field"], change)
            told[change["field"]] = {**change, "from": before["from"]}
    return tuple(told.values())


def _not_of_fields(row: SyncRecord, side: Side, kinds: set[str]) -> list[Stay]:
    """Its making, voiding and removal, and its lines where nothing else says that they stay."""
    own: list[str] = [kind for kind in ("created", "voided", "removed") if kind in kinds]
    if not own and kinds and row.object_type == ObjectType.PAYMENT:
        own = [UPDATED]
    stays = [Stay(side, kind, _why(row, side, kind)) for kind in own]
    if not own and any(" " in kind for kind in kinds):
        stays.append(Stay(side, UPDATED, NOT_A_FIELD))
    return stays


def _why(row: SyncRecord, side: Side, kind: str) -> str:
    if row.object_type == ObjectType.PAYMENT:
        return PAYMENT
    if kind == "voided":
        return VOIDED
    if row.object_type == ObjectType.INVOICE:
        return f"An invoice is never deleted from here. Void it in {side.other.label}, where it was made, and that crosses."
    return f"Nothing that was made is deleted from here. Where it is not wanted, unlink the two, then remove it in {side.label}."
