"""QuickBooks invoices in HubSpot, equal to the cent, whatever QuickBooks put on them (S4, S5, A8, A21)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.company import Doc, sold
from tests.scenarios.conftest import Acme


def shipping(amount: str) -> Doc:
    detail = {"ItemRef": {"value": "SHIPPING_ITEM_ID"}, "TaxCodeRef": {"value": "NON"}}
    return {"Amount": float(amount), "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": detail}


def discount(amount: str) -> Doc:
    return {"Amount": float(amount), "DetailType": "DiscountLineDetail", "DiscountLineDetail": {"PercentBased": False}}


def percent(off: int) -> Doc:
    return {"DetailType": "DiscountLineDetail", "DiscountLineDetail": {"PercentBased": True, "DiscountPercent": off}}


def sales_tax(acme: Acme, rate: str = "8.75") -> dict[str, Any]:
    """Manual sales tax switched on; what an invoice names to use it."""
    acme.company_settings(TaxPrefs={"UsingSalesTax": True, "PartnerTaxEnabled": False})
    return {"TxnTaxDetail": {"TxnTaxCodeRef": {"value": acme.tax_code("California", rate)}}}


def test_every_edit_in_quickbooks_flows_to_the_mirror(acme: Acme) -> None:  # S4
    bill = acme.bill(acme.customer_id, sold(acme.item_id), sold(acme.item_id, "1", "20.00", "Edging"))
    acme.sync()
    kept = acme.quickbooks("1001").doc["Line"][0]
    for lines, total in (
        ([kept, shipping("10.00")], 110),
        ([kept, sold(acme.item_id, "1", "5.00", "Leaves"), discount("5.00")], 100),
        ([sold(acme.item_id, "4", "12.50", "Other")], 50),
    ):
        acme.change("Invoice", bill, CustomerRef={"value": acme.customer_id}, Line=lines)
        acme.sync()
        assert acme.equal("1001").total == total
        assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


@pytest.mark.parametrize("what", ["number", "date", "line"])
def test_what_belongs_to_quickbooks_fails_when_hubspot_changes_it_and_heals_when_put_back(
    acme: Acme, what: str
) -> None:  # A8
    acme.bill(acme.customer_id, sold(acme.item_id))
    acme.sync()
    mirror = acme.hubspot("1001").doc["id"]
    kind, record, name, changed, back = {
        "number": ("invoices", mirror, "hs_number", "X-9", "1001"),
        "date": ("invoices", mirror, "hs_invoice_date", "2026-11-02", "2026-11-24"),
        "line": ("line_items", acme.parts("1001", "line_items")[0]["id"], "price", "60.00", "50.00"),
    }[what]
    acme.edit(kind, record, **{name: changed})
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.stands(object_type="invoice") == "failing: owned_elsewhere"

    acme.edit(kind, record, **{name: back})
    acme.sync()

    assert acme.stands(object_type="invoice") == "syncing"
    acme.equal("1001")


def test_a_line_that_hubspot_refuses_makes_no_discount_twice(acme: Acme) -> None:  # I3, F55
    """Its draft stands there with the discount alone, which does not show in its total of nothing."""
    acme.sync()
    acme.world.fault(
        "hubspot",
        "line_items/batch/create",
        {"status": 400, "body": {"category": "VALIDATION_ERROR", "message": "No."}},
        when="before",
        times=9,
    )
    acme.bill(acme.customer_id, sold(acme.item_id), discount("5.00"))
    acme.sync()
    acme.sync()
    assert len(acme.world.objects("hubspot", "discounts")) == 1
    assert acme.stands(number="1001") == "failing: vendor_refused"

    acme.world.control("hubspot", "faults", method="DELETE")
    acme.sync()

    assert acme.equal("1001").total == 95
    assert len(acme.world.objects("hubspot", "discounts")) == 1
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
