"""What nobody tells us by itself is noticed all the same: while a sync was off, and what HubSpot's polls leave out."""

from __future__ import annotations

from syncapp.storage.models import ObjectSync
from tests.scenarios.company import line, living, sold
from tests.scenarios.conftest import Acme


def switch(acme: Acme, object_type: str, enabled: bool) -> None:
    ObjectSync.objects.filter(workspace=acme.world.workspace, object_type=object_type).update(enabled=enabled)


def test_what_was_deleted_in_quickbooks_while_the_sync_was_off_fails_when_it_is_on_again(
    acme: Acme,
) -> None:  # A11, A16
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    switch(acme, "invoice", False)
    acme.in_quickbooks("Invoice", {"Id": acme.quickbooks("HS-1").doc["Id"]}, "delete")
    acme.wait(minutes=10)
    acme.sync()
    switch(acme, "invoice", True)
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: deleted_in_quickbooks"


def test_turning_another_object_on_hides_no_edit_of_the_same_run(acme: Acme) -> None:  # design §4.1
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    switch(acme, "contact", False)
    acme.sync()
    acme.edit("line_items", acme.parts("1001", "line_items")[0]["id"], price="45.00")
    switch(acme, "contact", True)
    acme.sync()

    assert acme.stands(number="1001") == "failing: owned_elsewhere"


def test_a_payment_deleted_in_hubspot_is_found_by_the_balance_that_it_leaves(acme: Acme) -> None:  # A11, I5
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.pay_there(acme.customer_id, {bill: "40.00"})
    acme.sync()
    acme.remove("commerce_payments", acme.parts("1001", "commerce_payments")[0]["id"])
    acme.sync(retry=False)

    assert acme.stands("payment") == "failing: deleted_in_hubspot"
    assert acme.stands(number="1001") == "pending: waiting"


def test_a_second_customer_of_an_address_makes_a_choice_of_what_was_settled(acme: Acme) -> None:  # A2
    lead = acme.contact("cleo@cane.test", "Cleo", "Cane")
    acme.sync()
    assert acme.stands("contact", hubspot_id=lead) == "excluded: not_needed"
    for name in ("Cane North", "Cane South"):
        acme.customer(name, "cleo@cane.test")
    acme.sync()

    assert acme.stands("contact", hubspot_id=lead) == "failing: ambiguous_customer"
    assert acme.stands("contact", label="Cane North") == "pending: waiting"


def test_a_contact_without_name_and_address_goes_by_the_name_of_its_customer(acme: Acme) -> None:  # I5
    acme.customer("Walk-in")
    acme.sync()

    assert acme.world.record(label="Walk-in").linked
    assert "Walk-in" in {one["properties"].get("lastname") for one in living(acme.world, "hubspot", "contacts")}
    assert acme.writes(full=True) == {"hubspot": 0, "quickbooks": 0}  # nor is it the customer's last name from then on


def test_a_number_that_is_given_to_an_invoice_later_is_asked_for_too(acme: Acme) -> None:  # A18
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.edit("invoices", invoice, hs_number="1001")
    acme.sync()

    assert len(acme.quickbooks_all("1001")) == 1
    assert acme.stands(hubspot_id=invoice) == "failing: number_taken"


def test_two_invoices_may_change_their_numbers_with_each_other(acme: Acme) -> None:  # A18
    first, second = (
        acme.invoice(acme.contact_id, line(product=acme.product_id), number=one) for one in ("HS-1", "HS-2")
    )
    acme.sync()
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.edit("invoices", first, hs_number="HS-2")
    acme.edit("invoices", second, hs_number="HS-1")
    acme.sync()

    assert {acme.stands(hubspot_id=one) for one in (first, second)} == {"syncing"}
    acme.equal("HS-1")
    acme.equal("HS-2")


def test_an_invoice_for_a_contact_that_was_deleted_waits_for_it(acme: Acme) -> None:  # A11, B20
    acme.remove("contacts", acme.contact_id)
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.sync()

    assert acme.stands("contact") == "failing: deleted_in_hubspot"
    assert acme.stands(number="1001") == "pending: waiting"


def test_who_waits_for_what_was_only_looked_at_goes_on_in_the_same_run(acme: Acme) -> None:  # B20
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.pay_here(acme.hubspot("1001").doc["id"], "50.00")
    acme.pay_there(acme.customer_id, {acme.quickbooks("1001").doc["Id"]: "50.00"}, date="2026-11-10")
    acme.sync()
    acme.sync(full=True)

    assert acme.stands(number="1001") == "syncing"
