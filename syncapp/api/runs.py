"""The runs: which there were, and one with what it did, noted, sent, or, of a dry run, would write."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query
from pydantic import BaseModel, Field, model_validator

from syncapp.actions import stopped_runs
from syncapp.api.access import SET_UP, VIEW, Caller
from syncapp.api.entries import Entries, entry_of
from syncapp.api.service import api
from syncapp.api.shapes import NAMES, TYPES, After, Done, Key, ObjectName, System
from syncapp.core.values import Side
from syncapp.queries import run as queries
from syncapp.queries.at_work import Stand, stands
from syncapp.queries.calls import calls_of
from syncapp.queries.labels import labels_of
from syncapp.queries.run_records import WORDS, Asked, moves_so_far, moves_told, total
from syncapp.queries.runs import RunLine, Show, runs_page, wrote_of
from syncapp.storage.models import Run
from syncapp.storage.moves import Move

if TYPE_CHECKING:
    What = str
else:
    What = Literal[tuple(str(what) for what in WORDS)]


class OneRun(BaseModel):
    id: int
    stand: Stand
    begun_by: str
    dry_run: bool
    started: datetime
    ended: datetime | None
    stopped_because: str
    written: dict[System, int]
    moves: dict[Move, int] = Field(description="Told at its end: how many records stand otherwise since, each in one")
    calls: dict[System, int]


class Runs(BaseModel):
    results: list[OneRun]
    next: int | None


class Numbers(BaseModel):
    created: int
    updated: int
    voided: int


class Step(BaseModel):
    """What a run did to one object; of a dry run, what it would do. `read` and `linked` are told at its end; `moves`: how many
    records stand otherwise since, each in one of them."""

    object: ObjectName
    read: int | None
    linked: int | None
    hubspot: Numbers
    quickbooks: Numbers
    moves: dict[Move, int]


class Doing(BaseModel):
    doing: str
    done: int
    of: int


class WholeRun(BaseModel):
    run: OneRun
    steps: list[Step]
    progress: Doing | None


class Write(BaseModel):
    what: str
    record: int | None
    state: str
    problem: str
    vendor_text: str


class Call(BaseModel):
    """One HTTP write as it was sent, with the writes in it."""

    id: int
    system: System
    method: str
    path: str
    request_id: str
    state: str
    sent: datetime | None
    writes: list[Write]


class Calls(BaseModel):
    results: list[Call]
    next: int | None


class Planned(BaseModel):
    results: list[dict[str, Any]]
    next: int | None


class ListedOfRun(BaseModel):
    """`object` and `system` narrow `what`; a system is of what was written there."""

    what: What | None = None
    object: ObjectName | None = None
    system: System | None = None
    after: After = None

    @model_validator(mode="after")
    def _narrows(self) -> ListedOfRun:
        if self.what is None and (self.object or self.system):
            raise ValueError("Say with `what` which records are meant.")
        self.asked()
        return self

    def asked(self) -> Asked | None:
        object_type = TYPES[self.object] if self.object else None
        return Asked(self.what, object_type, Side(self.system) if self.system else None) if self.what else None


class EntriesOfRun(Entries):
    """`gone`: with `what`, told on the last page: records that the run counted and that are no longer known, since then removed
    or become one with another record."""

    gone: int


class RunFilter(BaseModel):
    show: Literal["", "wrote", "stopped", "dry"] = ""
    after: After = None


@api.get("/runs", auth=VIEW, response=Runs, tags=["Runs"])
def runs(request: Caller, filters: Annotated[RunFilter, Query()]) -> Runs:
    """The runs, the newest first, 25 a page."""
    show = Show(filters.show) if filters.show else Show.QUIET  # nothing is folded
    page = runs_page(request.workspace, show, after=filters.after)
    lines = [line for line in page.lines if isinstance(line, RunLine)]
    return Runs(results=[_run(line) for line in lines], next=page.after)


@api.get("/runs/{int:id}", auth=VIEW, response=WholeRun, tags=["Runs"])
def one_run(request: Caller, id: Key) -> WholeRun:
    """One run: how far it is, and what it did to each object."""
    row = own_run(request, id)
    stand = stands(request.workspace, row)
    steps = queries.steps_of(row, moves_so_far(row))
    told = queries.progress_of(row, stand, steps)
    return WholeRun(
        run=_run(RunLine(row, stand, wrote_of(row), moves_told(row))),
        steps=[_step(step) for step in steps],
        progress=Doing(doing=told.doing, done=told.done, of=told.of) if told else None,
    )


@api.get("/runs/{int:id}/activity", auth=VIEW, response=EntriesOfRun, tags=["Runs"])
def activity_of_run(request: Caller, id: Key, filters: Annotated[ListedOfRun, Query()]) -> EntriesOfRun:
    """What it noted, the newest first, 25 a page; with `what`, one entry of each record that came to it, as it is counted."""
    part = queries.entries_of(own_run(request, id), filters.after, filters.asked())
    labels = labels_of(request.workspace)
    return EntriesOfRun(results=[entry_of(one, labels) for one in part.rows], next=part.after, gone=part.gone)


@api.get("/runs/{int:id}/calls", auth=VIEW, response=Calls, tags=["Runs"])
def calls_of_run(request: Caller, id: Key, after: After = None) -> Calls:
    """What it sent to the vendors, the newest first, 25 a page. Bodies hold people's data and are not told."""
    part = calls_of(own_run(request, id), after)
    return Calls(
        results=[
            Call(
                id=line.call.pk, system=line.side.value, method=line.call.method, path=line.path,
                request_id=str(line.call.request_id), state=line.state[0], sent=line.call.sent_at,
                writes=[
                    Write(
                        what=one.what, record=one.operation.record_id, state=one.state[0], problem=one.problem,
                        vendor_text=one.exact,
                    )
                    for one in line.writes
                ],
            )
            for line in part.rows
        ],
        next=part.after,
    )  # fmt: skip


@api.get("/runs/{int:id}/plan", auth=VIEW, response=Planned, tags=["Runs"])
def plan_of_run(request: Caller, id: Key, after: After = None) -> Planned:
    """What a dry run would write, 50 a page, each as `sync --dry-run --json` prints it."""
    part = queries.plan_of(own_run(request, id), after or 0)
    return Planned(results=[dict(line.entry) for line in part.rows], next=part.after)


@api.post("/runs/{int:id}/believe", auth=SET_UP, response=Done, tags=["Runs"])
def believe(request: Caller, id: Key) -> Done:
    """It stopped because a side seems empty: the next run takes that for true, once."""
    stopped_runs.believe(own_run(request, id), by=request.by)
    return Done(changed=True, said="The next run believes it, once.")


def own_run(request: Caller, key: int) -> Run:
    return get_object_or_404(Run.objects.select_related("workspace"), workspace=request.workspace, pk=key)


def _run(line: RunLine) -> OneRun:
    row = line.run
    moves = {move: number for move in Move if (number := total(line.moves, move))}
    return OneRun(
        id=row.pk, stand=line.stand, begun_by=row.trigger, dry_run=row.dry_run, started=row.started_at, ended=row.ended_at,
        stopped_because=row.result, written=dict(line.wrote),  # type: ignore[arg-type]
        moves=moves, calls=row.calls,
    )  # fmt: skip


def _step(step: queries.Step) -> Step:
    return Step(
        object=NAMES[step.object_type], read=step.seen, linked=step.linked, hubspot=Numbers(**step.done["hubspot"]),
        quickbooks=Numbers(**step.done["quickbooks"]), moves={Move(move): number for move, number in step.moves.items()},
    )  # fmt: skip
