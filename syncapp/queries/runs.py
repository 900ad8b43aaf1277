"""The runs of a workspace, newest first. Those that found nothing to do pile up, so they are folded into one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from syncapp.core.values import Side
from syncapp.engine.context import GOES_ON
from syncapp.queries.at_work import Stand, at_work_on, stand_of
from syncapp.queries.records import within_days
from syncapp.queries.run_records import Moves, Part, moves_told, parts_of, total
from syncapp.storage.activity import known
from syncapp.storage.fields import ArrayLength
from syncapp.storage.models import Activity, Call, Run, Workspace
from syncapp.storage.moves import Move

LINES = 25
SCAN = 1500  # runs looked at for one page, however many of them are folded
BY_ITSELF = frozenset({"poll", "webhook", "retry"})

# What a run was begun for: its word, and our name of its icon.
TRIGGERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "webhook": ("A change was announced", "webhook"),
        "poll": ("Regular check", "refresh"),
        "retry": ("Tried again", "undo"),
        "nightly": ("Nightly check", "moon"),
        "person": ("A person", "user"),
        "command": ("Command", "command"),
        "review": ("Set-up", "list"),
    }
)


class Show(StrEnum):
    """What the list is narrowed to."""

    ALL = ""
    WROTE = "wrote"
    STOPPED = "stopped"
    DRY = "dry"
    QUIET = "quiet"  # everything, and nothing folded


@dataclass(frozen=True)
class RunLine:
    run: Run
    stand: Stand
    wrote: Mapping[str, int]  # side → records created, changed or voided there
    moves: Moves  # and what became of those that came to stand otherwise; told at its end

    @property
    def parts(self) -> list[Part]:
        return parts_of(self.run, self.moves) if self.run.ended_at and not self.run.dry_run else []

    @property
    def fell(self) -> int:
        return total(self.moves, Move.FELL)

    @property
    def recaused(self) -> int:
        return total(self.moves, Move.RECAUSED)

    @property
    def asks(self) -> int:
        return total(self.moves, Move.APPROVAL)

    @property
    def took(self) -> timedelta | None:
        return self.run.ended_at - self.run.started_at if self.run.ended_at else None

    @property
    def percent(self) -> int:
        """How much is done of what it is at, where it tells how much there is."""
        done, of = (int(self.run.progress.get(name) or 0) for name in ("done", "of"))
        return 100 * done // of if of else 0


@dataclass(frozen=True)
class Fold:
    """Runs in a row that found nothing to do."""

    number: int
    newest: int
    first_at: datetime
    last_at: datetime
    polls: bool  # nothing but polls

    @property
    def from_key(self) -> int:
        """The key after which the list begins with the newest of them."""
        return self.newest + 1


@dataclass
class RunPage:
    lines: list[RunLine | Fold] = field(default_factory=list)
    after: int | None = None
    before: int | None = None

    @property
    def under_way(self) -> bool:
        return any(isinstance(line, RunLine) and line.stand is Stand.RUNNING for line in self.lines)


@dataclass(frozen=True)
class _Seen:
    """As much of a run as folding needs."""

    pk: int
    trigger: str
    started_at: datetime
    quiet: bool


def runs_page(
    workspace: Workspace, show: Show, *, day: date | None = None, after: int | None = None, before: int | None = None
) -> RunPage:
    """The page below the key `after`, or the one above `before`: two queries, whatever is folded.

    `day`: only the runs that ended on it, in the company's zone.
    """
    upwards = before is not None
    ended = within_days("ended_at", day, day, workspace)
    seen = _seen(_wanted(workspace, show).filter(ended), after, before)
    groups = list(_groups(seen, fold=show is Show.ALL))
    shown = groups[:LINES]
    more = len(groups) > LINES or len(seen) == SCAN
    if upwards:
        shown = [group[::-1] for group in reversed(shown)]
    if not shown:
        return RunPage()
    page = RunPage(_lines(workspace, shown))
    page.before = shown[0][0].pk if (more if upwards else after is not None) else None
    page.after = shown[-1][-1].pk if (True if upwards else more) else None
    return page


def _wanted(workspace: Workspace, show: Show) -> QuerySet[Run]:
    runs = Run.objects.filter(workspace=workspace)
    if show is Show.WROTE:
        return runs.filter(Exists(known(Activity.objects.filter(run=OuterRef("pk")))))
    if show is Show.STOPPED:
        return runs.exclude(result__in=["", *GOES_ON])
    return runs.filter(dry_run=True) if show is Show.DRY else runs


def _seen(runs: QuerySet[Run], after: int | None, before: int | None) -> list[_Seen]:
    """A run is quiet if it was begun by itself, came to its end, changed nothing and sent nothing."""
    if before is not None:
        runs = runs.filter(pk__gt=before).order_by("pk")
    else:
        runs = (runs if after is None else runs.filter(pk__lt=after)).order_by("-pk")
    moved, sent = Activity.objects.filter(run=OuterRef("pk")), Call.objects.filter(run=OuterRef("pk"))
    calm = Q(dry_run=False, result="", ended_at__isnull=False, trigger__in=BY_ITSELF)
    runs = runs.annotate(quiet=Q(calm & ~Exists(moved) & ~Exists(sent)))
    rows = runs.values_list("pk", "trigger", "started_at", "quiet")[:SCAN]
    return [_Seen(pk, trigger, started_at, bool(quiet)) for pk, trigger, started_at, quiet in rows]


def _groups(seen: Sequence[_Seen], *, fold: bool) -> Iterator[list[_Seen]]:
    """Quiet runs in a row together, every other one by itself."""
    for quiet, some in groupby(seen, key=lambda one: one.quiet and fold):
        if quiet:
            yield list(some)
        else:
            yield from ([one] for one in some)


def _lines(workspace: Workspace, groups: Sequence[Sequence[_Seen]]) -> list[RunLine | Fold]:
    told = {group[0].pk for group in groups if len(group) == 1}
    rows = Run.objects.filter(pk__in=told).annotate(planned=ArrayLength("plan")).select_related("actor").defer("plan")
    runs = {run.pk: run for run in rows}
    unfinished = [run for run in runs.values() if run.ended_at is None]
    wrote = _written_so_far(unfinished)
    at_work = at_work_on(workspace) if unfinished else frozenset()
    lines: list[RunLine | Fold] = []
    for group in groups:
        run = runs.get(group[0].pk)
        if len(group) == 1 and run is not None:
            lines.append(RunLine(run, stand_of(run, at_work), wrote.get(run.pk) or _counted(run), moves_told(run)))
        elif len(group) > 1:
            polls = all(one.trigger == "poll" for one in group)
            lines.append(Fold(len(group), group[0].pk, group[-1].started_at, group[0].started_at, polls))
    return lines


def wrote_of(run: Run) -> dict[str, int]:
    """Side → records created, changed or voided there, as the list of runs has it."""
    return _written_so_far([run] if run.ended_at is None else []).get(run.pk) or _counted(run)


def _counted(run: Run) -> dict[str, int]:
    """By the run itself, at its end."""
    return {
        side.value: sum(
            told.get(word, {}).get(side.value, 0)
            for told in run.counts.values()
            for word in ("created", "updated", "voided")
        )
        for side in Side
    }


def _written_so_far(runs: Sequence[Run]) -> dict[int, dict[str, int]]:
    """Of runs that have not told their counts: from what they have noted."""
    found: dict[int, dict[str, int]] = {}
    if runs:
        rows = known(Activity.objects.filter(run__in=runs)).order_by().values_list("run", "side")
        # As `written_so_far` of one run: a record once a side, and an item that was made for lines is no record.
        written = Count("record", distinct=True) + Count("pk", filter=Q(record=None))
        for run, side, number in rows.annotate(number=written):
            found.setdefault(run, {one.value: 0 for one in Side})[side] = number
    return found


def next_after(run: Run) -> Run | None:
    """What goes on where this one was broken off."""
    return Run.objects.filter(workspace=run.workspace_id, dry_run=False, pk__gt=run.pk).order_by("pk").first()


def unbelieved(last: Run | None) -> Run | None:
    """The last run, where a guard stopped it and a person can let the next one pass."""
    return last if last and last.stop and not last.stop.get("accepted") else None
