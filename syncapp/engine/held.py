"""New records that come to wait: most go within the same run, so the others are noted when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from syncapp.engine.context import Tally
from syncapp.engine.rows import chunks
from syncapp.storage.activity import NEW, moved
from syncapp.storage.models import Activity, Run, SyncRecord

Status = SyncRecord.Status


def hold(tally: Tally, row: SyncRecord, before: tuple[str, str]) -> tuple[str, str]:
    """From where it came in this run, by how it stood before this step: one that waited only within the run was in line."""
    stood = NEW if row.pk in tally.held else before
    if row.status != Status.PENDING or row.reason == "queued":
        tally.held.discard(row.pk)
    elif before[1] == "queued":
        tally.held.add(row.pk)
    return stood


def note_held(run: Run, tally: Tally, now: datetime) -> None:
    for keys in chunks(sorted(tally.held.union(_untold(run)))):
        rows = _held().filter(pk__in=keys).only("workspace", "status", "reason")
        entries = [moved(row, run, now, NEW) for row in rows]
        Activity.objects.bulk_create(entries)
        tally.noted += len(entries)


def _held() -> QuerySet[SyncRecord]:
    return SyncRecord.objects.filter(status=Status.PENDING).exclude(reason="queued")


def _untold(run: Run) -> Iterator[int]:
    """Those of which nothing was ever noted, where the run before this one was killed and so could not note its own."""
    before = Run.objects.filter(workspace=run.workspace_id, dry_run=False, pk__lt=run.pk).order_by("-pk").first()
    if before is not None and before.ended_at is None:
        told = Activity.objects.filter(record=OuterRef("pk"), side="", kind__in=Status.values)
        yield from _held().filter(~Exists(told), workspace=run.workspace_id).values_list("pk", flat=True)
