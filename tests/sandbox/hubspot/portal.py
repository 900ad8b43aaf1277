"""Short ways to talk to the emulator in tests, as an app or as a person."""

from __future__ import annotations

import json
from typing import Any

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.hubspot.vendor import HubSpot

CRM = "/crm/objects/2026-03"
TO = {
    "contacts": 177,
    "companies": 179,
    "line_items": 409,
    "discounts": 411,
    "fees": 413,
    "taxes": 415,
}  # from an invoice
UP = {
    "line_items": 410,
    "discounts": 412,
    "fees": 414,
    "taxes": 416,
    "commerce_payments": 542,
}  # to an invoice


def end(record_id: str, type_id: int, category: str = "HUBSPOT_DEFINED") -> dict[str, Any]:
    return {
        "to": {"id": record_id},
        "types": [{"associationCategory": category, "associationTypeId": type_id}],
    }


class Portal:
    def __init__(self, vendor: HubSpot, clock: Clock) -> None:
        self.vendor, self.clock = vendor, clock
        self.token = vendor.tokens({})["access_token"]

    def wait(self, seconds: float) -> None:
        """Let time pass; the app comes with a fresh token."""
        self.clock.advance(seconds)
        self.token = self.vendor.tokens({})["access_token"]

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        user: bool = False,
        token: str | None = None,
        **query: str,
    ) -> Answer:
        raw = b"" if body is None else json.dumps(body).encode()
        headers = {"authorization": f"Bearer {token or self.token}", "content-type": "application/json"}
        return self.vendor.handle(Call(method, path, list(query.items()), headers, raw, user))

    def ok(
        self, method: str, path: str, body: Any = None, *, status: int = 200, user: bool = False, **query: str
    ) -> Any:
        answer = self.call(method, path, body, user=user, **query)
        assert answer.status == status, answer.data
        return answer.data

    def refused(
        self, method: str, path: str, body: Any = None, *, status: int = 400, user: bool = False, **query: str
    ) -> Any:
        return self.ok(method, path, body, status=status, user=user, **query)

    def create(self, kind: str, *ends: dict[str, Any], user: bool = False, **properties: Any) -> dict[str, Any]:
        body = {"properties": properties, "associations": list(ends)}
        found: dict[str, Any] = self.ok("POST", f"{CRM}/{kind}", body, status=201, user=user)
        return found

    def patch(self, kind: str, record_id: str, *, user: bool = False, **properties: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.ok("PATCH", f"{CRM}/{kind}/{record_id}", {"properties": properties}, user=user)
        return found

    def cannot_patch(self, kind: str, record_id: str, *, user: bool = False, **properties: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.refused(
            "PATCH", f"{CRM}/{kind}/{record_id}", {"properties": properties}, user=user
        )
        return found

    def values(self, kind: str, record_id: str, *names: str) -> dict[str, Any]:
        found = self.ok("GET", f"{CRM}/{kind}/{record_id}", properties=",".join(names))["properties"]
        return {name: found[name] for name in names}

    def value(self, kind: str, record_id: str, name: str) -> Any:
        return self.values(kind, record_id, name)[name]

    def contact(self, email: str = "ann@example.com", **properties: Any) -> str:
        return str(self.create("contacts", email=email, **properties)["id"])

    def draft(
        self, *, mirror: bool = False, lines: tuple[tuple[str, str], ...] = (("2", "50"),), **properties: Any
    ) -> str:
        """A draft with a contact and lines of quantity and price."""
        number = len(self.vendor.account.store.all("contacts"))
        contact = self.contact(f"customer{number}@example.com")
        values = {"hs_currency": "USD", "hs_invoice_billable": "false" if mirror else "true", **properties}
        invoice = str(self.create("invoices", end(contact, 177), **values)["id"])
        for quantity, price in lines:
            self.create("line_items", end(invoice, 410), name="Mowing", quantity=quantity, price=price)
        return invoice

    def open(self, *, mirror: bool = False, **more: Any) -> str:
        invoice = self.draft(mirror=mirror, **more)
        self.patch("invoices", invoice, hs_invoice_status="open")
        return invoice

    def pay(self, invoice: str, amount: str, status: str = "succeeded", **more: Any) -> str:
        payment = self.create(
            "commerce_payments", end(invoice, 542),
            hs_initial_amount=amount, hs_initiated_date="2026-11-20", hs_latest_status=status, **more,
        )  # fmt: skip
        return str(payment["id"])

    def status(self, invoice: str) -> str:
        return str(self.value("invoices", invoice, "hs_invoice_status"))

    def settings(self, **values: Any) -> None:
        self.vendor.settings(values)

    def search(self, kind: str, *filters: dict[str, Any], **more: Any) -> list[str]:
        body = {"filterGroups": [{"filters": list(filters)}] if filters else [], **more}
        return [one["id"] for one in self.ok("POST", f"/crm/v3/objects/{kind}/search", body)["results"]]


def code(data: dict[str, Any]) -> str:
    """The code of the first error."""
    return str(data["errors"][0]["code"])
