"""One write as an item of a batch."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from syncapp.connectors.quickbooks.bodies import Company, batch_item
from syncapp.connectors.quickbooks.line_sets import Unwritable
from syncapp.core.records import Line
from syncapp.core.writes import Write

COMPANY = Company(ZoneInfo("America/Los_Angeles"), is_us=True)
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

    assert (made["CustomerRef"], made["DocNumber"], made["TxnDate"], made["DueDate"]) == (
        {"value": "58"},
        "HS-1",
        "2026-11-01",
        "2026-12-01",
    )
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


def test_a_currency_is_a_reference() -> None:  # A33
    for entity in ("contact", "invoice", "payment"):
        (made,) = [
            part
            for part in item(entity=entity, action="create", links={"currency": "EUR"}).values()
            if isinstance(part, dict)
        ]
        assert made["CurrencyRef"] == {"value": "EUR"}


def test_an_update_is_sparse_and_names_its_version() -> None:  # F48
    made = item(
        entity="invoice", action="update", id="130", version="7", raw={"CustomerRef": {"value": "58", "name": "Acme"}},
        fields={"DueDate": date(2027, 1, 31)},
    )  # fmt: skip

    assert made == {
        "operation": "update",
        "Invoice": {
            "Id": "130",
            "SyncToken": "7",
            "sparse": True,
            "CustomerRef": {"value": "58"},
            "DueDate": "2027-01-31",
        },
    }


def test_the_version_of_the_raw_object_serves_where_none_is_given() -> None:
    assert item(entity="invoice", action="void", id="130", raw={"SyncToken": "9"})["Invoice"] == {
        "Id": "130",
        "SyncToken": "9",
    }


@pytest.mark.parametrize(
    ("write", "made"),
    [
        (
            {"entity": "invoice", "action": "delete"},
            {"operation": "delete", "Invoice": {"Id": "1", "SyncToken": "2"}},
        ),
        (
            {"entity": "invoice", "action": "void"},
            {"operation": "delete", "optionsData": "void", "Invoice": {"Id": "1", "SyncToken": "2"}},
        ),
        (
            {"entity": "payment", "action": "void"},
            {
                "operation": "update",
                "optionsData": "void",
                "Payment": {"Id": "1", "SyncToken": "2", "sparse": True},
            },
        ),
        (
            {"entity": "payment", "action": "delete"},
            {"operation": "delete", "Payment": {"Id": "1", "SyncToken": "2"}},
        ),
        (
            {"entity": "contact", "action": "delete"},
            {
                "operation": "update",
                "Customer": {"Id": "1", "SyncToken": "2", "sparse": True, "Active": False},
            },
        ),
        (
            {"entity": "product", "action": "delete"},
            {"operation": "update", "Item": {"Id": "1", "SyncToken": "2", "sparse": True, "Active": False}},
        ),
    ],
)
def test_what_is_taken_away_has_its_own_form(write: dict[str, str], made: dict[str, Any]) -> None:
    assert item(**write, id="1", version="2") == made


def test_clearing_is_an_empty_text_or_no_reference() -> None:  # A13
    made = item(
        entity="invoice", action="update", id="1", version="0",
        fields={"CustomerMemo.value": None, "PrivateNote": None, "SalesTermRef": None, "ShipDate": None},
    )["Invoice"]  # fmt: skip

    assert (made["CustomerMemo"], made["PrivateNote"], made["SalesTermRef"], made["ShipDate"]) == (
        {"value": ""},
        "",
        None,
        None,
    )


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
    made = item(
        entity="contact",
        action="update",
        id="1",
        version="0",
        raw=raw,
        fields={"BillAddr.City": "Chico", "BillAddr.Line1": None},
    )

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
    made = item(
        entity="payment",
        action="update",
        id="131/130",
        version="4",
        raw=PAYMENT,
        line=Line(amount=Decimal("50.00")),
    )["Payment"]

    assert made["Id"] == "131"
    assert made["TotalAmt"] == 89.9
    assert made["CustomerRef"] == {"value": "58"}
    assert made["Line"] == [
        {"Amount": 29.9, "LinkedTxn": [{"TxnId": "132", "TxnType": "Invoice", "TxnLineId": "0"}]},
        {"Amount": 50, "LinkedTxn": [{"TxnId": "130", "TxnType": "Invoice"}]},
    ]


def test_a_payment_with_a_new_date_keeps_its_amounts() -> None:
    made = item(
        entity="payment",
        action="update",
        id="131/130",
        version="4",
        raw=PAYMENT,
        fields={"TxnDate": date(2026, 5, 2)},
    )["Payment"]

    assert [line["Amount"] for line in made["Line"]] == [40.1, 29.9]
    assert "TotalAmt" not in made
    assert "LineEx" not in made["Line"][0]


def test_an_application_of_nothing_is_taken_off_its_invoice() -> None:
    made = item(
        entity="payment",
        action="update",
        id="131/130",
        version="4",
        raw=PAYMENT,
        line=Line(amount=Decimal(0)),
    )["Payment"]

    assert (made["TotalAmt"], [line["Amount"] for line in made["Line"]]) == (39.9, [29.9])
