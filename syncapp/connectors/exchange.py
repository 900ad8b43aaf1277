"""One request and its answer, as far as that came: bytes, deadlines and headers, whatever they mean."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3 import Timeout
from urllib3.exceptions import HTTPError

from syncapp.connectors.deadline import Watch, WatchedAdapter
from syncapp.connectors.protocol import Problem
from syncapp.connectors.redact import redacted

CONNECT_SECONDS = 10.0
LONGEST_PAUSE = 86_400.0


@dataclass(frozen=True)
class Answer:
    """A status line and what came after it; `content` is None where that broke off."""

    status: int
    headers: Mapping[str, str]
    content: bytes | None

    def parsed(self) -> Any:
        """The JSON object; None for an empty 204. `ValueError` where it is anything else."""
        if self.status == 204 and not self.content:
            return None
        if self.content is None:
            raise ValueError("the answer broke off")
        found = parse(self.content)
        if not isinstance(found, dict):
            raise ValueError("the answer is not a JSON object")
        return found

    def excuse(self) -> Any:
        """What an error answer holds, as far as it can be read."""
        try:
            return parse(self.content or b"")
        except ValueError:
            return None


def parse(content: bytes) -> Any:
    """JSON with exact numbers; `NaN` and its kind become text, which no field takes for a number."""
    return jsonlib.loads(content, parse_float=Decimal, parse_constant=str)


class NoAnswerError(Exception):
    """No status line came. `sent`: the vendor may have got the request."""

    def __init__(self, text: str, *, sent: bool) -> None:
        super().__init__(text)
        self.sent = sent

    @property
    def problem(self) -> Problem:
        return Problem("vendor_unavailable", str(self))


def exchange(session: requests.Session, method: str, url: str, deadline: float, **request: Any) -> Answer:
    """One request and its answer, as far as that came before the deadline; `session` must be `watched`."""
    timeout: Any = Timeout(
        total=deadline, connect=min(CONNECT_SECONDS, deadline), read=deadline
    )  # urllib3's goes through
    with Watch(deadline) as watch:
        try:
            response = session.request(method, url, timeout=timeout, allow_redirects=False, stream=True, **request)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            text = "no answer in time" if watch.expired or isinstance(error, requests.Timeout) else _cause(error)
            raise NoAnswerError(text, sent=watch.sent) from error
        with response:
            try:
                content: bytes | None = response.content
            except (requests.RequestException, HTTPError, OSError, ValueError):
                content = None
        if watch.expired:  # cut off by us: even the headers may be half of what was coming
            raise NoAnswerError("no answer in time", sent=True)
    return Answer(response.status_code, response.headers, content)


def watched(session: requests.Session, base_url: str) -> requests.Session:
    """Every connection of the session can be watched; on loopback no proxy of the environment is asked."""
    for scheme in ("http://", "https://"):
        session.mount(scheme, WatchedAdapter())
    if urlsplit(base_url).hostname in ("127.0.0.1", "localhost", "::1"):
        session.trust_env = False
    return session


def _cause(error: BaseException) -> str:
    """The innermost reason, in words without addresses of objects."""
    inner: BaseException = error
    while True:
        deeper = getattr(inner, "reason", None) or next((a for a in inner.args if isinstance(a, BaseException)), None)
        if not isinstance(deeper, BaseException):
            break
        inner = deeper
    return redacted(str(inner).partition("): ")[2] or str(inner))  # without "HTTPConnection(host=…): "


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the vendor asks for, given as a number or as a date."""
    told = headers.get("Retry-After", "").strip()
    if not told:
        return None
    try:
        return min(max(0.0, float(told)), LONGEST_PAUSE)
    except ValueError:
        pass
    try:
        until, now = parsedate_to_datetime(told), date_of(headers) or datetime.now(UTC)
        return min(max(0.0, (until - now).total_seconds()), LONGEST_PAUSE)
    except (ValueError, TypeError):
        return None


def date_of(headers: Mapping[str, str]) -> datetime | None:
    try:
        found = parsedate_to_datetime(headers["Date"])
    except (KeyError, ValueError, TypeError):
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
