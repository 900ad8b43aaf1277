"""Rate limits [D], by the port's clock, so that a fixed clock has to be moved on for a window to pass.

| kind of app | in 10 s | a day |
| --- | --- | --- |
| public, by OAuth | 110 per account, searches apart | none |
| private, free and starter | 100 per app | 250,000 per account |
| private, pro and enterprise | 190 per app | 625,000 and 1,000,000 |
| private with the API limit increase | 200 (or 250, the pages disagree: the stricter) | 1,000,000 more |

Search: 5 in a second, whatever the app. Associations: 100 (free, starter) or 150 in 10 s and 500,000 a day beside
the app's own. A day ends at midnight in the account's time zone.
"""

from __future__ import annotations

import uuid
from collections import deque
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot.models import Account

INTERVAL = 10.0
SEARCHES = 5
PUBLIC = 110
INCREASED = 200
MORE_A_DAY = 1_000_000
ASSOCIATIONS_A_DAY = 500_000
_SMALL = {"free", "starter"}
_DAILY = {
    "free": 250_000,
    "starter": 250_000,
    "professional": 625_000,
    "pro": 625_000,
    "enterprise": 1_000_000,
}


class Window:
    """Calls of the last seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._moments: deque[float] = deque()

    def used(self, now: datetime) -> int:
        while self._moments and self._moments[0] <= now.timestamp() - self.seconds:
            self._moments.popleft()
        return len(self._moments)

    def add(self, now: datetime) -> None:
        self.used(now)
        self._moments.append(now.timestamp())

    def clear(self) -> None:
        self._moments.clear()


class Day:
    """Calls since midnight of the account."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._day, self._count = "", 0

    def used(self, now: datetime) -> int:
        return self._count if self._day == self._today(now) else 0

    def add(self, now: datetime) -> None:
        self._count = self.used(now) + 1
        self._day = self._today(now)

    def clear(self) -> None:
        self._day, self._count = "", 0

    def ends(self, now: datetime) -> datetime:
        local = now.astimezone(self._zone())
        return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)

    def _today(self, now: datetime) -> str:
        return now.astimezone(self._zone()).date().isoformat()

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._account.settings["timezone"])


Counter = Window | Day


class Limits:
    """What the account has used; refused calls do not count (assumed)."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._calls, self._searches, self._links = Window(INTERVAL), Window(1.0), Window(INTERVAL)
        self._today, self._links_today = Day(account), Day(account)
        self.settings: dict[str, Any] = {"enabled": False, "factor": 1.0}

    def reset(self) -> None:
        for counter in (self._calls, self._searches, self._links, self._today, self._links_today):
            counter.clear()

    # How much there is

    def burst(self) -> int:
        return self._times(self._burst())

    def daily(self) -> int:
        settings = self._account.settings
        more = MORE_A_DAY if settings["api_limit_increase"] else 0
        return self._times(_DAILY.get(settings["edition"], 250_000) + more)

    def _burst(self) -> int:
        settings = self._account.settings
        if settings["app_kind"] == "public":
            return PUBLIC
        if settings["api_limit_increase"]:
            return INCREASED
        return 100 if settings["edition"] in _SMALL else 190

    def _links_burst(self) -> int:
        return 100 if self._account.settings["edition"] in _SMALL else 150

    def _times(self, most: int) -> int:
        factor = float(self.settings.get("factor", 1.0)) if self.settings["enabled"] else 1.0
        return max(1, int(most * factor))

    def _private(self) -> bool:
        return bool(self._account.settings["app_kind"] == "private")

    # One call

    def take(self, search: bool, links: bool = False) -> Answer | None:
        """Count one call, or refuse it; where the limits are off only the day is counted."""
        now = self._account.clock.now()
        rows = self._rows(search, links)
        if not self.settings["enabled"]:
            rows = [row for row in rows if isinstance(row[0], Day)]
        else:
            for counter, most, policy, message in rows:
                if counter.used(now) >= most:
                    return too_many(policy, message)
        for counter, *_ in rows:
            counter.add(now)
        return None

    def _rows(self, search: bool, links: bool) -> list[tuple[Counter, int, str, str]]:
        """What the call counts for, with the most and the refusal of each."""
        rolling = ("TEN_SECONDLY_ROLLING", "You have reached your ten_secondly_rolling limit.")
        daily = ("DAILY", "You have reached your daily limit.")
        found: list[tuple[Counter, int, str, str]] = []
        if search:
            secondly = ("SECONDLY", "You have reached your secondly limit.")
            found.append((self._searches, self._times(SEARCHES), *secondly))
        else:
            found.append((self._calls, self.burst(), *rolling))
        if links:
            found.append((self._links, self._times(self._links_burst()), *rolling))
            found.append((self._links_today, self._times(ASSOCIATIONS_A_DAY), *daily))
        if self._private():
            found.append((self._today, self.daily(), *daily))
        return found

    # What is told of it

    def headers(self) -> dict[str, str]:
        """On every answer but search's; the two of the second are deprecated and sent still, those of the day are
        not sent to OAuth apps."""
        now, most = self._account.clock.now(), self.burst()
        left = max(0, most - self._calls.used(now))
        found = {
            "x-hubspot-ratelimit-max": str(most),
            "x-hubspot-ratelimit-remaining": str(left),
            "x-hubspot-ratelimit-interval-milliseconds": "10000",
            "x-hubspot-ratelimit-secondly": str(most // 10),
            "x-hubspot-ratelimit-secondly-remaining": str(min(most // 10, left)),
        }
        if self._private():
            found["x-hubspot-ratelimit-daily"] = str(self.daily())
            found["x-hubspot-ratelimit-daily-remaining"] = str(max(0, self.daily() - self._today.used(now)))
        return found

    def usage(self) -> dict[str, Any]:
        """What is used of each window, and the most of each."""
        now, account = self._account.clock.now(), str(self._account.settings["portal_id"])
        found: dict[str, tuple[Counter, int]] = {
            "requests_in_ten_seconds": (self._calls, self.burst()),
            "searches_in_a_second": (self._searches, self._times(SEARCHES)),
            "associations_in_ten_seconds": (self._links, self._times(self._links_burst())),
            "associations_today": (self._links_today, self._times(ASSOCIATIONS_A_DAY)),
        }
        if self._private():
            found["requests_today"] = (self._today, self.daily())
        return {
            "used": {name: {account: counter.used(now)} for name, (counter, _) in found.items()},
            "most": {name: most for name, (_, most) in found.items()},
        }

    def today(self) -> dict[str, Any]:
        """The day of private apps: used, the most, and when it ends."""
        now = self._account.clock.now()
        used = self._today.used(now) if self._private() else 0
        return {"used": used, "most": self.daily(), "ends": self._today.ends(now)}


def too_many(policy: str, message: str) -> Answer:
    """Without a Retry-After [D]."""
    return Answer(429, {
        "status": "error", "message": message, "errorType": "RATE_LIMIT", "correlationId": str(uuid.uuid4()),
        "policyName": policy, "requestId": str(uuid.uuid4()),
    })  # fmt: skip
