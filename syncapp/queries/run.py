"""One run: what it did to each object, what it noted, what it sent, and what a dry run would write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone

from syncapp.core.values import ORDER, ObjectType, Side
from syncapp.queries.at_work import Stand
from syncapp.queries.planned import OfPlan
from syncapp.queries.records import with_invoice
from syncapp.queries.run_records import FAILS, LINKED, WRITTEN, Asked, Moves, listed, made, told_of, written_so_far
from syncapp.storage.models import Activity, Run, SyncRecord
from syncapp.storage.moves import Move

PLANNED = {"create": "created", "void": "voided"}  # every other action is a change
ENTRIES = 25
IN_PLAN = 50
TELLING, SURE = timedelta(seconds=10), 5  # before that long, and that many percent, nobody can say how long it takes


@dataclass
class Step:
    """One object of a run, in the order in which they are worked."""

    object_type: ObjectType
    done: dict[str, dict[str, int]] = field(
        default_factory=lambda: {side.value: dict.fromkeys(WRITTEN, 0) for side in Side}
    )
    seen: int | None = None  # records read; not told before the end
    linked: int | None = None
    moves: Mapping[str, int] = field(default_factory=dict)  # and what became of those that came to stand otherwise
    told: Sequence[Move] = ()  # of which moves it is counted: those that the run made of any object

    @property
    def any(self) -> bool:
        return bool(self.seen or any(one.number for one in self.counts))

    @property
    def cells(self) -> list[int]:
        """HubSpot's and then QuickBooks' numbers."""
        return [self.done[side.value][word] for side in Side for word in WRITTEN]

    @property
    def counts(self) -> list[Count]:
        """All that is counted of it, in the order of the columns."""
        written = [Count(self.done[side.value][word], word, side) for side in Side for word in WRITTEN]
        moved = [Count(self.moves.get(move, 0), move) for move in self.told]
        return [*written, Count(self.linked, LINKED), *moved]


@dataclass(frozen=True)
class Count:
    """A number of records, and what they came to; None: not told yet."""

    number: int | None
    what: str
    side: Side | None = None

    @property
    def is_bad(self) -> bool:
        return self.what in FAILS

    @property
    def words(self) -> str:
        """`Created in HubSpot`, for where no column says it."""
        words = Asked(self.what, side=self.side).words
        return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Progress:
    """How far a run is that is under way, and `written` by it so far; `since`: when what it is at was begun."""

    doing: str
    done: int
    of: int
    written: int = 0
    found: int = 0  # of a dry run: records that are new, how many it has read, and how many decided about
    read: int = 0
    decided: int = 0
    since: datetime | None = None

    @property
    def known(self) -> bool:
        return self.of > 0

    @property
    def percent(self) -> int:
        return 100 * self.done // self.of

    @property
    def left(self) -> timedelta | None:
        """About how long it still takes at the pace so far; None before that can be told."""
        passed = timezone.now() - self.since if self.since else timedelta()
        if passed < TELLING or not self.known or self.percent < SURE:
            return None
        return passed * (self.of - self.done) / self.done

    @property
    def soon(self) -> bool:
        return self.left is not None and self.left < timedelta(minutes=1)


def told_by(run: Run, written: int = 0) -> Progress:
    """As the run tells it itself."""
    told = run.progress
    counts = {name: int(told.get(name) or 0) for name in ("done", "of", "found", "read", "decided")}
    since = datetime.fromisoformat(told["since"]) if told.get("since") else None
    return Progress(str(told.get("doing") or ""), written=written, since=since, **counts)


def steps_of(run: Run, moves: Moves) -> list[Step]:
    """What it did, per object: as it counted itself, else from what it has noted so far; `moves`: of this run."""
    steps = {object_type: Step(object_type) for object_type in ORDER}
    if run.dry_run:
        _planned(run, steps)
    elif run.ended_at is not None:
        _counted(run, steps)
    else:
        _noted(run, steps)
    for object_type, step in steps.items():
        told = run.counts.get(object_type.plural, {})
        step.seen, step.linked = told.get("seen"), told.get("linked")
        step.moves, step.told = moves.get(object_type.value, {}), made(moves)
    return list(steps.values())


def _noted(run: Run, steps: Mapping[ObjectType, Step]) -> None:
    """A record counts once a side: created, else voided, else updated."""
    for object_type, side, done, number in written_so_far(run):
        steps[ObjectType(object_type)].done[side][done] += number


def _counted(run: Run, steps: Mapping[ObjectType, Step]) -> None:
    for object_type, step in steps.items():
        told = run.counts.get(object_type.plural, {})
        step.done = {side.value: {word: told.get(word, {}).get(side.value, 0) for word in WRITTEN} for side in Side}


def _planned(run: Run, steps: Mapping[ObjectType, Step]) -> None:
    plan = Counter((one["object"], one["system"], PLANNED.get(one["action"], "updated")) for one in run.plan)
    for object_type, step in steps.items():
        step.done = {
            side.value: {word: plan[object_type.plural, side.value, word] for word in WRITTEN} for side in Side
        }


def progress_of(run: Run, stand: Stand, steps: Sequence[Step]) -> Progress | None:
    if stand is not Stand.RUNNING:
        return None
    return told_by(run, sum(sum(step.cells) for step in steps))


@dataclass(frozen=True)
class Stop:
    """What a run did not believe, and whether a person can still say that it is so."""

    side: Side
    object_type: ObjectType
    count: int
    accepted: bool

    @property
    def is_money(self) -> bool:
        return self.object_type is ObjectType.PAYMENT


def stop_of(run: Run) -> Stop | None:
    """Of the last run alone: a later one has looked again, and has its own to say."""
    last = Run.objects.filter(workspace=run.workspace_id, dry_run=False).only("pk").first() if run.stop else None
    if last is None or last.pk != run.pk:
        return None
    told = run.stop
    return Stop(Side(told["side"]), ObjectType(told["object"]), told["count"], bool(told.get("accepted")))


def length_of(run: Run) -> timedelta:
    return (run.ended_at or timezone.now()) - run.started_at


@dataclass
class Slice:
    """Part of a long list by key; `after` is the key of what follows."""

    rows: list[Any]
    after: int | None = None
    first: bool = True
    gone: int = 0  # told at its end: records that the run counted and nobody can list any more


def entries_of(run: Run, after: int | None, asked: Asked | None = None) -> Slice:
    """What it noted, newest first; where one asks for what came to something, one entry of each record."""
    entries = listed(run, asked) if asked else Activity.objects.filter(run=run)
    rows = with_invoice(entries.select_related("record", "actor"), "record__")
    found = list((rows if after is None else rows.filter(pk__lt=after)).order_by("-pk")[: ENTRIES + 1])
    part = Slice(found[:ENTRIES], found[ENTRIES - 1].pk if len(found) > ENTRIES else None, after is None)
    if asked and part.after is None:
        part.gone = max(0, told_of(run, asked) - (len(part.rows) if part.first else entries.count()))
    return part


@dataclass(frozen=True)
class PlanLine(OfPlan):
    record: SyncRecord | None

    @property
    def side(self) -> Side:
        return Side(self.entry["system"])

    @property
    def done(self) -> str:
        return PLANNED.get(self.entry["action"], "updated")


def plan_of(run: Run, start: int) -> Slice:
    """What a dry run would write, from its place `start` on, with the records that are known."""
    part = run.plan[start : start + IN_PLAN]
    known = _known(run, part)
    lines = [PlanLine(one, next((known[key] for key in _keys(one) if key in known), None)) for one in part]
    more = len(run.plan) > start + IN_PLAN
    return Slice(lines, start + IN_PLAN if more else None, start == 0)


def _keys(entry: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [(entry["object"], side.value, entry[f"{side.value}_id"]) for side in Side if entry.get(f"{side.value}_id")]


def _known(run: Run, part: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str, str], SyncRecord]:
    ids = [key for one in part for key in _keys(one)]
    if not ids:
        return {}
    wanted = reduce(
        or_, (Q(**{f"{side.value}_id__in": [one for _, where, one in ids if where == side]}) for side in Side)
    )
    rows = SyncRecord.objects.filter(wanted, workspace=run.workspace_id)
    return {
        (ObjectType(row.object_type).plural, side.value, row.id_on(side) or ""): row for row in rows for side in Side
    }
