"""One write of ours is undone: the value before it is put back on its side, and carried over from there (B5)."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.records import FixRefused, decide
from syncapp.core.values import Side
from syncapp.engine.people.choosing import choosing
from syncapp.engine.people.conflicts import CHOSEN
from syncapp.engine.people.undoing import undone
from syncapp.storage.models import Activity, Cursor, SyncRecord


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
