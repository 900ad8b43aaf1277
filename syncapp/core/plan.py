"""What a pass decides about one record: printable, with a reason, and the same that a dry run shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from syncapp.core.errors import Failure
from syncapp.core.interrupted_writes import OurWrites
from syncapp.core.schema import FieldSpec
from syncapp.core.values import Direction, ObjectType, Pair, Policy, Side, Value
from syncapp.core.writes import Write

if TYPE_CHECKING:
    from syncapp.core.filters import Filter
    from syncapp.core.mapping import FieldPair
    from syncapp.core.merge import Choice, FieldConflict
    from syncapp.core.records import Record


@dataclass(frozen=True)
class Remark:
    """In sync, with something that a person may want to know (B31)."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One field of a planned write, for people."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One write with its reason. `agreed`: per target field, the source's field and value that it carries over;
    with the answer's value they are the new base of that field, so that what a vendor cuts is not an edit."""

    side: Side
    write: Write
    reason: str
    changes: tuple[Change, ...] = ()
    agreed: Mapping[str, tuple[str, Value]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Either `planned` writes that can be made now, or where the record stands."""

    status: str  # write, syncing, failing, excluded, pending
    reason: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    vendor_text: str = ""
    remarks: tuple[Remark, ...] = ()
    planned: tuple[Planned, ...] = ()
    waiting_on: int | None = None  # the record that it waits for
    conflicts: tuple[FieldConflict, ...] = ()
    withheld: tuple[FieldPair, ...] = ()  # unequal, and the sync does not go that way: not agreed

    @property
    def undecided(self) -> tuple[FieldConflict, ...]:
        """What a person is asked; all else of the record is equal."""
        return tuple(one for one in self.conflicts if one.chosen is None) if self.status == "failing" else ()


def write(*planned: Planned, remarks: tuple[Remark, ...] = (), conflicts: tuple[FieldConflict, ...] = ()) -> Decision:
    return Decision(status="write", planned=planned, remarks=remarks, conflicts=conflicts)


def settled(*remarks: Remark, conflicts: tuple[FieldConflict, ...] = ()) -> Decision:
    return Decision(status="syncing", remarks=remarks, conflicts=conflicts)


def failing(failure: Failure) -> Decision:
    return Decision(status="failing", reason=failure.code, params=failure.params, vendor_text=failure.vendor_text)


def excluded(reason: str, **params: str) -> Decision:
    return Decision(status="excluded", reason=reason, params=params)


def waiting(record: int | None, label: str) -> Decision:
    return Decision(status="pending", reason="waiting", params={"for": label}, waiting_on=record)


def parked(day: date, protected: date, what: str) -> Decision:
    """A24: dated in a protected period. `what` would be done in QuickBooks: create, update or void."""
    params = {"date": day.isoformat(), "protected": protected.isoformat(), "what": what}
    return Decision(status="pending", reason="parked", params=params)


@dataclass(frozen=True)
class Approval:
    """A person's click: for what, and the seal of the record as it was shown then (`policies.seal`)."""

    what: str
    seal: str


def needs_approval(asked: Approval, **params: str) -> Decision:
    """`asked` is stored with the record, is shown, and comes back as what was approved."""
    return Decision(
        status="pending", reason="needs_approval", params={"what": asked.what, "seal": asked.seal, **params}
    )


class Asked(StrEnum):
    """What a person has asked for a record that is not equal, where it is clear what is to be written."""

    PUT_BACK = "put_back"  # write it back as its owner has it (S3, A8, A29)
    TAKE = "take"  # write to HubSpot what QuickBooks made of an invoice of HubSpot's (B19)
    RECREATE = "recreate"  # make again what was deleted (A11)
    VOID = "void"  # void what still stands (A10, A11)
    RESTORE = "restore"  # take the void of a copy back (A10)
    KEPT = "kept"  # enter what was kept of a payment that was refunded in part before it crossed (A28)
    BY_HAND = "by_hand"  # nothing is to be written: a person has settled it outside (A28)


@dataclass(frozen=True)
class Base:
    """What one side held when the pair last agreed, as its server returned it."""

    values: Mapping[str, Value] = field(default_factory=dict)
    content: Mapping[str, Any] | None = None  # lines.content of an invoice, dumped
    lines: Mapping[str, str] = field(default_factory=dict)  # HubSpot line id → QuickBooks line id
    # By QuickBooks line id the coding that we last wrote, where it is another by now (core.recoding, A7).
    coded: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NO_BASE: Pair[Base] = Pair(Base(), Base())


STOPPED = "stopped"  # the reason of a linked record that its filter has stopped (A14)
STOP_UNMATCHED = "stop_unmatched"  # of a sync's settings: the targets of these filters


@dataclass(frozen=True, kw_only=True)
class Rules:
    """One object's sync as a person has set it up, with what the accounts say."""

    direction: Direction
    policy: Policy = Policy.HUBSPOT
    pairs: tuple[FieldPair, ...] = ()
    specs: Pair[Mapping[str, FieldSpec]] = field(default_factory=lambda: Pair({}, {}))
    fields: Pair[Mapping[ObjectType, Mapping[str, FieldSpec]]] = field(
        default_factory=lambda: Pair({}, {})
    )  # of every object, for what a filter asks of others
    filters: Mapping[Side, Filter] = field(default_factory=dict)  # by the side that the record would go to
    settings: Mapping[str, Any] = field(default_factory=dict)
    started_at: datetime | None = None
    accounts: Pair[Mapping[str, Any]] = field(default_factory=lambda: Pair({}, {}))  # Account.settings of each
    protected_through: date | None = None
    fill_service_date: bool = False  # of lines that go to QuickBooks, with their invoice's date (B26)
    today: date = date.min  # in the company's time zone
    zone: tzinfo = UTC  # the company's: an instant is a day there (A19)
    key_prefix: str = ""  # realm, first part of our mark
    portal: str = ""

    @property
    def stops(self) -> tuple[Side, ...]:
        """By the side that they came to: whose linked records stop when they no longer match the filter (A14)."""
        return tuple(side for side in Side if side.value in self.settings.get(STOP_UNMATCHED, ()))

    def protects(self, day: date | None) -> bool:
        return bool(self.protected_through and day and day <= self.protected_through)


def parked_by(rules: Rules, what: str, *days: date | None) -> Decision | None:
    """A24: what is done on one of these days waits, if that day is protected."""
    held = rules.protected_through
    return next((parked(day, held, what) for day in days if day and held and rules.protects(day)), None)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """One record as it stands on both sides, and what is remembered of it."""

    rules: Rules
    hubspot: Record | None = None
    quickbooks: Record | None = None
    linked: bool = False  # both ids are known; a missing record is then gone
    native: Side | None = None
    base: Pair[Base] = NO_BASE
    stopped: Mapping[str, str] | None = None  # it is stopped by its filter, as it was told then (A14)
    writing: bool = False  # a write of ours to this record may be half done
    ours: OurWrites | None = None  # and what such writes were to make of it; None: it is as our own answer told
    needed: bool = False  # contact or product: an invoice that goes out needs it
    currency: str | None = None  # contact: of the first invoice that needs its customer, if not the company's own (A33)
    without_email: bool = False  # contact: another one has its address, and a person wants both (A2)
    taken_by: str | None = None  # contact: another one has the address of its customer: who, as far as is known (A3)
    held: Mapping[str, str] | None = None  # its fingerprint when the sync was turned on "only from now" (A16)
    wanted: bool = False  # a person has said that it crosses, whatever the filters say
    name: str = ""  # contact: the display name that a person has chosen for its customer (B21)
    asked: Asked | None = None  # by a person, of the record as it still stands
    choices: Mapping[str, Choice] = field(default_factory=dict)  # of values, by key of a pair of fields (B4)
    in_question: tuple[Failure, ...] = ()  # what matching could not decide
    associated: Mapping[ObjectType, Sequence[Mapping[str, Value]]] = field(
        default_factory=dict
    )  # what its filter asks about
