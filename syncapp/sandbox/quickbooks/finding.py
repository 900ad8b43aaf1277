"""Which documents a query means, and in what order: by an index or a column where there is one, else by a walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from syncapp.sandbox.columns import Column
from syncapp.sandbox.quickbooks.books import Books, Doc
from syncapp.sandbox.quickbooks.models import Entity
from syncapp.sandbox.quickbooks.properties import (
    AMOUNTS,
    DAYS,
    TIMES,
    column,
    property_of,
    reader,
    sortable,
    test_of,
    value_of,
)
from syncapp.sandbox.quickbooks.query_parser import Condition, Query

Key = str | int  # an Id, as text or as a number
_INDEXES = {"Id": "", "DocNumber": "number", "CustomerRef": "customer"}
RANGES = (*TIMES, *AMOUNTS, *DAYS)


@dataclass(frozen=True)
class Span:
    """What one condition leaves of a column; without a condition it is the whole of it."""

    name: str
    column: Column
    start: int
    end: int
    condition: Condition | None = None
    exact: bool = True  # the rest needs no test of the condition

    @property
    def numbers(self) -> Sequence[int]:
        return self.column.numbers(self.start, self.end)


def find(books: Books, spec: Entity, query: Query) -> Sequence[Key]:
    """The Ids in order; documents are looked at only where no column tells enough.

    Without ORDERBY transactions come newest Id first, lists in the order of their Ids; equal values follow the
    direction of the last property (all assumed).
    """
    wanted = [(property_of(spec, condition.property), condition) for condition in query.where]
    order = [(property_of(spec, name), descending) for name, descending in query.order]
    direct = _direct(books, spec, wanted)
    span = None if direct else _narrowest(books, spec, wanted, order)
    done = direct[0] if direct else span.condition if span and span.exact else None
    keys = direct[1] if direct else span.numbers if span else list(books.rows(spec.name))
    keys = _tested(books, spec, [one for one in wanted if one[1] is not done], keys)
    if span and [name for name, _ in order] == [span.name]:
        return keys[::-1] if order[0][1] else keys
    return _sorted(books, spec, order, keys if span is None else sorted(keys))


def _direct(books: Books, spec: Entity, wanted: list[tuple[str, Condition]]) -> tuple[Condition, Sequence[Key]] | None:
    """By an index, where a condition names Ids, numbers or a customer: it, and the Ids in their order."""
    rows = books.rows(spec.name)
    for name, condition in wanted:
        if (
            condition.operator in ("=", "in")
            and name in _INDEXES
            and (name, spec.name) != ("DocNumber", "JournalEntry")
        ):
            values = [str(value) for value in condition.values]
            kind = "estimate number" if (name, spec.name) == ("DocNumber", "Estimate") else _INDEXES[name]
            found = {id_ for value in values for entity, id_ in books.index.find(kind, value) if entity == spec.name}
            ids = found if kind else {value for value in values if value in rows}
            return condition, sorted(ids, key=lambda id_: (len(id_), id_))
    return None


def _narrowest(
    books: Books, spec: Entity, wanted: list[tuple[str, Condition]], order: list[tuple[str, bool]]
) -> Span | None:
    spans = [found for name, one in wanted if (found := _span(books, spec, name, one))]
    if not spans and len(order) == 1:
        there = column(books, spec, order[0][0])
        if there is not None and len(there.order) == len(books.rows(spec.name)):
            return Span(order[0][0], there, 0, len(there.order))
    return min(spans, key=lambda one: one.end - one.start, default=None)


def _span(books: Books, spec: Entity, name: str, condition: Condition) -> Span | None:
    """A range of times, days or amounts; of a text, whose case counts in a comparison, the one value."""
    operator, ranged = condition.operator, name in RANGES
    if operator not in ("=", "<", "<=", ">", ">=") or not (ranged or operator == "="):
        return None
    if name in ("Id", "Active") or (there := column(books, spec, name)) is None:
        return None
    value = value_of(books, name, condition.values[0])
    bound: Any = float(value) if name in AMOUNTS else value if ranged else value.casefold()
    low = bound if operator in ("=", ">", ">=") else "" if name in DAYS else None
    high = bound if operator in ("=", "<", "<=") else None
    # A document without the day, which stands under "", is neither before nor after one.
    above = operator == ">" or (name in DAYS and low == "")
    start, end = there.between(low, high, above=above, below=operator == "<")
    return Span(name, there, start, end, condition, exact=ranged)


def _tested(books: Books, spec: Entity, wanted: list[tuple[str, Condition]], keys: Sequence[Key]) -> Sequence[Key]:
    rows, tests = books.rows(spec.name), [test_of(books, spec, *one) for one in wanted]
    if not spec.is_transaction and "Active" not in {name for name, _ in wanted}:
        tests.append(lambda doc: doc.get("Active", True))
    for test in tests:
        keys = [key for key in keys if test(rows[str(key)])]
    return keys


def _sorted(books: Books, spec: Entity, order: list[tuple[str, bool]], keys: Sequence[Key]) -> Sequence[Key]:
    """`keys` are in the order of the Ids."""
    if order[-1][1] if order else spec.is_transaction:
        keys = keys[::-1]
    if [name for name, _ in order] == ["Id"]:
        return keys
    rows = books.rows(spec.name)
    for name, descending in reversed(order):
        there = column(books, spec, name)
        if there is not None and len(there.order) == len(rows):
            keys = sorted(keys, key=_read_off(there), reverse=descending)
        else:
            keys = sorted(keys, key=_read_from(rows, reader(books, spec, name)), reverse=descending)
    return keys


def _read_off(there: Column) -> Callable[[Key], Any]:
    values = there.values
    return lambda key: values[int(key)]


def _read_from(rows: Mapping[str, Doc], read: Callable[[Doc], Any]) -> Callable[[Key], Any]:
    return lambda key: sortable(read(rows[str(key)]))
