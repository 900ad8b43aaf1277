"""Dates of the demo company, all relative to the port's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Los_Angeles")


def today(now: datetime) -> date:
    """The company's own date."""
    return now.astimezone(ZONE).date()


def month_start(day: date, back: int = 0) -> date:
    """The first of the month `back` months before."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def closing_date(day: date) -> date:
    """The last day of the month before last."""
    return month_start(day, 1) - timedelta(days=1)


def month_end(day: date, back: int) -> date:
    return month_start(day, back - 1) - timedelta(days=1)


def local(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """An instant in aware UTC from the company's wall clock."""
    return datetime.combine(day, time(hour, minute, second), ZONE).astimezone(UTC)


def midnight_utc(day: date) -> datetime:
    """How HubSpot keeps a plain date."""
    return datetime.combine(day, time(), UTC)
