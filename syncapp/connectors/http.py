"""The one way in which a vendor is called.

A read may be repeated, a write never once a byte may have left, unless it was refused at the door: what became of it
is then for its owner to find out (`LostAnswer`). An answer counts only if it came whole and is a JSON object.
"""

from __future__ import annotations

import json as jsonlib
import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import requests

from syncapp.connectors.errors import (
    CallFailed,
    ConnectionExpired,
    GarbageAnswer,
    LimitReached,
    LostAnswer,
    NotSent,
    VendorUnavailable,
)
from syncapp.connectors.exchange import Answer, NoAnswerError, date_of, exchange, retry_after, watched
from syncapp.connectors.pages import carries
from syncapp.connectors.protocol import LONGEST_WAIT, Budget, Problem, TokenStore
from syncapp.connectors.redact import redacted, redacted_path
from syncapp.core.values import Side

logger = logging.getLogger("syncapp.calls")

Params = Mapping[str, Any] | Sequence[tuple[str, Any]]
Classify = Callable[[int, Any, Mapping[str, str]], Problem]

IDLE_SECONDS = 4.0  # a connection unused for longer may be gone at the other end: a write gets a new one
TRIES = 3
GARBAGE_TRIES = 2
FIRST_PAUSE = 0.5
LIMIT_SECONDS = 60.0  # where a 429 says nothing at all
_LIMIT = (429, 477)  # 477: HubSpot moves the account to another data centre
_GATEWAY = (408, 502, 504, 520, 521, 522, 523, 524)  # said for the vendor, which may be at work still
_VENDOR_IDS = ("X-HubSpot-Correlation-Id", "intuit_tid")


class _Again(Exception):
    """A read may be tried again, up to `tries` in all; else `failure` stands."""

    def __init__(self, failure: CallFailed, tries: int, seconds: float = 0) -> None:
        super().__init__(str(failure))
        self.failure, self.tries, self.seconds = failure, tries, seconds


@dataclass(frozen=True)
class _Request:
    method: str
    path: str
    params: Params | None
    body: bytes | None
    content_type: str
    kind: str
    carries: int = 1  # records or questions


