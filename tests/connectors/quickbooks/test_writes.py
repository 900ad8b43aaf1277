"""Writes as batch items, their batches, and what an answer says of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncapp.connectors.quickbooks.bodies import Company, batch_item
from syncapp.connectors.quickbooks.line_sets import Unwritable
from syncapp.connectors.quickbooks.translate import Translator
from syncapp.connectors.quickbooks.writes import interpret, prepare
from syncapp.core.records import Line
from syncapp.core.values import Side
from syncapp.core.writes import Write

COMPANY = Company(ZoneInfo("America/Los_Angeles"), is_us=True)
TRANSLATOR = Translator("USD", {})
PATH = "/v3/company/1/batch"
LINE = Line(product_id="3", amount=Decimal("9.99"))
PAYMENT = {
    "Id": "131", "SyncToken": "4", "CustomerRef": {"value": "58", "name": "Acme"}, "TotalAmt": Decimal("80.00"),
    "Line": [
        {"Amount": Decimal("40.10"), "LinkedTxn": [{"TxnId": "130", "TxnType": "Invoice"}], "LineEx": {"any": []}},
        {"Amount": Decimal("29.90"), "LinkedTxn": [{"TxnId": "132", "TxnType": "Invoice", "TxnLineId": "0", "odd": 1}]},
    ],
}  # fmt: skip


def item(**write: Any) -> dict[str, Any]:
    made = batch_item(Write(**write), COMPANY)
    json.dumps(made)
    return made


def test_a_new_customer_has_what_is_known_and_nothing_empty() -> None:
    made = item(
        entity="contact", action="create",
        fields={"DisplayName": "Acme", "PrimaryEmailAddr.Address": "a@b.test", "CompanyName": None, "BillAddr.Line1": "1 Elm",
                "BillAddr.City": "Davis", "BillAddr.Country": None, "CurrencyRef": "EUR", "SalesTermRef": "3"},
    )  # fmt: skip

    assert made == {
        "operation": "create",
        "Customer": {
            "DisplayName": "Acme",
            "PrimaryEmailAddr": {"Address": "a@b.test"},
            "BillAddr": {"Line1": "1 Elm", "City": "Davis"},
            "CurrencyRef": {"value": "EUR"},
            "SalesTermRef": {"value": "3"},
        },
    }


def test_a_new_item_is_given_its_account_once() -> None:  # A23
    made = item(
        entity="product", action="create", links={"income_account": "4"},
        fields={"Name": "Sod", "Sku": "S", "UnitPrice": Decimal("0.685"), "Type": "Service", "Taxable": False},
    )["Item"]  # fmt: skip

    assert made == {
        "IncomeAccountRef": {"value": "4"}, "Name": "Sod", "Sku": "S", "UnitPrice": 0.685, "Type": "Service", "Taxable": False,
    }  # fmt: skip


def test_a_new_invoice_carries_number_dates_customer_and_lines() -> None:  # A18, A19
    made = item(
        entity="invoice", action="create", links={"customer": "58"}, lines=(LINE,),
        fields={"DocNumber": "HS-1", "TxnDate": date(2026, 11, 1), "DueDate": datetime(2026, 12, 1, tzinfo=UTC), "CustomerMemo.value": "Hi"},
    )["Invoice"]  # fmt: skip

    assert (made["CustomerRef"], made["DocNumber"], made["TxnDate"], made["DueDate"]) == ({"value": "58"}, "HS-1", "2026-11-01", "2026-12-01")
    assert made["CustomerMemo"] == {"value": "Hi"}
    assert made["Line"][0]["Amount"] == 9.99
    assert "PrivateNote" not in made  # A27: no mark on an invoice


def test_a_new_payment_pays_one_invoice() -> None:  # A25, A26, A27
    made = item(
        entity="payment", action="create", line=Line(amount=Decimal("40.10")),
        links={"customer": "58", "invoice": "130", "deposit_to": "2", "method": "5"},
        fields={"TxnDate": date(2026, 11, 2), "PaymentRefNum": "77", "PrivateNote": "HubSpot 1:2"},
    )["Payment"]  # fmt: skip

    assert made == {
        "CustomerRef": {"value": "58"}, "DepositToAccountRef": {"value": "2"}, "PaymentMethodRef": {"value": "5"},
        "TxnDate": "2026-11-02", "PaymentRefNum": "77", "PrivateNote": "HubSpot 1:2", "TotalAmt": 40.1,
        "Line": [{"Amount": 40.1, "LinkedTxn": [{"TxnId": "130", "TxnType": "Invoice"}]}],
    }  # fmt: skip


def test_an_over_payment_keeps_its_own_total() -> None:  # A30
    made = item(
        entity="payment", action="create", links={"customer": "58", "invoice": "130"}, line=Line(amount=Decimal(40)),
        fields={"TotalAmt": Decimal("50.55")},
    )["Payment"]  # fmt: skip

    assert (made["TotalAmt"], made["Line"][0]["Amount"]) == (50.55, 40)


def test_a_payment_that_is_applied_to_nothing_has_no_lines() -> None:
    made = item(entity="payment", action="create", links={"customer": "58"}, fields={"TotalAmt": Decimal(5)})["Payment"]

    assert (made["TotalAmt"], made["Line"]) == (5, [])


def test_an_update_is_sparse_and_names_its_version() -> None:  # F48
    made = item(
        entity="invoice", action="update", id="130", version="7", raw={"CustomerRef": {"value": "58", "name": "Acme"}},
        fields={"DueDate": date(2027, 1, 31)},
    )  # fmt: skip

    assert made == {
        "operation": "update",
        "Invoice": {"Id": "130", "SyncToken": "7", "sparse": True, "CustomerRef": {"value": "58"}, "DueDate": "2027-01-31"},
    }


def test_the_version_of_the_raw_object_serves_where_none_is_given() -> None:
    assert item(entity="invoice", action="void", id="130", raw={"SyncToken": "9"})["Invoice"] == {"Id": "130", "SyncToken": "9"}


@pytest.mark.parametrize(
    ("write", "made"),
    [
        ({"entity": "invoice", "action": "delete"}, {"operation": "delete", "Invoice": {"Id": "1", "SyncToken": "2"}}),
        ({"entity": "invoice", "action": "void"}, {"operation": "delete", "optionsData": "void", "Invoice": {"Id": "1", "SyncToken": "2"}}),
        (
            {"entity": "payment", "action": "void"},
            {"operation": "update", "optionsData": "void", "Payment": {"Id": "1", "SyncToken": "2", "sparse": True}},
        ),
        ({"entity": "payment", "action": "delete"}, {"operation": "delete", "Payment": {"Id": "1", "SyncToken": "2"}}),
        ({"entity": "contact", "action": "delete"}, {"operation": "update", "Customer": {"Id": "1", "SyncToken": "2", "sparse": True, "Active": False}}),
        ({"entity": "product", "action": "delete"}, {"operation": "update", "Item": {"Id": "1", "SyncToken": "2", "sparse": True, "Active": False}}),
    ],
)
def test_what_is_taken_away_has_its_own_form(write: dict[str, str], made: dict[str, Any]) -> None:
    assert item(**write, id="1", version="2") == made


def test_clearing_is_an_empty_text_or_no_reference() -> None:  # A13
    made = item(
        entity="invoice", action="update", id="1", version="0",
        fields={"CustomerMemo.value": None, "PrivateNote": None, "SalesTermRef": None, "ShipDate": None},
    )["Invoice"]  # fmt: skip

    assert (made["CustomerMemo"], made["PrivateNote"], made["SalesTermRef"], made["ShipDate"]) == ({"value": ""}, "", None, None)


@pytest.mark.parametrize("name", ["DocNumber", "TxnDate", "DueDate"])
def test_what_an_invoice_cannot_be_without_is_never_cleared(name: str) -> None:  # A19
    with pytest.raises(Unwritable):
        item(entity="invoice", action="update", id="1", version="0", fields={name: None})


@pytest.mark.parametrize("name", ["TotalAmt", "Balance", "Nonsense", "MetaData.CreateTime", "CustomerRef"])
def test_what_is_not_ours_to_write_is_refused(name: str) -> None:
    with pytest.raises(Unwritable):
        item(entity="invoice", action="update", id="1", version="0", fields={name: "1"})


def test_part_of_an_address_goes_with_the_rest_of_it() -> None:
    raw = {"BillAddr": {"Id": "9", "Line1": "1 Elm", "City": "Davis", "Lat": "38.5", "Long": "-121"}}
    made = item(entity="contact", action="update", id="1", version="0", raw=raw, fields={"BillAddr.City": "Chico", "BillAddr.Line1": None})

    assert made["Customer"]["BillAddr"] == {"Id": "9", "Line1": "", "City": "Chico"}
    assert raw["BillAddr"]["City"] == "Davis"


def test_one_custom_field_goes_with_the_others() -> None:  # A34
    rows = [
        {"DefinitionId": "1", "Name": "PO", "Type": "StringType", "StringValue": "A"},
        {"DefinitionId": "2", "Name": "Crew", "Type": "StringType", "StringValue": "B"},
        {"DefinitionId": "1000000001", "Name": "Hours", "Type": "NumberType", "NumberValue": Decimal("1.5")},
    ]
    made = item(
        entity="invoice", action="update", id="1", version="0", raw={"CustomField": rows},
        fields={"custom:1": None, "custom:1000000001": Decimal("2.25"), "custom:1000000002": date(2026, 5, 1), "custom:3": "New"},
    )["Invoice"]["CustomField"]  # fmt: skip

    assert made == [
        {"DefinitionId": "1", "Name": "PO", "Type": "StringType", "StringValue": ""},
        {"DefinitionId": "2", "Name": "Crew", "Type": "StringType", "StringValue": "B"},
        {"DefinitionId": "1000000001", "Name": "Hours", "Type": "NumberType", "NumberValue": 2.25},
        {"DefinitionId": "1000000002", "Type": "DateType", "DateValue": "2026-05-01"},
        {"DefinitionId": "3", "Type": "StringType", "StringValue": "New"},
    ]


@pytest.mark.parametrize(
    "write",
    [
        {"entity": "invoice", "lines": (LINE,)},
        {"entity": "invoice", "fields": {"custom:1": "x"}},
        {"entity": "invoice", "fields": {"BillAddr.City": "x"}},
        {"entity": "payment", "fields": {"PaymentRefNum": "x"}},
    ],
)
def test_what_would_erase_its_neighbours_needs_the_object_as_read(write: dict[str, Any]) -> None:  # F48
    with pytest.raises(Unwritable):
        item(action="update", id="1", version="0", **write)


def test_a_changed_payment_keeps_all_its_applications() -> None:
    made = item(entity="payment", action="update", id="131/130", version="4", raw=PAYMENT, line=Line(amount=Decimal("50.00")))["Payment"]

    assert made["Id"] == "131"
    assert made["TotalAmt"] == 89.9
    assert made["CustomerRef"] == {"value": "58"}
    assert made["Line"] == [
        {"Amount": 29.9, "LinkedTxn": [{"TxnId": "132", "TxnType": "Invoice", "TxnLineId": "0"}]},
        {"Amount": 50, "LinkedTxn": [{"TxnId": "130", "TxnType": "Invoice"}]},
    ]


def test_a_payment_with_a_new_date_keeps_its_amounts() -> None:
    made = item(entity="payment", action="update", id="131/130", version="4", raw=PAYMENT, fields={"TxnDate": date(2026, 5, 2)})["Payment"]

    assert [line["Amount"] for line in made["Line"]] == [40.1, 29.9]
    assert "TotalAmt" not in made
    assert "LineEx" not in made["Line"][0]


def test_an_application_of_nothing_is_taken_off_its_invoice() -> None:
    made = item(entity="payment", action="update", id="131/130", version="4", raw=PAYMENT, line=Line(amount=Decimal(0)))["Payment"]

    assert (made["TotalAmt"], [line["Amount"] for line in made["Line"]]) == (39.9, [29.9])


# batches


def contacts(count: int) -> list[Write]:
    return [Write(entity="contact", action="create", fields={"DisplayName": f"C {n}"}, key=f"k{n}") for n in range(count)]


def paid(invoice: str) -> Write:
    return Write(entity="payment", action="create", links={"customer": "58", "invoice": invoice}, line=Line(amount=Decimal(1)))


def changed(entity: str, id_: str) -> Write:
    return Write(entity=entity, action="update", id=id_, version="0", fields={}, raw=PAYMENT)


def placed(writes: Sequence[Write]) -> list[list[int]]:
    return [[each["write"] for each in call.items] for call in prepare(writes, PATH, COMPANY)]


@given(st.integers(0, 95))
def test_every_write_is_in_exactly_one_full_call_in_order(count: int) -> None:
    calls = prepare(contacts(count), PATH, COMPANY)

    assert [n for call in calls for n in (each["write"] for each in call.items)] == list(range(count))
    assert len(calls) == -(-count // 30)
    for call in calls:
        assert [each["bId"] for each in call.items] == [each["bId"] for each in call.body["BatchItemRequest"]]
        assert (call.side, call.method, call.path, call.deadline_seconds) == (Side.QUICKBOOKS, "POST", PATH, 120)
        assert all(len(each["bId"]) <= 10 for each in call.items)
        assert json.loads(json.dumps([call.body, call.items])) == [call.body, list(map(dict, call.items))]


@pytest.mark.parametrize(
    ("writes", "groups"),
    [
        ([changed("invoice", "1"), changed("invoice", "2")], [[0, 1]]),
        ([changed("invoice", "1"), changed("invoice", "1")], [[0], [1]]),
        ([changed("invoice", "1"), paid("1")], [[0], [1]]),  # the payment raises the invoice's version
        ([paid("1"), changed("invoice", "1")], [[0], [1]]),
        ([paid("1"), paid("1"), changed("invoice", "2")], [[0, 1, 2]]),
        ([changed("payment", "131/1"), changed("payment", "131/2")], [[0], [1]]),
        ([changed("contact", "1"), changed("invoice", "1")], [[0, 1]]),
    ],
)
def test_writes_that_depend_on_each_other_go_in_calls_of_their_own(writes: list[Write], groups: list[list[int]]) -> None:
    assert placed(writes) == groups


def test_a_write_without_a_form_fails_alone() -> None:
    bad = Write(entity="contact", action="create", fields={"Nonsense": "x"})
    (call,) = prepare([*contacts(1), bad, *contacts(1)], PATH, COMPANY)

    assert [each["bId"] for each in call.body["BatchItemRequest"]] == ["1", "3"]
    answer = {"BatchItemResponse": [{"bId": n, "Customer": {"Id": n, "SyncToken": "0"}} for n in ("3", "1")]}
    good, refused, last = interpret(call.items, answer, TRANSLATOR)
    assert (good.id, last.id) == ("1", "3")
    assert refused.problem is not None
    assert "Nonsense" in refused.problem.vendor_text
    assert not refused.unknown


def one_outcome(write: Write, answer: Any) -> Any:
    (call,) = prepare([write], PATH, COMPANY)
    (outcome,) = interpret(json.loads(json.dumps(call.items)), answer, TRANSLATOR)
    return outcome


def batch(**answer: Any) -> dict[str, Any]:
    return {"BatchItemResponse": [{"bId": "1", **answer}]}


def test_a_payments_outcome_is_its_application() -> None:
    outcome = one_outcome(paid("130"), batch(Payment=PAYMENT))

    assert (outcome.id, outcome.version, outcome.record.amount) == ("131/130", "4", Decimal("40.10"))


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {"BatchItemResponse": []},
        {"BatchItemResponse": [{"bId": "2", "Customer": {"Id": "1", "SyncToken": "0"}}]},
        batch(),
        batch(Customer=None),
        batch(Customer={"SyncToken": "0"}),
        batch(Customer={"Id": 1, "SyncToken": "0"}),
        batch(Customer={"Id": "", "SyncToken": "0"}),
        batch(Customer={"Id": "1"}),
        batch(Item={"Id": "1", "SyncToken": "0"}),
        {"BatchItemResponse": [{"bId": "1", "Customer": {"Id": n, "SyncToken": "0"}} for n in ("1", "2")]},
    ],
)
def test_a_missing_or_senseless_answer_is_unknown(answer: Any) -> None:  # F40
    outcome = one_outcome(contacts(1)[0], answer)

    assert outcome.unknown
    assert outcome.id is None


def test_the_answer_about_another_object_is_unknown() -> None:
    assert one_outcome(changed("contact", "7"), batch(Customer={"Id": "8", "SyncToken": "1"})).unknown


def test_a_deletion_counts_once_it_is_confirmed() -> None:
    write = Write(entity="invoice", action="delete", id="12", version="3")

    assert one_outcome(write, batch(Invoice={"Id": "12", "status": "Deleted", "domain": "QBO"})).id == "12"
    assert one_outcome(write, batch(Invoice={"Id": "12", "SyncToken": "4"})).unknown


def test_a_refusal_is_classified_by_what_was_written() -> None:
    fault = {"Error": [{"Message": "Object Not Found", "Detail": "Object Not Found : gone", "code": "610"}], "type": "ValidationFault"}

    assert one_outcome(changed("invoice", "7"), batch(Fault=fault)).problem.code == "deleted_in_quickbooks"
    assert one_outcome(changed("payment", "7/1"), batch(Fault=fault)).problem.code == "payment_removed"
    assert not one_outcome(contacts(1)[0], batch(Fault=fault)).unknown


def test_a_fault_of_quickbooks_own_leaves_the_item_open() -> None:
    outcome = one_outcome(contacts(1)[0], batch(Fault={"Error": [{"code": "10000", "Message": "An application error"}], "type": "SystemFault"}))

    assert outcome.unknown
    assert outcome.problem.code == "vendor_unavailable"
