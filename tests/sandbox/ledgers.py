"""Both demo ledgers side by side, read as a stranger would: by number and name, without either's inner ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from syncapp.sandbox import seeds
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port, open_port

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
ZONE = ZoneInfo("America/Los_Angeles")
Doc = dict[str, Any]


def planted(system: str, now: datetime = NOW, records: int = 200, random_seed: int = 7, later: bool = False) -> Port:
    port = open_port(system, ":memory:", Clock(now))
    seeds.plant(port, "landscaping", records, random_seed)
    if later:
        seeds.plant(port, "landscaping-later", records, random_seed)
    return port


def number(value: Any) -> Decimal:
    return Decimal(str(value)) if value not in (None, "") else Decimal(0)


def day_of(text: str) -> str:
    """A HubSpot instant as a date: midnight UTC is that date, any other is read in the company's zone (A19)."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return at.date().isoformat()
    return at.astimezone(ZONE).date().isoformat()


@dataclass
class Portal:
    """The HubSpot half."""

    port: Port

    def all(self, kind: str) -> list[Doc]:
        return [one for one in self.port.vendor.objects(kind, 10**6, 0, None)["results"] if not one["archived"]]

    @cached_property
    def by_id(self) -> dict[str, dict[str, Doc]]:
        kinds = ("contacts", "line_items", "commerce_payments", "discounts", "fees", "taxes")
        return {kind: {one["id"]: one for one in self.all(kind)} for kind in kinds}

    @cached_property
    def invoices(self) -> dict[str, Doc]:
        return {one["properties"]["hs_number"]: one for one in self.all("invoices")}

    def parts(self, invoice: Doc, kind: str) -> list[Doc]:
        return [self.by_id[kind][end["id"]] for end in invoice["associations"].get(kind, [])]

    def contact(self, invoice: Doc) -> Doc:
        return self.parts(invoice, "contacts")[0]["properties"]

    def status(self, invoice_number: str) -> str:
        return str(self.invoices[invoice_number]["properties"]["hs_invoice_status"])


@dataclass
class Realm:
    """The QuickBooks half."""

    port: Port
    realm: str | None = None

    def all(self, kind: str) -> list[Doc]:
        found = self.port.vendor.objects(kind, 10**6, 0, self.realm)["results"]
        return [one for one in found if one.get("status") != "Deleted"]

    @cached_property
    def invoices(self) -> dict[str, Doc]:
        return {one["DocNumber"]: one for one in self.all("invoice")}

    @cached_property
    def customers(self) -> dict[str, Doc]:
        return {one["Id"]: one for one in self.all("customer")}

    def named(self, kind: str, name: str) -> Doc:
        return next(one for one in self.all(kind) if name in (one.get("DisplayName"), one.get("Name")))

    def customer(self, invoice: Doc) -> Doc:
        return self.customers[invoice["CustomerRef"]["value"]]

    def lines(self, invoice: Doc) -> list[Doc]:
        return [line for line in invoice["Line"] if line["DetailType"] == "SalesItemLineDetail"]

    def payments(self, invoice: Doc) -> list[Doc]:
        ids = [link["TxnId"] for link in invoice.get("LinkedTxn", []) if link["TxnType"] == "Payment"]
        return [one for one in self.all("payment") if one["Id"] in ids]
