"""Which records a search means, and in what order: by the columns where they tell enough, else by a walk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from syncapp.sandbox.columns import Column
from syncapp.sandbox.hubspot.models import Account, Record

Test = Callable[[Record], bool]
FEW = 1_000  # records that are rather read than looked up in one more column


@dataclass(frozen=True)
class Filter:
    """A test, and where what passes it stands: in ranges of a property's column, or at the end of a link."""

    test: Test
    name: str = ""
    kept: Callable[[str], Any] = str.lower
    ranges: list[tuple[Any, Any]] = field(default_factory=list)
    above: bool = False  # without the lower bound itself
    below: bool = False
    end: tuple[str, str] | None = None  # type and id of what it is linked with


@dataclass(frozen=True)
class Asked:
    """Groups of filters, of which one must hold, and the words of the query, which must be in it."""

    groups: list[list[Filter]]
    words: Test | None = None

    def passes(self, record: Record) -> bool:
        if self.words and not self.words(record):
            return False
        return not self.groups or any(all(one.test(record) for one in group) for group in self.groups)


@dataclass(frozen=True)
class Sorting:
    name: str
    kept: Callable[[str], Any]
    down: bool


class Found:
    """Numbers of records in order; of those that the index is behind with, what it still sees."""

    def __init__(self, account: Account, kind: str, numbers: Sequence[int], seen: dict[int, Record]) -> None:
        self._records, self._numbers, self._seen = account.store.all(kind), numbers, seen

    def __len__(self) -> int:
        return len(self._numbers)

    def page(self, start: int, length: int) -> list[Record]:
        return [self._seen.get(one) or self._records[str(one)] for one in self._numbers[start : start + length]]


def column(account: Account, kind: str, name: str, kept: Callable[[str], Any]) -> Column:
    """The living records that have a value, in the order of it."""

    def read(record: Record) -> Any:
        text = record["properties"].get(name)
        return None if text is None or record["archived"] or "mergedInto" in record else kept(text)

    return account.columns.get(kind, f"{name} {kept.__name__}", read)


def find(account: Account, kind: str, asked: Asked, sorting: Sorting | None, behind: Collection[str]) -> Found:
    """Without a sort oldest first. `behind` are the ids of which the index sees an older state."""
    seen = dict(_as_seen(account, kind, asked, behind))
    late = {int(one) for one in behind}
    sorted_by, numbers = _numbers(account, kind, asked, sorting)
    numbers = [one for one in numbers if one not in late] + list(seen) if late else numbers
    if sorting is None:
        numbers = sorted(numbers)
    elif late or sorted_by != sorting.name:
        numbers = _sorted(account, kind, sorting, sorted(numbers), seen)
    elif sorting.down:
        numbers = numbers[::-1]
    return Found(account, kind, numbers, seen)


def _as_seen(account: Account, kind: str, asked: Asked, behind: Iterable[str]) -> Iterator[tuple[int, Record]]:
    records, now = account.store.all(kind), account.now()
    for one in behind:
        record = records.get(one)
        if record is not None and not record["archived"] and "mergedInto" not in record:
            old = account.as_indexed(record, now)
            if old is not None and asked.passes(old):
                yield int(one), old


def _numbers(account: Account, kind: str, asked: Asked, sorting: Sorting | None) -> tuple[str, Sequence[int]]:
    """The numbers of what passes, and the property by which they are sorted already."""
    if asked.words:
        return "", [int(record["id"]) for record in account.walk(kind) if asked.passes(record)]
    if not asked.groups:
        return _all(account, kind, sorting)
    if len(asked.groups) == 1:
        return _group(account, kind, asked.groups[0])
    return "", list({one for group in asked.groups for one in _group(account, kind, group)[1]})


def _all(account: Account, kind: str, sorting: Sorting | None) -> tuple[str, Sequence[int]]:
    living = column(account, kind, "hs_object_id", int)
    if sorting:
        there = column(account, kind, sorting.name, sorting.kept)
        if len(there.order) == len(living.order):  # each has a value
            return sorting.name, there.numbers(0, len(there.order))
    return "", living.numbers(0, len(living.order))


def _group(account: Account, kind: str, filters: list[Filter]) -> tuple[str, Sequence[int]]:
    """Where all filters hold; by the one that leaves the fewest."""
    records = account.store.all(kind)
    linked = next((one for one in filters if one.end), None)
    numbers: Sequence[int]
    if linked and linked.end:
        target = account.store.get(*linked.end)
        ends = target["associations"].get(kind, {}) if target else {}
        numbers, name, rest = [int(one) for one in ends if one in records], "", filters
        numbers = [one for one in numbers if not records[str(one)]["archived"]]
    else:
        spans = [_span(account, kind, one) for one in filters if one.name]
        if not spans:
            return "", [int(one["id"]) for one in account.walk(kind) if all(each.test(one) for each in filters)]
        best = min(spans, key=lambda span: span.length)
        numbers, name = best.numbers, best.sorted_by
        rest = [one for one in filters if one is not best.filter]
    for one in rest:
        if one.name and len(numbers) > FEW:
            passing = set(_span(account, kind, one).numbers)
            numbers = [number for number in numbers if number in passing]
        else:
            numbers = [number for number in numbers if one.test(records[str(number)])]
    return name, numbers


@dataclass(frozen=True)
class _Span:
    filter: Filter
    column: Column
    parts: list[tuple[int, int]]

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.parts)

    @property
    def numbers(self) -> Sequence[int]:
        if len(self.parts) == 1:
            return self.column.numbers(*self.parts[0])
        return [number for start, end in self.parts for number in self.column.numbers(start, end)]

    @property
    def sorted_by(self) -> str:
        return self.filter.name if len(self.parts) == 1 else ""


def _span(account: Account, kind: str, one: Filter) -> _Span:
    there = column(account, kind, one.name, one.kept)
    return _Span(one, there, [there.between(*each, above=one.above, below=one.below) for each in one.ranges])


def _sorted(account: Account, kind: str, sorting: Sorting, numbers: list[int], seen: dict[int, Record]) -> list[int]:
    """Without a value: last (assumed); equal values follow the direction. `numbers` rise."""
    if sorting.name == "hs_object_id":
        return numbers[::-1] if sorting.down else numbers
    values = column(account, kind, sorting.name, sorting.kept).values
    if seen:
        told = {one: record["properties"].get(sorting.name) for one, record in seen.items()}
        old = {one: sorting.kept(text) for one, text in told.items() if text is not None}
        values = {one: value for one, value in values.items() if one not in seen} | old
    there = [one for one in numbers if one in values]
    there.sort(key=values.__getitem__)
    if sorting.down:
        there.reverse()
    return there if len(there) == len(numbers) else there + [one for one in numbers if one not in values]
