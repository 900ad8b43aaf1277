"""Lists as CSV files: sent while they are read, and harmless in whatever program opens them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


class _Line:
    """What csv writes a row to: the row itself."""

    def write(self, text: str) -> str:
        return text


def sheet(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A download of this name; the mark at its beginning tells Excel that it is UTF-8."""
    answer = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell: Any) -> Any:
    """SEC31: a text that a spreadsheet would take for a formula is marked as text; figures stay figures."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_A_FORMULA) else cell
