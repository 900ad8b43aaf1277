"""Nudges: a message that makes something due happen sooner. What must happen is a row, so a lost message costs a minute."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django_q.tasks import async_task

from syncapp.storage.models import Job

logger = logging.getLogger("syncapp.jobs")

SYNC = "syncapp.jobs.tasks.sync_workspace"
READ_ACCOUNTS = "syncapp.jobs.tasks.read_accounts"
DRY_RUN = "syncapp.jobs.tasks.dry_run"
ALERTS = "syncapp.jobs.alerting.alert"
RECONCILE = "syncapp.jobs.tasks.reconcile"
END = "syncapp.jobs.ending.end"
TAKES = {DRY_RUN: timedelta(hours=3, minutes=30)}  # at most, of what may take longer than every other task
LOST = timedelta(minutes=1)  # a message that nobody has taken up by then is sent again
BACKOFF = (timedelta(0), timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=15))


def name_of(task: str, id_: int) -> str:
    return f"{task.rpartition('.')[2]}:{id_}"


def nudge(task: str, id_: int, *, urgent: bool = False) -> None:
    """Once what is being written is committed; many nudges make one message. `urgent`: a person asks, so whatever
    made it rest is forgotten."""
    transaction.on_commit(partial(_send, task, id_, urgent), robust=True)


def _send(task: str, id_: int, urgent: bool) -> None:
    now, name = datetime.now(UTC), name_of(task, id_)
    Job.objects.get_or_create(name=name)
    job = Job.objects.filter(name=name)
    if urgent:
        job.update(not_before=None, attempts=0)
    if not job.filter(Q(nudged_at=None) | Q(nudged_at__lte=now - LOST)).update(nudged_at=now):
        return
    try:
        async_task(task, id_, group=name, **({"timeout": int(TAKES[task].total_seconds())} if task in TAKES else {}))
    except Exception:
        job.update(nudged_at=None)
        logger.exception("the nudge %s could not be sent; the next tick finds what is due", name)


def taken(task: str, id_: int) -> None:
    """The message has arrived: what is noticed from now on needs another."""
    Job.objects.filter(name=name_of(task, id_)).update(nudged_at=None)


def under_way(task: str, id_: int) -> bool:
    """It was sent not long ago and nobody has taken it up."""
    return Job.objects.filter(name=name_of(task, id_), nudged_at__gt=datetime.now(UTC) - LOST).exists()


def rests(task: str, id_: int, now: datetime) -> bool:
    """It broke off lately, and is not to be begun again yet."""
    return Job.objects.filter(name=name_of(task, id_), not_before__gt=now).exists()


def begun(task: str, id_: int, now: datetime) -> None:
    """Count the start before the work: a task that kills its worker comes less and less often."""
    job, _ = Job.objects.get_or_create(name=name_of(task, id_))
    pause = BACKOFF[min(job.attempts, len(BACKOFF) - 1)]
    Job.objects.filter(pk=job.pk).update(attempts=F("attempts") + 1, not_before=now + pause)


def ended(task: str, id_: int) -> None:
    """It came to its end, whatever that was."""
    Job.objects.filter(name=name_of(task, id_)).update(attempts=0, not_before=None)


def rest(task: str, id_: int, until: datetime) -> None:
    """It came to no end and no fault is its own: nobody starts it until then."""
    Job.objects.filter(name=name_of(task, id_)).update(attempts=0, not_before=until)
