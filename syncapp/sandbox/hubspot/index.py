"""Where a value stands: the records by the values of a few tracked properties, and the ids in order."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator
from itertools import islice
from typing import Any

Record = dict[str, Any]


class Index:
    """Built from the store at start, kept up by every change. Archived records are in `order` only."""

    def __init__(self) -> None:
        self._by_value: dict[tuple[str, str], dict[str, list[str]]] = {}
        self._tracked: dict[str, set[str]] = {}
        self._order: dict[str, list[int]] = {}
        self._gone: dict[str, set[int]] = {}  # the archived ones
        self._shuffled: set[str] = set()  # types whose records did not come in the order of their ids

    def track(self, kind: str, name: str, records: dict[str, Record]) -> None:
        """Start following a property; values that records already have are taken in."""
        self._tracked.setdefault(kind, set()).add(name)
        self._by_value[kind, name] = {}
        for record in records.values():
            if not record["archived"] and name in record["properties"]:
                self.add_value(kind, name, record["properties"][name], record["id"])

    def find(self, kind: str, name: str, value: str) -> list[str]:
        """Ids of the living records that have this value."""
        return self._by_value.get((kind, name), {}).get(_key(name, value), [])

    def holders(self, kind: str, name: str) -> dict[str, list[str]]:
        return self._by_value.get((kind, name), {})

    def changed(self, kind: str, record_id: str, name: str, old: str | None, new: str | None) -> None:
        if name in self._tracked.get(kind, ()):
            if old is not None:
                self.drop_value(kind, name, old, record_id)
            if new is not None:
                self.add_value(kind, name, new, record_id)

    def add_value(self, kind: str, name: str, value: str, record_id: str) -> None:
        by_value = self._by_value[kind, name]
        for part in _parts(name, value):
            by_value.setdefault(_key(name, part), []).append(record_id)

    def drop_value(self, kind: str, name: str, value: str, record_id: str) -> None:
        by_value = self._by_value[kind, name]
        for part in _parts(name, value):
            ids = by_value.get(_key(name, part), [])
            if record_id in ids:
                ids.remove(record_id)
            if not ids:
                by_value.pop(_key(name, part), None)

    def arrived(self, record: Record) -> None:
        kind, record_id = record["kind"], record["id"]
        order = self._order.setdefault(kind, [])
        number = int(record_id)
        if not order or order[-1] < number:
            order.append(number)
        else:
            insort(order, number)
            self._shuffled.add(kind)
        if record["archived"]:
            self._gone.setdefault(kind, set()).add(number)
        else:
            self.values_in(record)

    def left(self, kind: str, record_id: str) -> None:
        """A record is gone for good."""
        order = self._order[kind]
        del order[bisect_right(order, int(record_id)) - 1]

    def values_in(self, record: Record) -> None:
        """A record lives: it is new, or back from the recycle bin."""
        self._gone.get(record["kind"], set()).discard(int(record["id"]))
        for name in self._tracked.get(record["kind"], ()):
            if name in record["properties"]:
                self.add_value(record["kind"], name, record["properties"][name], record["id"])

    def values_out(self, record: Record) -> None:
        self._gone.setdefault(record["kind"], set()).add(int(record["id"]))
        for name in self._tracked.get(record["kind"], ()):
            if name in record["properties"]:
                self.drop_value(record["kind"], name, record["properties"][name], record["id"])

    def ids_after(self, kind: str, after: int) -> list[int]:
        order = self._order.get(kind, [])
        return order[bisect_right(order, after) :]

    def living(self, kind: str) -> int:
        """How many records of a type are not archived."""
        return len(self._order.get(kind, [])) - len(self._gone.get(kind, ()))

    def newest(self, kind: str, skip: int = 0) -> Iterator[int]:
        """Ids of what is not archived from the highest down, so many left out."""
        order, gone = self._order.get(kind, []), self._gone.get(kind)
        if not gone:
            return (order[n] for n in range(len(order) - 1 - skip, -1, -1))
        return islice((one for one in reversed(order) if one not in gone), skip, None)

    def gone(self, kind: str) -> list[int]:
        """Ids of the archived ones from the highest down."""
        return sorted(self._gone.get(kind, ()), reverse=True)

    def in_order(self, kind: str) -> bool:
        """Whether the store has the records of a type in the order of their ids already."""
        return kind not in self._shuffled

    def clear(self) -> None:
        self._shuffled.clear()
        self._gone.clear()
        self._by_value.clear()
        self._tracked.clear()
        self._order.clear()


def _key(name: str, value: str) -> str:
    return value.strip().lower() if name in {"email", "hs_additional_emails"} else value


def _parts(name: str, value: str) -> list[str]:
    return [part for part in value.split(";") if part.strip()] if name == "hs_additional_emails" else [value]
