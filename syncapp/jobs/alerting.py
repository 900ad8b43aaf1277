"""Alerts (B7): look at each workspace, and tell what began, grew or is over.

A look is one transaction under the lock of the workspace's rules: alerts and the messages about them change together,
so that whoever looks at the same time, or again after a crash, finds them told. `sending.py` brings the messages to
where they go.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from syncapp.core.alerts import Event, Found, Kind, Standing, follow
from syncapp.engine.access.tokens import utc_now
from syncapp.jobs import heartbeat
from syncapp.jobs.digesting import tell_digest
from syncapp.jobs.sending import deliver
from syncapp.jobs.telling import Told, tell
from syncapp.queries.alerts import conditions, named
from syncapp.storage import queue
from syncapp.storage.models import Alert, AlertRules, Delivery, ObjectSync, Run, Workspace

KEPT = timedelta(days=90)
EVERY = timedelta(minutes=5)  # where no run has ended meanwhile
OVER = "This no longer holds."
OVER_FAILING = "No record fails with this cause any more, or fewer than you are told of."
OVER_OFF = "Every sync is off, so nobody looks any more."


def watch() -> int:
    """Each minute: nudge every workspace that is to be looked at or has a message due; returns how many."""
    now = utc_now()
    heartbeat.beat(now)
    due = sorted({*_to_look(now), *_to_send(now)})
    for pk in due:
        queue.nudge(queue.ALERTS, pk)
    _forget(now)
    return len(due)


def _forget(now: datetime) -> None:
    """What nobody looks up any more: the page shows the latest alone, and the activity keeps what people did."""
    old = Delivery.objects.filter(created_at__lt=now - KEPT).exclude(state=Delivery.State.WAITING)
    over = Alert.objects.filter(over_at__lt=now - KEPT)
    for rows in (old, over):
        if rows.exists():
            rows.delete()


def _to_look(now: datetime) -> Iterator[int]:
    """A sync is on, and a run has ended since the last look or that was a while ago; so is what was on and had alerts."""
    on = ObjectSync.objects.filter(workspace=OuterRef("pk"), enabled=True)
    alerted = Alert.objects.filter(workspace=OuterRef("pk"), over_at=None)
    news = Run.objects.filter(workspace=OuterRef("pk"), ended_at__gt=OuterRef("alert_rules__looked_at"))
    late = Q(alert_rules__looked_at=None) | Q(alert_rules__looked_at__lte=now - EVERY)
    rows = Workspace.objects.filter(Exists(on) | Exists(alerted), ending_at=None).filter(late | Exists(news))
    return rows.values_list("pk", flat=True).iterator()


def _to_send(now: datetime) -> Iterator[int]:
    rows = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now)
    return rows.order_by().values_list("workspace", flat=True).distinct().iterator()


def alert(workspace_id: int) -> str:
    """The task of one workspace. It may run twice, and at once with another of its kind."""
    queue.taken(queue.ALERTS, workspace_id)
    workspace = Workspace.objects.filter(pk=workspace_id).first()
    if workspace is None:
        return "nothing to do"
    told = look(workspace, utc_now()) + tell_digest(workspace, utc_now())
    sent = deliver(workspace)
    return f"{told} told, {sent} sent"


# -- looking ---------------------------------------------------------------------------------------------------------


def look(workspace: Workspace, now: datetime) -> int:
    """Take stock once; how many events were told."""
    rules, _ = AlertRules.objects.get_or_create(workspace=workspace)
    found = {one.key: one for one in conditions(workspace, rules, now)}
    on = ObjectSync.objects.filter(workspace=workspace, enabled=True).exists()
    with transaction.atomic():
        rules = AlertRules.objects.select_for_update().get(pk=rules.pk)
        if rules.looked_at is not None and rules.looked_at >= now:
            return 0  # somebody has looked since
        AlertRules.objects.filter(pk=rules.pk).update(looked_at=now)
        stands = {one.key: one for one in Alert.objects.filter(workspace=workspace, over_at=None)}
        told = []
        for key in [*found, *(key for key in stands if key not in found)]:
            row = stands.get(key)
            if key not in found and workspace.paused and key.startswith("stopped:"):
                continue  # nobody knows while nobody runs
            if event := _followed(workspace, row, found.get(key), now, on=on):
                told.append(event)
        tell(workspace, told, now)
    return len(told)


def _followed(workspace: Workspace, row: Alert | None, found: Found | None, now: datetime, *, on: bool) -> Told | None:
    """Store how the alert stands from now on; what is to be told of it."""
    before = Standing(row.key, row.seen_at, row.began_at, row.told_at, row.gone_at) if row else None
    step = follow(before, found, now)
    if step.standing is None:
        assert row is not None
        row.delete()
        return None
    row = row or Alert(workspace=workspace, key=step.standing.key)
    if found is not None:
        row.kind, row.title, row.text, row.path = found.kind, found.title[:300], found.text, found.path
        row.number, row.money = found.number, dict(found.money)
    elif step.event is Event.OVER:
        row.text = OVER_OFF if not on else OVER_FAILING if row.kind == Kind.FAILING else OVER
        row.over_at = now
    now_stands = step.standing
    row.seen_at, row.began_at, row.told_at, row.gone_at = (
        now_stands.seen_at, now_stands.began_at, now_stands.told_at, now_stands.gone_at,
    )  # fmt: skip
    row.save()
    if step.event is None:
        return None
    since = before.told_at if before and step.event is Event.MORE else None
    return Told(row, step.event, named(workspace, found, since) if found else [])
