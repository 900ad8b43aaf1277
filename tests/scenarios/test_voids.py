"""Voids: whose may travel, when they wait, when they are refused (A10)."""

from __future__ import annotations

from tests.scenarios.company import line
from tests.scenarios.conftest import Acme


def linked(acme: Acme, date: str = "2026-11-20") -> str:
    """A HubSpot invoice that stands in both ledgers; its id."""
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", date=date)
    acme.sync()
    return invoice


def void_there(acme: Acme, number: str) -> None:
    acme.in_quickbooks("Invoice", {"Id": acme.quickbooks(number).doc["Id"]}, "void")


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
