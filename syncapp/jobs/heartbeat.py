"""Whether workers are there. A worker that is dead cannot say so: each minute one leaves the time, the pages and
`/healthz/` say when that is old, and the next one to start tells from when to when nothing ran."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from syncapp.core.alerts import Event, Kind
from syncapp.jobs.telling import Told, tell
from syncapp.queries.alerts import clock_words
from syncapp.storage.heartbeat import NAME, SILENT
from syncapp.storage.models import Alert, AlertRules, Job, ObjectSync, Workspace


def beat(now: datetime) -> None:
    """Leave the time; after a silence each workspace that should have synced is told of it once."""
    job, made = Job.objects.get_or_create(name=NAME, defaults={"nudged_at": now})
    before = job.nudged_at
    if made or before is None:
        Job.objects.filter(pk=job.pk, nudged_at=None).update(nudged_at=now)
        return
    with transaction.atomic():
        if not Job.objects.filter(pk=job.pk, nudged_at=before).update(nudged_at=now):
            return  # another worker was quicker
        if now - before >= SILENT:
            on = ObjectSync.objects.filter(enabled=True).values("workspace")
            for workspace in Workspace.objects.filter(pk__in=on, paused=False):
                _was_stopped(workspace, before, now)


def _was_stopped(workspace: Workspace, since: datetime, now: datetime) -> None:
    AlertRules.objects.get_or_create(workspace=workspace)
    row = Alert.objects.create(
        workspace=workspace, kind=Kind.STOPPED, key=f"stopped:worker:{since.isoformat()}",
        title=f"Nothing ran from {clock_words(workspace, since)} to {clock_words(workspace, now)}",
        text="No worker was running on this server, so nothing was read or written. What changed meanwhile is picked up now.",
        path=reverse("runs", args=[workspace.slug]), seen_at=since, began_at=now, told_at=now, over_at=now,
    )  # fmt: skip
    tell(workspace, [Told(row, Event.BEGAN, [])], now)
