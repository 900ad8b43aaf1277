"""What fails, by cause and worst first; and what stops every sync, when no record can fail (B6)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from syncapp.core.errors import CATALOGUE, Failure
from syncapp.core.values import ORDER, ObjectType, Side, day_words
from syncapp.engine.session import BROKEN_OFF
from syncapp.queries.counts import Cell, Money, Row, Tally, by_object, cell_of, since
from syncapp.queries.records import Wanted, wanted_records
from syncapp.queries.states import State
from syncapp.queries.why import Why, first_sentence, why, why_of
from syncapp.storage.models import Activity, Connection, Job, Run, SyncRecord, Workspace
from syncapp.storage.names import person_name
from syncapp.storage.queue import SYNC, name_of

OWN_WORDS = 50  # of so many records each is read, for what a closed cause says of its own
EACH = "What helps is not the same for all of these: the page of each says it."
ALIKE = 2  # so many, and nothing else: it is not the records
IN_PLAY = frozenset(State) - {State.EXCLUDED, State.IGNORED, State.PAUSED}


@dataclass(frozen=True)
class Group:
    """The failing records of one cause."""

    code: str
    why: Why
    cell: Cell
    parts: Mapping[ObjectType, Cell]
    sample: str  # the name of one of them; that of a payment, a date, would not say what it is
    held_up: Mapping[ObjectType, Cell] = field(default_factory=dict)  # what waits for these, and goes with them (B20)
    everywhere: ObjectType | None = None  # all that there is of this object fails with this cause

    @property
    def behind(self) -> Cell:
        """The money that waits: of invoices, and where none waits of payments, which are the same money."""
        return self.held_up.get(ObjectType.INVOICE) or self.held_up.get(ObjectType.PAYMENT) or Cell()

    @property
    def weight(self) -> tuple[Decimal, int]:
        """Money first, then how many. An invoice that waits for its payment is the same money."""
        return max(_sum(self.money), _sum(self.behind.money)), self.cell.number

    @property
    def money(self) -> Money:
        """Of the object with the most: money is not added up over objects."""
        return max((cell.money for cell in self.parts.values()), key=_sum)

    @property
    def name(self) -> str:
        return named(self.code)

    @property
    def sentence(self) -> str:
        """What the title does not say."""
        return self.why.because if self.why.what.rstrip(".") == self.why.title else self.why.what

    @property
    def do(self) -> str:
        """What to do first, in one sentence."""
        return f"{first_sentence(self.why.steps[0])}." if self.why.steps else ""


def _sum(money: Money) -> Decimal:
    return sum(money.values(), Decimal(0))


def named(code: str) -> str:
    """The title of a cause, and where another one has the same what tells the two apart (S44, A29)."""
    cause = Failure(code)
    alike = [one for one in CATALOGUE.values() if one.title == cause.title]
    return f"“{cause.title}”" if len(alike) == 1 else f"“{cause.title}”: {cause.what}"


def groups(tally: Tally, only: str = "") -> list[Group]:
    """Worst first; `only` those of one object."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in tally.rows:
        if row.state is State.FAILING and only in ("", row.object_type):
            rows[row.reason].append(row)
    held_up = _held_up(tally)
    alike = _alike(tally)
    found = [_group(code, some, held_up.get(code, {}), alike.get(code)) for code, some in rows.items()]
    return sorted(found, key=lambda group: (*(-part for part in group.weight), group.why.title, group.code))


def _group(code: str, rows: list[Row], held_up: Mapping[ObjectType, Cell], everywhere: ObjectType | None) -> Group:
    first = min(rows, key=lambda row: row.sample)
    sample = f"Payment {first.sample}" if first.object_type == ObjectType.PAYMENT else first.sample
    return Group(code, why_of(Failure(code)), cell_of(rows), by_object(rows), sample, held_up, everywhere)


