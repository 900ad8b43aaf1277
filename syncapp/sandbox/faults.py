"""Faults put into one port on purpose: which request, how often, before or after it is applied."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.hubspot.usual import usual

MOST_SECONDS = 31_536_000  # a year
NAMED = ("reset", "hang", "truncate", "cut", "garbage", "drip")
HTML = (
    "<!DOCTYPE html><html><head><title>Bad gateway</title></head><body><h1>Please try again later.</h1></body></html>"
)


@dataclass
class Fault:
    """One rule; `skip` matching requests pass first, then `times` are hit (None: all of them), until `ends`."""

    id: int
    action: str | dict[str, Any]
    method: str | None = None
    path: re.Pattern[str] = field(default_factory=lambda: re.compile(""))
    body: re.Pattern[str] | None = None
    when: str = "before"
    skip: int = 0
    times: int | None = 1
    ends: datetime | None = None
    hits: int = 0

    def matches(self, call: Call, target: str) -> bool:
        """Path alone or path with query, so that `$` works for both."""
        if self.method and call.method not in self.method.split(","):
            return False
        if not (self.path.search(call.path) or self.path.search(target)):
            return False
        return self.body is None or bool(self.body.search(call.body.decode("utf-8", "replace")))

    def shown(self) -> dict[str, Any]:
        return {
            "id": self.id, "method": self.method, "path": self.path.pattern, "body": self.body and self.body.pattern,
            "when": self.when, "skip": self.skip, "times": self.times, "hits": self.hits, "action": self.action,
            "ends": self.ends and self.ends.isoformat(),
        }  # fmt: skip

    def noted(self) -> dict[str, Any]:
        """How the journal names it."""
        return {"id": self.id, "when": self.when, "action": self.action}


class Faults:
    """The rules of one port; the first that matches acts, and a used-up rule stays listed until deleted."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self.clock = Clock()
        self._last = 0

    def add(self, body: dict[str, Any]) -> Fault:
        """Read a rule; `ValueError` with one clear sentence where it is wrong."""
        action = _action(body.get("action"))
        when = body.get("when", "before")
        if when not in ("before", "after"):
            raise ValueError("when must be before or after.")
        seconds = _seconds(body.get("for_seconds"))
        self._last += 1
        rule = Fault(
            id=self._last, action=action, when=when,
            method=str(body["method"]).upper() if body.get("method") not in (None, "", "*") else None,
            path=_pattern(body.get("path") or "", "path"),
            body=_pattern(body["body"], "body") if body.get("body") else None,
            skip=_count(body.get("skip", 0), "skip"),
            times=_times(body, seconds), ends=self.clock.now() + seconds if seconds else None,
        )  # fmt: skip
        self.rules.append(rule)
        return rule

    def take(self, call: Call, target: str) -> Fault | None:
        """The rule that acts on this request, counted as a hit."""
        for rule in self.rules:
            if self.is_over(rule) or not rule.matches(call, target):
                continue
            if rule.skip:
                rule.skip -= 1
                continue
            if rule.times is not None:
                rule.times -= 1
            rule.hits += 1
            return rule
        return None

    def is_over(self, rule: Fault) -> bool:
        """Used up, or past its time: it hits nothing more."""
        return rule.times == 0 or (rule.ends is not None and rule.ends <= self.clock.now())

    def clear(self, rule_id: int | None = None) -> None:
        self.rules = [rule for rule in self.rules if rule_id is not None and rule.id != rule_id]


def answer_of(system: str, action: dict[str, Any]) -> Answer:
    """The answer that an action with a status puts in place of the vendor's own."""
    status = int(action["status"])
    headers = {str(name).lower(): str(value) for name, value in (action.get("headers") or {}).items()}
    if "body" not in action and system == "hubspot":
        answer = usual(status)
        answer.headers |= headers
        return answer
    body = action["body"] if "body" in action else _QUICKBOOKS.get(status, "")
    if isinstance(body, str):
        return Answer(status, text=body, headers={"content-type": "text/plain; charset=utf-8", **headers})
    return Answer(status, data=body, headers=headers)


# What QuickBooks says with a status, where its reference has a text.
_QUICKBOOKS: dict[int, Any] = {
    401: {"fault": {"error": [{"message": "message=AuthenticationFailed; errorCode=003200; statusCode=401", "detail": "Token expired", "code": "3200", "element": None}], "type": "AUTHENTICATION"}},
    429: {"Fault": {"Error": [{"Message": "message=ThrottleExceeded; errorCode=003001; statusCode=429", "Detail": "The request limit was reached.", "code": "3001"}], "type": "SERVICE"}},
    500: {"Fault": {"Error": [{"Message": "An application error has occurred while processing your request", "Detail": "System Failure Error: unexpected", "code": "10000"}], "type": "SystemFault"}},
}  # fmt: skip


def _action(action: Any) -> str | dict[str, Any]:
    if isinstance(action, str) and action in NAMED:
        return action
    if isinstance(action, dict):
        if isinstance(action.get("status"), int) and 100 < action["status"] < 600:
            return action
        if isinstance(action.get("delay_ms"), int | float) and action["delay_ms"] >= 0:
            return action
        if isinstance(action.get("throttle_items"), int) and action["throttle_items"] >= 0:
            return action
    raise ValueError(
        f'action must be {{"status": n}}, {{"delay_ms": n}}, {{"throttle_items": n}} or one of {", ".join(NAMED)}.'
    )


def _pattern(text: Any, name: str) -> re.Pattern[str]:
    try:
        return re.compile(str(text))
    except re.error as error:
        raise ValueError(f"{name} is not a regular expression: {error}.") from error


def _times(body: dict[str, Any], seconds: timedelta | None) -> int | None:
    """Once, or as often as wished; what ends by the clock has no count unless one is given."""
    times = body.get("times", None if seconds else 1)
    return None if times is None else _count(times, "times")


def _seconds(value: Any) -> timedelta | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= MOST_SECONDS:
        raise ValueError(f"for_seconds must be a number above 0, at most {MOST_SECONDS}.")
    return timedelta(seconds=value)


def _count(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} must be a whole number from 0.")
    return value
