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


def test_it_is_noticed_with_the_next_change_too(acme: Acme) -> None:  # A11
    delete_here(acme, linked(acme))
    acme.edit("contacts", acme.contact_id, phone="916 555 0100")
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: deleted_in_hubspot"


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
