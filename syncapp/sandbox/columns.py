"""The documents of a collection in the order of one value, so that a page of 100,000 is a slice and not a walk."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload

from syncapp.sandbox.state import Store

Reader = Callable[[dict[str, Any]], Any]
FEW = 1_000  # changes that are put in one by one; more are sorted in at once


class Stretch(Sequence[int]):
    """The numbers of a part of a column, read when they are asked for."""

    def __init__(self, order: list[tuple[Any, int]], places: range) -> None:
        self._order, self._places = order, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, key: int) -> int: ...
    @overload
    def __getitem__(self, key: slice) -> Stretch: ...
    def __getitem__(self, key: int | slice) -> int | Stretch:
        if isinstance(key, slice):
            return Stretch(self._order, self._places[key])
        return self._order[self._places[key]][1]

    def __iter__(self) -> Iterator[int]:
        order = self._order
        return (order[place][1] for place in self._places)


class Column:
    """Built when it is first asked for; what was stored or dropped since is taken in by the next `fresh`.

    `read` gives a value that compares with all others of the column, or None for a document that stands in no
    order. Keys are numbers as text. Equal values are in the order of their numbers.
    """

    def __init__(self, store: Store, collection: str, read: Reader) -> None:
        self._rows, self._read = store.all(collection), read
        self._changed = store.watch(collection)
        self._changed.update(self._rows)
        self.order: list[tuple[Any, int]] = []
        self.values: dict[int, Any] = {}

    def fresh(self) -> Column:
        """Brings it up to date."""
        if self._changed:
            (self._put_in if len(self._changed) <= FEW else self._sort_in)()
            self._changed.clear()
        return self

    def _put_in(self) -> None:
        for number, value in self._news():
            old = self.values.pop(number, None)
            if old is not None:
                del self.order[bisect_left(self.order, (old, number))]
            if value is not None:
                self.values[number] = value
                insort(self.order, (value, number))

    def _sort_in(self) -> None:
        for number, value in self._news():
            if value is None:
                self.values.pop(number, None)
            else:
                self.values[number] = value
        self.order = sorted((value, number) for number, value in self.values.items())

    def _news(self) -> list[tuple[int, Any]]:
        found = []
        for key in self._changed:
            if key.isdecimal():
                document = self._rows.get(key)
                found.append((int(key), None if document is None else self._read(document)))
        return found

    def between(
        self, low: Any = None, high: Any = None, *, above: bool = False, below: bool = False
    ) -> tuple[int, int]:
        """Where the values from `low` to `high` stand in `order`; None is no bound, `above` and `below` leave them out."""
        start, end = 0, len(self.order)
        if low is not None:
            start = bisect_right(self.order, low, key=_value) if above else bisect_left(self.order, low, key=_value)
        if high is not None:
            end = bisect_left(self.order, high, key=_value) if below else bisect_right(self.order, high, key=_value)
        return start, max(start, end)

    def numbers(self, start: int, end: int) -> Stretch:
        """Valid until the next change."""
        return Stretch(self.order, range(start, end))


def _value(entry: tuple[Any, int]) -> Any:
    return entry[0]


class Columns:
    """Those of one account, by collection and name."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._columns: dict[tuple[str, str], Column] = {}

    def get(self, collection: str, name: str, read: Reader) -> Column:
        """The column, up to date; `read` is always the same for a name."""
        found = self._columns.get((collection, name))
        if found is None:
            found = self._columns[collection, name] = Column(self._store, collection, read)
        return found.fresh()

    def clear(self) -> None:
        self._columns.clear()
