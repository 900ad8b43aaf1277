"""What people do with single records: have them looked at again, and what they decide for them.

A decision is stored beside the record (`SyncRecord.decision`) and carried out by the next run, which alone writes to
the vendors: so a click during a run is neither lost nor done twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.activity import noted
from syncapp.core.values import Side
from syncapp.storage.models import Inbox, SyncRecord, Workspace
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
