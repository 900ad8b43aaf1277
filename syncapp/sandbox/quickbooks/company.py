"""A company that can be set up and filled: what a seed and the control routes use."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.quickbooks import chart, customfields, tax, writes
from syncapp.sandbox.quickbooks.books import Books, Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.state import Store


class Company(Books):
    def load(
        self,
        entity: str,
        body: dict[str, Any],
        *,
        created_at: datetime | None = None,
        updated_at: datetime | None = None,
        id: str | None = None,
    ) -> Doc:
        """Stores history: totals, links and numbers as always, no rule of today refuses.

        Types, lengths and unknown fields are still refused, so that a seed's slip is seen. Tax is manual
        even where it is automated today. A payment touches its invoices at its own `updated_at`.
        """
        ctx = Context(self, history=True, id=id, created_at=created_at, updated_at=updated_at)
        return writes.create(ctx, ENTITIES[entity], body)

    def change(
        self, entity: str, body: dict[str, Any], operation: str = "update", *, at: datetime | None = None
    ) -> Doc:
        """A past `update` (sparse needs `"sparse": True`), `void` or `delete`; SyncToken may be left out."""
        return writes.OPERATIONS[operation](Context(self, history=True, created_at=at), ENTITIES[entity], body)

    def define_field(
        self, name: str, kind: str = "StringType", definition_id: str | None = None, **more: tuple[str, ...]
    ) -> str:
        """A custom field: "1", "2", "3" are the legacy strings of forms, else an enhanced one; `on`, `options`."""
        return customfields.define(self, name, kind, definition_id, **more)

    def define_tax(self, name: str, parts: list[tuple[str, Decimal]], agency: str | None = None) -> str:
        """A tax code with its rates (name, percent); its Id."""
        return tax.define(self, name, parts, agency)

    def find_named(self, entity: str, name: str) -> Doc | None:
        """By name or full name, inactive ones too."""
        kind, key = (
            ("name", name.casefold()) if ENTITIES[entity].shape == "person" else ("list", (entity, name.casefold()))
        )
        return next((self.get(*found) for found in self.index.find(kind, key) if found[0] == entity), None)

    def settings(self, body: dict[str, Any]) -> dict[str, Any]:
        """Deep merge into Preferences and CompanyInfo; `ClosingPassword` makes a closed period answer 6210."""
        if "Preferences" in body:
            self.configure(preferences=self._changed(merged(self.preferences, body["Preferences"])))
            if self.recorder:
                self.recorder.saved("Preferences", str(self.preferences.get("Id", "1")), "Update")
        if "CompanyInfo" in body:
            self.configure(info=self._changed(merged(self.info, body["CompanyInfo"])))
        if "ClosingPassword" in body:
            self.configure(closing_password=bool(body["ClosingPassword"]))
        return {"Preferences": self.preferences, "CompanyInfo": self.info}

    def _changed(self, doc: Doc) -> Doc:
        meta = {**doc["MetaData"], "LastUpdatedTime": self.stamp()}
        return {**doc, "SyncToken": str(int(doc["SyncToken"]) + 1), "MetaData": meta}


def merged(old: Any, new: Any) -> Any:
    """Deep merge; lists and plain values are replaced, `None` takes a key away."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    out = {key: merged(old.get(key), value) for key, value in new.items() if value is not None}
    return {**{key: value for key, value in old.items() if key not in new}, **out}


def found(store: Store, clock: Clock, realm: str, name: str, country: str, info: dict[str, Any]) -> Company:
    """A new company with its usual chart of accounts."""
    stamp = clock.now().isoformat(timespec="seconds")
    parts = {
        "info": chart.info(realm, name, country, info, stamp),
        "preferences": chart.preferences(country, stamp),
    }
    store.put("companies", realm, {"realm": realm, **parts})
    company = Company(store, clock, realm)
    local = company.stamp()
    for part in ("info", "preferences"):
        company.configure(**{part: {**parts[part], "MetaData": {"CreateTime": local, "LastUpdatedTime": local}}})
    for account, kind, subtype in chart.ACCOUNTS:
        company.load("Account", {"Name": account, "AccountType": kind, "AccountSubType": subtype})
    for method, kind in chart.METHODS:
        company.load("PaymentMethod", {"Name": method, "Type": kind})
    for term, days in chart.TERMS:
        company.load("Term", {"Name": term, "DueDays": days})
    _taxes(company, country)
    return company


def _taxes(company: Company, country: str) -> None:
    if country == "US":
        for code in ("TAX", "NON"):  # pseudo codes, which a query returns like real ones
            company.load(
                "TaxCode",
                {"Name": code, "Description": code, "Taxable": code == "TAX", "TaxGroup": False},
                id=code,
            )
    elif country == "CA":
        for name, rate, percent in chart.CANADIAN:
            company.define_tax(name, [(rate, Decimal(percent))])
