"""New records that come to wait: most go within the same run, so the others are noted when it ends."""

from __future__ import annotations

from datetime import datetime

from syncapp.engine.context import Tally
from syncapp.storage.activity import moved
from syncapp.storage.models import Activity, Run, SyncRecord

Status = SyncRecord.Status


def hold(tally: Tally, row: SyncRecord, before: tuple[str, str]) -> tuple[str, str]:
    """From where it came in this run, by how it stood before this step: one that waited only within the run was in line."""
    stood = tally.held.get(row.pk, before)
    if row.status != Status.PENDING or row.reason == "queued":
        tally.held.pop(row.pk, None)
    elif before[1] == "queued":
        tally.held[row.pk] = before
    return stood


def note_held(run: Run, tally: Tally, now: datetime) -> None:
    if not tally.held:
        return
    rows = SyncRecord.objects.filter(pk__in=tally.held, status=Status.PENDING).exclude(reason="queued")
    entries = [moved(row, run, now, tally.held[row.pk]) for row in rows]
    Activity.objects.bulk_create(entries, batch_size=500)
    tally.noted += len(entries)
