"""Going through pages, with an end even where the vendor gives none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from syncapp.connectors.errors import GarbageAnswer
from syncapp.connectors.protocol import Problem

T = TypeVar("T")
C = TypeVar("C")


def pages(fetch: Callable[[C], tuple[list[T], C | None]], first: C) -> Iterator[list[T]]:
    """Every page from `first` on. `fetch` gives a page and the cursor of the next one, None after the last.

    A cursor that comes twice would never end: the answer is then not to be believed. `GarbageAnswer`.
    """
    cursor, seen = first, {first}
    while True:
        page, following = fetch(cursor)
        yield page
        if following is None:
            return
        if following in seen:
            raise GarbageAnswer(Problem("garbage_answer", f"The pages go round in a circle: {following} came twice."))
        seen.add(following)
        cursor = following


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Full batches, the last one with the rest."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def carries(body: Any) -> int:
    """How many records or questions a batch of either vendor carries; anything else is one call for one."""
    listed = body.get("inputs") or body.get("BatchItemRequest") if isinstance(body, Mapping) else None
    return len(listed) if isinstance(listed, list) else 1
