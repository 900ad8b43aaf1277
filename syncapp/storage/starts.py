"""What was turned on or saved since the last run: the next one begins with it, before anything else (S25, A16).

No page waits for a vendor, and a run that is under way would overwrite a due time with its own: so a click leaves a
note here, in its transaction, and the next run sees to it under the workspace's lease.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from syncapp.storage.models import Job, ObjectSync, Workspace

NAME = "start_of_sync"


@dataclass(frozen=True)
class Start:
    sync: ObjectSync
    at: datetime  # of the click, by our clock
    only_from_now: bool = False  # what was made while it was off stays out


def turned_on(sync: ObjectSync, at: datetime, *, only_from_now: bool = False) -> None:
    """A later click takes the place of an earlier one that no run has come to."""
    Job.objects.update_or_create(name=_name(sync), defaults={"not_before": at, "attempts": int(only_from_now)})


def saved(sync: ObjectSync, at: datetime) -> None:
    """An edit: what it was turned on with still stands."""
    Job.objects.get_or_create(name=_name(sync), defaults={"not_before": at})


def forgotten(sync: ObjectSync) -> None:
    """It was turned off before a run came to it."""
    Job.objects.filter(name=_name(sync)).delete()


def waiting(workspace: Workspace) -> list[Start]:
    """Of the syncs that are on, in the order of their objects' rows."""
    syncs = {_name(sync): sync for sync in ObjectSync.objects.filter(workspace=workspace, enabled=True).order_by("pk")}
    notes = Job.objects.filter(name__in=syncs).values_list("name", "not_before", "attempts")
    return [Start(syncs[name], at, bool(only)) for name, at, only in notes if at]


def done(start: Start) -> None:
    """Unless somebody has clicked again meanwhile."""
    Job.objects.filter(name=_name(start.sync), not_before=start.at).delete()


def _name(sync: ObjectSync) -> str:
    return f"{NAME}:{sync.pk}"
