"""Spans of days that a ledger is looked at for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from syncapp.core.values import day_words

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From the first day through the last."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    @property
    def words(self) -> str:
        """`Nov 1 to Nov 30, 2026`; a whole month by its name."""
        if self.first.day == 1 and self.last == month_of(self.first).last:
            return f"{self.first:%B %Y}"
        if self.first == self.last:
            return day_words(self.first)
        begins = day_words(self.first)
        return (
            f"{begins.rpartition(', ')[0] if self.first.year == self.last.year else begins} to {day_words(self.last)}"
        )

    def months(self) -> Iterator[Period]:
        """Month by month, the first and the last as far as they belong to it."""
        first = self.first
        while first <= self.last:
            last = min(month_of(first).last, self.last)
            yield Period(first, last)
            first = last + ONE


def month_of(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, (first + 31 * ONE).replace(day=1) - ONE)


def quarter_of(day: date) -> Period:
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return Period(first, month_of(first + 62 * ONE).last)


def presets(today: date) -> dict[str, tuple[str, Period]]:
    """The spans that are offered by name, as of this day."""
    return {
        "month": ("This month", month_of(today)),
        "last-month": ("Last month", month_of(month_of(today).first - ONE)),
        "quarter": ("This quarter", quarter_of(today)),
        "last-quarter": ("Last quarter", quarter_of(quarter_of(today).first - ONE)),
        "year": ("This year", Period(date(today.year, 1, 1), date(today.year, 12, 31))),
    }
