"""How a workspace stands: per object, the accounts, what needs someone, the calls of today."""

from __future__ import annotations

from datetime import datetime

from ninja import Status as Answer
from pydantic import BaseModel

from syncapp.actions import workspaces
from syncapp.actions.syncs import sync_now as sync_at_once
from syncapp.api.access import PAUSE, VIEW, Caller
from syncapp.api.service import api
from syncapp.api.shapes import NAMES, Count, Done, ObjectName, System, Why, count, why_of
from syncapp.queries.counts import waiting_for_someone
from syncapp.queries.failures import stops
from syncapp.queries.states import COUNTED
from syncapp.queries.syncs import SyncRow, connections_of, last_run, next_run_at, sync_rows
from syncapp.queries.usage import connections_and_usage


class Account(BaseModel):
    system: System
    account_id: str
    name: str
    state: str
    currency: str


class Sync(BaseModel):
    """`numbers`: how many records stand how, as the columns of the Object view."""

    object: ObjectName
    direction: str
    on: bool
    conflicts: str
    started: datetime | None
    last_change_sent: datetime | None
    last_checked: datetime | None
    numbers: dict[str, Count]


class Waiting(BaseModel):
    failing: int
    linking: int
    conflicts: int
    approval: int
    parked: int


class Status(BaseModel):
    workspace: str
    name: str
    time_zone: str
    paused: bool
    accounts: list[Account]
    syncs: list[Sync]
    waiting: Waiting
    stops: list[Why]
    last_run: int | None
    last_run_ended: datetime | None
    next_run: datetime | None


class Usage(BaseModel):
    """`per_day` and `left` are null where the vendor has no daily limit."""

    system: System
    today: int
    per_day: int | None
    left: int | None
    in_window: int
    per_window: int
    window_seconds: int
    saved_by_batches: int


@api.get("/status", auth=VIEW, response=Status, tags=["Workspace"])
def status(request: Caller) -> Status:
    """How everything stands: what Home and the Object view show."""
    workspace, tally = request.workspace, request.tally
    connections, last = connections_of(workspace), last_run(workspace)
    waiting = waiting_for_someone(tally)
    return Status(
        workspace=workspace.slug,
        name=workspace.name,
        time_zone=workspace.time_zone,
        paused=workspace.paused,
        accounts=[
            Account(system=row.side, account_id=row.account_id, name=row.name, state=row.state, currency=row.currency)  # type: ignore[arg-type]
            for row in connections.values()
        ],
        syncs=[_sync(row) for row in sync_rows(workspace, tally, with_times=True)],
        waiting=Waiting(**vars(waiting)),
        stops=[why_of(stop.why, stop.code) for stop in stops(workspace, connections, last)],
        last_run=last.pk if last else None,
        last_run_ended=last.ended_at if last else None,
        next_run=next_run_at(workspace, last),
    )


@api.get("/usage", auth=VIEW, response=list[Usage], tags=["Workspace"])
def usage(request: Caller) -> list[Usage]:
    """The calls of both accounts: taken today, still allowed, saved by batches."""
    return [
        Usage(
            system=one.side.value, today=one.today, per_day=one.daily, left=one.left, in_window=one.in_window,
            per_window=one.window.calls, window_seconds=one.seconds, saved_by_batches=one.saved,
        )
        for one in connections_and_usage(request.workspace)[1]
    ]  # fmt: skip


@api.post("/pause", auth=PAUSE, response=Done, tags=["Workspace"])
def pause(request: Caller) -> Done:
    """Pause everything: nothing is read or written until it is resumed. A run under way ends before its next call."""
    changed = workspaces.pause(request.workspace, by=request.by)
    return Done(changed=changed, said="Everything is paused." if changed else "Everything was paused already.")


@api.post("/resume", auth=PAUSE, response=Done, tags=["Workspace"])
def resume(request: Caller) -> Done:
    """Go on. What changed meanwhile is picked up with the next run."""
    changed = workspaces.resume(request.workspace, by=request.by)
    return Done(changed=changed, said="Everything goes on." if changed else "Nothing was paused.")


@api.post("/sync", auth=PAUSE, response={202: Done}, tags=["Workspace"])
def sync_now(request: Caller) -> Answer[Done]:
    """Look at both sides now, whatever the interval. What is written stands in `/runs`."""
    sync_at_once(request.workspace, by=request.by)
    return Answer(202, Done(changed=True, said="Both sides are looked at now."))


def _sync(row: SyncRow) -> Sync:
    return Sync(
        object=NAMES[row.object_type], direction=row.direction, on=row.enabled, conflicts=row.sync.policy,
        started=row.started_at, last_change_sent=row.sent_at, last_checked=row.checked_at,
        numbers={name: count(row.cells[name]) for name in COUNTED},
    )  # fmt: skip
