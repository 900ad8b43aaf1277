"""Which form an answer of QuickBooks' port has to have, by its path and status, and a watch over all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.quickbooks.vendor import QuickBooks
from tests.clients.shapes.quickbooks import FORMS, OBJECTS

_BY_PATH = {name.lower(): name for name in OBJECTS}
_SPECIAL = {"query": "Query", "batch": "Batch", "cdc": "Changes", "taxservice": "TaxService"}
_COMPANY = "/v3/company/"
_TOKENS = "/oauth2/v1/tokens/bearer"


def form_of(path: str, status: int) -> str:
    """The name of the form, "" where the route has none."""
    if path == _TOKENS:
        return "Tokens" if status == 200 else "OAuthError"
    if not path.startswith(_COMPANY):
        return ""
    if status in (401, 403, 429):
        return "Gateway"
    if status != 200:
        return "Refusal"
    head = path.rstrip("/").split("/")[4]
    return _SPECIAL.get(head) or f"One{_BY_PATH[head.lower()]}"


def problems(path: str, status: int, data: Any) -> list[str]:
    """Everything that is not as the vendor's answer would be."""
    form = form_of(path, status)
    found = FORMS.problems(data, form) if form else []
    if form in ("Query", "Changes") and not found:
        found += _counters(data)
    return found


def _counters(data: dict[str, Any]) -> list[str]:
    """Rows and counters come together; `maxResults` is the number of rows."""
    parts = [data["QueryResponse"]] if "QueryResponse" in data else data["CDCResponse"][0]["QueryResponse"]
    found = []
    for part in parts:
        rows = [value for value in part.values() if isinstance(value, list)]
        if len(rows) > 1 or (rows and part.get("maxResults") != len(rows[0])):
            found.append(f"counters do not fit: {list(part)}")
        if rows and not rows[0]:
            found.append("an entity without rows")
    return found


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collects what is wrong in any JSON answer to an app while it lasts."""
    wrong: list[str] = []
    handle, limited = QuickBooks.handle, QuickBooks.limited

    def looking(
        of: Callable[[QuickBooks, Call], Answer | None],
    ) -> Callable[[QuickBooks, Call], Answer | None]:
        def look(vendor: QuickBooks, call: Call) -> Answer | None:
            answer = of(vendor, call)
            if answer is not None and answer.text is None and answer.data is not None and not call.as_user:
                data = json.loads(json.dumps(answer.data))
                found = problems(call.path, answer.status, data)
                found += [] if answer.headers.get("intuit_tid") else ["no intuit_tid"]
                wrong.extend(f"{call.method} {call.path} {answer.status}: {one}" for one in found)
            return answer

        return look

    monkeypatch.setattr(QuickBooks, "handle", looking(handle))
    monkeypatch.setattr(QuickBooks, "limited", looking(limited))
    yield wrong
