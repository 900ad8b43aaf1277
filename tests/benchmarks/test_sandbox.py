"""The sandbox with a large company: how long it takes to fill, what it weighs, and what single requests take.

`BENCH_RECORDS=100000 pytest -m bench tests/benchmarks/test_sandbox.py -s`
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from syncapp.sandbox import seeds
from syncapp.sandbox.call import Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port, open_port

pytestmark = pytest.mark.bench

RECORDS = int(os.environ.get("BENCH_RECORDS", "20000"))
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
TIMES = 15
REALM = "/v3/company/9341450000000001"
CRM = "/crm/v3/objects"


def _told(what: str, value: float, unit: str) -> None:
    print(f"{what:<90} {value:>10,.1f} {unit}")  # noqa: T201


def _memory() -> float:
    """Of this process now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _timed(what: str, once: Callable[[], Any]) -> Any:
    before, began, worked = _memory(), time.perf_counter(), time.process_time()
    result = once()
    _told(what, time.perf_counter() - began, "s")
    _told(f"{what}: processor time", time.process_time() - worked, "s")
    _told(f"{what}: memory more", _memory() - before, "MB")
    return result


class _Client:
    """Requests to a port in this process, with a token: the vendor's own time, without HTTP."""

    def __init__(self, port: Port) -> None:
        token = port.vendor.tokens({}, None)["access_token"]
        self.headers = {
            "authorization": f"Bearer {token}",
            "accept": "application/json",
            "content-type": "application/json",
        }
        self.port = port

    def send(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        payload = b"" if body is None else json.dumps(body).encode()
        answer = self.port.apply(Call(method, path, list(query.items()), self.headers, payload))
        assert answer.status < 300, answer.data
        answer.payload()
        return answer.data

    def measured(self, what: str, *request: Any, **query: str) -> Any:
        """The first time, which may build a column, and the median of the others; processor time."""
        taken = []
        for _ in range(TIMES):
            began = time.process_time()
            found = self.send(*request, **query)
            taken.append((time.process_time() - began) * 1000)
        print(f"{what:<70} first {taken[0]:>8.1f} ms, then {statistics.median(taken[1:]):>8.2f} ms")  # noqa: T201
        return found


def _opened(system: str, state: str = ":memory:") -> Port:
    return open_port(system, state, Clock(NOW))


def _seeded(system: str, state: str) -> Port:
    port = _opened(system, state)
    _timed(f"{system}: landscaping with {RECORDS:,} records", lambda: seeds.plant(port, "landscaping", RECORDS))
    _timed(f"{system}: written to the state file", port.store.flush)
    return port


def test_quickbooks(tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    client = _Client(_seeded("quickbooks", state))

    def query(what: str, text: str) -> Any:
        return client.measured(f"query {what}", "GET", f"{REALM}/query", query=text)["QueryResponse"]

    all_ = query("count of invoices", "SELECT COUNT(*) FROM Invoice")["totalCount"]
    deep = all_ - 1000
    page = query("page of 100", "SELECT * FROM Invoice STARTPOSITION 1 MAXRESULTS 100")["Invoice"]
    one = page[50]
    query("page of 1,000", "SELECT * FROM Invoice STARTPOSITION 1 MAXRESULTS 1000")
    query("page of 1,000, deep", f"SELECT * FROM Invoice STARTPOSITION {deep} MAXRESULTS 1000")
    since = (NOW - timedelta(days=9)).isoformat()
    modified = f"SELECT * FROM Invoice WHERE MetaData.LastUpdatedTime >= '{since}' ORDERBY MetaData.LastUpdatedTime"
    query("by modified time, ordered by it, page of 100", f"{modified} MAXRESULTS 100")
    year = "SELECT * FROM Invoice WHERE TxnDate >= '2025-01-01' ORDERBY TxnDate"
    query("by date, ordered by it, deep page of 100", f"{year} STARTPOSITION {deep} MAXRESULTS 100")
    query(
        "by date, ordered by Id DESC, deep page of 100",
        f"{year.replace('TxnDate', 'Id DESC').replace('Id DESC', 'TxnDate', 1)} STARTPOSITION {deep} MAXRESULTS 100",
    )
    query(
        "count by date and balance",
        "SELECT COUNT(*) FROM Invoice WHERE TxnDate >= '2026-01-01' AND Balance > '0'",
    )
    query("by number", f"SELECT * FROM Invoice WHERE DocNumber = '{one['DocNumber']}'")
    query("by customer", f"SELECT * FROM Invoice WHERE CustomerRef = '{one['CustomerRef']['value']}'")
    query("customers by email", "SELECT * FROM Customer WHERE PrimaryEmailAddr = 'rosa.delgado@example.com'")
    query("customers by LIKE", "SELECT * FROM Customer WHERE DisplayName LIKE '%Delgado%'")
    query("customers by balance", "SELECT * FROM Customer WHERE Balance > '0' MAXRESULTS 100")
    query(
        "payments ordered by modified time",
        "SELECT * FROM Payment ORDERBY MetaData.LastUpdatedTime MAXRESULTS 100",
    )
    client.measured("an invoice by Id", "GET", f"{REALM}/invoice/{one['Id']}")
    client.measured("an update (sparse)", "POST", f"{REALM}/invoice", {
        "Id": one["Id"], "sparse": True, "SyncToken": one["SyncToken"], "CustomerRef": one["CustomerRef"], "PrivateNote": "x",
    }, requestid="same")  # fmt: skip
    hour = (NOW - timedelta(hours=1)).isoformat()
    names = "Customer,Item,Invoice,Payment,CreditMemo"
    client.measured("CDC of the last hour, five entities", "GET", f"{REALM}/cdc", entities=names, changedSince=hour)
    month = (NOW - timedelta(days=29)).isoformat()
    client.measured("CDC of 29 days, overflowing", "GET", f"{REALM}/cdc", entities=names, changedSince=month)
    client.port.store.flush()
    _told("state file", sum(one.stat().st_size for one in tmp_path.iterdir()) / 1e6, "MB")
    _timed("quickbooks: opened from the state file", lambda: _opened("quickbooks", state))


def test_hubspot(tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    client = _Client(_seeded("hubspot", state))
    invoices = f"{CRM}/invoices"
    page = client.measured("list, page of 100", "GET", invoices, limit="100", properties="hs_number")["results"]
    one = page[50]
    count = client.send("POST", f"{invoices}/search", {"limit": 1})["total"]
    last = client.send("POST", f"{invoices}/search", {
        "limit": 1, "sorts": [{"propertyName": "hs_object_id", "direction": "DESCENDING"}],
    })["results"][0]["id"]  # fmt: skip
    client.measured(
        f"list, page of 100 near the end of {count:,}",
        "GET",
        invoices,
        limit="100",
        after=str(int(last) - 2000),
    )
    client.measured("list with associations", "GET", invoices, limit="100", associations="line_items,contacts")
    client.measured("an invoice by id", "GET", f"{invoices}/{one['id']}", properties="hs_number")

    def search(what: str, *filters: dict[str, Any], kind: str = "invoices", sort: str = "", **more: Any) -> Any:
        body = {"filterGroups": [{"filters": list(filters)}], "limit": 100, **more}
        if sort:
            body["sorts"] = [{"propertyName": sort, "direction": "ASCENDING"}]
        return client.measured(f"search {what}", "POST", f"{CRM}/{kind}/search", body)

    since = str(int((NOW - timedelta(days=400)).timestamp() * 1000))
    modified = {"propertyName": "hs_lastmodifieddate", "operator": "GTE", "value": since}
    search("GTE modified, sorted by it", modified, sort="hs_lastmodifieddate")
    search("GTE modified, sorted by it, at 9,800", modified, sort="hs_lastmodifieddate", after="9800")
    search(
        "GTE modified and id, sorted by id",
        modified,
        {"propertyName": "hs_object_id", "operator": "GT", "value": one["id"]},
        sort="hs_object_id",
    )
    search("EQ number", {"propertyName": "hs_number", "operator": "EQ", "value": one["properties"]["hs_number"]})
    search("IN 100 numbers", {
        "propertyName": "hs_number", "operator": "IN", "values": [each["properties"]["hs_number"].lower() for each in page],
    })  # fmt: skip
    search(
        "EQ status and GTE modified",
        {"propertyName": "hs_invoice_status", "operator": "EQ", "value": "open"},
        modified,
        sort="hs_lastmodifieddate",
    )
    search(
        "EQ email",
        {"propertyName": "email", "operator": "EQ", "value": "rosa.delgado@example.com"},
        kind="contacts",
    )
    search(
        "CONTAINS_TOKEN",
        {"propertyName": "email", "operator": "CONTAINS_TOKEN", "value": "delgado*"},
        kind="contacts",
    )
    search("without a filter", sort="hs_lastmodifieddate")
    ids = [{"id": each["id"]} for each in page]
    client.measured(
        "batch read of 100",
        "POST",
        f"{invoices}/batch/read",
        {"inputs": ids, "properties": ["hs_number", "hs_amount_billed"]},
    )
    client.measured(
        "associations of 100", "POST", "/crm/v4/associations/invoices/line_items/batch/read", {"inputs": ids}
    )
    client.measured(
        "an update",
        "PATCH",
        f"{CRM}/contacts/{client.send('GET', f'{CRM}/contacts')['results'][0]['id']}",
        {"properties": {"phone": "1"}},
    )
    client.port.store.flush()
    _told("state file", sum(one.stat().st_size for one in tmp_path.iterdir()) / 1e6, "MB")
    _timed("hubspot: opened from the state file", lambda: _opened("hubspot", state))
