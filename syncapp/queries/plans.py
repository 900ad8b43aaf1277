"""What the dry run of a set-up told, for the page that asks whether to go on (B2, A16, A35)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from syncapp.core.errors import EXCLUDED, PENDING, Failure
from syncapp.core.values import ORDER, ObjectType, Side
from syncapp.queries.states import State
from syncapp.queries.why import Why, first_sentence, why_of
from syncapp.storage.models import Run

HIGHEST = 5
KINDS = {"create": "created", "update": "updated", "void": "voided", "delete": "removed"}
Entry = Mapping[str, Any]
StandsNow = Mapping[tuple[str, str, str], State]  # object, side and id → where it stands now


@dataclass
class Count:
    """How many, and of what is money how much."""

    number: int = 0
    money: dict[str, Decimal] = field(default_factory=dict)

    def add(self, number: int, money: Mapping[str, Any]) -> None:
        self.number += number
        for currency, amount in money.items():
            self.money[currency] = self.money.get(currency, Decimal(0)) + Decimal(amount)


@dataclass
class Written:
    """The writes of one object in one system, by kind."""

    object_type: ObjectType
    side: Side
    kinds: dict[str, Count] = field(default_factory=lambda: {kind: Count() for kind in KINDS.values()})

    @property
    def number(self) -> int:
        return sum(count.number for count in self.kinds.values())

    @property
    def cells(self) -> list[tuple[str, Count]]:
        """Action and count; what is removed are payments, which people see as a change of their invoice."""
        return [
            (action, self.kinds[kind])
            for action, kind in KINDS.items()
            if action != "delete" or self.kinds[kind].number
        ]


@dataclass(frozen=True)
class Cause:
    """Records that have a reason in common, and the highest of them."""

    object_type: ObjectType
    state: State
    reason: str
    why: Why
    count: Count
    highest: Sequence[Sample]

    @property
    def more(self) -> int:
        return self.count.number - len(self.highest)

    @property
    def then(self) -> str:
        """What becomes of others because these are left out."""
        return OF_LEFT_OUT.get((self.object_type, self.state, self.reason), "")


@dataclass(frozen=True)
class Sample:
    label: str
    amount: Decimal | None
    currency: str
    text: str  # what is particular to it
    where: Side | None = None  # of a contact or product that stands on one side alone: two may have one name
    was: State | None = None  # where it stands now, if it would move (B24)


@dataclass(frozen=True)
class Stands:
    """Where the records of one object would stand, those that are written among them: state → count."""

    object_type: ObjectType
    linked: int  # found on both sides and made one, without a write
    cells: Mapping[str, Count]


@dataclass(frozen=True)
class Plan:
    """A dry run that came to its end. Why records fail or stay out is told of the objects of this sync alone."""

    run: Run
    own: Collection[ObjectType] = ORDER
    now: StandsNow = field(default_factory=dict)

    @property
    def entries(self) -> Sequence[Entry]:
        plan: Sequence[Entry] = self.run.plan
        return plan

    @property
    def number(self) -> int:
        return len(self.run.plan)

    @cached_property
    def written(self) -> list[Written]:
        """In the order of the objects; only what there is."""
        found = {(object_type, side): Written(object_type, side) for object_type in ORDER for side in Side}
        for entry in self.entries:
            row = found[object_of(entry["object"]), Side(entry["system"])]
            row.kinds[KINDS[entry["action"]]].add(1, _money(entry))
        return [row for row in found.values() if row.number]

    @property
    def new_documents(self) -> list[tuple[str, Count]]:
        """What is new in the books of either side, by what it is called, with its money; invoices and what pays them apart."""
        found = {object_type: Count() for object_type in (ObjectType.INVOICE, ObjectType.PAYMENT)}
        for row in self.written:
            if row.object_type in found:
                created = row.kinds["created"]
                found[row.object_type].add(created.number, created.money)
        return [(f"new {object_type.value}", count) for object_type, count in found.items() if count.number]

    @property
    def by_side(self) -> list[tuple[Side, int]]:
        return [(side, sum(row.number for row in self.written if row.side is side)) for side in Side]

    @property
    def highest(self) -> list[Entry]:
        """Of what is new in the books of either side."""
        made = [
            one
            for one in self.entries
            if one.get("amount") and one["action"] == "create" and one["object"] == "invoices"
        ]
        return sorted(made, key=lambda one: -Decimal(one["amount"]))[:HIGHEST]

    @property
    def earliest(self) -> date | None:
        """The first day that anything in QuickBooks would be booked on."""
        days = [one["day"] for one in self.entries if one.get("day") and one["system"] == Side.QUICKBOOKS]
        return date.fromisoformat(min(days)) if days else None

    @property
    def stands(self) -> list[Stands]:
        found = []
        for object_type in ORDER:
            told = self.run.counts.get(object_type.plural, {})
            cells = {state: Count() for state in STATES}
            for one in told.get("standing", ()):
                cells[_state(one)].add(one["number"], _documents(object_type, one["money"]))
            if told.get("linked") or any(count.number for count in cells.values()):
                found.append(
                    Stands(object_type, told.get("linked", 0), {state.value: count for state, count in cells.items()})
                )
        return found

    @property
    def failing(self) -> list[Cause]:
        return [cause for cause in self._causes if cause.state is State.FAILING]

    @property
    def failing_beside(self) -> list[tuple[ObjectType, int]]:
        """What would fail of the objects of other syncs, whatever is chosen here."""
        rows = [
            (row.object_type, row.cells[State.FAILING.value].number)
            for row in self.stands
            if row.object_type not in self.own
        ]
        return [(object_type, number) for object_type, number in rows if number]

    @property
    def held_up(self) -> list[Cause]:
        """What waits for another record, for a click or for another day."""
        return [cause for cause in self._causes if cause.state in (State.WAITING, State.APPROVAL, State.PARKED)]

    @property
    def left_out(self) -> list[Cause]:
        return [cause for cause in self._causes if cause.state is State.EXCLUDED]

    @property
    def in_short(self) -> list[tuple[str, int, str]]:
        """What becomes of those that are not written, in words; and the section that says why."""
        told = (
            (self.failing, "would fail", "h-failing"),
            (self.held_up, "would wait", "h-held"),
            (self.left_out, "excluded", "h-out"),
        )
        found = [(words, sum(cause.count.number for cause in causes), section) for causes, words, section in told]
        return [(words, number, section) for words, number, section in found if number]

    @cached_property
    def _causes(self) -> list[Cause]:
        causes = []
        for object_type in self.own:
            for one in self.run.counts.get(object_type.plural, {}).get("standing", ()):
                state = _state(one)
                if state in EXPLAINED:
                    causes.append(_cause(object_type, state, one, self.now))
        return sorted(causes, key=lambda one: (-sum(one.count.money.values()), -one.count.number, one.why.title))

    def otherwise(self) -> tuple[int, Count]:
        """Only from now: how much would be written, and what would stay out."""
        number, held = 0, Count()
        for object_type in ORDER:
            told = self.run.counts.get(object_type.plural, {}).get("otherwise") or {}
            number += sum(told.get("writes", {}).values())
            if told:
                held.add(told["held"]["number"], _documents(object_type, told["held"]["money"]))
        return number, held


STATES = (State.SYNCING, State.FAILING, State.EXCLUDED, State.WAITING, State.APPROVAL, State.PARKED, State.IGNORED)
EXPLAINED = (State.FAILING, State.WAITING, State.APPROVAL, State.PARKED, State.EXCLUDED)
OF_LEFT_OUT: Mapping[tuple[ObjectType, State, str], str] = {
    (
        ObjectType.CONTACT,
        State.EXCLUDED,
        "filter",
    ): "An invoice of one of them fails until somebody clicks “Sync this contact first” on it.",
}
IN_QUICKBOOKS = {ObjectType.CONTACT: "customer", ObjectType.PRODUCT: "item"}
_PENDING = {"waiting": State.WAITING, "needs_approval": State.APPROVAL, "parked": State.PARKED}


def noun_of(object_type: ObjectType, side: Side) -> str:
    return IN_QUICKBOOKS.get(object_type, object_type.value) if side is Side.QUICKBOOKS else object_type.value


def object_of(plural: str) -> ObjectType:
    return next(object_type for object_type in ObjectType if object_type.plural == plural)


def _money(entry: Entry) -> dict[str, Any]:
    return {entry["currency"]: entry["amount"]} if entry.get("amount") else {}


def _documents(object_type: ObjectType, money: Mapping[str, Any]) -> Mapping[str, Any]:
    return money if object_type in (ObjectType.INVOICE, ObjectType.PAYMENT) else {}


def _state(one: Entry) -> State:
    """What is in line would be written, and then be equal."""
    return _PENDING.get(one["reason"], State.SYNCING) if one["status"] == "pending" else State(one["status"])


def _cause(object_type: ObjectType, state: State, one: Entry, now: StandsNow) -> Cause:
    count = Count()
    count.add(one["number"], _documents(object_type, one["money"]))
    samples = [_sample(object_type, state, one["reason"], told, now) for told in one.get("highest") or ()]
    highest = sorted(samples, key=lambda sample: sample.was is None)  # those that move first
    return Cause(object_type, state, one["reason"], _why(state, one["reason"]), count, highest)


def _why(state: State, reason: str) -> Why:
    if state is State.FAILING:
        return why_of(Failure(reason))
    text = EXCLUDED.get(reason, "Excluded by a rule.") if state is State.EXCLUDED else PENDING.get(reason, "")
    return Why(first_sentence(text), text)


def _sample(object_type: ObjectType, state: State, reason: str, told: Entry, now: StandsNow) -> Sample:
    params = {name: str(value) for name, value in (told.get("params") or {}).items()}
    text = why_of(Failure(reason, params, told.get("vendor_text") or "")).what if state is State.FAILING else ""
    where = _where(object_type, told)
    if state is State.WAITING and params.get("for"):
        text = f"waits for {_awaited(object_type, told, params['for'], where)}"
        if told.get("awaits") == State.FAILING:
            text += ", which fails and needs someone: see “What would fail”"
    amount = Decimal(told["amount"]) if told.get("amount") else None
    was = _was(object_type, state, told, now)
    return Sample(told["label"] or told["number"] or "Without a name", amount, told["currency"], text, where, was)


def _was(object_type: ObjectType, state: State, told: Entry, now: StandsNow) -> State | None:
    places = [now.get((object_type.value, side.value, told.get(f"{side.value}_id") or "")) for side in Side]
    found = next((place for place in places if place), None)
    return found if found is not state else None


def _where(object_type: ObjectType, told: Entry) -> Side | None:
    ids = {Side.HUBSPOT: told.get("hubspot_id"), Side.QUICKBOOKS: told.get("quickbooks_id")}
    alone = [side for side, there in ids.items() if there]
    return alone[0] if len(alone) == 1 and object_type in (ObjectType.CONTACT, ObjectType.PRODUCT) else None


def _awaited(object_type: ObjectType, told: Entry, name: str, where: Side | None) -> str:
    """By its name; what has the name of who waits for it is the one on the other side."""
    if name != (told["label"] or told["number"]):
        return name
    if where is None:
        return "the other record of this name"
    return f"the {noun_of(object_type, where.other)} of this name in {where.other.label}"
