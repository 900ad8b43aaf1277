"""Why a setting of a workspace cannot have a value, each in a sentence; empty where it can."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

from syncapp.core.values import day_words
from syncapp.engine.rules import closed_through
from syncapp.storage.models import Workspace

SHORTEST, LONGEST = 60, 86_400  # seconds between two polls
FARTHEST = timedelta(days=366)


def why_not_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "There is no such time zone. Choose one of the list."
    return ""


def why_not_protect(workspace: Workspace, day: date | None) -> str:
    """A24: never earlier than QuickBooks' closing date."""
    if day is None:
        return ""
    closed = closed_through(workspace)
    if closed and day < closed:
        return f"QuickBooks’ books are closed through {day_words(closed)}. Choose that day or a later one."
    if day > timezone.now().date() + FARTHEST:
        return "This is more than a year ahead: nothing would go to QuickBooks until then."
    return ""


def why_not_interval(seconds: int | None) -> str:
    """S40. None: as the installation has it."""
    return "" if seconds is None or SHORTEST <= seconds <= LONGEST else "Choose between a minute and a day."
