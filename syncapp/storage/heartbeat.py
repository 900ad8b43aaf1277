"""When a worker was last there."""

from __future__ import annotations

from datetime import datetime, timedelta

from syncapp.storage.models import Job

NAME = "heartbeat"
SILENT = timedelta(minutes=5)  # a worker leaves the time each minute


def last_beat() -> datetime | None:
    return Job.objects.filter(name=NAME).values_list("nudged_at", flat=True).first()


def silent_since(now: datetime) -> datetime | None:
    """Since when no worker is there; None where one is, or where none has ever been."""
    at = last_beat()
    return at if at is not None and now - at >= SILENT else None
