"""What a run made of the records: how many came to what, in words, and exactly which those are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from syncapp.core.values import ObjectType, Side
from syncapp.storage.activity import known
from syncapp.storage.models import Activity, Run
from syncapp.storage.moves import Move, counted, moves_of

WRITTEN = ("created", "updated", "voided")
LINKED = "linked"
FAILS = (Move.FELL, Move.RECAUSED)
# What came of a record, as it is said of one and of several.
WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **{word: (word, word) for word in (*WRITTEN, LINKED)},
        Move.FELL: ("newly failing",) * 2,
        Move.RECAUSED: ("failing for another cause",) * 2,
        Move.MENDED: ("no longer failing",) * 2,
        Move.EQUAL: ("now equal",) * 2,
        Move.EXCLUDED: ("excluded",) * 2,
        Move.WAITING: ("waiting",) * 2,
        Move.APPROVAL: ("needs approval", "need approval"),
        Move.PARKED: ("parked",) * 2,
    }
)
Moves = Mapping[str, Mapping[str, int]]  # object → move → records


@dataclass(frozen=True)
class Part:
    """So many records of a run that came to the same."""

    what: str
    number: int
    object_type: ObjectType | None  # where all of them are of one

    @property
    def words(self) -> str:
        """`2 invoices newly failing`, `35 created`."""
        noun = "" if self.object_type is None else f" {_noun(self.object_type, self.number)}"
        return f"{self.number:,}{noun} {WORDS[self.what][self.number != 1]}"

    @property
    def is_bad(self) -> bool:
        return self.what in FAILS


def _noun(object_type: ObjectType, number: int) -> str:
    return object_type.value if number == 1 else object_type.plural


def moves_so_far(run: Run) -> Moves:
    """As it counted them at its end; before that, from what it has noted."""
    return moves_told(run) if run.ended_at else counted(run)


def moves_told(run: Run) -> Moves:
    """By the run itself, at its end; nothing before that."""
    told = {object_type.value: run.counts.get(object_type.plural, {}) for object_type in ObjectType}
    return {object_type: one["moves"] for object_type, one in told.items() if one.get("moves")}


def total(moves: Moves, what: str) -> int:
    return sum(one.get(what, 0) for one in moves.values())


def made(moves: Moves) -> list[Move]:
    """Those that any record made."""
    return [move for move in Move if total(moves, move)]


def parts_of(run: Run, moves: Moves) -> list[Part]:
    """What a run that is over did, most telling last: written, linked, then where the others stand."""
    return [part for what in WORDS if (part := _part(what, _by_object(run, moves, what)))]


def _by_object(run: Run, moves: Moves, what: str, side: Side | None = None) -> Iterator[tuple[ObjectType, int]]:
    """`side`: of what was written, there alone."""
    for object_type in ObjectType:
        told = run.counts.get(object_type.plural, {})
        if what in WRITTEN:
            written = told.get(what, {})
            yield object_type, written.get(side.value, 0) if side else sum(written.values())
        else:
            yield object_type, told.get(LINKED, 0) if what == LINKED else moves.get(object_type.value, {}).get(what, 0)


def _part(what: str, numbers: Iterator[tuple[ObjectType, int]]) -> Part | None:
    found = [(object_type, number) for object_type, number in numbers if number]
    if not found:
        return None
    return Part(what, sum(number for _, number in found), found[0][0] if len(found) == 1 else None)


@dataclass(frozen=True)
class Asked:
    """Which of a run's records are listed: those that came to `what`, of any object and side unless one is named; a side is of
    what was written there, and of nothing else."""

    what: str
    object_type: ObjectType | None = None
    side: Side | None = None

    def __post_init__(self) -> None:
        if self.what not in WORDS:
            raise ValueError(f"Nothing is counted as {self.what}.")
        if self.side and self.what not in WRITTEN:
            raise ValueError(f"A record stands on both sides: {self.what} is not told of one of them.")

    @property
    def words(self) -> str:
        of = f"{self.object_type.plural.capitalize()} " if self.object_type else ""
        return f"{of}{WORDS[self.what][1]}{f' in {self.side.label}' if self.side else ''}"


def listed(run: Run, asked: Asked) -> QuerySet[Activity]:
    """The last entry of each that says it: of what was written one a side, as it is counted."""
    if asked.what in WRITTEN:
        found = _written(run).filter(done=asked.what, **({"side": asked.side} if asked.side else {}))
    elif asked.what == LINKED:
        found = Activity.objects.filter(run=run, kind="linked", record__isnull=False)
    else:
        found = moves_of(run).filter(move=asked.what)
    return found.filter(_of(asked.object_type)) if asked.object_type else found


def _of(object_type: ObjectType) -> Q:
    """An item that was made for lines that match none is a product, and no record."""
    of_object = Q(record__object_type=object_type)
    return of_object | Q(record=None) if object_type is ObjectType.PRODUCT else of_object


def told_of(run: Run, asked: Asked) -> int:
    """How many it counted itself at its end; of one that has not, none."""
    numbers = _by_object(run, moves_told(run), asked.what, asked.side)
    return sum(number for object_type, number in numbers if asked.object_type in (None, object_type))


def _written(run: Run) -> QuerySet[Any]:
    """Activity: a record counts once a side: created, else voided, else updated; by the last entry that says so."""
    found = known(Activity.objects.filter(run=run))
    beside = known(Activity.objects.filter(run=run, record=OuterRef("record"), side=OuterRef("side")))
    cases = [When(Exists(beside.filter(kind=kind)), then=Value(kind)) for kind in ("created", "voided")]
    made = When(record=None, then=F("kind"))
    later = beside.filter(pk__gt=OuterRef("pk"))
    updated = Q(done="updated") & ~Exists(later)
    others = Q(kind=F("done")) & ~Q(done="updated") & ~Exists(later.filter(kind=OuterRef("kind")))
    return found.annotate(done=Case(made, *cases, default=Value("updated"))).filter(updated | others)


def written_so_far(run: Run) -> Iterator[tuple[str, str, str, int]]:
    """Object, side, what was done there, and to how many; of a run that has not counted them itself."""
    rows = _written(run).order_by().values_list("record__object_type", "side", "done").annotate(number=Count("pk"))
    for object_type, side, done, number in rows:
        yield object_type or ObjectType.PRODUCT, side, done, number
