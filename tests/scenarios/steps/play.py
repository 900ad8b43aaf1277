"""The company as a scenario speaks of it: people, items and documents by their names, fields by their labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import time_machine

from syncapp.core.values import Side
from syncapp.engine.session import CouldNotRun
from syncapp.storage.models import ObjectSync, SyncRecord
from tests.kept import Tables
from tests.scenarios.company import Company, Doc, apart, composed, living

OBJECTS = {"contacts": "contact", "products": "product", "invoices": "invoice", "payments": "payment"}
SIDES = {"HubSpot": Side.HUBSPOT, "QuickBooks": Side.QUICKBOOKS}


@dataclass
class Play(Company):
    wrote: Mapping[str, int] = field(default_factory=dict)  # of the last sync
    stopped: str = ""  # why it stopped, in words
    made: dict[str, str] = field(default_factory=dict)  # drafts and documents without a number, by their nickname
    said: str = ""  # the page that followed the last click
    window: tuple[str, str] = ("", "")  # path and text of a page that stands open since
    backup: Tables | None = None  # of our database
    apart: str = ""  # the side where accents are typed as signs of their own
    untold: dict[str, list[Doc]] = field(
        default_factory=dict
    )  # what no webhook has told yet of a merge, by who is gone

    def run(self, **options: Any) -> None:
        """One sync; what it wrote, or why it could not run, is kept for the next sentence."""
        try:
            result = self.world.sync(**options)
        except CouldNotRun as why:
            self.wrote, self.stopped = {"hubspot": 0, "quickbooks": 0}, str(why)
        else:
            self.wrote, self.stopped = dict(result.as_json()["writes"]), result.stopped

    def its_time(self) -> AbstractContextManager[Any]:
        """Where our own code asks what time it is, as a click does."""
        return time_machine.travel(self.world.now(), tick=True)

    def sign_in(self) -> None:
        """Tokens from the command line last for half an hour, and stories for weeks."""
        for row in self.world.workspace.connections.all():
            told = self.world.control(row.side, "tokens", {})
            row.access_token, row.refresh_token, row.state = told["access_token"], told["refresh_token"], "connected"
            row.save()

    def bill_in(self, currency: str, *only: str) -> None:
        """Beside the dollars of the company; on both sides, unless told."""
        if "HubSpot" in (only or SIDES):
            self.world.control("hubspot", "settings", {"additional_currencies": [currency]})
        if "QuickBooks" in (only or SIDES):
            dollars = {"MultiCurrencyEnabled": True, "HomeCurrency": {"value": "USD"}}
            self.company_settings(CurrencyPrefs=dollars)

    def sync_of(self, objects: str) -> ObjectSync:
        return ObjectSync.objects.get(workspace=self.world.workspace, object_type=OBJECTS[objects])

    # -- in HubSpot --------------------------------------------------------------------------------------------

    def in_hubspot(self, method: str, path: str, body: Any = None) -> Any:
        return super().in_hubspot(method, path, apart(body) if self.apart == "HubSpot" else body)

    def here(self, kind: str, matches: Callable[[Doc], bool], name: str) -> Doc:
        return only((one for one in living(self.world, "hubspot", kind) if matches(_seen(one["properties"]))), name)

    def contact_here(self, name: str) -> str:
        """By address, by first, last or both names, or by the company's name."""

        def called(values: Doc) -> bool:
            first, last = values.get("firstname") or "", values.get("lastname") or ""
            return name in (first, last, f"{first} {last}".strip(), values.get("email"), values.get("company"))

        return str(self.here("contacts", called, name)["id"])

    def product_here(self, name: str) -> str:
        return str(self.here("products", lambda values: name in (values.get("name"), values.get("hs_sku")), name)["id"])

    def invoice_here(self, number: str) -> str:
        if number in self.made:
            return self.made[number]
        return str(self.here("invoices", lambda values: values.get("hs_number") == number, number)["id"])

    # -- in QuickBooks -----------------------------------------------------------------------------------------

    def in_quickbooks(self, entity: str, body: Doc, operation: str = "") -> Doc:
        return super().in_quickbooks(entity, apart(body) if self.apart == "QuickBooks" else body, operation)

    def there(self, entity: str, matches: Callable[[Doc], bool], name: str) -> Doc:
        return only((one for one in living(self.world, "quickbooks", entity.lower()) if matches(_seen(one))), name)

    def named_there(self, entity: str, name: str) -> Doc:
        label = "Name" if entity in ("Item", "Class", "Term", "PaymentMethod", "Account") else "DisplayName"
        return self.there(entity, lambda one: one.get(label) == name, name)

    def customer_there(self, name: str) -> str:
        return str(self.named_there("Customer", name)["Id"])

    def item_there(self, name: str) -> str:
        return str(self.named_there("Item", name)["Id"])

    def invoice_there(self, number: str) -> Doc:
        return self.there("Invoice", lambda one: one.get("DocNumber") == number, number)

    # -- ours --------------------------------------------------------------------------------------------------

    def row(self, name: str) -> SyncRecord:
        """The record that a sentence means: `HS-1`, `the contact Ann`, `the payment of 40.00 on HS-1` …"""
        kind, _, rest = name.removeprefix("the ").partition(" ")
        if name.startswith("one payment of "):  # of several that are alike, one that fails
            amount, _, number = name.removeprefix("one payment of ").partition(" on ")
            found = self.world.records(
                object_type="payment", amount=amount, **({"invoice__number": number} if number else {})
            )
            return min(found, key=lambda row: row.status != "failing")
        if name.startswith("the payment of "):
            amount, number = rest.removeprefix("of ").split(" on ")
            return self.world.record(object_type="payment", amount=amount, invoice__number=number)
        finders: dict[str, Callable[[], dict[str, str]]] = {
            "contact": lambda: {"object_type": "contact", "hubspot_id": self.contact_here(rest)},
            "customer": lambda: {"object_type": "contact", "quickbooks_id": self.customer_there(rest)},
            "product": lambda: {"object_type": "product", "hubspot_id": self.product_here(rest)},
            "item": lambda: {"object_type": "product", "quickbooks_id": self.item_there(rest)},
            "draft": lambda: {"object_type": "invoice", "hubspot_id": self.invoice_here(rest)},
        }
        if name.startswith("the ") and kind in finders:
            return self.world.record(**finders[kind]())
        side, _, number = name.partition("'s ")  # `HubSpot's HS-1`, where each side has one of its own
        if side in SIDES:
            found = self.invoice_here(number) if side == "HubSpot" else self.invoice_there(number)["Id"]
            return self.world.record(object_type="invoice", **{f"{SIDES[side]}_id": found})
        return self.world.record(object_type="invoice", number=name)


def _seen(values: Doc) -> Doc:
    return {name: composed(value) for name, value in values.items()}


def only(found: Iterable[Doc], name: str) -> Doc:
    several = list(found)
    assert len(several) == 1, f"{len(several)} are called {name!r}"
    return several[0]


def rows_of(table: list[list[str]]) -> list[dict[str, str]]:
    """A table under a sentence: each row by its headings, without what was left blank."""
    head, *rest = table
    return [{name: cell for name, cell in zip(head, row, strict=True) if cell} for row in rest]
