"""Spans of days by name, month by month, and in words (B3)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from syncapp.core.periods import Period, month_of, presets, quarter_of

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(DAYS, st.integers(0, 900))
def test_the_months_are_all_of_the_days_once(first: date, length: int) -> None:
    period = Period(first, first + timedelta(days=length))
    months = list(period.months())
    assert (months[0].first, months[-1].last) == (period.first, period.last)
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(months))
    assert all((one.first.year, one.first.month) == (one.last.year, one.last.month) for one in months)


@given(DAYS)
def test_this_month_and_quarter_hold_the_day(day: date) -> None:
    for period in (month_of(day), quarter_of(day)):
        assert day in period
        assert period.first.day == 1
        assert (period.last + timedelta(days=1)).day == 1
    assert quarter_of(day).first.month in (1, 4, 7, 10)
    assert len(list(quarter_of(day).months())) == 3


def test_the_presets_of_a_day_in_january() -> None:
    found = {
        name: (one.first.isoformat(), one.last.isoformat()) for name, (_, one) in presets(date(2027, 1, 9)).items()
    }
    assert found == {
        "month": ("2027-01-01", "2027-01-31"),
        "last-month": ("2026-12-01", "2026-12-31"),
        "quarter": ("2027-01-01", "2027-03-31"),
        "last-quarter": ("2026-10-01", "2026-12-31"),
        "year": ("2027-01-01", "2027-12-31"),
    }


def test_in_words() -> None:
    assert Period(date(2026, 2, 1), date(2026, 2, 28)).words == "February 2026"
    assert Period(date(2026, 2, 3), date(2026, 2, 3)).words == "Feb 3, 2026"
    assert Period(date(2026, 2, 3), date(2026, 3, 1)).words == "Feb 3 to Mar 1, 2026"
    assert Period(date(2025, 12, 3), date(2026, 3, 1)).words == "Dec 3, 2025 to Mar 1, 2026"
    assert None not in Period(date(2026, 2, 3), date(2026, 3, 1))
