"""One write of ours is undone, or all that a run has written: the value before it is put back on its side, and carried
over from there (B5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.activity import noted, noted_each
from syncapp.actions.records import FixRefused, decide, look_again, withdraw
from syncapp.core.values import Side
from syncapp.engine.people.choosing import choosing
from syncapp.engine.people.conflicts import CHOSEN
from syncapp.engine.people.undoing import undone
from syncapp.engine.people.undoing_runs import RecordUndo, seal, undo_of
from syncapp.storage.models import Activity, Cursor, Run, SyncRecord


def undo(record: SyncRecord, entry: int | None, *, by: User) -> str:
    """Have the next run do it, if both sides still hold by then what they hold now; what is undone, in words."""
    with transaction.atomic():
        row = SyncRecord.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=record.pk)
        written = Activity.objects.filter(record=row, pk=entry or 0).first()
        if written is None:
            raise FixRefused("This is no write to this record.")
        ways = choosing(row.workspace)
        found = undone(row, written, ways)
        if isinstance(found, str):
            raise FixRefused(found)
        specs = ways.specs(row.object_type)[Side(written.side)]
        fields = ", ".join(f"{specs[one['field']].label} back to {one['from']}" for one in written.changes)
        # Both sides are asked what has changed first, so that nothing is written over what nobody has seen.
        Cursor.objects.filter(workspace=row.workspace).update(polled_at=None)
        decide(
            row,
            by=by,
            reason=f"Undo what was written in {Side(written.side).label}: {fields}."[:300],
            **{CHOSEN: found},
        )
    return fields


@dataclass(frozen=True)
class Undoing:
    """What one click has asked for."""

    records: int
    fields: int


def undo_run(run: Run, shown: str, *, by: User) -> Undoing:
    """Have the next run put back exactly what was shown, record by record, as with the undoing of one write; what of it
    is changed by then is let be."""
    with transaction.atomic():
        rows = SyncRecord.objects.select_for_update(of=("self",))
        undos = [one for one in undo_of(run, choosing(run.workspace), rows) if one.found]
        if not undos:
            raise FixRefused("Nothing of this run can be put back any more.")
        if seal(undos) != shown:
            raise FixRefused(
                "Something of this has changed since it was shown, so nothing was undone. Look at it again."
            )
        told = Undoing(len(undos), sum(len(one.back) for one in undos))
        _ask_for(run, undos, by)
        words = f"Run {run.pk}: {told.fields} {'value' if told.fields == 1 else 'values'} of {told.records} {'record' if told.records == 1 else 'records'}."
        noted(run.workspace, "run_undone", by=by, reason=words)
    return told


def take_run_back(run: Run, *, by: User) -> int:
    """Take back what of it is asked for and not done yet; of how many records. What was asked for since is let be."""
    asked = Activity.objects.filter(workspace=run.workspace, kind="decided", reason=_words(run))
    rows = SyncRecord.objects.filter(workspace=run.workspace, pk__in=asked.values("record")).exclude(decision={})
    told = Activity.objects.filter(kind="decided", record__in=rows).order_by("pk").values_list("record_id", "reason")
    newest = dict(told)
    with transaction.atomic():
        return sum(withdraw(row, by=by) for row in rows if newest[row.pk] == _words(run))


def _words(run: Run) -> str:
    return f"Undo what run {run.pk} wrote."


def _ask_for(run: Run, undos: Sequence[RecordUndo], by: User) -> None:
    for one in undos:
        one.record.decision = {**one.record.decision, CHOSEN: one.found}
    records = [one.record for one in undos]
    # Both sides are asked what has changed first, so that nothing is written over what nobody has seen.
    Cursor.objects.filter(workspace=run.workspace).update(polled_at=None)
    SyncRecord.objects.all().save_all(records, ["decision"])
    noted_each(run.workspace, records, "decided", by=by, reason=_words(run))
    look_again(run.workspace, records)
