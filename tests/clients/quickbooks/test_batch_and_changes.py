"""python-quickbooks sends many at once, and asks what changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import requests
from quickbooks import QuickBooks as Client
from quickbooks.batch import batch_create, batch_delete, batch_update
from quickbooks.cdc import change_data_capture
from quickbooks.exceptions import GeneralException, UnsupportedException, ValidationException
from quickbooks.objects import CreditMemo, Customer, Invoice, Payment

from tests.clients.quickbooks.app import Sandbox, customer, form, item

SINCE = "2026-11-24T00:00:00"


def named(name: str) -> Customer:
    made = Customer()
    made.DisplayName = name
    return made


def test_one_bad_item_stops_none_of_the_others(client: Client) -> None:
    who, what = customer(client), item(client)
    forms = [form(Invoice, who, what), form(Invoice, who, what, 1), form(CreditMemo, who, what)]
    done = batch_create(forms, qb=client)
    assert [type(each).__name__ for each in done.successes] == ["Invoice", "CreditMemo"]
    (fault,) = done.faults
    assert (fault.type, fault.Error[0].code) == ("ValidationFault", "6070")
    assert fault.original_object is forms[1]


def test_a_batch_updates_and_deletes(client: Client) -> None:
    who, what = customer(client), item(client)
    made = [form(Invoice, who, what).save(qb=client) for _ in range(3)]
    for each in made:
        each.PrivateNote = "gate 7"
    made[1].SyncToken = "5"
    changed = batch_update(made, qb=client)
    assert [each.PrivateNote for each in changed.successes] == ["gate 7", "gate 7"]
    assert [fault.Error[0].code for fault in changed.faults] == ["5010"]
    deleted = batch_delete([*changed.successes, made[1]], qb=client)
    assert (len(deleted.successes), [fault.Error[0].code for fault in deleted.faults]) == (2, ["5010"])
    assert Invoice.count(qb=client) == 1


def test_the_client_cuts_what_is_more_than_thirty(client: Client) -> None:
    done = batch_create([named(f"C{number}") for number in range(61)], qb=client)
    assert (len(done.successes), Customer.count(qb=client)) == (61, 61)


def test_thirty_one_items_are_refused_together(client: Client) -> None:
    items = [{"bId": str(n), "Query": "select * from Customer"} for n in range(31)]
    with pytest.raises(GeneralException) as raised:
        client.batch_operation(_json({"BatchItemRequest": items}))
    assert raised.value.error_code == 1040


def _json(body: Any) -> str:
    return requests.compat.json.dumps(body)


def test_each_kind_of_item(client: Client) -> None:
    who, what = customer(client), item(client)
    invoice = form(Invoice, who, what).save(qb=client)
    head = {"Id": invoice.Id, "SyncToken": invoice.SyncToken}
    items = [
        {"bId": "query", "Query": "select count(*) from Invoice"},
        {"bId": "changes", "CDCQuery": {"Entities": "Invoice,Vendor", "ChangedSince": SINCE}},
        {"bId": "void", "operation": "delete", "optionsData": "void", "Invoice": head},
        {"bId": "sparse", "operation": "update", "Customer": {"Id": who.Id, "SyncToken": "0", "sparse": True, "Notes": "x"}},
        {"bId": "unknown", "operation": "create", "Nothing": {}},
        {"bId": "both", "Query": "select * from Item", "Customer": {}},
    ]  # fmt: skip
    answers = client.batch_operation(_json({"BatchItemRequest": items}))["BatchItemResponse"]
    found = {one["bId"]: one for one in answers}
    assert list(found) == [one["bId"] for one in items]
    assert found["query"]["QueryResponse"] == {"totalCount": 1}
    assert [list(part)[:1] for part in found["changes"]["CDCResponse"][0]["QueryResponse"]] == [
        ["Invoice"],
        [],
    ]
    assert (found["void"]["Invoice"]["TotalAmt"], found["void"]["Invoice"]["PrivateNote"]) == (0, "Voided")
    assert (found["sparse"]["Customer"]["Notes"], found["sparse"]["Customer"]["DisplayName"]) == ("x", "Acme")
    assert found["unknown"]["Fault"]["Error"][0]["code"] == "2000"
    assert found["both"]["Fault"]["Error"][0]["code"] == "2600"


def test_an_item_cannot_point_to_what_another_item_makes(client: Client) -> None:
    items = [
        {"bId": "1", "operation": "create", "Customer": {"DisplayName": "New"}},
        {"bId": "2", "operation": "create", "Payment": {"CustomerRef": {"value": "1"}, "TotalAmt": 5}},
    ]
    first, second = client.batch_operation(_json({"BatchItemRequest": items}))["BatchItemResponse"]
    assert first["Customer"]["Id"] == "1"
    assert second["Fault"]["Error"][0]["code"] in ("2500", "6250")


def test_changes_and_deletions(sandbox: Sandbox, client: Client) -> None:
    who, what = customer(client), item(client)
    gone, kept = (form(Invoice, who, what).save(qb=client) for _ in range(2))
    sandbox.control("POST", "clock", {"advance_seconds": 60})
    gone.delete(qb=client)
    kept.PrivateNote = "gate 7"
    kept.save(qb=client)
    found = change_data_capture([Invoice, Customer, Payment], datetime(2026, 11, 24, 10, 30, 30), qb=client)
    told = {each.Id: getattr(each, "status", None) for each in found.Invoice}
    assert told == {kept.Id: None, gone.Id: "Deleted"}
    assert (found.Invoice.startPosition, found.Invoice.maxResults, found.Invoice.totalCount) == (1, 2, 2)
    assert [each.Id for each in found.Customer] == [who.Id]  # whose balance is another now
    assert not hasattr(found, "Payment")


def test_a_thousand_is_the_most_and_nobody_says_that_there_is_more(sandbox: Sandbox, client: Client) -> None:
    company = sandbox.vendor.company()
    for number in range(1_050):
        company.load("Customer", {"DisplayName": f"C{number:04}"})
    found = change_data_capture([Customer, Invoice], SINCE, qb=client)
    assert (len(found.Customer), found.Customer.maxResults) == (1000, 1000)
    assert not hasattr(found, "Invoice")
    narrower = Customer.where(
        "MetaData.LastUpdatedTime >= '2026-11-24T00:00:00'", start_position=1001, max_results=1000, qb=client
    )
    assert len(narrower) == 50


def test_thirty_days_back_and_no_more(client: Client) -> None:
    change_data_capture([Customer], "2026-10-25T10:30:00-08:00", qb=client)
    with pytest.raises(UnsupportedException) as raised:
        change_data_capture([Customer], "2026-10-25T09:00:00-08:00", qb=client)
    assert "which is older than fixed days is not supported" in raised.value.detail


@pytest.mark.parametrize(
    ("since", "entities"), [("soon", "Customer"), ("", "Customer"), (SINCE, "Nothing"), (SINCE, "")]
)
def test_a_bad_question_of_changes(client: Client, since: str, entities: str) -> None:
    with pytest.raises(ValidationException):
        client.change_data_capture(entities, since)
