"""QuickBooks invoices in HubSpot, equal to the cent, whatever QuickBooks put on them (S4, S5, A8, A21)."""

from __future__ import annotations

from decimal import Decimal
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


@pytest.mark.parametrize(
    ("extra", "total"),
    [
        ([discount("40.00")], 60),
        ([percent(10)], 90),
        ([shipping("12.34")], Decimal("112.34")),
        ([shipping("12.34"), discount("40.00")], Decimal("72.34")),
    ],
)
def test_discount_and_shipping_stand_as_hubspots_own_kinds(acme: Acme, extra: list[Doc], total: Decimal) -> None:  # A21
    acme.bill(acme.customer_id, sold(acme.item_id), *extra)
    acme.sync()

    assert acme.equal("1001").total == total
    assert acme.stands(number="1001") == "syncing"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_negative_line_becomes_a_discount_with_its_text(acme: Acme) -> None:  # A21
    back = sold(acme.item_id, "-1", "15.00", "Returned mulch")
    acme.bill(acme.customer_id, sold(acme.item_id), back)
    acme.sync()

    assert acme.equal("1001").total == 85
    (taken_off,) = acme.parts("1001", "discounts")
    assert taken_off["hs_label"] == "Returned mulch"


def test_a_bundle_is_expanded_and_a_text_line_stands_at_zero(acme: Acme) -> None:  # A21
    group = acme.in_quickbooks(
        "Item", {"Name": "Spring package", "Type": "Group", "ItemGroupDetail": {"ItemGroupLine": [{"ItemRef": {"value": acme.item_id}, "Qty": 2}]}}
    )["Id"]  # fmt: skip
    bundle = {
        "DetailType": "GroupLineDetail",
        "GroupLineDetail": {"GroupItemRef": {"value": group}, "Quantity": 1, "Line": [sold(acme.item_id)]},
    }
    text = {"DetailType": "DescriptionOnly", "Description": "Thank you for your trust", "DescriptionLineDetail": {}}
    acme.bill(acme.customer_id, bundle, text)
    acme.sync()

    assert acme.equal("1001").total == 100
    prices = sorted(float(one["price"]) for one in acme.parts("1001", "line_items"))
    assert prices == [0.0, 50.0]


def test_an_amount_without_quantity_is_one_times_it(acme: Acme) -> None:  # A21
    line = {
        "Amount": 99.99,
        "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": {"ItemRef": {"value": acme.item_id}},
    }
    acme.bill(acme.customer_id, line)
    acme.sync()

    assert acme.equal("1001").total == Decimal("99.99")


def test_a_total_below_zero_of_lines_is_left_out_rather_than_wrong(
    acme: Acme,
) -> None:  # A21: failing with both figures
    acme.bill(acme.customer_id, sold(acme.item_id, "1", "10.00"), sold(acme.item_id, "-1", "30.00"), shipping("25.00"))
    acme.sync()

    assert acme.stands(number="1001") == "failing: mirror_unequal"
    assert acme.hubspot_all("1001") == []


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
