"""Rate limits [D]: 110 calls in 10 s for public apps, 100 or 190 for private ones; search 5 a second."""

from __future__ import annotations

import uuid
from collections import deque
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot.models import Account

INTERVAL = 10.0
SEARCHES = 5
_BURST = {"free": 100, "starter": 100, "professional": 190, "pro": 190, "enterprise": 190}
_DAILY = {
    "free": 250_000,
    "starter": 250_000,
    "professional": 625_000,
    "pro": 625_000,
    "enterprise": 1_000_000,
}


class Limits:
    """Counts by the port's clock, so that a fixed clock has to be moved on for the window to pass."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._calls: deque[float] = deque()
        self._searches: deque[float] = deque()
        self._day, self._today = "", 0
        self.settings: dict[str, Any] = {"enabled": False, "factor": 1.0}

    def reset(self) -> None:
        self._calls.clear()
        self._searches.clear()
        self._day, self._today = "", 0

    def burst(self) -> int:
        settings = self._account.settings
        most = 110 if settings["app_kind"] == "public" else _BURST.get(settings["edition"], 100)
        return max(1, int(most * self._factor()))

    def daily(self) -> int:
        return max(1, int(_DAILY.get(self._account.settings["edition"], 250_000) * self._factor()))

    def _factor(self) -> float:
        return float(self.settings.get("factor", 1.0)) if self.settings["enabled"] else 1.0

    def take(self, search: bool) -> Answer | None:
        """Count one call, or refuse it where the limits are on; refused calls do not count (assumed)."""
        if not self.settings["enabled"]:
            return None
        now = self._account.clock.now()
        if search:
            most = max(1, int(SEARCHES * self._factor()))
            if not _room(self._searches, now, 1.0, most):
                return _too_many("SECONDLY", "You have reached your secondly limit.")
        elif not _room(self._calls, now, INTERVAL, self.burst()):
            return _too_many("TEN_SECONDLY_ROLLING", "You have reached your ten_secondly_rolling limit.")
        if self._private() and not self._count_day(now):
            return _too_many("DAILY", "You have reached your daily limit.")
        (self._searches if search else self._calls).append(now.timestamp())
        return None

    def _private(self) -> bool:
        return bool(self._account.settings["app_kind"] == "private")

    def _count_day(self, now: datetime) -> bool:
        """Resets at midnight in the account's time zone."""
        day = now.astimezone(ZoneInfo(self._account.settings["timezone"])).date().isoformat()
        if day != self._day:
            self._day, self._today = day, 0
        if self._today >= self.daily():
            return False
        self._today += 1
        return True

    def headers(self) -> dict[str, str]:
        """On every answer but search's."""
        most = self.burst()
        found = {
            "x-hubspot-ratelimit-max": str(most),
            "x-hubspot-ratelimit-remaining": str(max(0, most - len(self._calls))),
            "x-hubspot-ratelimit-interval-milliseconds": "10000",
            "x-hubspot-ratelimit-secondly": str(most // 10),
            "x-hubspot-ratelimit-secondly-remaining": str(most // 10),
        }
        if self._private():
            found["x-hubspot-ratelimit-daily"] = str(self.daily())
            found["x-hubspot-ratelimit-daily-remaining"] = str(max(0, self.daily() - self._today))
        return found


def _room(window: deque[float], now: datetime, seconds: float, most: int) -> bool:
    while window and window[0] <= now.timestamp() - seconds:
        window.popleft()
    return len(window) < most


def _too_many(policy: str, message: str) -> Answer:
    return Answer(429, {
        "status": "error", "message": message, "errorType": "RATE_LIMIT", "correlationId": str(uuid.uuid4()),
        "policyName": policy, "requestId": str(uuid.uuid4()),
    })  # fmt: skip
