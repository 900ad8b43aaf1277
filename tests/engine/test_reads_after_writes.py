"""After a write nothing is read that its answer told (design §4): reads of QuickBooks are metered, and each call takes time.

QuickBooks: nothing at all, but the invoice whose version a payment has moved. HubSpot: the totals of invoices that were
made, a batch for a hundred of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

import pytest

from syncapp.connectors import http
from tests.world import World

IDS = re.compile(r"FROM (\w+) WHERE Id IN \(([^)]*)\)")


class Wire:
    """What was written since it began, and what of that was asked for again."""

    def __init__(self) -> None:
        self.calls = 0
        self.begin_anew()

    def begin_anew(self) -> Wire:
        """Forget everything; what was seen until now."""
        seen = copy(self)
        self.written: set[tuple[str, str]] = set()  # object and id
        self.again: list[tuple[str, str]] = []
        self.asked_at: set[tuple[str, int]] = set()  # object and which call
        self.paid: set[str] = set()
        return seen

    @property
    def written_names(self) -> set[str]:
        return {name for name, _ in self.written}

    def note(self, url: str, body: Any, answer: Any) -> None:
        self.calls += 1
        if "/v3/company/" in url:
            self._quickbooks(body, answer)
        elif "/crm/objects/" in url:
            self._hubspot(url.partition("/crm/objects/2026-03/")[2].partition("?")[0], body, answer)

    def _asked(self, name: str, ids: list[str]) -> None:
        found = [(name, one) for one in ids if (name, one) in self.written]
        self.again += found
        self.asked_at |= {(name, self.calls) for _ in found}

    def _quickbooks(self, body: Any, answer: Any) -> None:
        for entity, ids in IDS.findall(json.dumps(body) if not isinstance(body, str) else body):
            told = re.findall(r"\d+", ids)
            if entity == "Invoice":
                told = [one for one in told if one not in self.paid]
            self._asked(f"quickbooks {entity}", told)
        for item in answer.get("BatchItemResponse", []):
            for entity in ("Customer", "Item", "Invoice", "Payment"):
                if entity in item:
                    self.written.add((f"quickbooks {entity}", item[entity]["Id"]))
            for line in item.get("Payment", {}).get("Line", []):
                self.paid |= {one["TxnId"] for one in line["LinkedTxn"] if one["TxnType"] == "Invoice"}

    def _hubspot(self, path: str, body: Any, answer: Any) -> None:
        name, _, verb = path.partition("/batch/")
        if verb == "read":
            self._asked(f"hubspot {name}", [one["id"] for one in body["inputs"]])
        elif verb in ("create", "update"):
            for one in answer.get("results", []):
                self.written.add((f"hubspot {name}", one["id"]))


@pytest.fixture
def wire() -> Iterator[Wire]:
    exchange: Callable[..., http.Answer] = http.exchange
    seen = Wire()

    def exchanged(session: Any, method: str, url: str, *args: Any, **request: Any) -> http.Answer:
        answer = exchange(session, method, url, *args, **request)
        sent = (request.get("data") or b"").decode()
        if sent:
            seen.note(url, json.loads(sent) if sent.startswith("{") else sent, json.loads(answer.content or b"{}"))
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "exchange", exchanged)
        yield seen


def test_what_an_answer_told_is_not_asked_for(demo: World, wire: Wire) -> None:
    demo.seed(records=40)
    demo.set_up()
    demo.sync()
    first, mirrors = wire.begin_anew(), "hubspot invoices"
    demo.seed("landscaping-later", records=40)
    demo.sync()
    later = wire.begin_anew()

    names = first.written_names | later.written_names
    assert {"quickbooks Item", "quickbooks Customer", "quickbooks Invoice", "quickbooks Payment", mirrors} <= names
    assert [one for one in (*first.again, *later.again) if one[0].startswith("quickbooks")] == []
    # Of HubSpot only the new invoices and their lines: for their totals, once more when they were paid, and where the
    # closing look at what has changed finds that their payments moved them.
    assert {name for name, _ in first.again} <= {mirrors, "hubspot line_items"}
    assert len({at for name, at in first.asked_at if name == mirrors}) <= 3
