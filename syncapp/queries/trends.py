"""What the charts of Home tell, day by day in the company's zone (B14): one query for all of them.

- Records: how many were syncing, failing and excluded when the last run of the day had ended, of the objects that were
  on. A day on which no run came to its end is a gap. Today's are the records as they stand now.
- Delay: from the last change of a record, as the vendor dates it, to the moment both sides are equal (engine.arrivals).
- Money: of invoices, and apart from them of payments, whose copy was made by us: the amount that the record has now, once,
  on the day on which both sides were equal for the first time, by the side on which the copy was made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, DecimalField, IntegerField, JSONField, QuerySet, Sum, Value
from django.utils import timezone

from syncapp.core.values import ORDER, ObjectType, Side, rounded
from syncapp.queries.counts import Tally
from syncapp.storage.models import Day, SyncRecord, Workspace

SPANS = (14, 30, 90)
SHOWN = ("syncing", "failing", "excluded")
WITH_MONEY = (ObjectType.INVOICE, ObjectType.PAYMENT)


@dataclass(frozen=True)
class Delay:
    """How long the changes of one time took."""

    number: int = 0
    half: int = 0  # seconds within which half of them arrived
    most: int = 0  # and 95 of 100

    @classmethod
    def of(cls, seconds: Mapping[int, int]) -> Delay:
        return cls(sum(seconds.values()), reached(seconds, 50), reached(seconds, 95)) if seconds else cls()


def reached(seconds: Mapping[int, int], percent: int) -> int:
    """The smallest delay within which so many in a hundred arrived (nearest rank)."""
    rank, found = -(-sum(seconds.values()) * percent // 100), 0
    for one, number in sorted(seconds.items()):
        found += number
        if found >= rank:
            return one
    return 0


@dataclass(frozen=True)
class Amounts:
    """So many documents, and their amounts added up."""

    number: int = 0
    amount: Decimal = Decimal(0)

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(self.number + other.number, self.amount + other.amount)


@dataclass(frozen=True)
class Flow:
    """What arrived of one object in one currency: by day, on which side."""

    object_type: ObjectType
    currency: str
    days: Mapping[date, Mapping[Side, Amounts]]

    def on(self, day: date, side: Side) -> Amounts:
        return self.days.get(day, {}).get(side, Amounts())

    def total(self, side: Side) -> Amounts:
        return sum((self.on(day, side) for day in self.days), Amounts())


@dataclass(frozen=True)
class Trends:
    days: Sequence[date]  # the oldest first, the last one is today
    since: date | None  # the first day of the longest span that is counted; None: there is none
    records: Mapping[date, Mapping[str, int]]  # without the days on which no run came to its end
    delays: Mapping[date, Mapping[int, int]] = field(default_factory=dict)
    flows: Sequence[Flow] = ()

    def delay(self, day: date) -> Delay:
        return Delay.of(self.delays.get(day, {}))

    @property
    def whole_delay(self) -> Delay:
        return Delay.of(sum((Counter(one) for one in self.delays.values()), Counter()))


def trends(tally: Tally, span: int) -> Trends:
    """Of the last `span` days, one of SPANS."""
    workspace = tally.workspace
    today = timezone.now().astimezone(ZoneInfo(workspace.time_zone)).date()
    rows = [_Row(*one) for one in _rows(workspace, today - timedelta(days=SPANS[-1] - 1))]
    days = [today - timedelta(days=back) for back in reversed(range(span))]
    shown = [row for row in rows if days[0] <= row.day <= today]
    return Trends(
        days,
        min((row.day for row in rows), default=None),
        _records(shown, tally, today),
        _delays(shown),
        list(_flows(shown)),
    )


@dataclass(frozen=True)
class _Row:
    """Of a day that was counted, or of what arrived on it."""

    day: date
    object_type: str
    counts: Mapping[str, int] | None
    delays: Mapping[str, int] | None
    side: str
    currency: str
    number: int
    amount: Decimal | None


def _rows(workspace: Workspace, first: date) -> QuerySet[Any, Any]:
    text, none = Value("", output_field=CharField()), Value(None, output_field=JSONField())
    counted = Day.objects.filter(workspace=workspace, day__gte=first).values_list(
        "day", "object_type", "counts", "delays", text, text, Value(0, output_field=IntegerField()),
        Value(None, output_field=DecimalField(max_digits=24, decimal_places=6)),
    )  # fmt: skip
    arrived = SyncRecord.objects.filter(workspace=workspace, arrived_on__gte=first, object_type__in=WITH_MONEY)
    grouped = arrived.order_by().values("arrived_on", "object_type", "arrived_in", "currency")
    summed = grouped.annotate(counts=none, delays=none, number=Count("pk"), total=Sum("amount"))
    told = summed.values_list(
        "arrived_on", "object_type", "counts", "delays", "arrived_in", "currency", "number", "total"
    )
    return counted.union(told, all=True)


def _records(rows: Iterable[_Row], tally: Tally, today: date) -> dict[date, dict[str, int]]:
    found: dict[date, dict[str, int]] = {}
    for row in rows:
        if row.counts:
            before = found.get(row.day, {})
            found[row.day] = {name: before.get(name, 0) + row.counts.get(name, 0) for name in SHOWN}
    if today in found:
        found[today] = {name: now(tally, name) for name in SHOWN}
    return found


def now(tally: Tally, name: str) -> int:
    """As they stand now. What is left out of an object that is off is left out still."""
    return tally.counted(name).number


def _delays(rows: Iterable[_Row]) -> dict[date, Counter[int]]:
    found: dict[date, Counter[int]] = {}
    for row in rows:
        for seconds, number in (row.delays or {}).items():
            found.setdefault(row.day, Counter())[int(seconds)] += number
    return found


def _flows(rows: Iterable[_Row]) -> Iterator[Flow]:
    """Invoices before payments, and of each the currencies in their order."""
    found: dict[tuple[ObjectType, str], dict[date, dict[Side, Amounts]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row.side:
            amount = rounded(Decimal(row.amount or 0), row.currency)
            found[ObjectType(row.object_type), row.currency][row.day][Side(row.side)] = Amounts(row.number, amount)
    for object_type, currency in sorted(found, key=lambda one: (ORDER.index(one[0]), one[1])):
        yield Flow(object_type, currency, found[object_type, currency])
