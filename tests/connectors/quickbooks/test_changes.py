"""Noticing, on answers made by hand: overflow, order, time."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syncapp.connectors.errors import LimitReached, NotSent
from syncapp.connectors.protocol import Problem
from syncapp.connectors.quickbooks.changes import ENTITIES, MOST, cursor_at, notice, since_of, since_text
from syncapp.connectors.quickbooks.query import Queries

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SINCE = NOW - timedelta(hours=1)


def rows(count: int, first: int = 1, **parts: Any) -> list[dict[str, Any]]:
    return [{"Id": str(n), "SyncToken": "0", **parts} for n in range(first, first + count)]


class Vendor:
    """Stands for Http: `changed` rows by entity, cut at 1,000 over all that is asked, as the vendor does."""

    def __init__(self, refuse: Exception | None = None, **changed: list[dict[str, Any]]) -> None:
        self.changed, self.refuse = changed, refuse
        self.calls: Counter[str] = Counter()
        self.asked: list[str] = []

    def read(self, method: str, path: str, **request: Any) -> Any:
        name = path.rpartition("/")[2]
        self.calls[name] += 1
        if name == "query":
            return self._query(request["text"])
        if self.refuse:
            raise self.refuse
        params = request["params"]
        self.asked.append(params["changedSince"])
        left, parts = MOST, []
        for entity in params["entities"].split(","):
            found = self.changed.get(entity, [])[:left]
            left -= len(found)
            parts.append({entity: found} if found else {})
        return {"CDCResponse": [{"QueryResponse": parts}], "time": "2026-11-24T04:30:00.123-08:00"}

    def _query(self, statement: str) -> Any:
        self.asked.append(statement)
        entity = statement.split()[3]
        start = int(statement.split("STARTPOSITION ")[1].split()[0])
        living = [row for row in self.changed.get(entity, []) if row.get("status") != "Deleted"]
        page = living[start - 1 : start - 1 + 1000]
        return {"QueryResponse": {entity: page} if page else {}}


def noticed(vendor: Vendor, since: datetime = SINCE, now: datetime | None = NOW) -> Any:
    return notice(Queries(vendor, "/v3/company/1", {}), since, lambda: now)  # type: ignore[arg-type]


def test_one_call_tells_all_four_kinds() -> None:
    vendor = Vendor(Customer=rows(2), Invoice=[*rows(1), {"Id": "95", "status": "Deleted", "domain": "QBO"}])

    found = noticed(vendor)

    assert vendor.calls == {"cdc": 1}
    assert {entity: len(each) for entity, each in found.rows.items()} == {
        "Customer": 2,
        "Item": 0,
        "Invoice": 1,
        "Payment": 0,
    }
    assert found.gone["Invoice"] == ["95"]
    assert found.complete
    assert found.until == datetime(2026, 11, 24, 12, 30, 0, 123000, tzinfo=UTC)


def test_a_full_answer_is_asked_entity_by_entity() -> None:  # F30
    vendor = Vendor(Customer=rows(600), Invoice=rows(600), Payment=rows(3))

    found = noticed(vendor)

    assert vendor.calls == {"cdc": 5}
    assert [len(found.rows[entity]) for entity in ENTITIES] == [600, 0, 600, 3]
    assert found.complete


def test_an_entity_that_is_still_full_is_paged_and_deletions_are_unknown() -> None:  # F30
    vendor = Vendor(Invoice=rows(2300), Payment=[{"Id": "9", "status": "Deleted"}], Customer=rows(2))

    found = noticed(vendor)

    assert vendor.calls == {"cdc": 5, "query": 3}
    assert [len(found.rows[entity]) for entity in ENTITIES] == [2, 0, 2300, 0]
    assert len({row["Id"] for row in found.rows["Invoice"]}) == 2300
    assert found.gone["Payment"] == ["9"]
    assert not found.complete
    assert "MetaData.LastUpdatedTime >= '2026-11-24T11:00:00Z'" in vendor.asked[-1]


def test_a_cursor_older_than_thirty_days_is_answered_by_queries_at_once() -> None:  # F31
    vendor = Vendor(Customer=rows(1), Invoice=rows(1001))

    found = noticed(vendor, NOW - timedelta(days=31))

    assert vendor.calls == {"query": 5}
    assert len(found.rows["Invoice"]) == 1001
    assert (found.until, found.complete) == (NOW, False)
    assert "Active IN (true, false)" in next(text for text in vendor.asked if "Customer" in text)


def test_a_refused_look_back_is_answered_by_queries() -> None:
    vendor = Vendor(NotSent(Problem("vendor_refused", "changedSince must be within the last 30 days")), Item=rows(1))

    found = noticed(vendor, now=None)

    assert len(found.rows["Item"]) == 1
    assert (found.until, found.complete) == (SINCE, False)


@pytest.mark.parametrize(
    "failure", [NotSent(Problem("permission")), LimitReached(Problem("limit_reached"), seconds=60)]
)
def test_other_refusals_stay_refusals(failure: NotSent) -> None:
    with pytest.raises(NotSent):
        noticed(Vendor(failure))


def test_one_that_changed_twice_within_a_second_is_seen_again() -> None:  # F47
    cursor = cursor_at(NOW)

    assert since_of(cursor) == NOW - timedelta(seconds=60)


def test_a_cursor_is_text_in_utc() -> None:
    assert cursor_at(datetime.fromisoformat("2026-11-24T04:30:00.9-08:00")) == {"since": "2026-11-24T12:29:00Z"}
    assert since_text(NOW) == "2026-11-24T12:00:00Z"


@pytest.mark.parametrize("cursor", [{}, {"since": None}, {"since": "yesterday"}, {"after": 5}])
def test_another_cursor_is_not_taken_for_one(cursor: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        since_of(cursor)
