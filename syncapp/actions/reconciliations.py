"""To have both ledgers read and compared for a span of days: it reads, and writes nothing to either vendor (B3)."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from syncapp.actions.activity import noted
from syncapp.core.periods import Period
from syncapp.engine.reconciliation.reconciling import STOPPED
from syncapp.engine.reconciliation.results import PAUSED, WAITING
from syncapp.storage import queue
from syncapp.storage.models import Reconciliation, Workspace

LONGEST = 3  # years


class ReconciliationRefused(Exception):
    """The text says why, for the person who asked."""


def period_of(first: date | None, last: date | None) -> Period:
    """Raises ReconciliationRefused where these days are none to look at."""
    if first is None or last is None:
        raise ReconciliationRefused("Choose the first and the last day.")
    if first > last:
        raise ReconciliationRefused("The last day is before the first one.")
    if first.year < 1980 or last.year > 2200:
        raise ReconciliationRefused("Choose days between 1980 and 2200.")
    if (last - first).days > 366 * LONGEST:
        raise ReconciliationRefused("Choose three years or less.")
    return Period(first, last)


def ask(workspace: Workspace, period: Period, *, by: User | None) -> Reconciliation:
    """Have a worker do it; one that is under way for the same days goes on. Raises ReconciliationRefused."""
    if workspace.paused:
        raise ReconciliationRefused(PAUSED)
    with transaction.atomic():
        rows = Reconciliation.objects.filter(workspace=workspace, first_day=period.first, last_day=period.last)
        row = rows.filter(ended_at=None).first()
        if row is None:
            row = begin(workspace, period, by=by)
            noted(workspace, "reconciled", by=by, reason=period.words)
        queue.nudge(queue.RECONCILE, row.pk, urgent=True)
    return row


def begin(workspace: Workspace, period: Period, *, by: User | None = None, by_itself: bool = False) -> Reconciliation:
    return Reconciliation.objects.create(
        workspace=workspace,
        by_itself=by_itself,
        first_day=period.first,
        last_day=period.last,
        actor=by,
        asked_at=timezone.now(),
        progress={"doing": WAITING},
    )


def stop(row: Reconciliation) -> bool:
    """A worker that is at it ends at its next step; False where there is none."""
    told = {"ended_at": timezone.now(), "failed": STOPPED, "progress": {}}
    return bool(Reconciliation.objects.filter(pk=row.pk, ended_at=None).update(**told))
