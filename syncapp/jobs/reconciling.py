"""Reconciliations that wait for a worker, and what becomes of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from syncapp.connectors.errors import CallFailed, LimitReached, VendorUnavailable
from syncapp.core.errors import Failure
from syncapp.engine.reconciliation.reconciling import STOPPED, Left
from syncapp.engine.reconciliation.results import close, reconcile
from syncapp.engine.session import Busy, Clock, CouldNotRun
from syncapp.jobs import stopping
from syncapp.storage import queue
from syncapp.storage.models import Job, Reconciliation

ROOM = "It makes room for others, and goes on by itself."
DIED = "It was begun three times and broke off each time. Try fewer days; nothing was written."
ATTEMPTS = 3


def nudge_waiting(now: datetime) -> None:
    """Those that have not ended, unless one broke off lately or its vendor wants quiet."""
    for key in Reconciliation.objects.filter(ended_at=None).order_by("pk").values_list("pk", flat=True):
        if not queue.rests(queue.RECONCILE, key, now):
            queue.nudge(queue.RECONCILE, key)


def carry_out(row: Reconciliation, clock: Clock, time_is_up: Callable[[], bool]) -> str:
    """What was said last."""
    queue.begun(queue.RECONCILE, row.pk, clock.now())
    if Job.objects.filter(name=queue.name_of(queue.RECONCILE, row.pk), attempts__gt=ATTEMPTS).exists():
        return _closed(row, clock, DIED)
    try:
        reconcile(row, clock, enough=lambda: _enough(row, time_is_up))
    except (Busy, Left) as leaves:
        queue.ended(queue.RECONCILE, row.pk)
        if isinstance(leaves, Left) and not stopping.asked():
            queue.nudge(queue.RECONCILE, row.pk)
        return str(leaves)
    except LimitReached as limit:
        # It goes on by itself: the vendor has said when.
        queue.rest(queue.RECONCILE, row.pk, clock.now() + timedelta(seconds=limit.seconds))
        return _waits(row, limit)
    except VendorUnavailable as away:
        tried = Job.objects.filter(name=queue.name_of(queue.RECONCILE, row.pk), attempts__gte=ATTEMPTS).exists()
        return _closed(row, clock, _words(away)) if tried else _waits(row, away)
    except CallFailed as error:
        return _closed(row, clock, _words(error))
    except CouldNotRun as reason:
        return _closed(row, clock, str(reason))
    queue.ended(queue.RECONCILE, row.pk)
    return "done"


def _enough(row: Reconciliation, time_is_up: Callable[[], bool]) -> str:
    if not Reconciliation.objects.filter(pk=row.pk, ended_at=None).exists():
        return STOPPED
    return ROOM if stopping.asked() or time_is_up() else ""


def _waits(row: Reconciliation, error: CallFailed) -> str:
    """Told where its progress stands; it has not ended."""
    doing = f"{_words(error)} It is tried again by itself"
    Reconciliation.objects.filter(pk=row.pk, ended_at=None).update(progress={"doing": doing})
    return doing


def _closed(row: Reconciliation, clock: Clock, reason: str) -> str:
    queue.ended(queue.RECONCILE, row.pk)
    close(row, clock, reason)
    return reason


def _words(error: CallFailed) -> str:
    problem = error.problem
    return Failure(problem.code, problem.params, problem.vendor_text).plain().sentence()
