"""A list as a file: sent while it is read, and harmless where it is opened."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest

from syncapp.web.sheets import harmless, sheet


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1"])
def test_what_would_be_a_formula_is_text(text: str) -> None:  # SEC31
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["Acme = good", "", 7, Decimal("-12.50"), None])
def test_everything_else_stays_as_it_is(cell: object) -> None:
    assert harmless(cell) == cell


def test_a_file_holds_what_it_was_given() -> None:
    answer = sheet("a.csv", ("Name", "Amount"), [('Gärtnerei, "Söhne"', Decimal("-12.50")), ("=cmd", 1)])
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [["Name", "Amount"], ['Gärtnerei, "Söhne"', "-12.50"], ["'=cmd", "1"]]
    assert answer["Content-Disposition"] == 'attachment; filename="a.csv"'


def test_rows_are_read_while_they_are_sent() -> None:
    asked = []

    def rows() -> Iterator[tuple[int]]:
        for number in range(3):
            asked.append(number)
            yield (number,)

    content = iter(sheet("a.csv", ("N",), rows()).streaming_content)
    next(content)
    assert asked == []
    next(content)
    assert asked == [0]
