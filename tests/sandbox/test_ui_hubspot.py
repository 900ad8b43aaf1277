"""The pages of the HubSpot port, as a person walks them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from syncapp.sandbox import server
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port, open_port
from tests.sandbox.hubspot.portal import CRM, Portal
from tests.sandbox.person import Person

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.fixture
def port() -> Port:
    return open_port("hubspot", ":memory:", Clock(NOW))


@pytest.fixture
def person(port: Port) -> Person:
    return Person(port)


def contact(person: Person, first: str = "Ann", email: str = "ann@example.com") -> None:
    person.open("/ui/contacts/new/").fill(First_name=first, Last_name="Alder", Email=email).press("Save")


def product(person: Person) -> None:
    person.open("/ui/products/new/").fill(Name="Mowing", SKU="MOW", Unit_price="79").press("Save")


def draft(person: Person) -> None:
    """A draft for Ann of two mowings."""
    contact(person)
    product(person)
    person.open("/ui/invoices/new/").fill(Contact="Ann Alder")
    person.type({"Line 1 product": "Mowing", "Line 1 quantity": "2"}).press("Save draft")


def buttons(person: Person) -> list[str]:
    return [button.text for form in person.page.forms for button in form.buttons]


def values(port: Port, kind: str) -> dict[str, Any]:
    """Of the newest living record."""
    vendor: Any = port.vendor
    found: dict[str, Any] = list(vendor.account.walk(kind))[-1]["properties"]
    return found


def test_the_first_page_says_whose_sandbox_it_is_and_what_there_is(person: Person) -> None:
    assert person.title == "HubSpot, the sandbox"
    assert person.sees("Sandbox for HubSpot", "Not HubSpot", "Fernhill Grounds (48807700)", "Contacts")


def test_the_connected_apps_are_listed_and_hubspots_own_is_not_among_them(person: Person, port: Port) -> None:  # A5
    person.open("/ui/settings/").follow("Connected apps")
    assert person.title == "Connected apps"
    assert person.sees("No connected apps.", "QuickBooks Online is not among them")
    port.vendor.tokens({"client_id": "our-client"}, None)
    port.vendor.tokens({"client_id": "our-client"}, None)
    assert person.open("/ui/settings/connected-apps/").page.words.count("our-client") == 1


def test_a_contact_is_made_and_edited(person: Person, port: Port) -> None:
    contact(person)
    assert (person.title, person.said) == ("Ann Alder", "The contact was made.")
    person.follow("Edit").fill(City="Sacramento", Email="ann@alder.example").press("Save")
    assert person.sees("Sacramento", "ann@alder.example")
    assert values(port, "contacts")["lastname"] == "Alder"


def test_what_was_done_is_said_once_and_not_kept_in_the_address(person: Person) -> None:
    contact(person)
    assert person.said == "The contact was made."
    assert "said" not in person.address
    assert person.open(person.address).said == ""


def test_a_refusal_is_told_in_the_vendor_s_words_and_loses_nothing(person: Person) -> None:
    contact(person)
    person.open("/ui/contacts/new/").fill(First_name="Bob", Email="ann@example.com", City="Davis").press("Save")
    assert (person.status, person.title) == (422, "New contact")
    assert "Contact already exists. Existing ID:" in person.refusal
    assert [person.shows(one) for one in ("First name", "Email", "City")] == [
        "Bob",
        "ann@example.com",
        "Davis",
    ]


def test_what_is_typed_is_never_markup(person: Person) -> None:
    contact(person, first="<script>alert(1)</script>")
    assert person.title == "<script>alert(1)</script> Alder"


def test_a_contact_belongs_to_a_company(person: Person) -> None:
    person.open("/ui/companies/new/").type({"Company name": "Alder HOA"}).press("Save")
    contact(person)
    person.follow("Edit").fill(Associated_company="Alder HOA").press("Save")
    assert person.follow("Alder HOA").title == "Alder HOA"
    assert person.sees("Ann Alder")


def test_a_deleted_record_can_be_restored(person: Person) -> None:
    contact(person)
    person.press("Delete")
    assert person.sees("Deleted.")
    assert person.press("Restore").said == "The contact was restored."
    assert person.open("/ui/contacts/").sees("Ann Alder")


def test_deleted_records_are_restored_from_the_list_as_hubspot_calls_it(person: Person) -> None:
    draft(person)
    person.press("Delete")
    person.open("/ui/invoices/").follow("Restore records")
    assert person.sees("Deleted invoices", "Ann Alder")
    person.follow(next(text for text in person.page.links if text.startswith("Draft "))).press("Restore")
    assert person.said == "The invoice was restored."


def test_places_are_called_as_hubspot_calls_them(person: Person) -> None:
    words = " ".join(person.page.words.split())
    assert "CRM Contacts Companies Commerce Invoices Payments Products" in words
    draft(person)
    assert "Commerce › Invoices" in person.page.words


def test_a_list_is_searched_and_paged(person: Person, port: Port) -> None:
    vendor: Any = port.vendor
    for number in range(60):
        vendor.load("contacts", {"email": f"c{number}@example.com", "firstname": f"C{number}"})
    assert "Older" in person.open("/ui/contacts/").page.links
    assert person.follow("Older").sees("51–60 of 60")
    assert person.fill(Search="c17@").press("Search").sees("1–1 of 1")


def test_an_invoice_is_drafted_finalized_and_paid(person: Person, port: Port) -> None:
    draft(person)
    assert person.sees("draft", "Mowing", "158.00 USD", "Ann Alder")
    assert person.press("Finalize").said == "The invoice was finalized."
    assert person.title == "Invoice HS-1001"
    person.fill(Amount="58", Reference_number="4711").press("Record payment")
    assert person.sees("100.00 USD", "Payment 4711")
    person.press("Record payment")  # the rest, as the form proposes it
    assert values(port, "invoices")["hs_invoice_status"] == "paid"


def test_more_lines_can_be_had_without_losing_the_first(person: Person) -> None:
    draft(person)
    person.open("/ui/invoices/new/").fill(PO_number="PO-7").type({"Line 3 name": "Hauling", "Line 3 unit price": "5"})
    person.press("Add lines")
    assert (person.shows("PO number"), person.shows("Line 1 name")) == ("PO-7", "Hauling")
    assert person.shows("Line 4 name") == ""


def test_a_refused_line_leaves_no_half_invoice_behind(person: Person, port: Port) -> None:
    contact(person)
    person.open("/ui/invoices/new/").fill(Contact="Ann Alder")
    person.type({"Line 1 name": "Mowing", "Line 2 name": "Hauling", "Line 2 unit price": "-5"}).press("Save draft")
    assert "price" in person.refusal
    assert person.shows("Line 1 name") == "Mowing"
    vendor: Any = port.vendor
    assert not list(vendor.account.walk("invoices"))
    assert not list(vendor.account.walk("line_items"))


def test_finalizing_an_invoice_without_lines_is_refused_on_its_page(person: Person) -> None:
    contact(person)
    person.open("/ui/invoices/new/").fill(Contact="Ann Alder").press("Save draft").press("Finalize")
    assert "INVOICE_TO_LINE_ITEM" in person.refusal


def test_a_draft_s_lines_are_changed_added_and_removed(person: Person) -> None:
    draft(person)
    person.follow("Edit").type({"Line 1 quantity": "3", "Line 2 name": "Hauling", "Line 2 unit price": "5"}).press(
        "Save"
    )
    assert person.sees("242.00 USD")
    empty = {f"Line 1 {one}": "" for one in ("name", "quantity", "unit price")}
    person.follow("Edit").type({"Line 1 product": "–", **empty}).press("Save")
    assert person.sees("5.00 USD")
    assert "242.00" not in person.page.words


def test_of_a_finalized_invoice_due_date_po_number_and_comments_can_be_changed(person: Person) -> None:
    draft(person)
    person.press("Finalize").follow("Edit properties").fill(PO_number="PO-7", Comments="Thanks").press("Save")
    assert (person.title, person.said) == ("Invoice HS-1001", "Saved.")
    assert person.sees("PO-7", "Thanks")
    person.follow("Edit properties").fill(Due_date="2026-13-01", PO_number="PO-8").press("Save")
    assert person.refusal
    assert person.shows("PO number") == "PO-8"
    assert person.follow("Cancel").sees("PO-7")


def test_a_payment_of_too_much_is_refused_beside_its_form(person: Person) -> None:
    draft(person)
    person.press("Finalize").fill(Amount="1000", Reference_number="4711").press("Record payment")
    assert "at most 158" in person.refusal
    assert (person.shows("Amount"), person.shows("Reference number")) == ("1000", "4711")


def test_an_open_invoice_is_voided_but_not_deleted(person: Person, port: Port) -> None:
    draft(person)
    assert "Delete" not in buttons(person.press("Finalize"))
    assert person.press("Void").said == "The invoice was voided."
    assert buttons(person) == ["Clone"]
    assert values(port, "invoices")["hs_invoice_status"] == "voided"


def test_a_deleted_draft_comes_back_with_its_lines(person: Person) -> None:
    draft(person)
    assert person.press("Delete").sees("deleted")
    person.press("Restore")
    assert person.sees("draft", "158.00 USD", "Ann Alder", "Mowing")


def test_a_payment_is_edited_and_deleted(person: Person, port: Port) -> None:
    draft(person)
    person.press("Finalize").fill(Reference_number="4711").press("Record payment").follow("Payment 4711")
    person.follow("Edit").fill(Status="failed").press("Save")
    assert values(port, "invoices")["hs_invoice_status"] == "open"
    person.press("Delete")
    assert person.sees("Deleted.")


def test_invoices_are_listed_by_status(person: Person) -> None:
    draft(person)
    assert person.open("/ui/invoices/?status=open").sees("No invoices.")
    assert person.fill(Status="draft").press("Search").sees("Ann Alder")


def test_a_person_s_work_is_in_the_journal_as_such(person: Person, port: Port) -> None:
    contact(person)
    entry = port.journal.since(0)["entries"][-1]
    assert (entry["method"], entry["path"], entry["as_user"]) == ("POST", "/crm/v3/objects/contacts", True)


@pytest.mark.parametrize("path", ["contacts/999/", "nothing/", "invoices/999/edit/"])
def test_what_is_not_there_is_a_page_that_says_so(person: Person, path: str) -> None:
    assert person.open(f"/ui/{path}").status == 404


def test_restoring_is_no_api_of_hubspot_s(port: Port) -> None:
    vendor: Any = port.vendor
    portal = Portal(vendor, port.clock)
    made = portal.contact()
    portal.ok("DELETE", f"{CRM}/contacts/{made}", status=204)
    assert portal.call("POST", f"{CRM}/contacts/{made}/restore", {}).status == 404
    portal.contact()  # takes the address
    assert portal.call("POST", f"{CRM}/contacts/{made}/restore", {}, user=True).status == 409


def test_a_served_port_has_its_pages_and_their_stylesheet() -> None:
    with server.running(limits=False) as sandbox:
        page = requests.get(f"{sandbox.hubspot_url}/ui", timeout=5)
        style = requests.get(f"{sandbox.quickbooks_url}/ui/style.css", timeout=5)
        made = requests.post(
            f"{sandbox.quickbooks_url}/ui/customers/new/", data={"DisplayName": "Grace Kim"}, timeout=5
        )
    assert (page.status_code, page.url) == (200, f"{sandbox.hubspot_url}/ui/")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert style.headers["content-type"].startswith("text/css")
    assert "The customer was made." in made.text


def test_dates_are_those_of_the_accounts_own_zone(person: Person, port: Port) -> None:  # A19
    vendor: Any = port.vendor
    vendor.clock.set(datetime(2026, 11, 25, 3, tzinfo=UTC))  # still the 24th in Los Angeles
    draft(person)
    assert values(port, "invoices")["hs_invoice_date"] == "2026-11-24T00:00:00.000Z"
    made = list(vendor.account.walk("invoices"))[-1]["id"]
    assert person.open(f"/ui/invoices/{made}/").sees("2026-11-24")
    vendor.store.get("invoices", made)["properties"]["hs_invoice_date"] = "2026-11-25T03:00:00.000Z"
    assert person.open(f"/ui/invoices/{made}/").sees("2026-11-24")
