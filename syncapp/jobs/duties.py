"""What is due in which workspace, told by the rows alone, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from syncapp.core.plans.payment import direction_of
from syncapp.core.values import Direction, ObjectType, Side
from syncapp.storage.models import (
    Activity,
    Connection,
    Cursor,
    Inbox,
    Job,
    ObjectSync,
    Run,
    SyncRecord,
    Workspace,
    poll_interval,
)

HOURLY = timedelta(hours=1)
HEALTHY = timedelta(hours=24)  # a webhook within this time says that they come
NIGHT = time(2)  # in the company's zone
VERIFY = "verify_workspace"


@dataclass(frozen=True)
class Duty:
    """What one workspace is to be run for; empty, and so false, where there is nothing to do."""

    announced: bool = False  # something lies in the Inbox
    due: bool = False  # a record's time has come
    poll: frozenset[Side] = frozenset()
    verify: bool = False
    asked: bool = False  # by a person: "Sync now", or a record to be looked at again

    def __bool__(self) -> bool:
        return self.announced or self.due or bool(self.poll) or self.verify

    @property
    def trigger(self) -> str:
        """What stands in the run, the rarest first."""
        if self.verify:
            return "nightly"
        if self.asked:
            return "person"
        return "webhook" if self.announced else "poll" if self.poll else "retry"


@dataclass
class _Known:
    """One workspace that may be run, and what its polls go by."""

    zone: str
    usual: timedelta  # between two polls
    objects: set[ObjectType] = field(default_factory=set)
    heard: dict[Side, datetime | None] = field(default_factory=dict)
    polled: dict[Side, datetime | None] = field(default_factory=dict)
    asked: bool = False


def duties(now: datetime, only: int | None = None) -> dict[int, Duty]:
    """The workspaces with something to do. Paused, switched off or disconnected ones have nothing."""
    known = _runnable(now, only)
    announced = _announced(known)
    due = _due(now, known)
    verify = _to_verify(now, known)
    found = {
        one: Duty(one in announced, one in due, _to_poll(now, each), one in verify, each.asked)
        for one, each in known.items()
    }
    return {one: duty for one, duty in found.items() if duty}


def _runnable(now: datetime, only: int | None) -> dict[int, _Known]:
    ready = Q(connections__state=Connection.State.CONNECTED) & (
        Q(connections__paused_until=None) | Q(connections__paused_until__lte=now)
    )
    rows = Workspace.objects.filter(paused=False).annotate(ready=Count("connections", filter=ready, distinct=True))
    rows = rows.filter(ready=len(Side), **({} if only is None else {"pk": only}))
    told = rows.values_list("pk", "time_zone", "poll_seconds")
    known = {pk: _Known(zone, poll_interval(seconds)) for pk, zone, seconds in told}
    syncs = ObjectSync.objects.filter(workspace__in=known, enabled=True)
    for workspace, object_type, direction, start in syncs.values_list("workspace", "object_type", "direction", "start"):
        known[workspace].asked |= start is not None  # somebody has turned it on or saved it
        known[workspace].objects.add(ObjectType(object_type))
        if object_type == ObjectType.INVOICE and direction_of(Direction(direction)):
            known[workspace].objects.add(ObjectType.PAYMENT)
    known = {pk: each for pk, each in known.items() if each.objects}
    for workspace, side, heard in Connection.objects.filter(workspace__in=known).values_list(
        "workspace", "side", "last_webhook_at"
    ):
        known[workspace].heard[Side(side)] = heard
    for cursor in Cursor.objects.filter(workspace__in=known):
        listed = {one.value for one in known[cursor.workspace_id].objects} <= set(cursor.listed)
        known[cursor.workspace_id].polled[Side(cursor.side)] = cursor.polled_at if listed else None
        known[cursor.workspace_id].asked |= listed and cursor.polled_at is None  # so actions/syncs.py leaves it
    return known


def _announced(known: Mapping[int, _Known]) -> set[int]:
    found = set()
    for workspace, source in (
        Inbox.objects.filter(workspace__in=known).order_by().values_list("workspace", "source").distinct()
    ):
        found.add(workspace)
        known[workspace].asked |= source == "person"
    return found


def _due(now: datetime, known: Mapping[int, _Known]) -> set[int]:
    rows = SyncRecord.objects.filter(workspace__in=known, next_attempt_at__lte=now)
    rows = rows.exclude(status=SyncRecord.Status.IGNORED)
    told = rows.order_by().values_list("workspace", "object_type").distinct()
    return {workspace for workspace, object_type in told if object_type in known[workspace].objects}


def _to_poll(now: datetime, known: _Known) -> frozenset[Side]:
    """Never polled, or longer ago than that side's interval."""
    return frozenset(
        side for side in Side
        if (at := known.polled.get(side)) is None or at + interval(side, known.heard.get(side), now, known.usual) <= now
    )  # fmt: skip


def interval(side: Side, heard: datetime | None, now: datetime, usual: timedelta) -> timedelta:
    """QuickBooks' reads cost money: hourly while its webhooks come (design §4.1)."""
    if side is Side.QUICKBOOKS and heard and now - heard < HEALTHY:
        return max(usual, HOURLY)
    return usual


def _to_verify(now: datetime, known: Mapping[int, _Known]) -> set[int]:
    """Whose night has come. A workspace seen for the first time gets its next one."""
    names = {f"{VERIFY}:{pk}": pk for pk in known}
    told = dict(Job.objects.filter(name__in=names).values_list("name", "not_before"))
    for name, pk in names.items():
        if name not in told:
            plan_night(pk, known[pk].zone, now)
    return {names[name] for name, at in told.items() if at and at <= now}


def plan_night(workspace_id: int, zone: str, now: datetime) -> None:
    """The first two o'clock in the company's zone after now."""
    Job.objects.update_or_create(
        name=f"{VERIFY}:{workspace_id}", defaults={"not_before": next_at(NIGHT, ZoneInfo(zone), now)}
    )


def next_at(hour: time, zone: ZoneInfo, now: datetime) -> datetime:
    """The first time after now that a clock there shows it."""
    here = now.astimezone(zone)
    night = datetime.combine(here.date(), hour, tzinfo=zone)
    return night if night > here else datetime.combine(here.date() + timedelta(days=1), hour, tzinfo=zone)


def asked_by(workspace_id: int) -> int | None:
    """Who wants the run that is to begin: the last person since the one before who did what asks for a run."""
    wanting = Q(record__isnull=False) | Q(kind__startswith="sync_") | Q(kind="setting_changed")
    entries = Activity.objects.filter(wanting, workspace=workspace_id, actor__isnull=False)
    if last := Run.objects.filter(workspace=workspace_id, dry_run=False).values_list("started_at", flat=True).first():
        entries = entries.filter(at__gte=last)
    return entries.order_by("-pk").values_list("actor", flat=True).first()
