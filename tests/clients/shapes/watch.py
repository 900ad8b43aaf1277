"""Looks at every answer that the sandbox's HubSpot gives while a test runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.hubspot.vendor import HubSpot
from tests.clients.shapes.hubspot_routes import problems

CORRELATION = "x-hubspot-correlation-id"


def _wrong(call: Call, answer: Answer) -> list[str]:
    data = None if answer.data is None else json.loads(json.dumps(answer.data))
    found = problems(call.method, call.path, answer.status, data, answer.text)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    if CORRELATION not in headers:
        found.append(f"no {CORRELATION}")
    elif isinstance(data, dict) and data.get("correlationId", headers[CORRELATION]) != headers[CORRELATION]:
        found.append("the correlation id of the body is not that of the header")
    if call.path.rstrip("/").endswith("/search") and any("ratelimit" in name for name in headers):
        found.append("limit headers on a search")
    return [f"{call.method} {call.path} {answer.status}: {one}" for one in found]


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collects what is wrong; a person's own doors (`as_user`) are no API and not looked at."""
    wrong: list[str] = []
    handle, limited = HubSpot.handle, HubSpot.limited

    def looking(
        answer_of: Callable[[HubSpot, Call], Answer | None],
    ) -> Callable[[HubSpot, Call], Answer | None]:
        def look(vendor: HubSpot, call: Call) -> Answer | None:
            answer = answer_of(vendor, call)
            if answer is not None and not call.as_user:
                wrong.extend(_wrong(call, answer))
            return answer

        return look

    monkeypatch.setattr(HubSpot, "handle", looking(handle))
    monkeypatch.setattr(HubSpot, "limited", looking(limited))
    yield wrong
