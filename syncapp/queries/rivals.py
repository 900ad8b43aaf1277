"""One and the same that is offered to several records, of which only one can have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from syncapp.engine.linking.promises import in_quotes
from syncapp.storage.models import SyncRecord


def rivals(offered: Mapping[SyncRecord, Iterable[str]]) -> dict[tuple[int, str], str]:
    """By record and what is offered to it, in words who else is offered it."""
    wanting: dict[str, list[SyncRecord]] = defaultdict(list)
    for record, values in offered.items():
        for value in values:
            wanting[value].append(record)
    return {
        (
            record.pk,
            value,
        ): f"offered for {_and([one for one in rows if one is not record])} too: only one of them gets it"
        for value, rows in wanting.items()
        if len(rows) > 1
        for record in rows
    }


def _and(rows: list[SyncRecord]) -> str:
    *first, last = map(in_quotes, rows)
    return f"{', '.join(first)} and {last}" if first else last
