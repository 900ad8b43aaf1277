"""Statements, pages and many questions, on a table in memory."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncapp.connectors.errors import GarbageAnswer
from syncapp.connectors.quickbooks.query import (
    PAGE,
    Queries,
    Question,
    any_of,
    batch_items,
    quoted,
)
from syncapp.sandbox.quickbooks.query_parser import parse

START = re.compile(r"FROM (\w+).*STARTPOSITION (\d+) MAXRESULTS (\d+)")


class Table:
    """Stands for Http: rows with Ids, and what happens between two pages."""

    def __init__(self, count: int, between: Callable[[Table], None] | None = None) -> None:
        self.ids = list(range(1, count + 1))
        self.asked: list[str] = []
        self.between = between
        self.calls = 0

    def read(self, method: str, path: str, **request: Any) -> Any:
        self.calls += 1
        if path.endswith("/batch"):
            items = request["json"]["BatchItemRequest"]
            answers = [{"bId": item["bId"], "QueryResponse": self._rows(item["Query"])} for item in items]
            return {"BatchItemResponse": answers[::-1]}  # in any order
        answer = {"QueryResponse": self._rows(request["text"])}
        if self.between:
            self.between(self)
        return answer

    def _rows(self, statement: str) -> dict[str, Any]:
        self.asked.append(statement)
        found = START.search(statement)
        assert found
        entity, start, limit = found[1], int(found[2]), int(found[3])
        rows = [{"Id": str(n)} for n in self.ids[start - 1 : start - 1 + limit]]
        return {entity: rows, "startPosition": start, "maxResults": len(rows)} if rows else {}


def paged(table: Table) -> list[list[str]]:
    queries = Queries(table, "/v3/company/1", {})  # type: ignore[arg-type]
    return [[row["Id"] for row in page] for page in queries.pages(Question("Invoice"))]


@pytest.mark.parametrize(("count", "calls"), [(0, 1), (1, 1), (999, 1), (1000, 2), (1001, 2), (1998, 2), (5000, 6)])
def test_pages_are_complete_at_every_size(count: int, calls: int) -> None:
    table = Table(count)

    pages = paged(table)

    assert [id_ for page in pages for id_ in page] == [str(n) for n in range(1, count + 1)]
    assert table.calls == calls
    assert all(pages)


def test_a_deletion_while_paging_passes_over_no_row() -> None:
    def delete_some(table: Table) -> None:
        if table.calls == 1:
            table.ids = [n for n in table.ids if n not in (3, 4, 5)]

    found = {id_ for page in paged(Table(2500, delete_some)) for id_ in page}

    assert found == {str(n) for n in range(1, 2501)}  # 3 to 5 were there when they were read


def test_the_deletion_of_the_last_row_read_ends_the_paging_all_the_same() -> None:
    def delete_last(table: Table) -> None:
        if table.calls == 1:
            table.ids.remove(1000)

    table = Table(9500, delete_last)
    found = [id_ for page in paged(table) for id_ in page]

    assert set(found) == {str(n) for n in range(1, 9501)}
    assert len(found) == len(set(found))
    assert table.calls == 11  # one step back, not all the way


def test_the_deletion_of_whole_pages_while_paging_loses_nothing() -> None:
    def delete_most(table: Table) -> None:
        if table.calls == 3:
            table.ids = [n for n in table.ids if not 50 <= n <= 2900]

    table = Table(4000, delete_most)
    found = {id_ for page in paged(table) for id_ in page}

    assert found == {str(n) for n in range(1, 4001)}
    assert table.calls < 15


def test_new_rows_while_paging_are_found_once() -> None:
    def add(table: Table) -> None:
        if table.calls < 3:
            table.ids += [max(table.ids) + n for n in (1, 2, 3)]

    found = [id_ for page in paged(Table(1500, add)) for id_ in page]

    assert len(found) == len(set(found))
    assert set(found) >= {str(n) for n in range(1, 1501)}


def test_pages_that_repeat_themselves_are_garbage() -> None:
    class Stuck(Table):
        def _rows(self, statement: str) -> dict[str, Any]:
            return {"Invoice": [{"Id": str(n)} for n in range(PAGE)]}

    with pytest.raises(GarbageAnswer):
        paged(Stuck(0))


def test_thirty_questions_are_one_call_and_full_answers_go_on() -> None:
    table = Table(2100)
    queries = Queries(table, "/v3/company/1", {})  # type: ignore[arg-type]

    found = queries.many([Question("Invoice"), Question("CreditMemo")])

    assert [len(rows) for rows in found] == [2100, 2100]
    assert table.calls == 3
    assert len(queries.many([Question("Invoice")] * 61)) == 61


def test_one_question_needs_no_batch() -> None:
    table = Table(1)
    queries = Queries(table, "/v3/company/1", {})  # type: ignore[arg-type]

    assert queries.many([]) == []
    assert table.calls == 0
    assert len(queries.many([Question("Invoice")])) == 1
    assert table.calls == 1


@given(st.text(max_size=40))
def test_every_text_survives_the_quoting(text: str) -> None:  # F85
    condition = parse(f"SELECT * FROM Customer WHERE {any_of('DisplayName', [text, 'x'])}").where[0]

    assert condition.values == [text, "x"]


def test_quotes_and_backslashes_are_escaped() -> None:
    assert quoted("O'Neil \\ 50%") == "'O\\'Neil \\\\ 50%'"


def test_a_statement_names_its_page() -> None:
    assert Question("Item", "Active IN (true, false)").statement(1001, 50) == (
        "SELECT * FROM Item WHERE Active IN (true, false) ORDERBY Id STARTPOSITION 1001 MAXRESULTS 50"
    )


def test_an_item_that_is_answered_twice_counts_as_not_answered() -> None:
    answer = {
        "BatchItemResponse": [
            {"bId": "1", "a": 1},
            {"bId": "2"},
            {"bId": "1", "a": 2},
            {"bId": "1"},
            "x",
            {"bId": 3},
        ]
    }

    found = batch_items(answer)

    assert found is not None
    assert set(found) == {"2"}
    assert batch_items({"BatchItemResponse": {}}) is None
    assert batch_items([]) is None
