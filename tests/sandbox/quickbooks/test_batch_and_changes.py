"""Batches, change data, and requests that come twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from syncapp.sandbox.call import Call
from syncapp.sandbox.quickbooks import cdc
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.vendor import QuickBooks
from tests.sandbox.quickbooks.hands import Hand, applied, fault, line, ref


def customer(name: str, **more: Any) -> dict[str, Any]:
    return {"operation": "create", "Customer": {"DisplayName": name, **more}}


# Batch


def test_each_item_answers_for_itself(app: Hand) -> None:  # F39
    answers = app.batch(customer("One"), customer("Acme"), customer("Two"), {"Query": "select count(*) from Customer"})
    assert [each["bId"] for each in answers] == ["1", "2", "3", "4"]
    assert answers[0]["Customer"]["DisplayName"] == "One"
    assert answers[1]["Fault"]["Error"][0]["code"] == "6240"
    assert answers[1]["Fault"]["type"] == "ValidationFault"
    assert answers[3]["QueryResponse"] == {"totalCount": 3}


def test_all_operations_go_in_a_batch(app: Hand) -> None:
    one, two = (app.make("Invoice", CustomerRef=ref("1"), Line=[line(10)]) for _ in range(2))
    paid = app.make("Payment", CustomerRef=ref("1"), TotalAmt=5)
    answers = app.batch(
        {
            "operation": "update",
            "Invoice": {"Id": one["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "x"},
        },
        {"operation": "delete", "Invoice": {"Id": two["Id"], "SyncToken": "0"}},
        {"operation": "delete", "optionsData": "void", "Invoice": {"Id": one["Id"], "SyncToken": "1"}},
        {
            "operation": "update",
            "optionsData": "void",
            "Payment": {"Id": paid["Id"], "SyncToken": "0", "sparse": True},
        },
        {"operation": "update", "Invoice": {"Id": one["Id"], "SyncToken": "0", "sparse": True}},
        {"operation": "merge", "Invoice": {"Id": one["Id"]}},
        {"operation": "create", "Bill": {}},
        {"Query": "select nonsense"},
    )
    assert [each.get("Invoice", {}).get("status") for each in answers[:3]] == [None, "Deleted", None]
    assert answers[2]["Invoice"]["PrivateNote"] == "Voided - x"
    assert answers[3]["Payment"]["TotalAmt"] == 0
    assert [each["Fault"]["Error"][0]["code"] for each in answers[4:]] == ["5010", "500", "2000", "4000"]


def test_an_item_cannot_use_what_an_earlier_item_made(app: Hand) -> None:
    invoice = {"operation": "create", "Invoice": {"CustomerRef": ref("2"), "Line": [line(1)]}}
    answers = app.batch(customer("Two"), invoice)
    assert answers[0]["Customer"]["Id"] == "2"
    assert answers[1]["Fault"]["Error"][0]["code"] == "2500"
    assert app.batch(invoice)[0]["Invoice"]["CustomerRef"]["name"] == "Two"


def test_thirty_items_are_the_most(app: Hand) -> None:
    assert len(app.batch(*[customer(f"C{n}") for n in range(30)])) == 30
    items = {"BatchItemRequest": [{"bId": str(n), **customer(f"D{n}")} for n in range(31)]}
    assert fault(app.call("POST", "batch", items))[0] == "1040"
    assert app.query("select count(*) from Customer") == {"totalCount": 31}


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], "2020"), ("x", "2020"), ([customer("A")], "2020"),
        ([{"bId": "1", **customer("A")}, {"bId": "1", **customer("B")}], "2600"),
    ],
)  # fmt: skip
def test_a_malformed_batch_is_refused_whole(app: Hand, items: Any, code: str) -> None:
    assert fault(app.call("POST", "batch", {"BatchItemRequest": items}))[0] == code
    assert fault(app.call("GET", "batch"))[0] == "500"


def test_an_item_has_one_thing_in_it(app: Hand) -> None:
    answers = app.batch({"operation": "create"}, {"Query": "select * from Item", "Customer": {"DisplayName": "X"}})
    assert [each["Fault"]["Error"][0]["code"] for each in answers] == ["2600", "2600"]


def test_change_data_can_be_asked_for_in_a_batch(app: Hand) -> None:
    answers = app.batch({"CDCQuery": {"Entities": "Customer", "ChangedSince": "2026-11-24T00:00:00Z"}})
    assert answers[0]["CDCResponse"][0]["QueryResponse"][0]["Customer"][0]["Id"] == "1"


# requestid


def test_the_same_requestid_gets_the_same_answer_and_writes_once(app: Hand) -> None:  # F3
    body = {"CustomerRef": ref("1"), "Line": [line(10)]}
    first = app.post("invoice", body, requestid="op-1")
    app.sparse("Invoice", first["Invoice"], PrivateNote="later")
    assert app.post("invoice", body, requestid="op-1") == first
    assert app.post("invoice", {**body, "PrivateNote": "other body"}, requestid="op-1") == first  # not compared
    assert app.query("select count(*) from Invoice") == {"totalCount": 1}


def test_updates_and_deletes_are_replayed_too(app: Hand) -> None:  # F4
    made = app.make("Invoice", CustomerRef=ref("1"), Line=[line(10)])
    body = {"Id": made["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "x"}
    assert app.post("invoice", body, requestid="u") == app.post("invoice", body, requestid="u")
    gone = {"Id": made["Id"], "SyncToken": "1"}
    assert app.post("invoice", gone, requestid="d", operation="delete") == app.post(
        "invoice", gone, requestid="d", operation="delete"
    )


def test_a_fault_is_not_kept(app: Hand) -> None:
    body = {"DisplayName": "Acme"}
    assert app.refused("Customer", body, requestid="op-2")[0] == "6240"
    app.sparse("Customer", app.read("Customer", "1"), DisplayName="Acme Inc")
    assert app.post("customer", body, requestid="op-2")["Customer"]["DisplayName"] == "Acme"


def test_companies_keep_their_requestids_apart(vendor: QuickBooks, app: Hand) -> None:
    vendor.add_company("9341450000000004", "Fernhill Nursery")
    other = Hand(vendor, "9341450000000004")
    app.post("customer", {"DisplayName": "One"}, requestid="op-3")
    assert other.post("customer", {"DisplayName": "Two"}, requestid="op-3")["Customer"]["DisplayName"] == "Two"


def test_requestids_have_their_lengths(app: Hand) -> None:
    assert app.post("customer", {"DisplayName": "A"}, requestid="x" * 50)
    code, detail = app.refused("Customer", {"DisplayName": "B"}, requestid="x" * 51)
    assert (code, detail) == (
        "6000",
        "Business Validation Error: You cannot enter more than 50 characters in the request_id field. "
        "You tried entering xxxxxxxxxx..., which is 51 characters.",
    )
    items = {"BatchItemRequest": [{"bId": "1", **customer("B")}]}
    assert app.post("batch", items, requestid="x" * 36)
    assert fault(app.call("POST", "batch", items, requestid="x" * 37))[0] == "2130"


@pytest.mark.parametrize(("bid", "code"), [("x" * 11, "2130"), ("x" * 36, "6000")])
def test_a_long_bid_with_a_requestid_faults_its_own_item(app: Hand, bid: str, code: str) -> None:
    items = {"BatchItemRequest": [{"bId": bid, **customer("C")}, {"bId": "2", **customer("D")}]}
    first, second = app.post("batch", items, requestid="y" * 32)["BatchItemResponse"]
    assert first["Fault"]["Error"][0]["code"] == code
    assert second["Customer"]["DisplayName"] == "D"
    alone = app.post("batch", {"BatchItemRequest": items["BatchItemRequest"][:1]})
    assert "Customer" in alone["BatchItemResponse"][0]


def test_a_batch_that_comes_again_writes_only_what_had_failed(app: Hand) -> None:
    items = (customer("One"), customer("Acme"), {"Query": "select count(*) from Customer"})
    first = app.batch(*items, requestid="op-4")
    app.sparse("Customer", app.read("Customer", "1"), DisplayName="Acme Inc")
    again = app.batch(*items, requestid="op-4")
    assert again[0] == first[0]
    assert again[1]["Customer"]["DisplayName"] == "Acme"
    assert (first[2]["QueryResponse"], again[2]["QueryResponse"]) == ({"totalCount": 2}, {"totalCount": 3})


# Change data


def changes(hand: Hand, entities: str, since: str) -> list[dict[str, Any]]:
    return hand.get("cdc", entities=entities, changedSince=since)["CDCResponse"][0]["QueryResponse"]


def test_changes_come_by_entity_in_the_order_asked(vendor: QuickBooks, app: Hand) -> None:
    vendor.clock.advance(60)
    made = app.make("Invoice", CustomerRef=ref("1"), Line=[line(10)])
    found = changes(app, "Payment,Invoice,Item", "2026-11-24T10:30:30-08:00")
    assert found == [{}, {"Invoice": [made], "startPosition": 1, "maxResults": 1, "totalCount": 1}, {}]
    assert len(changes(app, "Customer", "2026-11-24T18:30:00Z")[0]["Customer"]) == 1


def test_a_payment_makes_its_invoice_a_change(vendor: QuickBooks, app: Hand) -> None:
    made = app.make("Invoice", CustomerRef=ref("1"), Line=[line(10)])
    vendor.clock.advance(60)
    app.make("Payment", CustomerRef=ref("1"), TotalAmt=10, Line=applied(10, ("Invoice", made["Id"])))
    assert changes(app, "Invoice", "2026-11-24T10:31:00")[0]["Invoice"][0]["Balance"] == 0  # the company's time


def test_deleted_things_are_stubs_and_inactive_ones_are_whole(vendor: QuickBooks, app: Hand) -> None:  # F32
    made = app.make("Invoice", CustomerRef=ref("1"), Line=[line(10)])
    vendor.clock.advance(60)
    app.post("invoice", {"Id": made["Id"], "SyncToken": "0"}, operation="delete")
    app.sparse("Customer", app.read("Customer", "1"), Active=False)
    invoices, customers = changes(app, "invoice,customer", "2026-11-24T10:31:00-08:00")
    assert invoices["Invoice"] == [
        {
            "domain": "QBO",
            "status": "Deleted",
            "Id": made["Id"],
            "MetaData": {"LastUpdatedTime": "2026-11-24T10:31:00-08:00"},
        }
    ]
    assert customers["Customer"][0]["Active"] is False


def test_thirty_days_is_as_far_as_it_looks(app: Hand) -> None:  # F31
    assert changes(app, "Invoice", "2026-10-25T18:30:00Z") == [{}]
    since = "2026-10-25T18:29:59Z"
    assert fault(app.call("GET", "cdc", entities="Invoice", changedSince=since)) == (
        "500", f"Operation cdc with changedSince date {since} which is older than fixed days is not supported.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"changedSince": "2026-11-24"}, "2020"), ({"entities": "Invoice"}, "2020"),
        ({"entities": "Invoice", "changedSince": "soon"}, "2060"), ({"entities": "TaxCode", "changedSince": "2026-11-24"}, "4001"),
        ({"entities": "Nothing", "changedSince": "2026-11-24"}, "4001"),
    ],
)  # fmt: skip
def test_a_bad_question_is_refused(app: Hand, query: dict[str, str], code: str) -> None:
    assert fault(app.call("GET", "cdc", **query))[0] == code


def test_a_thousand_objects_are_the_most_over_all_entities(
    company: Company, vendor: QuickBooks, app: Hand
) -> None:  # F30
    for number in range(700):
        company.load("Customer", {"DisplayName": f"C{number}"})
        company.load("Class", {"Name": f"K{number}"})
    classes, customers = changes(app, "Class,Customer", "2026-11-24T00:00:00Z")
    assert (classes["maxResults"], customers["maxResults"]) == (700, cdc.MOST - 700)


# What the journal calls reads


@pytest.mark.parametrize(
    ("method", "path", "body", "kind"),
    [
        ("GET", "invoice/1", None, "read"), ("POST", "query", "select * from Item", "read"), ("GET", "cdc", None, "read"),
        ("POST", "invoice", {}, "write"), ("POST", "batch", {"BatchItemRequest": [{"bId": "1", "Query": "x"}]}, "read"),
        ("POST", "batch", {"BatchItemRequest": [{"bId": "1", "Query": "x"}, {"bId": "2", "Customer": {}}]}, "write"),
        ("POST", "batch", "{", "write"), ("POST", "invoice/1/send", None, "write"),
    ],
)  # fmt: skip
def test_kinds_of_requests(vendor: QuickBooks, method: str, path: str, body: Any, kind: str) -> None:
    payload = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    assert vendor.kind(Call(method, f"/v3/company/1/{path}", body=payload)) == kind
    assert vendor.kind(Call("POST", "/oauth2/v1/tokens/bearer")) == "auth"


def test_an_operation_may_be_written_large(app: Hand) -> None:
    (made,) = app.batch({"operation": "Create", "Customer": {"DisplayName": "Birch"}})
    assert made["Customer"]["DisplayName"] == "Birch"
    (refused,) = app.batch({"operation": 7, "Customer": {"DisplayName": "Cedar"}})
    assert refused["Fault"]["Error"][0]["code"] == "500"


def test_a_balance_moves_its_customers_time_and_no_token(vendor: QuickBooks, app: Hand) -> None:
    yard = app.make("Customer", DisplayName="Yard", Job=True, ParentRef=ref("1"))
    vendor.clock.advance(60)
    made = app.make("Invoice", CustomerRef=ref(yard["Id"]), Line=[line(10)])
    at = made["MetaData"]["LastUpdatedTime"]
    for id_ in (yard["Id"], "1"):  # the parent's balance with jobs moves too
        shown = app.read("Customer", id_)
        assert (shown["SyncToken"], shown["MetaData"]["LastUpdatedTime"]) == ("0", at)
    vendor.clock.advance(60)
    app.sparse("Invoice", made, PrivateNote="x")
    assert app.read("Customer", "1")["MetaData"]["LastUpdatedTime"] == at
    assert changes(app, "Customer", "2026-11-24T10:31:30-08:00") == [{}]
    app.post("invoice", {"Id": made["Id"], "SyncToken": "1"}, operation="delete")
    found = changes(app, "Customer", "2026-11-24T10:31:30-08:00")[0]["Customer"]
    assert {each["Id"] for each in found} == {yard["Id"], "1"}
