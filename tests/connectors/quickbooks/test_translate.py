"""QuickBooks' objects as records."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from syncapp.connectors.exchange import parse
from syncapp.connectors.quickbooks.schema import FIELDS, custom_field, spec_of
from syncapp.connectors.quickbooks.translate import Translator, application_ids, applications
from syncapp.connectors.quickbooks.values import day, instant, typed
from syncapp.core.defaults import DEFAULT_PAIRS
from syncapp.core.lines import content
from syncapp.core.records import InvoiceStatus
from syncapp.core.schema import FieldType
from syncapp.core.values import ObjectType

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType
TRANSLATOR = Translator("USD", {})
META = {"CreateTime": "2026-05-01T10:11:12-07:00", "LastUpdatedTime": "2026-05-02T10:11:12-07:00"}
PAID: dict[str, Any] = parse(
    b"""{"Id": "131", "SyncToken": "4", "CustomerRef": {"value": "58"}, "TotalAmt": 80.00, "UnappliedAmt": 10, "TxnDate": "2026-05-01",
    "PaymentRefNum": " 4711 ", "PaymentMethodRef": {"value": "2"}, "PrivateNote": "HubSpot 48807700:9", "CurrencyRef": {"value": "EUR"},
    "Line": [{"Amount": 40.10, "LinkedTxn": [{"TxnId": "130", "TxnType": "Invoice"}], "LineEx": {"any": []}},
             {"Amount": 29.90, "LinkedTxn": [{"TxnId": "132", "TxnType": "Invoice"}]}],
    "LinkedTxn": [{"TxnId": "140", "TxnType": "Deposit"}]}"""
)


def invoice(**parts: Any) -> Any:
    line = {
        "Id": "1",
        "Amount": 100,
        "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": {"ItemRef": {"value": "3"}},
    }
    return TRANSLATOR.invoice({"Id": "1", "SyncToken": "0", "TotalAmt": 100, "Balance": 100, "Line": [line], **parts})


def test_a_customer_is_a_contact_with_all_its_addresses() -> None:  # A2
    contact = TRANSLATOR.contact(
        {
            "Id": "58", "SyncToken": "2", "DisplayName": "Acme", "GivenName": "Amy", "FamilyName": "Lee", "CompanyName": "Acme LLC",
            "PrimaryEmailAddr": {"Address": "AP@acme.test, amy@acme.test"}, "ParentRef": {"value": "7"}, "Active": False,
            "CurrencyRef": {"value": "EUR"}, "BillAddr": {"Line1": "1 Elm", "City": "Davis"}, "MetaData": META,
        }
    )  # fmt: skip

    assert contact.emails == ("ap@acme.test", "amy@acme.test")
    assert (contact.first_name, contact.last_name, contact.company, contact.display_name) == (
        "Amy",
        "Lee",
        "Acme LLC",
        "Acme",
    )
    assert (contact.parent_id, contact.active, contact.currency) == ("7", False, "EUR")
    assert contact.values["BillAddr.City"] == "Davis"
    assert contact.values["PrimaryPhone.FreeFormNumber"] is None
    assert contact.created_at == datetime(2026, 5, 1, 17, 11, 12, tzinfo=UTC)
    assert contact.updated_at == datetime(2026, 5, 2, 17, 11, 12, tzinfo=UTC)


def test_an_item_is_a_product() -> None:
    raw = parse(
        b'{"Id": "3", "SyncToken": "0", "Name": "Sod", "Sku": "SOD-1", "Type": "NonInventory", "UnitPrice": 0.685, "IncomeAccountRef": {"value": "4"}}'
    )
    product = TRANSLATOR.product(raw)

    assert (product.name, product.sku, product.kind, product.account_id, product.active) == (
        "Sod",
        "SOD-1",
        "NonInventory",
        "4",
        True,
    )
    assert product.values["UnitPrice"] == Decimal("0.685")


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ({}, InvoiceStatus.OPEN),
        ({"Balance": 40}, InvoiceStatus.OPEN),
        ({"Balance": 0}, InvoiceStatus.PAID),
        ({"TotalAmt": 0, "Balance": 0, "Line": []}, InvoiceStatus.OPEN),  # F75
        ({"TotalAmt": 0, "Balance": 0, "Line": [], "PrivateNote": "Voided"}, InvoiceStatus.VOIDED),  # F33
        (
            {"TotalAmt": 0, "Balance": 0, "Line": [], "PrivateNote": "Voided - for the garden"},
            InvoiceStatus.VOIDED,
        ),
        (
            {"TotalAmt": 0, "Balance": 0, "Line": [], "PrivateNote": "Voidedness is a word"},
            InvoiceStatus.OPEN,
        ),
        ({"PrivateNote": "Voided the first draft"}, InvoiceStatus.OPEN),
        ({"Balance": 0, "PrivateNote": "Voided the first draft"}, InvoiceStatus.PAID),
    ],
)
def test_the_state_of_an_invoice_is_read_off_its_amounts(parts: dict[str, Any], status: InvoiceStatus) -> None:
    assert invoice(**parts).status is status


def test_lines_that_cancel_out_are_no_void() -> None:
    lines = [{"Id": n, "Amount": amount, "DetailType": "SalesItemLineDetail"} for n, amount in (("1", 5), ("2", -5))]

    assert invoice(TotalAmt=0, Balance=0, Line=lines, PrivateNote="Voided").status is InvoiceStatus.OPEN


def test_an_invoice_names_what_it_is_linked_with() -> None:
    linked = [
        {"TxnId": "131", "TxnType": "Payment"},
        {"TxnId": "90", "TxnType": "Estimate"},
        {"odd": 1},
        None,
    ]
    found = invoice(LinkedTxn=linked, Deposit=30, MetaData={"LastModifiedByRef": {"value": "42"}})

    assert found.payment_ids == ("131",)
    assert found.linked == (("Payment", "131"), ("Estimate", "90"))
    assert (found.deposit, found.modified, found.paid) == (Decimal(30), "42", Decimal(0))


def test_attachments_print_and_online_payment_are_no_part_of_it() -> None:  # A7
    plain = invoice()
    more = invoice(
        AttachableRef=[{"EntityRef": {"type": "Invoice", "value": "1"}, "IncludeOnSend": True}],
        AllowOnlineCreditCardPayment=True,
        AllowOnlineACHPayment=True,
        PrintStatus="PrintComplete",
    )

    assert content(more) == content(plain)
    assert more.values == plain.values
    assert more.lines == plain.lines


def test_a_document_without_a_currency_is_in_the_companys() -> None:
    assert invoice().currency == "USD"
    assert invoice(CurrencyRef={"value": "EUR"}).currency == "EUR"


def test_a_payment_is_read_by_application() -> None:  # A25
    one, two = TRANSLATOR.payment(PAID, "130"), TRANSLATOR.payment(PAID, "132")

    assert application_ids(PAID) == ["131/130", "131/132"] == [one.id, two.id]
    assert (one.amount, two.amount) == (Decimal("40.10"), Decimal("29.90"))
    assert (one.total, one.unapplied, one.currency, one.method, one.reference) == (
        Decimal("80.00"),
        Decimal(10),
        "EUR",
        "2",
        "4711",
    )
    assert (one.deposited, one.note, one.kind, one.status, one.version) == (
        True,
        "HubSpot 48807700:9",
        "payment",
        "succeeded",
        "4",
    )
    assert one.date == date(2026, 5, 1)


def test_two_lines_on_one_invoice_are_one_application() -> None:
    link = [{"TxnId": "130", "TxnType": "Invoice"}]

    assert applications({"Line": [{"Amount": 1, "LinkedTxn": link}, {"Amount": 2, "LinkedTxn": link}]}) == {
        "130": Decimal(3)
    }


def test_a_line_of_nothing_is_no_application_and_one_that_cannot_be_read_fails() -> None:  # A25, A30
    linked = {"LinkedTxn": [{"TxnId": "132", "TxnType": "Invoice"}]}
    nothing = {"Id": "131", "TotalAmt": 50, "Line": [{"Amount": Decimal("0.00"), **linked}, *PAID["Line"][:1]]}

    assert application_ids(nothing) == ["131/130"]
    assert application_ids({**nothing, "Line": nothing["Line"][:1]}) == ["131/"]
    unread = {**nothing, "Line": [{"Amount": "NaN", **linked}]}
    assert application_ids(unread) == ["131/132"]
    assert TRANSLATOR.payment(unread, "132").absurd == {"Line.Amount": "NaN"}


def test_a_payment_of_no_invoice_has_an_id_that_ends_at_the_slash() -> None:
    raw = {"Id": "131", "TotalAmt": 50, "UnappliedAmt": 50}

    assert application_ids(raw) == ["131/"]
    assert TRANSLATOR.payment(raw).invoice_ids == ()


@pytest.mark.parametrize(
    ("kind", "ours"),
    [("CreditMemo", "credit memo"), ("JournalEntry", "journal entry"), ("Deposit", "deposit"), ("Check", "check")],
)
def test_a_payment_of_nothing_says_what_it_moved(kind: str, ours: str) -> None:  # A30
    lines = [
        {"Amount": 30, "LinkedTxn": [{"TxnId": "1", "TxnType": "Invoice"}]},
        {"Amount": 30, "LinkedTxn": [{"TxnId": "2", "TxnType": kind}]},
    ]
    found = TRANSLATOR.payment({"Id": "9", "TotalAmt": 0, "Line": lines, "PrivateNote": "Voided the old one"}, "1")

    assert (found.kind, found.amount, found.status) == (ours, Decimal(30), "succeeded")


def test_a_voided_payment_says_so() -> None:
    raw = {"Id": "9", "TotalAmt": 0, "UnappliedAmt": 0, "Line": [], "PrivateNote": "Voided - HubSpot 1:2"}

    assert TRANSLATOR.payment(raw, "130").status == "voided"


@pytest.mark.parametrize("absurd", ["NaN", "1e400", Decimal("1E+400"), "lots", {}, []])
def test_an_absurd_amount_fails_its_record_and_not_the_page(absurd: Any) -> None:
    found = invoice(TotalAmt=absurd)

    assert found.total == Decimal(0)
    assert found.absurd == {"TotalAmt": str(absurd)}
    assert found.raw["TotalAmt"] == absurd


def test_absurd_values_of_fields_are_noted_and_empty() -> None:
    found = invoice(DueDate="31/12/2026", ShipDate="2026-02-30", TxnDate="2026-05-01", BillAddr="x", CustomerMemo=7)

    assert found.absurd == {"DueDate": "31/12/2026", "ShipDate": "2026-02-30"}
    assert (found.due_date, found.values["ShipDate"], found.values["BillAddr.City"]) == (None, None, None)
    assert TRANSLATOR.product({"Id": "1", "UnitPrice": "NaN"}).absurd == {"UnitPrice": "NaN"}


def test_an_invoice_without_a_total_is_absurd_too() -> None:
    assert TRANSLATOR.invoice({"Id": "1"}).absurd == {"TotalAmt": "", "Balance": ""}
    assert TRANSLATOR.payment({"Id": "1"}).absurd == {"TotalAmt": ""}
    assert invoice().absurd == {}


def test_custom_fields_are_read_by_definition_whatever_their_kind() -> None:  # A34
    used = Translator("USD", {INVOICE: ["custom:1", "custom:1000000001", "DueDate"]})
    rows = [
        {"DefinitionId": "2", "Name": "Crew", "Type": "StringType", "StringValue": "A7"},
        {"DefinitionId": "1000000002", "Type": "NumberType", "NumberValue": Decimal("2.5")},
        {"DefinitionId": "1000000003", "Type": "DateType", "DateValue": "2026-05-01"},
        {"DefinitionId": "1000000004", "Type": "BooleanType", "BooleanValue": True},
        {"Name": "no id"},
        None,
    ]
    values = used.invoice({"Id": "1", "CustomField": rows}).values

    assert {name: value for name, value in values.items() if name.startswith("custom:")} == {
        "custom:1": None,
        "custom:1000000001": None,
        "custom:2": "A7",
        "custom:1000000002": Decimal("2.5"),
        "custom:1000000003": date(2026, 5, 1),
        "custom:1000000004": True,
    }
    assert used.enhanced
    assert not Translator("USD", {INVOICE: ["custom:1"]}).enhanced


def test_texts_are_cleaned_and_empty_is_none() -> None:  # F71, F87
    contact = TRANSLATOR.contact(
        {"Id": "1", "DisplayName": "  Cafe\u0301 \r\n", "Notes": "", "CompanyName": None, "Title": 7}
    )

    assert contact.display_name == "Café"
    assert (contact.values["Notes"], contact.company, contact.values["Title"]) == (None, None, "7")


@pytest.mark.parametrize("kind", list(ObjectType))
def test_every_field_has_a_value_in_every_record(kind: ObjectType) -> None:
    make = {
        CONTACT: TRANSLATOR.contact,
        PRODUCT: TRANSLATOR.product,
        INVOICE: TRANSLATOR.invoice,
        PAYMENT: TRANSLATOR.payment,
    }[kind]

    assert set(make({"Id": "1"}).values) == {spec.name for spec in FIELDS[kind]}


@pytest.mark.parametrize("kind", list(ObjectType))
def test_field_names_are_unique_and_say_where_they_stand(kind: ObjectType) -> None:
    names = [spec.name for spec in FIELDS[kind]]

    assert len(names) == len(set(names))
    assert all(spec.path.removeprefix("ref:") == spec.name for spec in FIELDS[kind])
    assert all(spec_of(kind, name) is not None for name in names)


@pytest.mark.parametrize("kind", list(ObjectType))
def test_every_default_pair_names_a_field_of_ours(kind: ObjectType) -> None:
    assert {pair.quickbooks for pair in DEFAULT_PAIRS[kind]} <= {spec.name for spec in FIELDS[kind]}


def test_custom_fields_have_a_row_whatever_their_id() -> None:
    assert spec_of(INVOICE, "custom:7") == custom_field("7", "custom:7")
    assert custom_field("1", "PO").max_length == 31
    assert custom_field("1000000001", "Site", "NumberType").type is FieldType.NUMBER
    assert spec_of(INVOICE, "Nonsense") is None


@pytest.mark.parametrize(
    ("found", "at"),
    [("2026-05-01T10:00:00Z", 10), ("2026-05-01T10:00:00.123-07:00", 17), ("2026-05-01T10:00:00", 10)],
)
def test_instants_are_in_utc(found: str, at: int) -> None:
    told = instant(found)
    assert told is not None
    assert (told.hour, told.tzinfo) == (at, UTC)


@pytest.mark.parametrize("found", [None, "", "yesterday", 5, "2026-13-01"])
def test_what_is_no_time_is_none(found: Any) -> None:
    assert instant(found) is None
    assert day(found) is None


def test_flags_are_flags() -> None:
    assert [typed(found, FieldType.BOOL) for found in (True, "false", "TRUE", "maybe", 1)] == [
        True,
        False,
        True,
        None,
        None,
    ]
