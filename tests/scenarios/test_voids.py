"""Voids: whose may travel, when they wait, when they are refused (A10)."""

from __future__ import annotations

from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


def linked(acme: Acme, date: str = "2026-11-20") -> str:
    """A HubSpot invoice that stands in both ledgers; its id."""
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", date=date)
    acme.sync()
    return invoice


def void_there(acme: Acme, number: str) -> None:
    acme.in_quickbooks("Invoice", {"Id": acme.quickbooks(number).doc["Id"]}, "void")


def test_a_void_in_hubspot_voids_this_months_invoice_in_quickbooks(acme: Acme) -> None:  # A10
    acme.edit("invoices", linked(acme), hs_invoice_status="voided")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    assert acme.quickbooks("HS-1").status == "voided"
    assert acme.stands(number="HS-1") == "syncing"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_void_in_an_earlier_month_waits_for_approval_and_says_what_it_changes(acme: Acme) -> None:  # A10
    acme.edit("invoices", linked(acme, "2026-10-28"), hs_invoice_status="voided")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands(number="HS-1") == "pending: needs_approval"
    params = acme.world.record(number="HS-1").params
    assert params["what"] == "void"
    assert params["date"] == "2026-10-28"
    assert params["amount"] == "100.00 USD"
    assert acme.quickbooks("HS-1").total == 100


def test_a_void_in_a_protected_period_is_parked_until_the_period_opens(acme: Acme) -> None:  # A10, A24
    invoice = linked(acme)
    acme.company_settings(AccountingInfoPrefs={"BookCloseDate": "2026-11-22"})
    acme.edit("invoices", invoice, hs_invoice_status="voided")
    acme.sync()
    assert (
        acme.stands(number="HS-1") == "failing: closed_period"
    )  # QuickBooks says it before its settings are read anew
    acme.sync()
    assert acme.stands(number="HS-1") == "pending: parked"

    acme.company_settings(AccountingInfoPrefs={"BookCloseDate": "2026-10-31"})
    acme.sync()

    assert acme.quickbooks("HS-1").status == "voided"


def test_a_void_in_quickbooks_voids_in_hubspot_where_it_was_made_and_is_no_edit(acme: Acme) -> None:  # A10: never S44
    linked(acme)
    void_there(acme, "HS-1")

    assert acme.writes() == {"hubspot": 1, "quickbooks": 0}

    assert acme.hubspot("HS-1").status == "voided"
    assert acme.stands(number="HS-1") == "syncing"


def test_a_void_of_a_paid_invoice_is_refused_with_what_to_do_first(acme: Acme) -> None:  # A10
    invoice = linked(acme)
    acme.pay_here(invoice, "40.00")
    acme.sync()
    void_there(acme, "HS-1")  # the page takes the payment off by itself
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: void_refused"
    assert acme.hubspot("HS-1").status == "open"


def test_a_void_of_a_quickbooks_invoice_follows_to_hubspot(acme: Acme) -> None:  # A10
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    void_there(acme, "1001")
    acme.sync()

    assert acme.hubspot("1001").status == "voided"
    assert acme.stands(number="1001") == "syncing"


def test_a_void_in_hubspot_of_what_quickbooks_made_never_travels(acme: Acme) -> None:  # A10
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.edit("invoices", acme.hubspot("1001").doc["id"], hs_invoice_status="voided")
    acme.sync()
    assert acme.stands(number="1001") == "failing: voided_elsewhere"
    assert acme.quickbooks("1001").total == 100

    void_there(acme, "1001")  # "Void it in QuickBooks"
    acme.sync()

    assert acme.stands(number="1001") == "syncing"


def test_what_was_void_when_first_seen_is_not_made_on_the_other_side(acme: Acme) -> None:  # A10
    acme.edit("invoices", acme.invoice(acme.contact_id, number="HS-1"), hs_invoice_status="voided")
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    void_there(acme, "1001")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands(number="HS-1") == "excluded: voided_before_link"
    assert acme.stands(number="1001") == "excluded: voided_before_link"


def test_voided_partners_are_linked(acme: Acme) -> None:  # A10, A5
    acme.edit("invoices", acme.invoice(acme.contact_id, number="HS-1", date="2026-11-20"), hs_invoice_status="voided")
    acme.bill(acme.customer_id, sold(acme.item_id), number="HS-1", date="2026-11-20")
    void_there(acme, "HS-1")
    acme.sync()

    assert acme.stands(number="HS-1") == "syncing"
    assert acme.world.record(number="HS-1").linked
