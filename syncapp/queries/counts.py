"""How many records are in which state, with their money and the age of the oldest: one query for a whole page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from syncapp.core.plans.fields import BOTH_CHANGED
from syncapp.core.values import ORDER, ObjectType, rounded
from syncapp.queries.chains import STEPS, ahead, stands_ahead
from syncapp.queries.records import Wanted
from syncapp.queries.states import COUNTED, State, objects_off, state_of
from syncapp.storage.fields import ArrayLength
from syncapp.storage.models import Activity, ObjectSync, SyncRecord, Workspace
from syncapp.storage.models.records import NOT_IN_HUBSPOT, NOT_IN_QUICKBOOKS

Money = Mapping[str, Decimal]

# What waits in Linking: matching that is not certain is never guessed (A2, A5, B23).
LINKING = frozenset({"ambiguous_customer", "ambiguous_contact", "ambiguous_sku", "shared_email", "partner_ignored"})
# What stands neither in sync, nor failing, nor left out by a rule: told where it is not nothing.
BESIDE = (State.WAITING, State.PENDING, State.APPROVAL, State.PARKED, State.IGNORED)
_AGED = ("failing", "pending", "ignored")


@dataclass(frozen=True)
class Cell:
    """One number with its money, and the times since which its oldest and its newest record are in this state."""

    number: int = 0
    money: Money = field(default_factory=dict)
    oldest: datetime | None = None
    newest: datetime | None = None


@dataclass(frozen=True)
class Row:
    object_type: str
    state: State
    reason: str
    currency: str
    number: int
    amount: Decimal | None
    oldest: datetime | None
    stands: str  # on which side: "both", or only "hubspot" or "quickbooks"
    sample: str  # the name of one of them, where somebody waits for them
    newest: datetime | None = None
    behind: str = ""  # the cause of the failing record that these wait for (B20)


@dataclass
class Tally:
    """The counts of a workspace; they partition: every record is in exactly one cell."""

    workspace: Workspace
    unsettled: bool = False  # only what fails, waits or is ignored: of a large workspace the few

    @cached_property
    def syncs(self) -> dict[str, ObjectSync]:
        rows = ObjectSync.objects.filter(workspace=self.workspace)
        return {row.object_type: row for row in rows}

    @cached_property
    def off(self) -> frozenset[str]:
        return objects_off(self.syncs.values())

    @property
    def on(self) -> bool:
        """Whether anything is watched."""
        return any(sync.enabled for sync in self.syncs.values())

    @cached_property
    def rows(self) -> list[Row]:
        """By object, state, reason and currency."""
        records = SyncRecord.objects.filter(workspace=self.workspace)
        aged = _groups(
            records.filter(object_type__in=ORDER, status__in=_AGED),
            _BEHIND,
            oldest=Min(since()),
            newest=Max(since()),
            sample=Min("label"),
        )
        if self.unsettled:
            return [self._row(one) for one in aged]
        # Nobody asks since when, and they are the many: counted from the index `record_tally` alone.
        never = Value(None, output_field=DateTimeField())
        settled = _groups(records.exclude(status__in=_AGED), _NOTHING, oldest=never, newest=never, sample=_NOTHING)
        return [self._row(one) for one in aged.union(settled, all=True)]

    def _row(self, one: Mapping[str, Any]) -> Row:
        like = SyncRecord(
            object_type=one["object_type"], status=one["status"], reason=one["reason"], remarks=[{}] * one["remarked"]
        )
        stands = "quickbooks" if one["not_here"] else "hubspot" if one["not_there"] else "both"
        return Row(
            like.object_type, state_of(like, self.off), like.reason, one["currency"],
            one["number"], one["total"], one["oldest"], stands, one["sample"], one["newest"],
            one["behind"],
        )  # fmt: skip

    def cell(
        self, states: Iterable[State], object_type: str = "", *, reasons: Collection[str] = (), stands: str = ""
    ) -> Cell:
        """Of one object or of all; of any reason or of these; wherever it stands or there."""
        wanted = frozenset(states)
        chosen = [
            row
            for row in self.rows
            if row.state in wanted
            and object_type in ("", row.object_type)
            and (not reasons or row.reason in reasons)
            and stands in ("", row.stands)
        ]
        return cell_of(chosen)

    def counted(self, column: str, object_type: str = "") -> Cell:
        return self.cell(COUNTED[column], object_type)

    def beside(self, object_type: str) -> list[tuple[State, Cell]]:
        cells = [(state, self.cell([state], object_type)) for state in BESIDE]
        return [(state, cell) for state, cell in cells if cell.number]

    def known(self, wanted: Wanted, directions: Mapping[str, str]) -> Cell | None:
        """How many records match, without asking again; None where names, a customer, days or amounts narrow them."""
        if (
            wanted.text.strip()
            or wanted.customer
            or wanted.arrived
            or any(one is not None for one in (wanted.least, wanted.most, wanted.first_day, wanted.last_day))
        ):
            return None
        chosen = [
            row
            for row in self.rows
            if (not wanted.objects or row.object_type in wanted.objects)
            and (not wanted.states or row.state in wanted.states)
            and (not wanted.causes or row.reason in wanted.causes)
            and (not wanted.directions or directions.get(row.object_type) in wanted.directions)
            and wanted.stands in ("", row.stands)
            and wanted.currency.upper() in ("", row.currency)
        ]
        return cell_of(chosen)

    def stands(self, object_type: str) -> dict[str, int]:
        """How many records of an object stand on both sides, and how many on one alone."""
        found: dict[str, int] = {}
        for row in self.rows:
            if row.object_type == object_type:
                found[row.stands] = found.get(row.stands, 0) + row.number
        return found

    @property
    def total(self) -> int:
        return sum(row.number for row in self.rows)

    @property
    def read(self) -> frozenset[str]:
        """The objects of which records are known."""
        return frozenset(row.object_type for row in self.rows)

    @property
    def objects(self) -> list[ObjectType]:
        """Those that are set up or have records, in their order."""
        known = {row.object_type for row in self.rows} | set(self.syncs)
        known |= {ObjectType.PAYMENT} if ObjectType.INVOICE in known and ObjectType.PAYMENT not in self.off else set()
        return [object_type for object_type in ORDER if object_type in known]


@dataclass(frozen=True)
class Waiting:
    """How many records wait for somebody: what the frame of every page shows."""

    failing: int = 0
    linking: int = 0  # of the failing ones
    conflicts: int = 0  # of the failing ones too
    approval: int = 0
    parked: int = 0


def waiting_for_someone(tally: Tally) -> Waiting:
    """From the whole tally where the page has counted it anyway, else from an index alone, however many records there are."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    if "rows" in vars(tally):
        for row in tally.rows:
            found[row.state, row.reason] += row.number
    else:
        on = [object_type for object_type in ORDER if object_type not in tally.off]
        records = SyncRecord.objects.filter(
            workspace=tally.workspace, object_type__in=on, status__in=("failing", "pending")
        )
        for _, status, reason, number in (
            records.values_list("object_type", "status", "reason").annotate(number=Count("pk")).order_by()
        ):
            state = state_of(SyncRecord(status=status, reason=reason), ())
            found[state, reason] += number
    failing = {reason: number for (state, reason), number in found.items() if state == State.FAILING}
    return Waiting(
        sum(failing.values()),
        sum(number for reason, number in failing.items() if reason in LINKING),
        failing.get(BOTH_CHANGED, 0),
        sum(number for (state, _), number in found.items() if state == State.APPROVAL),
        sum(number for (state, _), number in found.items() if state == State.PARKED),
    )