class _Bearer(requests.auth.AuthBase):
    """Given as `auth`, so that requests does not look into a .netrc and replace the header."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


class Http:
    """Calls one vendor for one connection. Not for use by two threads at once."""

    def __init__(
        self,
        *,
        base_url: str,
        tokens: TokenStore,
        budget: Budget,
        classify: Classify,
        headers: Mapping[str, str] | None = None,
        session: requests.Session | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        correlation_id: str = "",
        vendor: str = "",
    ) -> None:
        """`classify(status, parsed body or None, headers)` names a refusal; for a limit it may give params["seconds"],
        and params["grows"] where each refusal in a row asks for as much more."""
        self.base_url = base_url.rstrip("/")
        self.calls: Counter[str] = Counter()  # read and write, every attempt
        self.saved = 0  # calls that would have been needed besides, one for each record
        self.last_date: datetime | None = None
        self.correlation_id = correlation_id
        self._tokens, self._budget, self._classify = tokens, budget, classify
        self._sleep, self._clock = sleep, clock
        self._vendor = vendor or urlsplit(base_url).netloc
        self._label = next((side.label for side in Side if side == vendor), "")
        self._session = watched(session or requests.Session(), self.base_url)
        self._headers = {"Accept": "application/json", **(headers or {})}
        if correlation_id:
            self._headers.setdefault("X-Request-ID", correlation_id)
        self._used_at = clock()
        self._limits = 0  # in a row

    def read(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        json: Any = None,
        text: str | None = None,
        deadline: float = 30,
        kind: str = "read",
    ) -> Any:
        """The parsed answer to a request that changes nothing; `deadline` is for all tries together, but begins anew
        where the vendor wants to be asked later."""
        with self._naming():
            return self._read_until(_request(method, path, params, json, text, kind), deadline)

    def _read_until(self, request: _Request, deadline: float) -> Any:
        ends, token, renewed, tries = self._clock() + deadline, self._tokens.access_token(lately=True), False, 0
        while True:
            tries += 1
            try:
                answer = self._exchange(request, token, ends - self._clock(), "read")
                if answer.status != 401 or renewed:
                    return self._read(answer)
                token, renewed, tries = self._tokens.fresh(token), True, tries - 1
            except LimitReached as limit:  # the budget waits before the next try
                if tries >= TRIES or limit.seconds > LONGEST_WAIT:
                    raise
                ends = self._clock() + limit.seconds + deadline
            except NoAnswerError as failure:
                self._pause(_Again(VendorUnavailable(failure.problem), TRIES), tries, ends)
            except _Again as again:
                self._pause(again, tries, ends)

    def write(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        json: Any = None,
        deadline: float = 30,
        kind: str = "write",
    ) -> Any:
        """The parsed answer to a request that is taken once; None for a 204."""
        request = _request(method, path, params, json, None, kind)
        with self._naming():
            for _ in range(TRIES - 1):
                try:
                    return self._write(request, deadline)
                except LimitReached as limit:  # refused at the door; the budget waits before the next try
                    if limit.seconds > LONGEST_WAIT:
                        raise
            return self._write(request, deadline)

    def heed(self, problem: Problem, kind: str, seconds: float) -> None:
        """A limit was told inside an answer that is otherwise good: nobody calls for that long."""
        self._budget.exhausted(kind=kind, seconds=seconds, code=problem.code)

    def _write(self, request: _Request, deadline: float) -> Any:
        token = self._tokens.access_token()
        answer = self._send(request, token, deadline)
        if answer.status == 401:  # refused at the door
            answer = self._send(request, self._tokens.fresh(token), deadline)
        return self._written(answer)

    @contextmanager
    def _naming(self) -> Iterator[None]:
        """Every failure names the system, for whoever reads of it."""
        try:
            yield
        except CallFailed as failure:
            if self._label:
                failure.problem = replace(failure.problem, params={"system": self._label, **failure.problem.params})
            raise

    def _send(self, request: _Request, token: str, deadline: float) -> Answer:
        try:
            return self._exchange(request, token, deadline, "write")
        except NoAnswerError as failure:
            if failure.sent:
                raise LostAnswer(failure.problem) from failure
            raise VendorUnavailable(failure.problem) from failure

    # what an answer means

    def _read(self, answer: Answer) -> Any:
        status = answer.status
        if 200 <= status < 300:
            try:
                return answer.parsed()
            except ValueError as error:
                raise _Again(GarbageAnswer(_garbage(status, error)), GARBAGE_TRIES) from error
        if status in (408,) or status >= 500:
            failure = VendorUnavailable(self._unavailable(answer))
            raise _Again(failure, TRIES, retry_after(answer.headers) or 0)
        if 300 <= status < 400:
            raise GarbageAnswer(_redirect(answer))
        raise self._refusal(answer)

    def _written(self, answer: Answer) -> Any:
        status = answer.status
        if 200 <= status < 300:
            try:
                return answer.parsed()
            except ValueError as error:
                raise LostAnswer(_garbage(status, error), finished=True) from error
        if status in _GATEWAY or status >= 500:
            raise LostAnswer(self._unavailable(answer), finished=status not in _GATEWAY)
        if status < 400:
            raise LostAnswer(_redirect(answer), finished=True)
        raise self._refusal(answer)

    def _refusal(self, answer: Answer) -> CallFailed:
        """A 4xx: certainly nothing happened."""
        problem = self._classify(answer.status, answer.excuse(), answer.headers)
        if answer.status in _LIMIT:
            asked = retry_after(answer.headers) or 0
            told = float(problem.params.get("seconds", 0)) * (self._limits if problem.params.get("grows") else 1)
            return LimitReached(problem, seconds=max(asked, told) or LIMIT_SECONDS)
        if answer.status == 401:
            return ConnectionExpired(problem)
        return NotSent(problem)

    def _unavailable(self, answer: Answer) -> Problem:
        told = self._classify(answer.status, answer.excuse(), answer.headers).vendor_text
        return Problem("vendor_unavailable", told or f"HTTP {answer.status}")

    def _pause(self, again: _Again, tries: int, ends: float) -> None:
        """Wait before the next try; raises the failure where none is left or the deadline would pass."""
        backoff = FIRST_PAUSE * 2 ** (tries - 1) * (1 + random.random() / 2)  # noqa: S311  # jitter, not a secret
        seconds = max(backoff, again.seconds)
        if tries >= again.tries or self._clock() + seconds >= ends:
            raise again.failure from again
        self._sleep(seconds)

    # one exchange

    def _exchange(self, request: _Request, token: str, deadline: float, count: str) -> Answer:
        self._budget.spend(kind=request.kind)
        if count == "write" and self._clock() - self._used_at > IDLE_SECONDS:
            self._session.close()  # drops the pooled connections only
        self.calls[count] += 1
        self.saved += request.carries - 1
        began = self._clock()
        outcome = "none"
        headers: Mapping[str, str] = {}
        try:
            answer = self._answer(request, token, max(deadline, 0.001))
            outcome, headers = str(answer.status), answer.headers
        except NoAnswerError as failure:
            outcome = f"none ({failure})"
            raise
        finally:
            self._used_at = self._clock()
            self._log(request, outcome, self._used_at - began, headers)
        self.last_date = date_of(headers) or self.last_date
        self._limits = self._limits + 1 if answer.status in _LIMIT else 0
        if self._limits:
            refusal = self._refusal(answer)
            if isinstance(refusal, LimitReached):
                self.heed(refusal.problem, request.kind, refusal.seconds)
        return answer

    def _answer(self, request: _Request, token: str, deadline: float) -> Answer:
        headers = {**self._headers, "Content-Type": request.content_type} if request.body is not None else self._headers
        return exchange(
            self._session, request.method, self.base_url + request.path, deadline,
            params=request.params, data=request.body, headers=headers, auth=_Bearer(token),
        )  # fmt: skip

    def _log(self, request: _Request, outcome: str, seconds: float, headers: Mapping[str, str]) -> None:
        if not logger.isEnabledFor(logging.INFO):
            return
        vendor_id = next((headers[name] for name in _VENDOR_IDS if name in headers), "-")
        logger.info(
            "%s %s %s status=%s ms=%d kind=%s run=%s vendor_id=%s",
            self._vendor, request.method, redacted_path(request.path), redacted(outcome), seconds * 1000,
            request.kind, self.correlation_id or "-", redacted(vendor_id),
        )  # fmt: skip


def _request(method: str, path: str, params: Params | None, json: Any, text: str | None, kind: str) -> _Request:
    if text is not None:
        return _Request(method, path, params, text.encode(), "application/text", kind)
    body = (
        None
        if json is None
        else jsonlib.dumps(json, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    )
    return _Request(method, path, params, body, "application/json", kind, carries(json))


def _garbage(status: int, error: ValueError) -> Problem:
    return Problem("garbage_answer", f"HTTP {status}: {error}")


def _redirect(answer: Answer) -> Problem:
    """F14: a vendor's API does not move; whoever sends us elsewhere is not the vendor."""
    host = urlsplit(answer.headers.get("Location", "")).netloc
    return Problem("garbage_answer", f"HTTP {answer.status}: redirected to {host or 'another page'}")
