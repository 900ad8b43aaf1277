"""What people do with single records: have them looked at again, and what they decide for them.

A decision is stored beside the record (`SyncRecord.decision`) and carried out by the next run, which alone writes to
the vendors: so a click during a run is neither lost nor done twice.
"""

from __future__ import annotations

from collections.abc import Iterable

from syncapp.core.values import Side
from syncapp.storage.models import Inbox, SyncRecord, Workspace
from syncapp.storage.queue import SYNC, nudge

BATCH = 500


def look_again(workspace: Workspace, records: Iterable[SyncRecord]) -> None:
    """Have these records decided anew by the next run, which is asked for now. Call it inside the transaction.

    They go through the Inbox, because a run that is under way would overwrite a due time with its own.
    """
    noticed = []
    for record in records:
        side = Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS
        noticed.append(
            Inbox(workspace=workspace, side=side, object_type=record.object_type, external_id=record.id_on(side), source="person")
        )
    Inbox.objects.bulk_create(noticed, ignore_conflicts=True, batch_size=BATCH)
    nudge(SYNC, workspace.pk, urgent=True)
