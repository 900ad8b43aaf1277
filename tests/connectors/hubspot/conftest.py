"""A HubSpot account in the sandbox, over HTTP, and a connector to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests

from syncapp.connectors.hubspot.client import HubSpot
from syncapp.connectors.protocol import Outcome, Write
from syncapp.core.records import Line
from syncapp.core.values import ObjectType
from syncapp.sandbox.server import running

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Tokens:
    """A store whose tokens never change unless a test says so."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.renewed: list[str] = []

    def access_token(self, *, lately: bool = False) -> str:
        return self.token

    def fresh(self, stale: str) -> str:
        self.renewed.append(stale)
        return self.token


class Budget:
    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.waits: list[tuple[str, float]] = []

    def spend(self, *, kind: str) -> None:
        self.spent[kind] += 1

    def exhausted(self, *, kind: str, seconds: float, code: str) -> None:
        self.waits.append((kind, seconds))


class Account:
    """The sandbox's side of a test: control routes, and acting as a person."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = requests.Session()
        self.http.trust_env = False

    def control(self, method: str, route: str, body: Any = None) -> Any:
        answer = self.http.request(method, f"{self.url}/_sandbox/{route}", json=body)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def person(self, method: str, path: str, body: Any = None) -> Any:
        return self.control(method, f"as-user{path}", body)

    def make(self, kind: str, properties: dict[str, Any], associations: list[tuple[str, int]] | None = None) -> str:
        """An object as a person makes it; associations as (id, type id)."""
        linked = [
            {"to": {"id": other}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}]}
            for other, type_id in associations or ()
        ]
        body = {"properties": properties, "associations": linked}
        return str(self.person("POST", f"/crm/v3/objects/{kind}", body)["id"])

    def change(self, kind: str, record_id: str, properties: dict[str, Any]) -> None:
        self.person("PATCH", f"/crm/v3/objects/{kind}/{record_id}", {"properties": properties})

    def archive(self, kind: str, record_id: str) -> None:
        self.person("DELETE", f"/crm/v3/objects/{kind}/{record_id}")

    def objects(self, kind: str, archived: bool = False) -> list[Any]:
        return [one for one in self.control("GET", f"objects/{kind}")["results"] if archived or not one["archived"]]

    def fault(self, path: str, action: Any, method: str = "POST", when: str = "before", **more: Any) -> None:
        self.control("POST", "faults", {"method": method, "path": path, "action": action, "when": when, **more})

    def advance(self, seconds: int) -> None:
        self.control("POST", "clock", {"advance_seconds": seconds})

    def calls(self) -> list[str]:
        """The vendor calls since the last look, as `POST /path`."""
        found = [
            f"{one['method']} {one['path']}" for one in self.control("GET", "journal")["entries"] if not one["as_user"]
        ]
        self.control("DELETE", "journal")
        return found

    def invoice(self, contact: str, lines: list[dict[str, Any]], **properties: Any) -> str:
        """A finalized invoice as a person makes it."""
        made = self.make("invoices", {"hs_currency": "USD", **properties}, [(contact, 177)])
        for line in lines:
            self.make("line_items", line, [(made, 410)])
        self.change("invoices", made, {"hs_invoice_status": "open"})
        return made


class Connector(HubSpot):
    """With what tests ask of it often."""

    budget: Budget
    store: Tokens

    def apply(self, *writes: Write) -> list[Outcome]:
        """Prepare, send and interpret; outcomes by the writes' order."""
        outcomes: dict[int, Outcome] = {}
        for call in self.prepare(writes):
            answer = self.send(call, "request")
            for item, outcome in zip(call.items, self.interpret(call.items, answer), strict=True):
                outcomes[item["write"]] = outcome
        return [outcomes[place] for place in range(len(writes))]

    def ids(self, object_type: ObjectType) -> list[str]:
        return [record_id for page in self.everything(object_type) for record_id, _ in page]


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    with running(clock=NOW, limits=False) as sandbox:
        yield sandbox.hubspot_url


@pytest.fixture
def account(sandbox_url: str) -> Account:
    """An empty account at a fixed time."""
    found = Account(sandbox_url)
    found.control("POST", "reset")
    found.control("POST", "clock", {"now": NOW.isoformat()})
    found.control("POST", "limits", {"enabled": False})
    found.control("DELETE", "journal")
    return found


def connect(account: Account, zone: tzinfo | None = None, **more: Any) -> Connector:
    tokens = Tokens(account.control("POST", "tokens", {})["access_token"])
    budget = Budget()
    connector = Connector(
        base_url=account.url, tokens=tokens, budget=budget, zone=zone or ZoneInfo("America/New_York"),
        sleep=lambda seconds: None, client_id="app", client_secret="x", **more,
    )  # fmt: skip
    connector.budget, connector.store = budget, tokens
    return connector


@pytest.fixture
def hubspot(account: Account) -> Connector:
    """Connected and set up; calls counted from here."""
    connector = connect(account)
    connector.ensure_properties()
    connector.http.calls.clear()
    account.calls()
    return connector


def line_write(invoice: str, key: str | None = None, **line: Any) -> Write:
    return Write(entity="line", action="create", links={"invoice": invoice}, line=Line(**line), key=key)
