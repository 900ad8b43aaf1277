"""The audit log of one company: who made, changed, voided or deleted what, with the old and the new values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from syncapp.sandbox.quickbooks.models import OWED
from syncapp.sandbox.state import Store

Doc = dict[str, Any]
Entry = dict[str, Any]  # {"at", "who", "what", "entity", "id", "changes": [[field, old, new], …]}
PERSON = "A person"
KEPT = 30_000  # entries of a company: about 32 MB
MOST = 60  # changes told of one entry
LONGEST = 400  # characters of a value
QUIET = {OWED, "SyncToken", "MetaData", "sparse", "domain", "status"}  # moved by every write


class Audit:
    """The newest entries in the store, under running numbers. Without `actor` nothing is noted: no request is
    under way, and what a seed plants was always there."""

    def __init__(self, store: Store, realm: str) -> None:
        self._store, self._collection = store, f"{realm}/audit"
        self.actor = ""
        self._by_record: dict[tuple[str, str], list[str]] = {}
        self._last = 0
        for number, entry in store.all(self._collection).items():
            self._by_record.setdefault((entry["entity"], entry["id"]), []).append(number)
            self._last = int(number)

    @contextmanager
    def by(self, actor: str) -> Iterator[None]:
        """Whose request is under way."""
        self.actor = actor
        try:
            yield
        finally:
            self.actor = ""

    def noted(self, what: str, entity: str, id_: str, at: str, rows: list[list[str]] | None = None) -> None:
        self._last += 1
        number = str(self._last)
        entry: Entry = {"at": at, "who": self.actor, "what": what, "entity": entity, "id": id_}
        if rows:
            entry["changes"] = rows
        self._store.put(self._collection, number, entry)
        self._by_record.setdefault((entity, id_), []).append(number)
        if len(self._store.all(self._collection)) > KEPT:
            self._forget()

    def renamed(self, what: str, entity: str, id_: str) -> None:
        """The last entry of a record was more than a change: it was voided, mailed or merged."""
        numbers = self._by_record.get((entity, id_))
        if self.actor and numbers:
            entry = self._store.all(self._collection)[numbers[-1]]
            self._store.put(self._collection, numbers[-1], {**entry, "what": what})

    def _forget(self) -> None:
        entries = self._store.all(self._collection)
        oldest = str(self._last - len(entries) + 1)  # the numbers have no gaps
        key = entries[oldest]["entity"], entries[oldest]["id"]
        self._store.drop(self._collection, oldest)
        del self._by_record[key][0]
        if not self._by_record[key]:
            del self._by_record[key]

    def of(self, entity: str, id_: str) -> list[Entry]:
        """Newest first."""
        entries = self._store.all(self._collection)
        return [entries[number] for number in reversed(self._by_record.get((entity, id_), []))]

    def newest(self) -> Iterator[Entry]:
        return reversed(self._store.all(self._collection).values())

    def __len__(self) -> int:
        return len(self._store.all(self._collection))


def changes(old: Doc, new: Doc) -> list[list[str]]:
    """`[field, old, new]` of everything that differs; nested fields and lines by their path."""
    rows: list[list[str]] = []
    for name in {**old, **new}:
        if name not in QUIET and old.get(name) != new.get(name):
            _compare(name, old.get(name), new.get(name), rows)
    return rows[:MOST]


def _compare(path: str, old: Any, new: Any, rows: list[list[str]]) -> None:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in {**old, **new}:
            _compare(f"{path}.{name}", old.get(name), new.get(name), rows)
    elif isinstance(old, list) and isinstance(new, list):
        for n in range(max(len(old), len(new))):
            before, after = (side[n] if n < len(side) else None for side in (old, new))
            _compare(f"{path} {n + 1}", before, after, rows)
    else:
        rows.append([path, _text(old), _text(new)])


def _text(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
