"""Look-ups over the stored documents, kept in memory and rebuilt from them at start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks import ledger
from syncapp.sandbox.quickbooks.models import ENTITIES, FORMS, OWED
from syncapp.sandbox.quickbooks.money import ZERO, amount

Key = tuple[str, str]  # entity, Id


class Index:
    """For each kind and key the documents that stand under it, with a value where there is one.

    Kinds: `name` (display names of the three name lists), `list` (entity and full name), `number` (of sales
    forms), `estimate number`, `applied` (transaction → amount by payment), `deposited` (transaction → deposit),
    `invoiced` (estimate → forms made of it), `customer` (of transactions, with what each leaves owed), `child`
    (of a parent customer), `posted` (what moved an account's balance).
    """

    def __init__(self) -> None:
        self._maps: dict[str, dict[Any, dict[Key, Any]]] = {}
        self._held: dict[Key, list[tuple[str, Any, Any]]] = {}
        self.stamps: dict[str, dict[str, float]] = {}

    def find(self, kind: str, key: Any) -> dict[Key, Any]:
        return self._maps.get(kind, {}).get(key, {})

    def add(self, entity: str, doc: dict[str, Any]) -> None:
        key = (entity, doc["Id"])
        self.remove(*key)
        held = list(entries(entity, doc))
        for kind, name, value in held:
            self._maps.setdefault(kind, {}).setdefault(name, {})[key] = value
        self._held[key] = held
        self.stamps.setdefault(entity, {})[doc["Id"]] = stamp_of(doc)

    def restamp(self, entity: str, doc: dict[str, Any]) -> None:
        """Of a document that is known only its time is another."""
        self.stamps[entity][doc["Id"]] = stamp_of(doc)

    def remove(self, entity: str, id_: str) -> None:
        key = (entity, id_)
        for kind, name, _ in self._held.pop(key, []):
            there = self._maps[kind][name]
            there.pop(key, None)
            if not there:
                del self._maps[kind][name]
        self.stamps.get(entity, {}).pop(id_, None)


def stamp_of(doc: dict[str, Any]) -> float:
    return datetime.fromisoformat(doc["MetaData"]["LastUpdatedTime"]).timestamp()


def entries(entity: str, doc: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    shape = ENTITIES[entity].shape
    if shape == "person":
        yield "name", doc["DisplayName"].casefold(), None
        if doc.get("ParentRef"):
            yield "child", doc["ParentRef"]["value"], None
    elif shape == "list":
        name = doc.get("FullyQualifiedName") or doc.get("Name") or doc.get("DisplayName", "")
        yield "list", (entity, name.casefold()), None
    else:
        if doc.get("CustomerRef"):
            yield "customer", doc["CustomerRef"]["value"], _owed(entity, doc)
        for customer, value in doc.get(OWED, {}).items():
            yield "customer", customer, amount(value)
        yield from _transaction_entries(entity, doc)
        posted: dict[str, Decimal] = {}
        for account, value in ledger.postings(entity, doc):
            posted[account] = posted.get(account, ZERO) + value
        for account, value in posted.items():
            yield "posted", account, value


def _owed(entity: str, doc: dict[str, Any]) -> Decimal:
    if entity == "Payment":
        return -amount(doc.get("UnappliedAmt"))
    return amount(doc.get("Balance")) * (-1 if entity == "CreditMemo" else 1)


def _transaction_entries(entity: str, doc: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    if entity in FORMS:
        if doc.get("DocNumber"):
            yield "estimate number" if entity == "Estimate" else "number", doc["DocNumber"], None
        for link in doc.get("LinkedTxn", []):
            if link["TxnType"] == "Estimate":
                yield "invoiced", link["TxnId"], None
    elif entity == "Payment":
        for line in doc.get("Line", []):
            for link in line.get("LinkedTxn", []):
                yield "applied", (link["TxnType"], link["TxnId"]), amount(line["Amount"])
    elif entity == "Deposit":
        for line in doc.get("Line", []):
            for link in line.get("LinkedTxn", []):
                yield "deposited", (link["TxnType"], link["TxnId"]), None