_NOTHING = Value("", output_field=CharField())
_BEHIND = Case(
    *(
        When(stands_ahead(steps, status="failing") & Q(status="pending"), then=F(ahead(steps, "reason")))
        for steps in range(1, STEPS + 1)
    ),
    default=_NOTHING,
    output_field=CharField(),
)


def _groups(records: QuerySet[SyncRecord], behind: Any, **times: Any) -> Any:
    """By all that the state, the side and the money of a record are told from, and by what it waits for."""
    annotated = records.annotate(
        remarked=ArrayLength("remarks"), not_here=NOT_IN_HUBSPOT, not_there=NOT_IN_QUICKBOOKS, behind=behind
    )
    grouped = annotated.values(
        "object_type", "status", "reason", "currency", "remarked", "not_here", "not_there", "behind"
    )
    return grouped.annotate(number=Count("pk"), total=Sum("amount"), **times).order_by()


def cell_of(rows: Iterable[Row]) -> Cell:
    number, money, oldest, newest = 0, dict[str, Decimal](), None, None
    for row in rows:
        number += row.number
        if row.amount is not None and row.object_type in (ObjectType.INVOICE, ObjectType.PAYMENT):
            money[row.currency] = money.get(row.currency, Decimal(0)) + rounded(Decimal(row.amount), row.currency)
        oldest = min(filter(None, (oldest, row.oldest)), default=None)
        newest = max(filter(None, (newest, row.newest)), default=None)
    return Cell(number, money, oldest, newest)


def by_object(rows: Iterable[Row]) -> dict[ObjectType, Cell]:
    """Each object by itself, in their order: an invoice and its payment are the same money."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.object_type].append(row)
    return {object_type: cell_of(groups[object_type]) for object_type in ORDER if object_type in groups}


def since() -> Case:
    """When a record came into its state: the last entry that says so, else when it was first seen."""
    entries = Activity.objects.filter(record=OuterRef("pk"), kind=OuterRef("status")).order_by("-id")
    since = Coalesce(Subquery(entries.values("at")[:1]), F("created_at"))
    return Case(When(status__in=_AGED, then=since), default=Value(None), output_field=DateTimeField())
