"""What the columns find is what a walk over all documents finds, whatever is asked and whatever changed since."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from syncapp.sandbox.call import Call
from syncapp.sandbox.columns import Column
from syncapp.sandbox.port import Port
from syncapp.sandbox.quickbooks import query
from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.quickbooks.properties import test_of as condition_of
from syncapp.sandbox.quickbooks.query_parser import parse
from syncapp.sandbox.state import Store
from tests.sandbox.ledgers import planted

Doc = dict[str, Any]


@pytest.fixture(scope="module")
def books() -> Any:
    return planted("quickbooks", records=60).vendor.company()  # type: ignore[attr-defined]


def _statements(random: Random) -> list[str]:
    values: dict[str, list[str]] = {
        "TxnDate": ["= '2026-11-01'", "> '2026-06-15'", "<= '2026-03-01'", "< '2025-01-01'"],
        "TotalAmt": ["> '500'", "= '119'", "<= '79.00'", "< '0'"],
        "Balance": ["= '0'", "> '0'"],
        "DocNumber": ["= 'HS-2001'", "LIKE 'HS-20%'", "IN ('1001', '1003', 'none')"],
        "CustomerRef": ["= '3'", "IN ('1', '2')"],
        "MetaData.LastUpdatedTime": ["> '2026-10-01T00:00:00-07:00'", "<= '2026-05-01T00:00:00Z'"],
        "Id": ["> '20'", "= '12'", "<= '9'"],
    }
    made = []
    for _ in range(150):
        names = random.sample(sorted(values), random.randrange(4))
        where = " AND ".join(f"{name} {random.choice(values[name])}" for name in names)
        order = random.sample(
            ["TxnDate", "TotalAmt DESC", "DocNumber", "Id DESC", "MetaData.CreateTime"], random.randrange(3)
        )
        made.append(
            "SELECT * FROM Invoice"
            + (f" WHERE {where}" if where else "")
            + (f" ORDERBY {', '.join(order)}" if order else "")
        )
    return made


def test_a_query_finds_what_a_walk_finds(books: Any) -> None:
    spec = ENTITIES["Invoice"]
    for statement in _statements(Random(5)):
        parsed = parse(statement)
        tests = [condition_of(books, spec, spec.filterable[one.property.lower()], one) for one in parsed.where]
        wanted = {id_ for id_, doc in books.rows("Invoice").items() if all(test(doc) for test in tests)}
        found = [doc["Id"] for doc in query.run(books, f"{statement} MAXRESULTS 1000").get("Invoice", [])]
        assert set(found) == wanted, statement
        assert len(found) == len(wanted) == query.run(books, statement.replace("*", "COUNT(*)"))["totalCount"]


@pytest.mark.parametrize("name", ["TxnDate", "TotalAmt", "DueDate"])
def test_pages_in_order_are_the_whole_in_order(books: Any, name: str) -> None:
    for direction in ("", " DESC"):
        for where in ("", " WHERE TxnDate > '2026-02-01'", " WHERE Balance > '0'"):
            text = f"SELECT * FROM Invoice{where} ORDERBY {name}{direction}"
            whole = query.run(books, f"{text} MAXRESULTS 1000")["Invoice"]
            values = [doc[name] for doc in whole]
            assert values == sorted(values, reverse=bool(direction))
            pages = [
                query.run(books, f"{text} STARTPOSITION {1 + start} MAXRESULTS 7") for start in range(0, len(whole), 7)
            ]
            assert [doc["Id"] for page in pages for doc in page["Invoice"]] == [doc["Id"] for doc in whole]


def _search(port: Port, body: Doc) -> Doc:
    token = port.vendor.tokens({}, None)["access_token"]
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    answer = port.apply(Call("POST", "/crm/v3/objects/invoices/search", [], headers, json.dumps(body).encode()))
    assert answer.status == 200, answer.data
    return answer.data  # type: ignore[no-any-return]


FILTERS: list[tuple[Doc, Callable[[Doc], bool]]] = [
    ({"propertyName": "hs_invoice_status", "operator": "EQ", "value": "open"}, lambda p: p["hs_invoice_status"] == "open"),
    ({"propertyName": "hs_invoice_status", "operator": "IN", "values": ["open", "draft"]}, lambda p: p["hs_invoice_status"] in ("open", "draft")),
    ({"propertyName": "hs_amount_billed", "operator": "GTE", "value": "200"}, lambda p: float(p["hs_amount_billed"]) >= 200),
    ({"propertyName": "hs_amount_billed", "operator": "LT", "value": "119"}, lambda p: float(p["hs_amount_billed"]) < 119),
    ({"propertyName": "hs_invoice_date", "operator": "BETWEEN", "value": "2026-10-01", "highValue": "2026-11-05"},
     lambda p: "2026-10-01" <= p["hs_invoice_date"][:10] <= "2026-11-04" or p["hs_invoice_date"] == "2026-11-05T00:00:00.000Z"),
    ({"propertyName": "hs_number", "operator": "NEQ", "value": "HS-2012"}, lambda p: p["hs_number"] != "HS-2012"),
    ({"propertyName": "hs_purchase_order_number", "operator": "NOT_HAS_PROPERTY"}, lambda p: "hs_purchase_order_number" not in p),
]  # fmt: skip


def test_a_search_finds_what_a_walk_finds_also_after_changes() -> None:
    port, random = planted("hubspot", records=60), Random(11)
    for _ in range(80):
        groups = [random.sample(FILTERS, random.randint(1, 3)) for _ in range(random.randrange(3))]
        sort = random.choice(["", "hs_amount_billed", "-hs_invoice_date"])
        body: Doc = {
            "filterGroups": [{"filters": [one for one, _ in group]} for group in groups],
            "limit": 200,
        }
        body |= {"sorts": [sort]} if sort else {}
        found = _search(port, body | {"properties": ["hs_amount_billed", "hs_invoice_date"]})
        living = [one for one in port.vendor.objects("invoices", 10**6, 0, None)["results"] if not one["archived"]]
        wanted = {
            one["id"]
            for one in living
            if not groups or any(all(test(one["properties"]) for _, test in group) for group in groups)
        }
        assert {one["id"] for one in found["results"]} == wanted
        assert found["total"] == len(wanted)
        if sort:
            values = [one["properties"][sort.lstrip("-")] for one in found["results"]]
            key = float if "amount" in sort else str
            assert values == sorted(values, key=key, reverse=sort.startswith("-"))
        one = random.choice(living)
        port.vendor.modify("invoices", one["id"], {"hs_purchase_order_number": random.choice(["PO-1", None])})  # type: ignore[attr-defined]


def test_a_column_takes_in_what_was_put_and_dropped() -> None:
    store = Store()
    for number in range(5):
        store.put("things", str(number), {"value": number % 2})
    column = Column(store, "things", lambda doc: doc["value"]).fresh()
    assert column.order == [(0, 0), (0, 2), (0, 4), (1, 1), (1, 3)]
    store.put("things", "4", {"value": 1})
    store.put("things", "9", {"value": None})
    store.drop("things", "0")
    assert column.fresh().order == [(0, 2), (1, 1), (1, 3), (1, 4)]
    for number in range(2000):  # so many at once are sorted in
        store.put("things", str(number), {"value": -number})
    start, end = column.fresh().between(-3, -1, above=True)
    assert list(column.numbers(start, end)) == [2, 1]
    assert list(column.numbers(0, 2000)[::-1][5:7]) == [5, 6]
