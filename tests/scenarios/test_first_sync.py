"""The first invoice each way, and the runs after it."""

from __future__ import annotations

from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


def test_an_invoice_finalized_in_hubspot_stands_in_quickbooks(acme: Acme) -> None:  # S1, S12, S16, S24
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    assert acme.equal("HS-1").total == 100
    assert acme.stands(number="HS-1") == "syncing"
    (sent,) = acme.quickbooks("HS-1").doc["Line"][:1]
    assert sent["SalesItemLineDetail"]["ItemRef"]["value"] == acme.item_id  # S10
    assert sent["SalesItemLineDetail"]["TaxCodeRef"]["value"] == "NON"  # A20


def test_an_invoice_of_quickbooks_stands_in_hubspot_as_one_that_is_billed_elsewhere(acme: Acme) -> None:  # S1, S4
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")

    assert acme.writes() == {"hubspot": 1, "quickbooks": 0}

    shown = acme.equal("1001")
    assert shown.doc["properties"]["hs_invoice_billable"] == "false"
    assert shown.doc["properties"]["hs_invoice_status"] == "open"
    assert acme.stands(number="1001") == "syncing"


def test_a_run_without_changes_writes_nothing_and_asks_little(acme: Acme) -> None:  # I3
    acme.invoice(acme.contact_id, number="HS-1")
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.world.forget_journal()

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.world.journal("hubspot", "write") == []
    assert acme.world.journal("quickbooks", "write") == []
    assert len(acme.world.journal("hubspot", "read")) + len(acme.world.journal("quickbooks", "read")) <= 6


def test_one_edit_on_each_side_makes_exactly_two_writes(acme: Acme) -> None:
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.edit("contacts", acme.contact_id, phone="916 555 0100")
    acme.change("Invoice", bill, Line=[sold(acme.item_id, "3")], CustomerRef={"value": acme.customer_id})

    assert acme.writes() == {"hubspot": 1, "quickbooks": 1}

    assert acme.equal("1001").total == 150
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_draft_stays_until_it_is_finalized(acme: Acme) -> None:  # S24
    draft = acme.draft(acme.contact_id, number="HS-1")
    assert acme.writes()["quickbooks"] == 0
    assert acme.stands(number="HS-1") == "excluded: draft"

    acme.edit("invoices", draft, hs_invoice_status="open")

    acme.sync()
    acme.equal("HS-1")


def test_linked_records_stay_linked_whatever_they_are_renamed_to(acme: Acme) -> None:  # S15, A3
    acme.edit("contacts", acme.contact_id, firstname="Anna", email="anna@elsewhere.test")
    acme.change("Customer", acme.customer_id, DisplayName="Acme Holdings")
    acme.sync()
    acme.invoice(acme.contact_id, number="HS-1")
    acme.sync()

    assert acme.quickbooks("HS-1").doc["CustomerRef"]["value"] == acme.customer_id
    assert len(acme.world.records(object_type="contact")) == 1
