"""An invoice keeps its number, and a taken one is never doubled or renumbered (S16, S45, A5, A18)."""

from __future__ import annotations

from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


def test_two_of_one_number_in_one_run_do_not_both_go(acme: Acme) -> None:  # A18
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    second = acme.invoice(acme.contact_id, line(product=acme.product_id, quantity="3"), number="HS-2")
    acme.edit("invoices", second, hs_number="HS-1")
    acme.sync()

    assert len(acme.quickbooks_all("HS-1")) == 1


def test_quickbooks_invoices_without_a_number_arrive_all_the_same(acme: Acme) -> None:
    acme.company_settings(SalesFormsPrefs={"CustomTxnNumbers": True})
    body = {"CustomerRef": {"value": acme.customer_id}, "TxnDate": "2026-11-20", "Line": [sold(acme.item_id)]}
    acme.in_quickbooks("Invoice", body)
    acme.in_quickbooks("Invoice", body)
    acme.sync()

    assert {row.status for row in acme.world.records(object_type="invoice")} == {"syncing"}
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
