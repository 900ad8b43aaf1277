"""Deletions never travel (A11)."""

from __future__ import annotations

from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


def linked(acme: Acme) -> str:
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    return invoice


def delete_here(acme: Acme, invoice: str) -> None:
    acme.world.control("hubspot", "settings", {"delete_unpaid_invoices": True})
    acme.remove("invoices", invoice)


def test_an_invoice_deleted_in_hubspot_stays_in_quickbooks_and_fails(acme: Acme) -> None:  # A11
    delete_here(acme, linked(acme))
    acme.sync(full=True)

    assert acme.stands(number="HS-1") == "failing: deleted_in_hubspot"
    assert acme.quickbooks("HS-1").total == 100
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_it_is_noticed_with_the_next_change_too(acme: Acme) -> None:  # A11
    delete_here(acme, linked(acme))
    acme.edit("contacts", acme.contact_id, phone="916 555 0100")
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: deleted_in_hubspot"


def test_an_invoice_deleted_in_quickbooks_stays_in_hubspot_and_fails(acme: Acme) -> None:  # A11
    linked(acme)
    acme.in_quickbooks("Invoice", {"Id": acme.quickbooks("HS-1").doc["Id"]}, "delete")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands(number="HS-1") == "failing: deleted_in_quickbooks"
    assert acme.hubspot("HS-1").status == "open"
    acme.sync()
    assert acme.quickbooks_all("HS-1") == []  # never made again by itself


def test_a_quickbooks_invoice_deleted_there_leaves_its_mirror(acme: Acme) -> None:  # A11
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.in_quickbooks("Invoice", {"Id": bill}, "delete")
    acme.sync()

    assert acme.stands(number="1001") == "failing: deleted_in_quickbooks"
    assert acme.hubspot("1001").status == "open"


def test_a_mirror_deleted_in_hubspot_leaves_its_original(acme: Acme) -> None:  # A11
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    delete_here(acme, acme.hubspot("1001").doc["id"])
    acme.sync(full=True)

    assert acme.stands(number="1001") == "failing: deleted_in_hubspot"
    assert acme.quickbooks("1001").total == 100
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_deleted_on_both_sides_is_excluded(acme: Acme) -> None:  # A11
    invoice = linked(acme)
    acme.in_quickbooks("Invoice", {"Id": acme.quickbooks("HS-1").doc["Id"]}, "delete")
    delete_here(acme, invoice)
    acme.sync(full=True)

    assert acme.stands(number="HS-1") == "excluded: deleted"


def test_a_deleted_contact_or_product_fails_alone(acme: Acme) -> None:  # A11
    acme.remove("contacts", acme.contact_id)
    acme.remove("products", acme.product_id)
    acme.sync(full=True)

    assert acme.stands("contact") == "failing: deleted_in_hubspot"
    assert acme.stands("product") == "failing: deleted_in_hubspot"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_what_is_deleted_before_it_ever_crossed_is_gone(acme: Acme) -> None:  # A11
    acme.world.workspace.syncs.filter(object_type="contact").update(enabled=False)
    other = acme.customer("Baker", "bea@baker.test")
    bill = acme.bill(other, sold(acme.item_id), number="1001")
    draft = acme.draft(acme.contact_id, number="HS-9")
    acme.sync()
    assert acme.stands(number="1001") == "failing: customer_not_found"
    acme.in_quickbooks("Invoice", {"Id": bill}, "delete")
    acme.remove("invoices", draft)
    acme.sync(full=True)
    acme.sync()

    assert acme.world.records(object_type="invoice", number="1001") == []
    assert acme.hubspot_all("1001") == []
