"""What people are told without looking: the kinds of alerts, and when each begins, goes on and is over (B7).

An alert is a condition that lasts. It is told when it begins, once more when something new has come to it, and when it
is over; what lasts stands in the daily digest. Two waits keep it from flooding:

- what goes by itself is told only once it has lasted (`Found.patience`);
- what is gone is over only once it has stayed away for CALM, and whatever comes back before is the same alert.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

CALM = timedelta(minutes=10)  # gone for so long: it is over
QUIET = timedelta(hours=1)  # between two tellings of the same alert
PATIENCE = timedelta(minutes=30)  # for what usually goes by itself
EXPIRES_WITHIN = timedelta(days=14)  # F29
LEAST, MOST_CALLS = timedelta(minutes=15), 3  # so many intervals without a run, and never less than that: it stopped
FEW = 5  # fewer failing records are no rate
RATE_OVER = timedelta(hours=24)


class Kind(StrEnum):
    STOPPED = "stopped"
    CONNECTION = "connection"
    FAILING = "failing"
    RATE = "rate"
    WAITING = "waiting"
    CHECKLIST = "checklist"
    DIFFERENCE = "difference"

    @property
    def label(self) -> str:
        return KINDS[self][0]

    @property
    def explained(self) -> str:
        return KINDS[self][1]


KINDS: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.STOPPED: (
            "The sync has stopped",
            "No run has ended for three intervals, a run stopped at something, or nothing ran for a while.",
        ),
        Kind.CONNECTION: (
            "A connection is lost or about to expire",
            "An account must be connected again, or its sign-in ends within 14 days.",
        ),
        Kind.FAILING: (
            "Records fail",
            "Grouped by cause: one message when a cause begins, another when more records come to it.",
        ),
        Kind.RATE: ("Many records fail", "Of what was compared in the last 24 hours, more than the share set below."),
        Kind.WAITING: (
            "Something needs a choice or approval",
            "Conflicts in which somebody chooses, or records that are sent once somebody approves them.",
        ),
        Kind.CHECKLIST: (
            "The set-up got worse",
            "The nightly check found something in an account that was better before, or that stops the sync.",
        ),
        Kind.DIFFERENCE: (
            "A reconciliation finds a difference",
            "Invoices or payments differ between the two sides, and nothing explains it.",
        ),
    }
)


class Event(StrEnum):
    BEGAN = "began"
    MORE = "more"
    OVER = "over"


@dataclass(frozen=True)
class Found:
    """A condition that holds now. Of one key at most one alert is open."""

    kind: Kind
    key: str
    title: str
    text: str
    path: str  # the page on which it is mended
    number: int = 0
    money: Mapping[str, str] = field(default_factory=dict)  # currency → amount, as a plain number
    newest: datetime | None = None  # when the last record came to it
    patience: timedelta = timedelta()


@dataclass(frozen=True)
class Standing:
    """An alert that is open: seen at first, told of, and gone since."""

    key: str
    seen_at: datetime
    began_at: datetime | None = None
    told_at: datetime | None = None
    gone_at: datetime | None = None


@dataclass(frozen=True)
class Step:
    """How an alert stands from now on, and what is told of it. `standing` is None where it never began and is gone."""

    standing: Standing | None
    event: Event | None = None


def follow(standing: Standing | None, found: Found | None, now: datetime) -> Step:
    """One look at one condition; either may be missing, not both."""
    if found is None:
        assert standing is not None
        return _gone(standing, now)
    if standing is None:
        standing = Standing(found.key, now)
    if standing.began_at is None:
        if now - standing.seen_at < found.patience:
            return Step(Standing(found.key, standing.seen_at))
        return Step(Standing(found.key, standing.seen_at, now, now), Event.BEGAN)
    told_at = standing.told_at or standing.began_at
    if found.newest is not None and found.newest > told_at and now - told_at >= QUIET:
        return Step(Standing(found.key, standing.seen_at, standing.began_at, now), Event.MORE)
    return Step(Standing(found.key, standing.seen_at, standing.began_at, told_at))


def _gone(standing: Standing, now: datetime) -> Step:
    if standing.began_at is None:
        return Step(None)
    gone_at = standing.gone_at or now
    left = Standing(standing.key, standing.seen_at, standing.began_at, standing.told_at, gone_at)
    return Step(left, Event.OVER if now - gone_at >= CALM else None)


# What the rules of a workspace may say, by the field that keeps each.
HIGHEST = 10_000
LOUDEST, SOFTEST = 1, 100  # percent


def why_not_rule(name: str, value: int) -> str:
    """Why a rule cannot have this value, in a sentence; empty where it can."""
    if name == "failing_from":
        return "" if 1 <= value <= HIGHEST else f"Choose from 1 to {HIGHEST:,} records."
    if name == "rate_percent":
        return "" if LOUDEST <= value <= SOFTEST else f"Choose from {LOUDEST} to {SOFTEST} percent."
    return "" if value in range(24) else "Choose one of the hours."
