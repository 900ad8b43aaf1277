"""What people do with single records: have them looked at again, and what they decide for them.

A decision is stored beside the record (`SyncRecord.decision`) and carried out by the next run, which alone writes to
the vendors: so a click during a run is neither lost nor done twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from syncapp.actions.activity import noted
from syncapp.core.values import Side
from syncapp.storage.models import Activity, Inbox, SyncRecord, Workspace
from syncapp.storage.queue import SYNC, nudge

BATCH = 500


class FixRefused(Exception):
    """Nothing was changed; the text says why."""


def look_again(workspace: Workspace, records: Iterable[SyncRecord]) -> None:
    """Have these records decided anew by the next run, which is asked for now. Call it inside the transaction.

    They go through the Inbox, because a run that is under way would overwrite a due time with its own.
    """
    noticed = []
    for record in records:
        side = Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS
        noticed.append(
            Inbox(workspace=workspace, side=side, object_type=record.object_type, external_id=str(record.id_on(side)), source="person")
        )
    Inbox.objects.bulk_create(noticed, ignore_conflicts=True, batch_size=BATCH)
    nudge(SYNC, workspace.pk, urgent=True)


def retry(record: SyncRecord, *, by: User) -> None:
    """Try it again now, whatever its next try was to be."""
    with transaction.atomic():
        noted(record.workspace, "retried", by=by, record=record)
        look_again(record.workspace, [record])


def ignore(records: Iterable[SyncRecord], *, by: User, reason: str) -> int:
    """Leave them out, whatever they come to, until somebody takes them back; how many there were.

    A run that is under way leaves them so (engine.settle). What waited for one of them is decided anew.
    """
    rows = [row for row in records if row.status != SyncRecord.Status.IGNORED]
    said = {"reason": reason, "by": by.get_full_name() or by.email, "at": timezone.now().isoformat()}
    with transaction.atomic():
        for some in _batches(rows):
            found = SyncRecord.objects.filter(pk__in=[row.pk for row in some])
            found.update(status=SyncRecord.Status.IGNORED, reason="by_person", params=said, next_attempt_at=None)
            note_all(some, "ignored", by=by, reason=reason)
            waiting = SyncRecord.objects.filter(waiting_on__in=[row.pk for row in some]).select_related("workspace")
            for workspace, waiters in _by_workspace(waiting).items():
                look_again(workspace, waiters)
    return len(rows)


def note_all(records: Iterable[SyncRecord], kind: str, *, by: User, reason: str) -> None:
    """The same entry for each of these records."""
    now = timezone.now()
    entries = [
        Activity(workspace_id=row.workspace_id, record=row, actor=by, at=now, kind=kind, reason=reason[:300]) for row in records
    ]
    Activity.objects.bulk_create(entries, batch_size=BATCH)


def _by_workspace(records: Iterable[SyncRecord]) -> Mapping[Workspace, list[SyncRecord]]:
    found: dict[Workspace, list[SyncRecord]] = {}
    for row in records:
        found.setdefault(row.workspace, []).append(row)
    return found


def _batches(rows: Sequence[SyncRecord]) -> Iterable[Sequence[SyncRecord]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def decide(record: SyncRecord, *, by: User, reason: str, **decision: Any) -> None:
    """Store what was decided beside what was decided before, and have it carried out.

    `reason` says it in words, for the record's activity.
    """
    with transaction.atomic():
        row = SyncRecord.objects.select_for_update().get(pk=record.pk)
        row.decision = {**row.decision, **decision}
        row.save(update_fields=["decision"])
        noted(row.workspace, "decided", by=by, reason=reason, record=row)
        look_again(row.workspace, [row])
