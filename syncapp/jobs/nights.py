"""Each night both ledgers are compared without anybody asking, so that a difference does not wait for somebody to look (B3, B7).

Of this month and the last one, and of a month before in which the last look found a difference, until it finds none. It
comes after the night's verification, which has had every linked record looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from syncapp.actions.reconciliations import begin
from syncapp.core.ledgers import Outcome
from syncapp.core.periods import ONE, Period, month_of
from syncapp.core.values import ObjectType, Side
from syncapp.jobs.duties import next_at
from syncapp.storage import queue
from syncapp.storage.models import Connection, Job, ObjectSync, Reconciliation, Workspace

HOUR = time(3)  # in the company's zone
NAME = "reconcile_night"
OLDER = 3  # months before the last one, of which differences are still open
LOOKED_AT = 24  # results among which those are found


def begin_nights(now: datetime) -> None:
    """Of every workspace whose night has come. One that is seen for the first time gets its next one."""
    watched = _watched()
    names = {f"{NAME}:{workspace.pk}": workspace for workspace in watched}
    told = dict(Job.objects.filter(name__in=names).values_list("name", "not_before"))
    for name, workspace in names.items():
        at = told.get(name)
        if at is not None and at > now:
            continue
        zone = ZoneInfo(workspace.time_zone)
        if at is not None:
            _begin(workspace, now.astimezone(zone).date())
        # After its rows: whoever breaks off in between begins them again, and those that are under way go on.
        Job.objects.update_or_create(name=name, defaults={"not_before": next_at(HOUR, zone, now)})


def _watched() -> list[Workspace]:
    """Invoices are synced, and nothing keeps the accounts from being read."""
    connected = Q(connections__state=Connection.State.CONNECTED)
    on = ObjectSync.objects.filter(object_type=ObjectType.INVOICE, enabled=True).values("workspace")
    rows = Workspace.objects.filter(pk__in=on, paused=False)
    rows = rows.annotate(ready=Count("connections", filter=connected, distinct=True))
    return list(rows.filter(ready=len(Side)))


def _begin(workspace: Workspace, today: date) -> None:
    for period in spans(workspace, today):
        days = {"first_day": period.first, "last_day": period.last}
        row = Reconciliation.objects.filter(workspace=workspace, ended_at=None, **days).first()
        row = row or begin(workspace, period, by_itself=True)
        queue.nudge(queue.RECONCILE, row.pk)


def spans(workspace: Workspace, today: date) -> list[Period]:
    """The oldest first."""
    this = month_of(today)
    last = month_of(this.first - ONE)
    return [*sorted(_still_different(workspace, last), key=lambda one: one.first), last, this]


def _still_different(workspace: Workspace, before: Period) -> Iterator[Period]:
    rows = Reconciliation.objects.filter(workspace=workspace, ended_at__isnull=False, failed="")
    seen: set[Period] = set()
    left = OLDER
    for row in rows.filter(last_day__lt=before.first).only("first_day", "last_day", "counts")[:LOOKED_AT]:
        period = Period(row.first_day, row.last_day)
        if left and period == month_of(period.first) and period not in seen and row.number(Outcome.DIFFERENT):
            left -= 1
            yield period
        seen.add(period)
