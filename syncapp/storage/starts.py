"""What was turned on or saved since the last run: the next one begins with it, before anything else (S25, A16).

No page waits for a vendor, and a run that is under way would overwrite a due time with its own: so a click leaves a
`Start`, in its transaction, and the next run sees to it under the workspace's lease.
"""

from __future__ import annotations

from datetime import datetime

from syncapp.storage.models import ObjectSync, Start, Workspace


def turned_on(sync: ObjectSync, at: datetime, *, only_from_now: bool = False) -> None:
    """A later click takes the place of an earlier one that no run has come to."""
    Start.objects.update_or_create(sync=sync, defaults={"at": at, "only_from_now": only_from_now})


def saved(sync: ObjectSync, at: datetime) -> None:
    """An edit: what it was turned on with still stands."""
    Start.objects.get_or_create(sync=sync, defaults={"at": at})


def forgotten(sync: ObjectSync) -> None:
    """It was turned off before a run came to it."""
    Start.objects.filter(sync=sync).delete()


def waiting(workspace: Workspace) -> list[Start]:
    """Of the syncs that are on, in the order of their objects' rows."""
    rows = Start.objects.filter(sync__workspace=workspace, sync__enabled=True).select_related("sync")
    return list(rows.order_by("sync"))


def done(start: Start) -> None:
    """Unless somebody has clicked again meanwhile."""
    Start.objects.filter(sync=start.sync, at=start.at).delete()
