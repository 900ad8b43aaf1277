"""The words that people see for a record's state, from status, reason, remarks and its sync being off.

Every record is in exactly one of them: `state_of` says it of a row at hand, `holds` finds the rows, and both say the
same (accounting.md, States).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from syncapp.core.plans.payment import direction_of
from syncapp.core.values import ORDER, Direction, ObjectType
from syncapp.storage.models import ObjectSync, SyncRecord

Status = SyncRecord.Status


class State(StrEnum):
    SYNCING = "syncing"
    REMARK = "remark"
    PENDING = "pending"
    WAITING = "waiting"
    APPROVAL = "approval"
    PARKED = "parked"
    FAILING = "failing"
    EXCLUDED = "excluded"
    IGNORED = "ignored"
    PAUSED = "paused"

    @property
    def word(self) -> str:
        return WORDS[self].label

    @property
    def look(self) -> Word:
        return WORDS[self]


@dataclass(frozen=True)
class Word:
    label: str
    icon: str
    tone: str  # who must act: "" nobody, "ok" nobody and it was checked, "bad" somebody, "ask" a click sends it
    meaning: str


WORDS: Mapping[State, Word] = MappingProxyType(
    {
        State.SYNCING: Word("Syncing", "ok", "ok", "Equal on both sides and watched."),
        State.REMARK: Word("With remark", "remark", "ok", "In sync, and there is something to know about it."),
        State.PENDING: Word("Pending", "pending", "", "In line; it goes by itself."),
        State.WAITING: Word("Waiting", "waiting", "", "For another record, which is named."),
        State.APPROVAL: Word("Needs approval", "ask", "ask", "The plan is clear; one click sends it."),
        State.PARKED: Word("Parked", "parked", "", "Dated in a protected period."),
        State.FAILING: Word("Failing", "alert", "bad", "Not equal, and it needs someone."),
        State.EXCLUDED: Word("Excluded", "excluded", "", "Kept from syncing by a rule, which is named."),
        State.IGNORED: Word("Ignored", "ignored", "", "Kept from syncing by a person, with the reason."),
        State.PAUSED: Word("Paused", "paused", "", "Its sync is turned off; nothing is read or written."),
    }
)

# What is not equal on both sides, though no rule keeps it from it; first where somebody must act, the rest goes by itself.
UNSENT = (State.FAILING, State.APPROVAL, State.WAITING, State.PARKED)
# The columns of the Object view: "Syncing" there is Syncing and With remark.
COUNTED: Mapping[str, tuple[State, ...]] = MappingProxyType(
    {
        "syncing": (State.SYNCING, State.REMARK),
        **{
            state.value: (state,)
            for state in (
                State.FAILING,
                State.EXCLUDED,
                State.PENDING,
                State.WAITING,
                State.APPROVAL,
                State.PARKED,
                State.IGNORED,
                State.PAUSED,
            )
        },
    }
)

_PENDING_AS = {"waiting": State.WAITING, "needs_approval": State.APPROVAL, "parked": State.PARKED}
_STAYS_WHEN_OFF = (Status.EXCLUDED, Status.IGNORED)


def objects_off(syncs: Iterable[ObjectSync]) -> frozenset[str]:
    """The objects whose sync is off or not set up; payments follow invoices (S17, S18)."""
    on = {sync.object_type for sync in syncs if sync.enabled}
    invoices = next((sync for sync in syncs if sync.enabled and sync.object_type == ObjectType.INVOICE), None)
    if invoices and direction_of(Direction(invoices.direction)) is not None:
        on.add(ObjectType.PAYMENT)
    return frozenset(object_type.value for object_type in ORDER if object_type not in on)


def state_of(record: SyncRecord, off: Collection[str]) -> State:
    if record.object_type in off and record.status not in _STAYS_WHEN_OFF:
        return State.PAUSED
    if record.status == Status.SYNCING:
        return State.REMARK if record.remarks else State.SYNCING
    if record.status == Status.PENDING:
        return _PENDING_AS.get(record.reason, State.PENDING)
    return State(record.status)


def holds(state: State, off: Collection[str]) -> Q:
    """The condition under which a row is in `state`."""
    if state is State.PAUSED:
        return Q(object_type__in=off) & ~Q(status__in=_STAYS_WHEN_OFF)
    if state in (State.EXCLUDED, State.IGNORED):
        return Q(status=state.value)
    return _while_on(state) & ~Q(object_type__in=off)


def _while_on(state: State) -> Q:
    if state is State.SYNCING:
        return Q(status=Status.SYNCING, remarks=[])
    if state is State.REMARK:
        return Q(status=Status.SYNCING) & ~Q(remarks=[])
    if state is State.PENDING:
        return Q(status=Status.PENDING) & ~Q(reason__in=_PENDING_AS)
    for reason, shown in _PENDING_AS.items():
        if shown is state:
            return Q(status=Status.PENDING, reason=reason)
    return Q(status=Status.FAILING)


def any_of(states: Iterable[State], off: Collection[str]) -> Q:
    """Rows in one of these states; none of them: no row."""
    found = Q(pk__in=[])
    for state in states:
        found |= holds(state, off)
    return found


def with_state(records: QuerySet[SyncRecord], off: Collection[str]) -> QuerySet[SyncRecord]:
    cases = [When(holds(state, off), then=Value(state.value)) for state in State]
    return records.annotate(state=Case(*cases, default=Value(""), output_field=CharField()))
