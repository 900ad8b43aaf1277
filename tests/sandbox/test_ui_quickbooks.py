"""The pages of the QuickBooks port, as a person walks them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port, open_port
from tests.sandbox.person import Person

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.fixture
def port() -> Port:
    return open_port("quickbooks", ":memory:", Clock(NOW))


@pytest.fixture
def person(port: Port) -> Person:
    return Person(port)


def customer(person: Person, name: str = "Grace Kim") -> None:
    person.open("/ui/customers/new/").fill(Display_name=name, Email="grace@example.com").press("Save")


def item(person: Person) -> None:
    person.open("/ui/items/new/").fill(Name="Mowing", SKU="MOW", Income_account="Services")
    person.type({"Sales price/rate": "79"}).press("Save")


def invoice(person: Person) -> None:
    """Two mowings at 79.00 for Grace Kim."""
    customer(person)
    item(person)
    person.open("/ui/invoices/new/").fill(Customer="Grace Kim", Terms="Net 30")
    person.type({"Line 1 product/service": "Mowing", "Line 1 qty": "2", "Line 1 rate": "79"}).press("Save")


def newest(port: Port, entity: str) -> dict[str, Any]:
    vendor: Any = port.vendor
    found: dict[str, Any] = list(vendor.company().rows(entity).values())[-1]
    return found


def test_the_first_page_says_whose_sandbox_it_is_and_lets_the_company_be_chosen(person: Person, port: Port) -> None:
    vendor: Any = port.vendor
    vendor.add_company("9341450000000002", "Fernhill Jardins", "CA")
    person.open("/ui/").fill(Company="Fernhill Jardins").press("Switch")
    assert person.sees("Sandbox for QuickBooks Online", "Not QuickBooks Online")
    assert "realm=9341450000000002" in person.page.links["Invoices"]
    person.follow("Customers").follow("New customer").fill(Display_name="Jean").press("Save")
    assert len(vendor.company("9341450000000002").rows("Customer")) == 1
    assert not vendor.company().rows("Customer")


def test_a_customer_is_made_renamed_and_made_inactive(person: Person, port: Port) -> None:
    customer(person)
    assert person.title == "Grace Kim"
    person.follow("Edit").fill(Display_name="Grace Kim-Lee", City="Davis").press("Save")
    assert person.title == "Grace Kim-Lee"
    assert newest(port, "Customer")["BillAddr"]["City"] == "Davis"
    person.press("Make inactive")
    assert person.title == "Grace Kim-Lee (deleted)"
    assert person.press("Make active").title == "Grace Kim-Lee"


def test_a_name_that_is_taken_is_refused_as_quickbooks_words_it(person: Person) -> None:
    customer(person)
    person.open("/ui/customers/new/").fill(Display_name="grace kim", Notes="Gate code 7").press("Save")
    assert "Duplicate Name Exists Error (6240)" in person.refusal
    assert (person.shows("Display name"), person.shows("Notes")) == ("grace kim", "Gate code 7")


def test_who_saves_second_is_told_so(person: Person, port: Port) -> None:
    customer(person)
    other = Person(port).open(person.address).follow("Edit")
    person.follow("Edit").fill(Notes="first").press("Save")
    other.fill(Notes="second").press("Save")
    assert "Stale Object Error (5010)" in other.refusal
    assert other.shows("Notes") == "second"
    assert "Stale" in other.press("Save").refusal  # and again: the form is as old as before


def test_an_item_is_edited_and_made_inactive(person: Person, port: Port) -> None:
    item(person)
    person.follow("Edit").fill(Name="Mowing, large", SKU="MOW-L").press("Save").press("Make inactive")
    assert (newest(port, "Item")["Sku"], newest(port, "Item")["Active"]) == ("MOW-L", False)


def test_what_is_inactive_is_found_by_its_status_and_made_active_there(person: Person, port: Port) -> None:
    item(person)
    person.press("Make inactive").open("/ui/items/?status=active")
    assert "MOW" not in person.page.words
    person.open("/ui/items/").fill(Status="Inactive").press("Search")
    assert person.sees("MOW", "inactive")
    person.press("Make active: Mowing (deleted)")
    assert newest(port, "Item")["Active"] is True


def test_an_item_without_an_income_account_is_refused(person: Person) -> None:
    person.open("/ui/items/new/").fill(Name="Mowing").press("Save")
    assert "IncomeAccountRef" in person.refusal


def test_an_invoice_is_made_and_its_lines_are_edited(person: Person) -> None:
    invoice(person)
    assert person.sees("158.00 USD", "Net 30", "Grace Kim", "2026-12-24")
    person.follow("Edit").type({"Line 1 qty": "3", "Line 2 product/service": "Mowing", "Line 2 rate": "0.5"})
    person.press("Save")
    assert person.sees("237.50 USD")
    person.follow("Edit").type({"Line 2 product/service": "–", "Line 2 qty": "", "Line 2 rate": "", "Line 2 tax": "–"})
    assert person.press("Save").sees("237.00 USD")


def test_saving_what_was_not_touched_writes_nothing(person: Person, port: Port) -> None:
    invoice(person)
    person.follow("Edit").press("Save")
    assert newest(port, "Invoice")["SyncToken"] == "0"


def test_a_line_that_is_refused_keeps_what_was_typed(person: Person) -> None:
    customer(person)
    person.open("/ui/invoices/new/").fill(Customer="Grace Kim", Invoice_number="A-1").type({"Line 1 rate": "many"})
    person.press("Save")
    assert person.status == 422
    assert "2010" in person.refusal
    assert (person.shows("Invoice number"), person.shows("Line 1 rate")) == ("A-1", "many")


def test_a_payment_is_received_and_deleted(person: Person, port: Port) -> None:
    invoice(person)
    person.follow("Receive payment")
    assert (person.shows("Amount received"), person.shows("Deposit to")) == ("158", "Undeposited Funds")
    person.type({"Amount received": "58", "Reference no.": "4711", "Payment method": "Check"}).press("Receive payment")
    assert person.title == "Payment 4711"
    assert newest(port, "Invoice")["Balance"] == 100
    person.press("Delete")
    assert newest(port, "Invoice")["Balance"] == 158
    assert person.sees("Deleted.")


def test_more_than_is_due_stays_unapplied(person: Person, port: Port) -> None:
    invoice(person)
    person.follow("Receive payment").fill(Amount_received="200").press("Receive payment")
    assert (newest(port, "Payment")["UnappliedAmt"], newest(port, "Invoice")["Balance"]) == (42, 0)


def test_voiding_a_paid_invoice_leaves_its_payment_unapplied(person: Person, port: Port) -> None:
    invoice(person)
    address = person.address
    person.follow("Receive payment").press("Receive payment").open(address).press("Void")
    assert person.sees("voided")
    assert newest(port, "Payment")["UnappliedAmt"] == 158


def test_an_invoice_is_sent_voided_and_deleted(person: Person, port: Port) -> None:
    invoice(person)
    assert person.press("Send").sees("EmailSent", "grace@example.com")
    assert person.press("Void").sees("voided")
    assert person.press("Delete").sees("deleted")
    vendor: Any = port.vendor
    assert not vendor.company().rows("Invoice")


def test_a_payment_in_a_deposit_stays_until_the_deposit_is_gone(person: Person) -> None:
    invoice(person)
    person.follow("Receive payment").type({"Reference no.": "4711"}).press("Receive payment")
    payment = person.address
    person.open("/ui/deposits/new/").type({"Payment 4711": True}).press("Save deposit")
    deposit = person.address
    assert person.sees("Payment 4711", "158.00")
    assert "(6540)" in person.open(payment).press("Delete").refusal
    person.open(deposit).press("Delete").open(payment).press("Delete")
    assert person.sees("Deleted.")


def test_a_deposit_of_nothing_is_refused(person: Person) -> None:
    person.open("/ui/deposits/new/").press("Save deposit")
    assert "Line" in person.refusal


def test_a_credit_memo_is_applied_to_an_invoice(person: Person, port: Port) -> None:
    invoice(person)
    person.open("/ui/credit-memos/new/").fill(Customer="Grace Kim")
    person.type({"Line 1 product/service": "Mowing", "Line 1 rate": "50"}).press("Save")
    number = newest(port, "Invoice")["DocNumber"]
    person.follow("Apply to an invoice").fill(Invoice=number).press("Apply")
    assert person.said == "The credit memo was applied."
    assert newest(port, "Invoice")["Balance"] == 108
    assert newest(port, "Payment")["TotalAmt"] == 0


def test_preferences_are_shown_and_moved(person: Person, port: Port) -> None:
    vendor: Any = port.vendor
    person.follow("Account and settings").fill(Closing_date="2026-10-31", Custom_transaction_numbers=True).press("Save")
    assert (person.shows("Closing date"), person.shows("Custom transaction numbers")) == (
        "2026-10-31",
        "True",
    )
    assert vendor.company().preference("AccountingInfoPrefs", "BookCloseDate") == "2026-10-31"
    person.fill(Closing_date="", Custom_transaction_numbers=False).press("Save")
    assert vendor.company().preference("AccountingInfoPrefs", "BookCloseDate") is None
    assert vendor.company().preference("SalesFormsPrefs", "CustomTxnNumbers") is False


def test_lines_ask_for_a_service_date_where_revenue_is_recognized(person: Person, port: Port) -> None:
    person.follow("Account and settings").fill(Revenue_recognition=True).press("Save")
    person.open("/ui/invoices/new/").type({"Line 1 service date": "2026-11-24"})


def test_custom_fields_of_the_company_are_typed_on_its_invoices(person: Person, port: Port) -> None:
    vendor: Any = port.vendor
    vendor.company().define_field("PO number", definition_id="1")
    invoice(person)
    person.follow("Edit").fill(PO_number="PO-77").press("Save")
    assert person.sees("PO-77")
    assert newest(port, "Invoice")["CustomField"][0]["StringValue"] == "PO-77"


def test_vendors_and_employees_are_renamed(person: Person, port: Port) -> None:
    for path, entity in (("vendors", "Vendor"), ("employees", "Employee")):
        person.open(f"/ui/{path}/new/").fill(Display_name=f"Birch {path}").press("Save")
        person.follow("Edit").fill(Display_name=f"Oak {path}").press("Save")
        assert newest(port, entity)["DisplayName"] == f"Oak {path}"


@pytest.mark.parametrize("path", ["customers/999/", "invoices/999/", "nothing/", "payments/9/edit/"])
def test_what_is_not_there_is_a_page_that_says_so(person: Person, path: str) -> None:
    assert person.open(f"/ui/{path}").status == 404


def test_an_unknown_company_is_the_first(person: Person) -> None:
    assert person.open("/ui/?realm=1").sees("Sandbox Company")