def _held_up(tally: Tally) -> dict[str, Mapping[ObjectType, Cell]]:
    """By cause, what waits for a failing record; an invoice and the payment that waits with it are the same money."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in tally.rows:
        if row.behind and row.state is State.WAITING:
            rows[row.behind].append(row)
    return {code: by_object(some) for code, some in rows.items()}


def _alike(tally: Tally) -> dict[str, ObjectType]:
    """Causes that all records of an object have: then it is the set-up that is wrong, not the records."""
    found = {}
    for object_type in ORDER:
        rows = [row for row in tally.rows if row.object_type == object_type and row.state in IN_PLAY]
        causes = {(row.state, row.reason) for row in rows}
        if len(causes) == 1 and sum(row.number for row in rows) >= ALIKE:
            ((state, code),) = causes
            if state is State.FAILING:
                found[code] = object_type
    return found


def records_of(tally: Tally, code: str, text: str = "", only: str = "") -> QuerySet[SyncRecord]:
    """The failing records of one cause, each with the time since which it fails as `since`."""
    wanted = Wanted(objects=(only,) if only else (), states=[State.FAILING], causes=[code], text=text)
    return _with_since(wanted_records(tally.workspace, wanted, tally.off, {}))


def in_own_words(tally: Tally, found: Sequence[Group], only: str = "") -> list[Group]:
    """The groups, each with what its own records say as far as they agree, where they are few: one query for all."""
    few: dict[str, list[Why]] = {}
    room = OWN_WORDS
    for group in found:
        if group.cell.number <= room:
            few[group.code], room = [], room - group.cell.number
    wanted = Wanted(objects=(only,) if only else (), states=[State.FAILING], causes=list(few))
    records = wanted_records(tally.workspace, wanted, tally.off, {}).select_related("customer") if few else ()
    for record in records:
        if said := why(record, State.FAILING):
            few[record.reason].append(said)
    return [replace(group, why=said_of(group, few.get(group.code, ()))) for group in found]


def said_of(group: Group, said: Sequence[Why]) -> Why:
    """What an opened cause says: what all of its records say, as far as `said` is of all of them and they agree; else
    what holds of any."""
    if not said or len(said) != group.cell.number:
        return group.why
    first = said[0]
    if len(said) == 1:
        return first
    if any((one.because, one.who, one.steps) != (first.because, first.who, first.steps) for one in said):
        return _where_they_differ(group.why, said)
    what = first.what if all(one.what == first.what for one in said) else group.why.what
    return replace(group.why, what=what, because=first.because, who=first.who, steps=first.steps)


def ignored(tally: Tally, text: str = "") -> QuerySet[SyncRecord]:
    wanted = Wanted(states=[State.IGNORED], text=text)
    return _with_since(wanted_records(tally.workspace, wanted, tally.off, {}))


def _with_since(records: QuerySet[SyncRecord]) -> QuerySet[SyncRecord]:
    return records.select_related("workspace", "invoice", "customer").annotate(since=since())


def _where_they_differ(general: Why, said: Sequence[Why]) -> Why:
    """What holds of any, unless it tells of a button that none of them has."""
    if any(one.fix == general.fix for one in said):
        return general
    return replace(general, steps=(EACH,), in_order=False, fix="", also="", ways=())


# -- what stops everything -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stop:
    """Nothing is read or written, and no record says so."""

    why: Why
    code: str  # of its cause; of a connection with its side
    next_at: datetime | None = None  # when it is tried again by itself

    @property
    def unconnected(self) -> bool:
        """No try can help before an account is connected again."""
        return self.why.fix == "reconnect"


def stops(
    workspace: Workspace, connections: Mapping[str, Connection], run: Run | None, now: datetime | None = None
) -> list[Stop]:
    """What keeps the whole sync from running now, each with the way to mend it."""
    now = now or timezone.now()
    found = [
        stop for side in Side if (row := connections.get(side)) and (stop := _of_connection(workspace, side, row, now))
    ]
    if not found and run is not None and run.ended_at and (told := _of_run(run)):
        found.append(Stop(*told, _next_try(workspace)))
    return found


def _of_connection(workspace: Workspace, side: Side, row: Connection, now: datetime) -> Stop | None:
    if row.state == Connection.State.DISCONNECTED:
        failure = Failure("disconnected", {"system": side.label, **_given_back(workspace, side)})
        return Stop(why_of(failure), f"disconnected_{side}")
    if row.state != Connection.State.CONNECTED:
        return Stop(why_of(Failure("connection_expired", {"system": side.label})), f"connection_expired_{side}")
    if row.paused_until and row.paused_until > now:
        code = row.paused_for or "limit_reached"
        return Stop(why_of(Failure(code, {"system": side.label})), f"{code}_{side}", row.paused_until)
    return None


def _given_back(workspace: Workspace, side: Side) -> dict[str, str]:
    """By whom and on which day, where that is known."""
    entry = disconnected_by(workspace, side)
    if entry is None:
        return {}
    day = day_words(entry.at.astimezone(ZoneInfo(workspace.time_zone)).date())
    return {"day": day} | ({"by": person_name(entry.actor)} if entry.actor else {})


def disconnected_by(workspace: Workspace, side: Side) -> Activity | None:
    """The entry of the last time that this side was given back."""
    entries = Activity.objects.filter(workspace=workspace, kind="disconnected", reason__startswith=f"{side.label}:")
    return entries.select_related("actor").first()


def can_check(found: Iterable[Stop]) -> bool:
    """Whether a look now could find anything."""
    return not any(stop.unconnected for stop in found)


def _of_run(run: Run) -> tuple[Why, str] | None:
    """A run keeps what it stopped at in the words of the catalogue; what is gone on with at once is none of these."""
    if run.result == BROKEN_OFF:
        return why_of(Failure("broken_off")), "broken_off"
    code = next((code for code in STOPPING if CATALOGUE[code].title in run.result), "")
    if not code:
        return None
    why = why_of(Failure(code))
    told = run.result.removeprefix(f"{why.title}. ").removesuffix(why.because).strip()
    exact = _VENDORS_WORDS.search(told)
    return replace(why, what=_VENDORS_WORDS.sub("", told).strip(), exact=exact[1] if exact else ""), code


# As the catalogue puts them into `vendor_refused` and `permission`.
_VENDORS_WORDS = re.compile(r"(?:Its own words|(?:HubSpot|QuickBooks Online) says): (.+?)\.?$", re.DOTALL)


STOPPING: Sequence[str] = (
    "unreadable_tokens", "connection_expired", "missing_scope", "permission", "wrong_account", "subscription_lapsed", "limit_reached", "reads_used_up",
    "vendor_unavailable", "garbage_answer", "vendor_refused",
)  # fmt: skip


def _next_try(workspace: Workspace) -> datetime | None:
    """A run that breaks off rests for longer and longer."""
    return Job.objects.filter(name=name_of(SYNC, workspace.pk)).values_list("not_before", flat=True).first()


# -- what people have left out ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LeftOut:
    record: SyncRecord
    reason: str
    by: str
    at: datetime | None
    was: str  # the cause that it failed with


def left_out(record: SyncRecord) -> LeftOut:
    told = record.params
    was = CATALOGUE[told["was"]].title if told.get("was") in CATALOGUE else ""
    at = datetime.fromisoformat(told["at"]) if told.get("at") else None
    return LeftOut(record, told.get("reason", ""), told.get("by", ""), at, was)
