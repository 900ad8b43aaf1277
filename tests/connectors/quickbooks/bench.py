"""A connector on the sandbox, and the bookkeeper who works in the same company."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import requests

from syncapp.connectors.errors import ConnectionExpired
from syncapp.connectors.protocol import Outcome, Problem
from syncapp.connectors.quickbooks.client import QuickBooks
from syncapp.core.records import Line
from syncapp.core.values import ObjectType
from syncapp.core.writes import Write

REALM = "9341450000000001"
ZONE = ZoneInfo("America/Los_Angeles")


class Tokens:
    def __init__(self, token: str) -> None:
        self.token = token

    def access_token(self, *, lately: bool = False) -> str:
        return self.token

    def fresh(self, stale: str) -> str:
        raise ConnectionExpired(Problem("connection_expired", "no other token"))


@dataclass
class Budget:
    spent: list[str] = field(default_factory=list)
    stopped: list[float] = field(default_factory=list)

    def spend(self, *, kind: str) -> None:
        self.spent.append(kind)

    def exhausted(self, *, kind: str, seconds: float, code: str) -> None:
        self.stopped.append(seconds)


class Bench:
    """`system` is the connector; the rest acts in the vendor's own pages or on the sandbox."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.web = requests.Session()
        for path in ("reset", "clock"):
            self.control("POST", path, {"mode": "real"} if path == "clock" else None)
        for path in ("faults", "journal"):
            self.control("DELETE", path)
        self.budget = Budget()
        self.system = self.connect()

    def control(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.web.request(method, f"{self.url}/_sandbox/{path}", json=body)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def connect(self, realm: str = REALM, token: str | None = None, **options: Any) -> QuickBooks:
        made = self.control("POST", f"tokens?realm={realm}", {})["access_token"] if token is None else token
        return QuickBooks(
            realm=realm,
            base_url=self.url,
            tokens=Tokens(made),
            budget=self.budget,
            zone=ZONE,
            sleep=lambda _: None,
            **options,
        )

    # as a person

    def as_user(self, entity: str, body: Mapping[str, Any], **params: str) -> dict[str, Any]:
        path = f"{self.url}/_sandbox/as-user/v3/company/{REALM}/{entity.lower()}"
        answer = self.web.post(path, json=body, params=params)
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()[entity]
        return found

    def fault(
        self, action: Any, *, when: str = "before", path: str = "", times: int = 1, body: str | None = None
    ) -> None:
        rule = {"method": "POST", "path": path, "when": when, "times": times, "action": action}
        self.control("POST", "faults", {**rule, **({"body": body} if body else {})})

    def settings(self, **groups: Any) -> None:
        self.control("POST", "settings", {"Preferences": groups})

    def journal(self, kind: str) -> list[dict[str, Any]]:
        found = self.control("GET", "journal")["entries"]
        return [each for each in found if each["kind"] == kind and not each["as_user"]]

    def objects(self, entity: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.control("GET", f"objects/{entity}")["results"]
        return found

    # through the connector

    def write(self, *writes: Write, system: QuickBooks | None = None) -> list[Outcome]:
        via = system or self.system
        outcomes: list[Outcome] = []
        for call in via.prepare(writes):
            outcomes += via.interpret(call.items, via.send(call, str(uuid.uuid4())))
        return outcomes

    def one(self, system: QuickBooks | None = None, **write: Any) -> Outcome:
        return self.write(Write(**write), system=system)[0]

    def made(self, **write: Any) -> str:
        outcome = self.one(action="create", **write)
        assert outcome.id, outcome
        return outcome.id

    def customer(self, name: str = "Acme", **fields: Any) -> str:
        return self.made(entity="contact", fields={"DisplayName": name, **fields})

    def item(self, name: str = "Sod", **fields: Any) -> str:
        income = next(row["Id"] for row in self.objects("account") if row["AccountType"] == "Income")
        return self.made(
            entity="product", fields={"Name": name, "Type": "Service", "IncomeAccountRef": income, **fields}
        )

    def invoice(self, customer: str, item: str, *amounts: str, number: str = "HS-1", **fields: Any) -> str:
        return self.made(
            entity="invoice", links={"customer": customer}, lines=lines(item, *amounts or ("100",)),
            fields={"DocNumber": number, **fields},
        )  # fmt: skip

    def payment(self, customer: str, invoice: str, amount: str, **fields: Any) -> str:
        return self.made(
            entity="payment",
            links={"customer": customer, "invoice": invoice},
            line=Line(amount=Decimal(amount)),
            fields=fields,
        )

    def record(self, kind: ObjectType, record_id: str) -> Any:
        """As a fresh connector reads it."""
        found = self.connect().read(kind, [record_id])
        assert len(found) == 1
        return found[0]


def lines(item: str, *amounts: str) -> tuple[Line, ...]:
    return tuple(
        Line(product_id=item, amount=Decimal(each), quantity=Decimal(1), unit_price=Decimal(each)) for each in amounts
    )


def ids(records: Sequence[Any]) -> list[str]:
    return [record.id for record in records]


def all_ids(system: QuickBooks, kind: ObjectType) -> list[str]:
    return [id_ for page in system.everything(kind) for id_, _ in page]
