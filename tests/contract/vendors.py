"""What the contract suite needs of each vendor: a connector on the sandbox, smallest records, and a person."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import requests

from syncapp.connectors.errors import ConnectionExpired
from syncapp.connectors.hubspot.client import HubSpot
from syncapp.connectors.protocol import Outcome, Problem, System
from syncapp.connectors.quickbooks.client import QuickBooks
from syncapp.core.records import Line, Record
from syncapp.core.values import ObjectType, Value
from syncapp.core.writes import Write

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType
REALM = "9341450000000001"
ZONE = ZoneInfo("America/Los_Angeles")


class Tokens:
    def __init__(self, token: str) -> None:
        self.token = token

    def access_token(self, *, lately: bool = False) -> str:
        return self.token

    def fresh(self, stale: str) -> str:
        raise ConnectionExpired(Problem("connection_expired", "no other token"))


class Budget:
    """Lets everything pass, and keeps how long the vendor wanted quiet."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def spend(self, *, kind: str) -> None: ...

    def exhausted(self, *, kind: str, seconds: float, code: str) -> None:
        self.waits.append(seconds)


@dataclass
class Vendor:
    """One port of the sandbox, emptied."""

    url: str
    base: str = ""  # of the paths of its records
    web: requests.Session = field(default_factory=requests.Session)
    made: int = 0

    def __post_init__(self) -> None:
        self.control("POST", "reset")
        self.control("DELETE", "faults")
        self.control("POST", "clock", {"mode": "real"})
        self.control("POST", "limits", {"enabled": False, "factor": 1})
        self.budget = Budget()
        self.token = self.control("POST", "tokens", {})["access_token"]
        self.system = self.connect()
        self.prepare_account()

    def prepare_account(self) -> None:
        """What set-up does before the first sync."""

    def fault(self, action: Any, *, path: str = "", when: str = "before", times: int | None = 1) -> None:
        self.control("POST", "faults", {"path": path, "when": when, "times": times, "action": action})

    def calls(self, kind: str = "") -> list[str]:
        """What the vendor was asked since the last look, as `POST /path` without its beginning."""
        found = [
            one for one in self.control("GET", "journal")["entries"] if not one["as_user"] and kind in ("", one["kind"])
        ]
        self.control("DELETE", "journal")
        return [f"{one['method']} {one['path'].removeprefix(self.base)}" for one in found]

    def control(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.web.request(method, f"{self.url}/_sandbox/{path}", json=body)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def as_user(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        answer = self.web.request(method, f"{self.url}/_sandbox/as-user{path}", json=body)
        assert answer.ok, answer.text
        return answer.json()

    def connect(self, **options: Any) -> System:
        raise NotImplementedError

    def touch(self, kind: ObjectType, record_id: str, text: str) -> None:
        """A person changes something of a record."""
        raise NotImplementedError

    def new(self, kind: ObjectType, fields: Mapping[str, Value] | None = None) -> Write:
        """The smallest record of a type that can be made, with these fields."""
        raise NotImplementedError

    def write(self, *writes: Write) -> list[Outcome]:
        outcomes: list[Outcome | None] = [None] * len(writes)
        for call in self.system.prepare(writes):
            answer = self.system.send(call, str(uuid.uuid4()))
            for item, outcome in zip(call.items, self.system.interpret(call.items, answer), strict=True):
                outcomes[item["write"]] = outcome
        return [outcome for outcome in outcomes if outcome]

    def create(self, kind: ObjectType, fields: Mapping[str, Value] | None = None) -> str:
        (outcome,) = self.write(self.new(kind, fields))
        assert outcome.id, outcome
        return outcome.id

    def read(self, kind: ObjectType, *ids: str, system: System | None = None) -> Sequence[Record]:
        return (system or self.connect(extra_fields={kind: self.names(kind)})).read(kind, ids)

    def names(self, kind: ObjectType) -> list[str]:
        return [spec.name for spec in self.system.fields(kind)]

    def number(self) -> int:
        self.made += 1
        return self.made


class QuickBooksVendor(Vendor):
    def connect(self, **options: Any) -> QuickBooks:
        return QuickBooks(
            realm=REALM,
            base_url=self.url,
            **{"tokens": Tokens(self.token), "budget": self.budget, "zone": ZONE, "sleep": lambda _: None, **options},
        )

    def touch(self, kind: ObjectType, record_id: str, text: str) -> None:
        entity, name = {CONTACT: ("customer", "Notes"), PRODUCT: ("item", "Description")}.get(
            kind, (kind.value, "PrivateNote")
        )
        self.as_user("POST", f"/v3/company/{REALM}/{entity}", {"Id": record_id.partition("/")[0], name: text})

    def new(self, kind: ObjectType, fields: Mapping[str, Value] | None = None) -> Write:
        given = dict(fields or {})
        if kind is CONTACT:
            return Write(entity="contact", action="create", fields={"DisplayName": f"Acme {self.number()}", **given})
        if kind is PRODUCT:
            income = next(each.id for each in self.system.lists()["accounts"] if each.group == "Income")
            fixed = {"Name": f"Sod {self.number()}", "Type": "Service", "IncomeAccountRef": income}
            return Write(entity="product", action="create", fields={**fixed, **given})
        customer = self.create(CONTACT)
        if kind is INVOICE:
            line = Line(product_id=self.create(PRODUCT), amount=Decimal(100))
            return Write(entity="invoice", action="create", links={"customer": customer}, lines=(line,), fields=given)
        return Write(
            entity="payment",
            action="create",
            links={"customer": customer},
            fields={"TotalAmt": Decimal(5), **given},
        )


class HubSpotVendor(Vendor):
    def prepare_account(self) -> None:
        self.system.ensure_properties()  # type: ignore[attr-defined]

    def connect(self, **options: Any) -> HubSpot:
        return HubSpot(
            base_url=self.url,
            **{"tokens": Tokens(self.token), "budget": self.budget, "zone": ZONE, "sleep": lambda _: None, **options},
        )

    def touch(self, kind: ObjectType, record_id: str, text: str) -> None:
        plural = {PAYMENT: "commerce_payments"}.get(kind, kind.plural)
        name = {
            CONTACT: "phone",
            PRODUCT: "description",
            INVOICE: "hs_comments",
            PAYMENT: "hs_internal_comment",
        }[kind]
        self.as_user("PATCH", f"/crm/v3/objects/{plural}/{record_id}", {"properties": {name: text}})

    def new(self, kind: ObjectType, fields: Mapping[str, Value] | None = None) -> Write:
        fixed: dict[ObjectType, dict[str, Value]] = {
            CONTACT: {"email": f"c{self.number()}@acme.test"},
            PRODUCT: {"name": f"Sod {self.number()}"},
            INVOICE: {"hs_currency": "USD"},
            PAYMENT: {
                "hs_initial_amount": Decimal(5),
                "hs_initiated_date": date(2026, 11, 2),
                "hs_currency_code": "USD",
            },
        }
        return Write(entity=kind.value, action="create", fields={**fixed[kind], **(fields or {})})
