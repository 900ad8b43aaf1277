"""Who is meant where an address or an invoice names several (A2)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from syncapp.actions import linking
from syncapp.actions.ignoring import ignore
from syncapp.actions.records import FixRefused
from tests.scenarios.company import Company, line, living, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.people import (
    QUIET,
    contact_row,
    customer_row,
    invoice_row,
    shared_by_two,
)


def test_the_customer_that_is_picked_is_linked_and_the_other_gets_its_own_choice(
    empty: Company, ida: User
) -> None:  # A2
    olivia, first, second = shared_by_two(empty)
    assert empty.stands("contact", hubspot_id=olivia) == "failing: ambiguous_customer"

    linking.link(contact_row(empty, olivia), customer_row(empty, second), by=ida)
    empty.sync()

    assert contact_row(empty, olivia).quickbooks_id == second
    assert empty.stands("contact", quickbooks_id=first) == "failing: shared_email"
    assert empty.writes() == QUIET


def test_same_contact_the_second_customers_invoices_go_to_the_one_contact(empty: Company, ida: User) -> None:  # A2
    olivia, first, second = shared_by_two(empty)
    linking.link(contact_row(empty, olivia), customer_row(empty, second), by=ida)
    empty.bill(first, sold(empty.item("Mowing")), number="1001")
    empty.sync()
    assert empty.stands(number="1001") == "pending: waiting"

    linking.bill_through(customer_row(empty, first), contact_row(empty, olivia), by=ida)
    empty.sync()

    assert empty.stands("contact", quickbooks_id=first) == "excluded: alias"
    assert empty.hubspot("1001").emails == {"olivia@oak.test"}
    assert len(living(empty.world, "hubspot", "contacts")) == 1
    assert empty.writes() == QUIET
    empty.change("Customer", first, PrimaryPhone={"FreeFormNumber": "916 555 0100"})
    assert empty.writes() == QUIET  # it stays so
    assert empty.stands("contact", quickbooks_id=first) == "excluded: alias"


def test_a_contact_without_an_address_is_made_once_and_stays_without(empty: Company, ida: User) -> None:  # A2
    olivia, first, second = shared_by_two(empty)
    linking.link(contact_row(empty, olivia), customer_row(empty, second), by=ida)
    empty.sync()

    linking.make_without_email(customer_row(empty, first), by=ida)
    assert empty.writes() == {"hubspot": 1, "quickbooks": 0}

    made = customer_row(empty, first)
    assert (made.status, made.decision) == ("syncing", {})
    people = [one["properties"] for one in living(empty.world, "hubspot", "contacts")]
    assert sorted(one.get("email") or "" for one in people) == ["", "olivia@oak.test"]
    assert empty.writes() == QUIET
    assert empty.writes(full=True) == QUIET
    empty.change("Customer", first, PrimaryEmailAddr={"Address": "office@oak.test"})
    assert empty.writes() == {"hubspot": 1, "quickbooks": 0}  # an address of its own is carried


def test_ignored_the_second_customer_is_in_nobodys_way(empty: Company, ida: User) -> None:  # A2
    olivia, first, second = shared_by_two(empty)

    ignore(empty.world.workspace, [customer_row(empty, first)], by=ida, reason="Not used any more")
    empty.sync()

    assert contact_row(empty, olivia).quickbooks_id == second  # one is left, so nothing is to be chosen
    assert empty.writes() == QUIET


def test_a_sub_customer_that_gets_an_address_of_its_own_is_billed_for_itself(acme: Acme) -> None:  # A2
    site = acme.customer("Maple Court", ParentRef={"value": acme.customer_id}, Job=True, BillWithParent=True)
    acme.sync()
    assert acme.stands("contact", quickbooks_id=site) == "excluded: alias"
    acme.change("Customer", site, PrimaryEmailAddr={"Address": "manager@maple.test"})
    acme.sync()
    acme.bill(site, sold(acme.item_id), number="1001")
    acme.sync()

    assert acme.hubspot("1001").emails == {"manager@maple.test"}


def test_the_contact_that_is_picked_is_billed_once(acme: Acme, ida: User) -> None:  # A2
    bea = acme.contact("bea@baker.test", "Bea")
    acme.invoice((acme.contact_id, bea), number="HS-1")
    acme.sync()
    row = invoice_row(acme, "HS-1")
    assert row.params["candidates"] == "Ann Archer, Bea"

    linking.pick_contact(row, bea, by=ida)
    acme.sync()

    assert acme.quickbooks("HS-1").emails == {"bea@baker.test"}
    assert invoice_row(acme, "HS-1").decision == {}
    assert acme.writes() == QUIET
    assert len(acme.quickbooks_all("HS-1")) == 1


def test_a_contact_that_is_not_of_the_invoice_cannot_be_picked_nor_stays_picked(acme: Acme, ida: User) -> None:  # A2
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    bea, cid = acme.contact("bea@baker.test", "Bea"), acme.contact("cid@cole.test", "Cid")
    invoice = acme.invoice((acme.contact_id, bea, cid), number="HS-1")
    acme.sync()
    with pytest.raises(FixRefused, match="is not of this invoice"):
        linking.pick_contact(invoice_row(acme, "HS-1"), "987654", by=ida)

    linking.pick_contact(invoice_row(acme, "HS-1"), bea, by=ida)
    acme.in_hubspot("DELETE", f"/crm/v4/objects/invoices/{invoice}/associations/contacts/{bea}")

    assert acme.writes() == QUIET
    assert acme.stands(number="HS-1") == "failing: ambiguous_contact"


def test_whose_only_customer_is_ignored_gets_no_second_one(acme: Acme, ida: User) -> None:  # A2
    linking.unlink(contact_row(acme, acme.contact_id), by=ida, reason="Not the same firm")
    acme.sync()
    twin = acme.contact("other@acme.test", "Otto")
    acme.edit("contacts", acme.contact_id, email="gone@acme.test")
    acme.edit("contacts", twin, email="ann@acme.test")
    acme.invoice(twin, line(product=acme.product_id), number="HS-1")

    assert acme.writes() == QUIET
    assert acme.stands("contact", hubspot_id=twin) == "failing: partner_ignored"
    assert acme.stands(number="HS-1") == "pending: waiting"

    linking.link(contact_row(acme, twin), customer_row(acme, acme.customer_id), by=ida)
    acme.sync()
    assert acme.quickbooks("HS-1").doc["CustomerRef"]["value"] == acme.customer_id


def test_made_without_an_address_and_the_answer_lost_it_stays_without(empty: Company, ida: User) -> None:  # A2
    olivia, first, second = shared_by_two(empty)
    linking.link(contact_row(empty, olivia), customer_row(empty, second), by=ida)
    empty.sync()
    linking.make_without_email(customer_row(empty, first), by=ida)
    empty.world.fault("hubspot", "/contacts/batch/create", "reset")

    empty.sync()
    empty.sync()

    people = [one["properties"] for one in living(empty.world, "hubspot", "contacts")]
    assert sorted(one.get("email") or "" for one in people) == ["", "olivia@oak.test"]
    made = customer_row(empty, first)
    assert (made.status, made.decision) == ("syncing", {})
    assert empty.writes() == QUIET
