"""Discounts, fees and taxes on the whole order: put on and taken off in HubSpot's editor, under HubSpot's rules (S8)."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port, open_port
from tests.sandbox.person import Person
from tests.sandbox.test_ui_hubspot import NOW, contact, draft


@pytest.fixture
def port() -> Port:
    return open_port("hubspot", ":memory:", Clock(NOW))


@pytest.fixture
def person(port: Port) -> Person:
    return Person(port)


def fill(person: Person, kind: str, name: str, unit: str, value: str, n: int = 1) -> Person:
    typed = {"kind": kind, "name": name, "in": unit, "value": value}
    return person.type({f"Adjustment {n} {label}": text for label, text in typed.items()})


def discounted(person: Person) -> None:
    """A draft of 158.00 less 5 %."""
    draft(person)
    fill(person.follow("Edit"), "Discount", "Spring", "Percent", "5").press("Save")


def kept(port: Port, kind: str) -> list[Any]:
    vendor: Any = port.vendor
    return list(vendor.account.walk(kind))


def let_finalized_be_edited(person: Person) -> None:
    person.open("/ui/").follow("Settings").type({"Edit finalized invoices": True}).press("Save")
    assert person.said == "Saved."


def forms(person: Person) -> Person:
    """The editor, opened by who has kept its address: HubSpot's menu leads no other to it."""
    return person.open(f"{person.address.partition('?')[0]}edit/")


@pytest.mark.parametrize(
    ("kind", "unit", "value", "shown", "total"),
    [
        ("Discount", "Percent", "5", "Order discount Spring: 5 %", "150.10 USD"),
        ("Fee", "Amount", "12", "Order fee Spring: 12", "170.00 USD"),
        ("Tax", "Percent", "10", "Order tax Spring: 10 %", "173.80 USD"),
    ],
)
def test_each_is_put_on_a_draft(person: Person, kind: str, unit: str, value: str, shown: str, total: str) -> None:
    draft(person)
    fill(person.follow("Edit"), kind, "Spring", unit, value).press("Save")
    assert person.said == "Saved."
    assert shown in " ".join(person.page.words.split())
    assert person.sees(total)


def test_a_new_invoice_is_made_with_one(person: Person, port: Port) -> None:
    contact(person)
    person.open("/ui/invoices/new/").fill(Contact="Ann Alder")
    person.type({"Line 1 name": "Mowing", "Line 1 unit price": "100"})
    fill(person, "Discount", "Spring", "Amount", "10").press("Save draft")
    assert person.sees("90.00 USD")
    assert len(kept(port, "discounts")) == 1


def test_it_is_changed_turned_into_a_fee_and_taken_off(person: Person, port: Port) -> None:
    discounted(person)
    person.follow("Edit").type({"Adjustment 1 value": "10"}).press("Save")
    assert person.sees("142.20 USD")
    person.follow("Edit").type({"Adjustment 1 kind": "Fee"}).press("Save")
    assert person.sees("173.80 USD")
    person.follow("Edit").type({"Adjustment 1 kind": "–"}).press("Save")
    assert "Order fee" not in person.page.words
    assert person.sees("158.00 USD")
    assert not kept(port, "discounts") + kept(port, "fees")


def test_a_finalized_invoice_keeps_it_until_the_portal_lets_finalized_invoices_be_edited(person: Person) -> None:
    discounted(person)
    page = person.press("Finalize").address
    assert "Edit" not in person.page.links
    assert person.sees("HubSpot offers no Edit", "Settings › Objects › Invoices")
    person.follow("Settings › Objects › Invoices").type({"Edit finalized invoices": True}).press("Save")
    assert (person.address, person.said) == (page, "Saved. Its Actions offer Edit now.")

    person.follow("Edit").type({"Adjustment 1 kind": "–"}).press("Save")
    assert person.said == "Saved."
    assert person.sees("open", "158.00 USD")


def test_what_is_typed_stays_where_it_was_finalized_meanwhile(person: Person, port: Port) -> None:
    draft(person)
    page = person.address
    person.follow("Edit")
    Person(port).open(page).press("Finalize")
    fill(person, "Fee", "Fuel", "Amount", "5").press("Save")
    assert "has been finalized and cannot be edited" in person.refusal
    assert person.shows("Adjustment 1 name") == "Fuel"
    assert person.sees("HubSpot offers no Edit")
    assert not kept(port, "fees")

    let_finalized_be_edited(Person(port))
    assert person.press("Save").sees("163.00 USD")


def test_a_void_invoice_is_never_edited(person: Person) -> None:
    discounted(person)
    page = person.press("Finalize").press("Void").address
    let_finalized_be_edited(person)
    assert "Edit" not in person.open(page).page.links
    assert person.sees("It is void: nothing of it can be changed.")
    assert "Save" not in [button.text for form in forms(person).page.forms for button in form.buttons]
    assert person.follow("Back to the invoice").address == page


def test_an_invoice_with_a_payment_says_that_the_payment_is_in_the_way(person: Person) -> None:
    discounted(person)
    page = person.press("Finalize").fill(Reference_number="4711").press("Record payment").address
    let_finalized_be_edited(person)
    assert "Edit" not in person.open(page).page.links
    assert person.sees("take the payment off first")
    person.follow("Payment 4711").press("Delete")
    person.open(page).follow("Edit").type({"Adjustment 1 kind": "–"}).press("Save")
    assert person.said == "Saved."


def test_a_clone_is_a_draft_of_the_same_that_can_be_corrected(person: Person, port: Port) -> None:
    """What is left where HubSpot lets no finalized invoice be edited: clone, correct, finalize, void the first."""
    discounted(person)
    first = person.press("Finalize").address
    person.press("Clone")
    assert person.said == "Draft of the same: correct it, then finalize it."
    assert person.sees("draft", "Order discount", "150.10 USD", "Ann Alder", "Mowing")
    person.follow("Edit").type({"Adjustment 1 kind": "–", "Line 1 discount %": "5"}).press("Save").press("Finalize")
    assert person.title == "Invoice HS-1002"
    assert person.sees("150.10 USD")
    person.open(first).press("Void")
    assert [one["properties"]["hs_invoice_status"] for one in kept(port, "invoices")] == ["voided", "open"]


def test_what_is_typed_without_a_kind_is_not_lost(person: Person) -> None:
    draft(person)
    fill(person.follow("Edit"), "–", "Spring", "Percent", "5").press("Save")
    assert person.refusal == "Choose whether it is a discount, a fee or a tax."
    assert person.shows("Adjustment 1 name") == "Spring"


def test_more_than_the_whole_is_refused_and_nothing_of_the_form_is_saved_twice(person: Person, port: Port) -> None:
    draft(person)
    person.follow("Edit").type({"Line 2 name": "Hauling", "Line 2 unit price": "5"})
    fill(person, "Discount", "Spring", "Percent", "110").press("Save")
    assert "cannot exceed 100 percent" in person.refusal
    person.type({"Adjustment 1 value": "10"}).press("Save")
    assert person.sees("146.70 USD")  # 158.00 and 5.00, less 10 %
    assert len(kept(port, "line_items")) == 2


def test_the_settings_show_what_was_saved(person: Person) -> None:
    let_finalized_be_edited(person)
    assert person.shows("Edit finalized invoices") == "True"
    assert person.shows("Delete unpaid invoices") == "False"
