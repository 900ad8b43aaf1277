"""What changed since the last look: change data, and where that overflows, queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from syncapp.connectors.errors import NotSent
from syncapp.connectors.quickbooks.query import ALL, Queries, Question, Row, garbage
from syncapp.connectors.quickbooks.values import instant

ENTITIES = ("Customer", "Item", "Invoice", "Payment")
LISTS = ("Customer", "Item")  # which can be inactive
MOST = 1000  # objects of one answer; there are no pages
OVERLAP = timedelta(seconds=60)
OLDEST = timedelta(days=30) - timedelta(hours=1)


@dataclass
class Noticed:
    """Rows and the ids of deleted ones, by entity."""

    until: datetime
    rows: dict[str, list[Row]] = field(default_factory=dict)
    gone: dict[str, list[str]] = field(default_factory=dict)
    complete: bool = True

    def add(self, entity: str, found: Sequence[Row]) -> None:
        self.rows[entity] = [row for row in found if row.get("status") != "Deleted"]
        self.gone[entity] = [row["Id"] for row in found if row.get("status") == "Deleted"]


def since_text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def cursor_at(server_time: datetime) -> dict[str, Any]:
    return {"since": since_text(server_time - OVERLAP)}


def since_of(cursor: Mapping[str, Any]) -> datetime:
    found = instant(cursor.get("since"))
    if found is None:
        raise ValueError(f"not a cursor of QuickBooks: {cursor!r}")
    return found


def notice(queries: Queries, since: datetime, server_time: Callable[[], datetime | None]) -> Noticed:
    """One call; one per entity where the answer is full; pages of the living where that is not enough (F30, F31)."""
    now = server_time()
    if now and now - since > OLDEST:
        return _by_query(queries, since, now)
    try:
        until, found = _change_data(queries, since, ENTITIES)
    except NotSent as refusal:
        if refusal.problem.code != "vendor_refused":
            raise
        return _by_query(queries, since, server_time() or since)  # the look-back is QuickBooks' to judge
    noticed = Noticed(until)
    if sum(map(len, found.values())) < MOST:
        for entity in ENTITIES:
            noticed.add(entity, found.get(entity, []))
        return noticed
    full = []
    for entity in ENTITIES:
        rows = _change_data(queries, since, (entity,))[1].get(entity, [])
        noticed.add(entity, rows)
        full += [entity] if len(rows) >= MOST else []
    if full:
        _fill(noticed, queries, since, full)
    return noticed


def _change_data(queries: Queries, since: datetime, entities: Sequence[str]) -> tuple[datetime, dict[str, list[Row]]]:
    answer = queries.get("cdc", entities=",".join(entities), changedSince=since_text(since))
    until = instant(answer.get("time"))
    if until is None:
        raise garbage("the change data has no time")
    found: dict[str, list[Row]] = {}
    for part in _parts(answer):
        for entity in entities:
            found.setdefault(entity, []).extend(_objects(part.get(entity), entity))
    return until, found


def _parts(answer: Row) -> Iterator[Row]:
    responses = answer.get("CDCResponse")
    if not isinstance(responses, list) or not responses:
        raise garbage("the answer has no CDCResponse")
    for response in responses:
        parts = response.get("QueryResponse") if isinstance(response, Mapping) else None
        if not isinstance(parts, list) or not all(isinstance(part, Mapping) for part in parts):
            raise garbage("the change data is not as described")
        yield from parts


def _objects(found: Any, entity: str) -> list[Row]:
    if found is None:
        return []
    if not isinstance(found, list) or not all(
        isinstance(row, Mapping) and isinstance(row.get("Id"), str) for row in found
    ):
        raise garbage(f"the changed {entity} objects are no list of objects with an Id")
    return found


def _by_query(queries: Queries, since: datetime, now: datetime) -> Noticed:
    noticed = Noticed(now)  # from before the first query: what changes meanwhile is noticed again
    _fill(noticed, queries, since, ENTITIES)
    return noticed


def _fill(noticed: Noticed, queries: Queries, since: datetime, entities: Sequence[str]) -> None:
    """The living by query; which ones were deleted is then not known."""
    noticed.complete = False
    for entity in entities:
        # By Id: a row that changes meanwhile would move along an order by time.
        where = f"MetaData.LastUpdatedTime >= '{since_text(since)}'" + (f" AND {ALL}" if entity in LISTS else "")
        noticed.rows[entity] = [row for page in queries.pages(Question(entity, where)) for row in page]
