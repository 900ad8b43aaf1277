"""The client's APIs of one object type behind one set of words: each package has its own classes, alike."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from hubspot import HubSpot as Client

from tests.sandbox.hubspot.portal import end

# Object type -> the client's package for it; all others go by the generic one.
PACKAGES = {
    "contacts": "crm.contacts", "companies": "crm.companies", "products": "crm.products",
    "line_items": "crm.line_items", "deals": "crm.deals", "invoices": "crm.commerce.invoices", "taxes": "crm.objects.taxes",
}  # fmt: skip
KINDS = (*PACKAGES, "commerce_payments", "discounts", "fees")
# What a new one needs, what changes, and what it changes to.
SAMPLES: dict[str, tuple[dict[str, str], str, str]] = {
    "contacts": ({"email": "ann{n}@example.com", "firstname": "Ann"}, "firstname", "Anna"),
    "companies": ({"name": "Acme {n}", "domain": "acme{n}.example.com"}, "name", "Acme Ltd"),
    "products": ({"name": "Mulch {n}", "price": "12.50", "hs_sku": "M-{n}"}, "price", "13"),
    "line_items": ({"name": "Mowing {n}", "price": "40", "quantity": "2"}, "quantity", "3"),
    "deals": (
        {"dealname": "Garden {n}", "dealstage": "qualifiedtobuy", "pipeline": "default"},
        "dealstage",
        "closedwon",
    ),
    "invoices": (
        {"hs_currency": "USD", "hs_invoice_billable": "false", "hs_number": "A-{n}"},
        "hs_comments",
        "Thank you",
    ),
    "taxes": ({"hs_label": "Tax {n}", "hs_type": "PERCENT", "hs_value": "8.25"}, "hs_value", "9"),
    "commerce_payments": (
        {"hs_initial_amount": "{n}.50", "hs_initiated_date": "2026-11-20T00:00:00.000Z"},
        "hs_reference_number",
        "check 7",
    ),
    "discounts": ({"hs_label": "Less {n}", "hs_type": "FIXED", "hs_value": "5"}, "hs_value", "6"),
    "fees": ({"hs_label": "Fee {n}", "hs_type": "FIXED", "hs_value": "5"}, "hs_value", "6"),
}


def sample(kind: str, number: int) -> dict[str, str]:
    return {name: value.replace("{n}", str(number)) for name, value in SAMPLES[kind][0].items()}


@dataclass
class Door:
    """`generic` takes the objects API, which names the type in each call."""

    client: Client
    kind: str
    generic: bool = False

    @property
    def models(self) -> Any:
        package = "crm.objects" if self._by_name else PACKAGES[self.kind]
        return importlib.import_module(f"hubspot.{package}")

    @property
    def _by_name(self) -> bool:
        return self.generic or self.kind not in PACKAGES

    def _call(self, api: str, method: str, *given: Any, **more: Any) -> Any:
        found: Any = self.client
        for name in ("crm.objects" if self._by_name else PACKAGES[self.kind]).split("."):
            found = getattr(found, name)
        first = (self.kind,) if self._by_name else ()
        return getattr(getattr(found, api), method)(*first, *given, **more)

    # One record

    def create(self, properties: dict[str, str], *ends: dict[str, Any], **more: Any) -> Any:
        made = self.models.SimplePublicObjectInputForCreate(properties=properties, associations=list(ends))
        return self._call("basic_api", "create", made, **more)

    def read(self, record_id: str, **more: Any) -> Any:
        return self._call("basic_api", "get_by_id", record_id, **more)

    def page(self, **more: Any) -> Any:
        return self._call("basic_api", "get_page", **more)

    def update(self, record_id: str, properties: dict[str, str], **more: Any) -> Any:
        given = self.models.SimplePublicObjectInput(properties=properties)
        return self._call("basic_api", "update", record_id, given, **more)

    def archive(self, record_id: str) -> None:
        self._call("basic_api", "archive", record_id)

    # Many

    def create_all(self, *properties: dict[str, str], trace: bool = False) -> Any:
        inputs = [
            self.models.SimplePublicObjectBatchInputForCreate(
                properties=one, associations=[], object_write_trace_id=str(number) if trace else None
            )
            for number, one in enumerate(properties)
        ]
        return self._batch("create", "BatchInputSimplePublicObjectBatchInputForCreate", inputs)

    def read_all(self, ids: list[str], properties: list[str], **more: Any) -> Any:
        inputs = [self.models.SimplePublicObjectId(id=one) for one in ids]
        return self._batch(
            "read", "BatchReadInputSimplePublicObjectId", inputs, properties=properties, properties_with_history=[], **more
        )  # fmt: skip

    def update_all(self, changes: dict[str, dict[str, str]], **more: Any) -> Any:
        model = self.models.SimplePublicObjectBatchInput
        inputs = [model(id=one, properties=properties, **more) for one, properties in changes.items()]
        return self._batch("update", "BatchInputSimplePublicObjectBatchInput", inputs)

    def upsert_all(self, id_property: str, changes: dict[str, dict[str, str]]) -> Any:
        model = self.models.SimplePublicObjectBatchInputUpsert
        inputs = [model(id=one, id_property=id_property, properties=changes[one]) for one in changes]
        return self._batch("upsert", "BatchInputSimplePublicObjectBatchInputUpsert", inputs)

    def archive_all(self, ids: list[str]) -> None:
        inputs = [self.models.SimplePublicObjectId(id=one) for one in ids]
        self._batch("archive", "BatchInputSimplePublicObjectId", inputs)

    def _batch(self, method: str, model: str, inputs: list[Any], **more: Any) -> Any:
        return self._call("batch_api", method, getattr(self.models, model)(inputs=inputs, **more))

    # Search

    def search(self, *filters: dict[str, Any], **more: Any) -> Any:
        """All filters in one group."""
        groups = [{"filters": list(filters)}] if filters else []
        return self.search_groups(groups, **more)

    def search_groups(self, groups: list[dict[str, Any]], **more: Any) -> Any:
        asked = self.models.PublicObjectSearchRequest(filter_groups=groups, **more)
        return self._call("search_api", "do_search", asked)


def invoice(client: Client, *ends: dict[str, Any], **properties: str) -> str:
    """A mirror of an invoice billed elsewhere."""
    values = {"hs_currency": "USD", "hs_invoice_billable": "false", **properties}
    return str(Door(client, "invoices").create(values, *ends).id)


def contact(client: Client, email: str = "ann@example.com") -> str:
    return str(Door(client, "contacts").create({"email": email}).id)


def line(client: Client, invoice_id: str, **properties: str) -> str:
    made = Door(client, "line_items").create({"name": "Mowing", **properties}, end(invoice_id, 410))
    return str(made.id)
