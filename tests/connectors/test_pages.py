from __future__ import annotations

import pytest

from syncapp.connectors.errors import GarbageAnswer
from syncapp.connectors.pages import chunks, pages


def test_pages_are_gone_through_to_the_last() -> None:
    book = {"": (["a", "b"], "2"), "2": (["c"], "3"), "3": ([], None)}
    assert [*pages(lambda cursor: book[cursor], "")] == [["a", "b"], ["c"], []]


def test_a_page_is_fetched_only_when_it_is_wanted() -> None:
    asked: list[int] = []

    def fetch(cursor: int) -> tuple[list[int], int | None]:
        asked.append(cursor)
        return [cursor], cursor + 1

    walk = pages(fetch, 0)
    assert next(walk) == [0]
    assert asked == [0]


@pytest.mark.parametrize("circle", [{"": "2", "2": ""}, {"": ""}, {"": "2", "2": "3", "3": "2"}])
def test_pages_that_go_round_in_a_circle_end_with_an_error(circle: dict[str, str]) -> None:
    with pytest.raises(GarbageAnswer, match="circle"):
        [*pages(lambda cursor: (["x"], circle[cursor]), "")]


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (100, [100]), (101, [100, 1]), (250, [100, 100, 50])])
def test_batches_are_full_but_for_the_last(count: int, sizes: list[int]) -> None:
    found = [*chunks([*range(count)], 100)]
    assert [len(some) for some in found] == sizes
    assert [one for some in found for one in some] == [*range(count)]
