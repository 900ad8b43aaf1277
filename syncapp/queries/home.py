"""Health and money of a workspace at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from syncapp.core.values import ObjectType
from syncapp.engine.setup.checklist import Told, told
from syncapp.queries.agreement import Agreement, agreement_of
from syncapp.queries.at_work import Stand, at_work_on, lease_holder_works, next_look_at, stand_of
from syncapp.queries.counts import Cell, Tally, cell_of
from syncapp.queries.custom_lines import item_of, says_so
from syncapp.queries.failures import Stop, can_check, groups, stops
from syncapp.queries.run_records import moves_told
from syncapp.queries.runs import RunLine, unbelieved
from syncapp.queries.states import UNSENT, State
from syncapp.queries.usage import Usage, connections_and_usage
from syncapp.storage.activity import known
from syncapp.storage.heartbeat import SILENT, silent_since
from syncapp.storage.models import Activity, Connection, Run, SyncRecord, Workspace

SHOWN_CAUSES, LAST_RUNS = 8, 5


@dataclass(frozen=True)
class Part:
    """A share of a bar: where it begins and how wide it is, of 100."""

    state: State
    cell: Cell
    x: str
    width: str


@dataclass(frozen=True)
class Cause:
    """What failing or waiting records have in common, for the list of what needs someone."""

    state: State
    code: str
    title: str
    cell: Cell
    sample: str
    behind: Cell = field(default_factory=Cell)  # invoices that wait for one of them


@dataclass(frozen=True)
class Tile:
    object_type: ObjectType
    direction: str
    syncing: Cell
    failing: Cell
    excluded: Cell
    remarks: int
    beside: list[tuple[State, Cell]]  # what waits, in which state
    paused: Cell | None  # while its sync is off; None while it is on


@dataclass(frozen=True)
class Home:
    unsent: Cell
    in_line: Cell  # read and not compared yet: nobody knows whether it is missing
    parts: list[Part]
    agreement: Agreement
    tiles: list[Tile]
    causes: list[Cause]
    lines: list[RunLine]  # the last runs
    connections: dict[str, Connection]
    needs: Cell
    on: bool  # whether anything is watched
    off: Cell | None  # invoices while their sync is off: nobody knows what is missing; None while it is on
    stops: list[Stop]  # what keeps everything from being read: nothing of the above is news
    checklist: Told  # what of it stands in the way, or worse than before (B1)
    next_at: datetime | None  # about when the next look comes by itself
    usages: list[Usage]
    on_custom_item: bool  # whether lines stand on Custom Line Item (A22)
    silent_since: datetime | None  # no worker has been there since then

    @property
    def can_check(self) -> bool:
        return can_check(self.stops)

    @property
    def first_causes(self) -> list[Cause]:
        return self.causes[:SHOWN_CAUSES]

    @property
    def more_causes(self) -> int:
        return len(self.causes) - len(self.first_causes)

    @property
    def stopped(self) -> Run | None:
        return unbelieved(self.lines[0].run if self.lines else None)

    @property
    def runs(self) -> list[Run]:
        return [line.run for line in self.lines]

    @property
    def running(self) -> bool:
        return bool(self.lines) and self.lines[0].stand is Stand.RUNNING

    @property
    def broken_off(self) -> bool:
        """The process of the last run ended before it did."""
        return bool(self.lines) and self.lines[0].stand is Stand.BROKEN


def home(workspace: Workspace, tally: Tally) -> Home:
    lines = _last_runs(workspace)
    last = lines[0] if lines else None
    connections, usages = connections_and_usage(workspace)
    return Home(
        unsent=tally.cell(UNSENT, ObjectType.INVOICE, stands="hubspot"),
        in_line=tally.cell([State.PENDING], ObjectType.INVOICE),
        parts=_parts(tally),
        agreement=agreement_of(workspace, tally),
        tiles=[_tile(tally, object_type) for object_type in tally.objects],
        causes=_causes(tally),
        lines=lines,
        connections=connections,
        needs=tally.cell([State.FAILING, State.APPROVAL]),
        on=tally.on,
        off=_paused(tally, ObjectType.INVOICE),
        stops=stops(workspace, connections, last.run if last else None),
        checklist=told(workspace),
        next_at=next_look_at(workspace, last.run if last else None, last.stand if last else None) if tally.on else None,
        usages=usages,
        on_custom_item=bool(item_of(tally)) and says_so(workspace),
        silent_since=_silent_since(last) if tally.on else None,
    )


def _silent_since(last: RunLine | None) -> datetime | None:
    """Whoever began a run or ended one just now was there: then nothing more is asked."""
    now = timezone.now()
    if last is not None and now - (last.run.ended_at or last.run.started_at) < SILENT:
        return None
    return silent_since(now)


def _last_runs(workspace: Workspace) -> list[RunLine]:
    runs = list(Run.objects.filter(workspace=workspace, dry_run=False)[:LAST_RUNS])
    at_work = at_work_on(workspace) if any(run.ended_at is None for run in runs) else ()
    return [RunLine(run, stand_of(run, at_work), {}, moves_told(run)) for run in runs]


def _paused(tally: Tally, object_type: ObjectType) -> Cell | None:
    """What stays as it was of an object that is set up and off; None of one that is on, or was never set up."""
    sync = tally.syncs.get(ObjectType.INVOICE if object_type is ObjectType.PAYMENT else object_type)
    return None if sync is None or sync.enabled else tally.cell([State.PAUSED], object_type)


def _parts(tally: Tally) -> list[Part]:
    """Shares by number of invoices; money of several currencies has no common width."""
    cells = [(state, tally.cell([state], ObjectType.INVOICE, stands="hubspot")) for state in UNSENT]
    cells = [(state, cell) for state, cell in cells if cell.number]
    total = sum(cell.number for _, cell in cells)
    parts, x = [], Decimal(0)
    for state, cell in cells:
        width = Decimal(100) * cell.number / total
        parts.append(Part(state, cell, f"{x:.2f}", f"{max(width - Decimal('0.4'), Decimal('0.4')):.2f}"))
        x += width
    return parts


def _tile(tally: Tally, object_type: ObjectType) -> Tile:
    source = ObjectType.INVOICE if object_type is ObjectType.PAYMENT else object_type
    sync = tally.syncs.get(source)
    return Tile(
        object_type,
        sync.direction if sync else "",
        tally.counted("syncing", object_type),
        tally.counted("failing", object_type),
        tally.counted("excluded", object_type),
        tally.cell([State.REMARK], object_type).number,
        tally.beside(object_type),
        _paused(tally, object_type),
    )


def _causes(tally: Tally) -> list[Cause]:
    """What fails, worst first as Failures has it; what a click sends comes after it."""
    causes = [Cause(State.FAILING, one.code, one.why.title, one.cell, one.sample, one.behind) for one in groups(tally)]
    asked = [row for row in tally.rows if row.state is State.APPROVAL]
    if asked:
        title = "Needs approval before it is sent"
        causes.append(Cause(State.APPROVAL, asked[0].reason, title, cell_of(asked), min(row.sample for row in asked)))
    return causes


def alone(tally: Tally, causes: Sequence[Cause]) -> list[SyncRecord]:
    """The records that are the only ones of their cause, with what `why` needs: their fix can be offered at once."""
    codes = [one.code for one in causes if one.state is State.FAILING and one.cell.number == 1]
    records = SyncRecord.objects.filter(workspace=tally.workspace, status=SyncRecord.Status.FAILING, reason__in=codes)
    counted = records.exclude(object_type__in=tally.off)
    return list(counted.select_related("workspace", "customer")) if codes else []


@dataclass(frozen=True)
class News:
    """Whether something has happened since a page was made."""

    at: datetime
    changed: bool
    running: bool
    broken_off: bool  # the last run, by the end of its process
    written: int  # by the run that is under way
    ended_at: datetime | None  # of the last run


def news(workspace: Workspace, since: datetime | None) -> News:
    now = timezone.now()
    run = Run.objects.filter(workspace=workspace, dry_run=False).first()
    last = Activity.objects.filter(workspace=workspace).first()
    times = [last.at if last else None, run.started_at if run else None, run.ended_at if run else None]
    running = run is not None and run.ended_at is None and lease_holder_works(workspace)
    broken_off = run is not None and run.ended_at is None and not running
    written = known(Activity.objects.filter(run=run)).count() if running else 0
    changed = since is not None and any(at is not None and at > since for at in times)
    return News(now, changed, running, broken_off, written, run.ended_at if run else None)
