"""The charts of Home as drawings: where each bar stands, what it says, which records or runs it opens (B14).

A drawing is for the eye and the pointer. Whoever reads with the ear or goes by keys has the table behind it, with the
same numbers and the same links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, log10
from urllib.parse import urlencode

from django.urls import reverse

from syncapp.core.money import amount_text
from syncapp.core.values import ObjectType, Side
from syncapp.queries.states import COUNTED, WORDS, State
from syncapp.queries.trends import SHOWN, SPANS, Flow, Trends
from syncapp.web.home.drawing import Drawing, both_ways, upwards

TONES = {"syncing": "ok", "failing": "bad", "excluded": "rest"}
RUNS = ". Opens the runs of that day"  # said where a day does not open what it counts
TICKS = ((10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "1 h"), (86400, "1 day"), (604800, "7 days"))


@dataclass(frozen=True)
class Cell:
    text: str
    href: str = ""


@dataclass(frozen=True)
class Table:
    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]  # the first cell of each is its day, which opens the runs of that day


@dataclass(frozen=True)
class Standing:
    """The records of one state over the days."""

    state: State
    number: int
    href: str  # empty where the number is not of today
    beside: str  # of which day the number is, unless of today, and the highest
    drawing: Drawing


@dataclass(frozen=True)
class Moved:
    """The money of one object in one currency over the days."""

    object_type: ObjectType
    totals: Sequence[tuple[Side, str, int, str]]  # amount, number of documents and the way to them
    drawing: Drawing
    table: Table


@dataclass(frozen=True)
class Charts:
    slug: str
    trends: Trends

    spans = SPANS

    @property
    def half(self) -> str:
        return duration(self.trends.whole_delay.half)

    @property
    def most(self) -> str:
        return duration(self.trends.whole_delay.most)

    @property
    def axis(self) -> list[str]:
        days = self.trends.days
        return [short(days[0]), short(days[len(days) // 2]), "Today"]

    @property
    def late(self) -> date | None:
        """Since when is counted, where that is not all the time that is shown."""
        since = self.trends.since
        return since if since and since > self.trends.days[0] else None

    # -- records -----------------------------------------------------------------------------------------------

    @property
    def standings(self) -> list[Standing]:
        counted = self.trends.records
        return [self._standing(name, {day: one[name] for day, one in counted.items()}) for name in SHOWN if counted]

    def _standing(self, name: str, counted: Mapping[date, int]) -> Standing:
        last, most = max(counted), max(counted.values())
        peak = next(day for day, number in counted.items() if number == most)
        word, gaps = WORDS[State(name)].label, len(self.trends.days) - len(counted)
        words = f"{counted[last]:,} {self._when(last)}, at most {most:,} {self._when(peak)}. {without(gaps)}"
        spots = [self._spot(name, day, counted.get(day)) for day in self.trends.days]
        heights = [[(counted[day], TONES[name])] if day in counted else [] for day in self.trends.days]
        drawing = upwards(name, f"{word} records by day", words, heights, spots, [(most, f"{most:,}")] if most else [])
        said = [] if last == self.trends.days[-1] else [self._when(last)]
        said += [f"peak {most:,} {self._when(peak)}"] if most != counted[last] else []
        return Standing(State(name), counted[last], self._now(name, last), ", ".join(said), drawing)

    def _spot(self, name: str, day: date, number: int | None) -> tuple[str, str]:
        if number is None:
            return f"{short(day)}: no run", ""
        said = f"{short(day)}: {number:,} {WORDS[State(name)].label.lower()}"
        return (said, now) if (now := self._now(name, day)) else (said + RUNS, self._runs(day))

    def _now(self, name: str, day: date) -> str:
        """The records that stand so now; empty for another day: it was counted, and not kept which ones they were."""
        if day not in self.trends.records or day != self.trends.days[-1]:
            return ""
        return self._list([("status", state.value) for state in COUNTED[name]])

    @property
    def records_table(self) -> Table:
        rows = []
        for day in reversed(self.trends.days):
            one = self.trends.records.get(day)
            told = [Cell(f"{one[name]:,}", self._now(name, day)) if one else Cell("No run") for name in SHOWN]
            rows.append([Cell(short(day), self._runs(day) if one else ""), *told])
        return Table("Records by day", ["Day", *(WORDS[State(name)].label for name in SHOWN)], rows)

    # -- delay -------------------------------------------------------------------------------------------------

    @property
    def delay_drawing(self) -> Drawing:
        heights: list[list[tuple[float, str]]] = []
        spots = []
        for day in self.trends.days:
            one = self.trends.delay(day)
            heights.append([(_scaled(one.most), "most"), (_scaled(one.half), "half")] if one.number else [])
            if one.number:
                spots.append(
                    (f"{short(day)}: {changes(one.number)}, {within(one.half, one.most)}{RUNS}", self._wrote(day))
                )
            else:
                spots.append((f"{short(day)}: nothing was carried over", ""))
        whole = self.trends.whole_delay
        words = f"{changes(whole.number)}, {within(whole.half, whole.most)}."
        longest = max((self.trends.delay(day).most for day in self.trends.delays), default=0)
        known = [(_scaled(seconds), text) for seconds, text in TICKS if seconds <= longest]
        ticks = known[::-2][::-1]  # the highest, and every second one below it: they stand apart
        return upwards("delay", "From change to arrival by day", words, heights, spots, ticks)

    @property
    def delay_table(self) -> Table:
        rows = []
        for day in reversed(self.trends.days):
            one = self.trends.delay(day)
            if one.number:
                cells = [Cell(f"{one.number:,}"), Cell(duration(one.half)), Cell(duration(one.most))]
                rows.append([Cell(short(day), self._wrote(day)), *cells])
        return Table("From change to arrival by day", ["Day", "Changes", "Half within", "95 of 100 within"], rows)

    # -- money -------------------------------------------------------------------------------------------------

    @property
    def moved(self) -> list[Moved]:
        return [self._moved(flow) for flow in self.trends.flows]

    def _moved(self, flow: Flow) -> Moved:
        days, rows, spots = self.trends.days, [], []
        for day in days:
            sums = [(side, flow.on(day, side)) for side in reversed(Side)]
            told = " and ".join(_flowed(one.amount, one.number, flow, side) for side, one in sums if one.number)
            spots.append((f"{short(day)}: {told or 'nothing'}", self._arrived(flow, day, day) if told else ""))
            if told:
                rows.append([Cell(short(day)), *(self._money_cell(flow, day, side) for side in reversed(Side))])
        heights = [
            (float(flow.on(day, Side.QUICKBOOKS).amount), float(flow.on(day, Side.HUBSPOT).amount)) for day in days
        ]
        totals = [
            (side, amount_text(one.amount, flow.currency), one.number, self._arrived(flow, days[0], days[-1], side))
            for side in reversed(Side)
            if (one := flow.total(side)).number
        ]
        name = f"{flow.object_type.plural.capitalize()} in {flow.currency or 'no currency'}"
        words = " and ".join(_flowed(flow.total(side).amount, number, flow, side) for side, _, number, _ in totals)
        drawing = both_ways(
            f"money-{flow.object_type}-{flow.currency}", f"{name}: money synced by day", f"{words}.", heights, spots,
            lambda amount: amount_text(Decimal(f"{amount:.6f}"), flow.currency),
        )  # fmt: skip
        table = Table(f"{name} by day", ["Day", *(f"To {side.label}" for side in reversed(Side))], rows[::-1])
        return Moved(flow.object_type, totals, drawing, table)

    def _money_cell(self, flow: Flow, day: date, side: Side) -> Cell:
        one = flow.on(day, side)
        if not one.number:
            return Cell("–")
        return Cell(f"{amount_text(one.amount, flow.currency)} ({one.number:,})", self._arrived(flow, day, day, side))

    def _when(self, day: date) -> str:
        return "today" if day == self.trends.days[-1] else f"on {short(day)}"

    # -- where a number leads ----------------------------------------------------------------------------------

    def _runs(self, day: date, show: str = "") -> str:
        query = {"day": day.isoformat(), **({"show": show} if show else {})}
        return f"{reverse('runs', args=[self.slug])}?{urlencode(query)}"

    def _wrote(self, day: date) -> str:
        return self._runs(day, "wrote")

    def _arrived(self, flow: Flow, first: date, last: date, side: Side | None = None) -> str:
        told = [("object", flow.object_type.value), ("arrived_since", first.isoformat())]
        told += [("arrived_until", last.isoformat()), ("currency", flow.currency)]
        return self._list(told + ([("arrived_in", side.value)] if side else []))

    def _list(self, told: Sequence[tuple[str, str]]) -> str:
        page = reverse("quickbooks", args=[self.slug])
        return f"{page}?{urlencode([('tab', 'overview'), ('view', 'records'), *told])}"


def _scaled(seconds: int) -> float:
    return log10(1 + seconds)


def _flowed(amount: Decimal, number: int, flow: Flow, side: Side) -> str:
    noun = flow.object_type.value if number == 1 else flow.object_type.plural
    return f"{amount_text(amount, flow.currency)} to {side.label} ({number:,} {noun})"


def short(day: date) -> str:
    return f"{day:%b} {day.day}"


def changes(number: int) -> str:
    return f"{number:,} {'change' if number == 1 else 'changes'}"


def within(half: int, most: int) -> str:
    return f"half within {duration(half)}, 95 of 100 within {duration(most)}"


def duration(seconds: int) -> str:
    """Never less than it was."""
    if seconds < 120:
        return f"{seconds} s"
    if seconds < 7200:
        return f"{ceil(seconds / 60)} min"
    return f"{ceil(seconds / 3600)} h" if seconds < 172800 else f"{ceil(seconds / 86400)} days"


def without(gaps: int) -> str:
    return "" if not gaps else "1 day without a run." if gaps == 1 else f"{gaps} days without a run."
