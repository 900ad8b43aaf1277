"""Lines: prices to the cent, discounts of a line, what stands on Custom Line Item (S8, S11, A21, A22)."""

from __future__ import annotations

import pytest

from tests.scenarios.company import Doc, line, sold
from tests.scenarios.conftest import Acme


def sent_lines(acme: Acme, number: str) -> list[Doc]:
    return [one for one in acme.quickbooks(number).doc["Line"] if one["DetailType"] == "SalesItemLineDetail"]


def test_three_times_33_33_less_ten_percent_is_89_99_on_both_sides(acme: Acme) -> None:  # A21
    acme.invoice(acme.contact_id, line(quantity="3", price="33.33", hs_discount_percentage="10"))
    acme.sync()

    assert str(acme.equal("HS-1").total) == "89.99"
    (sent,) = sent_lines(acme, "HS-1")
    assert sent["SalesItemLineDetail"]["Qty"] == 3
    assert "List price 33.33, discount 10 %" in sent["Description"]


def test_37_square_feet_at_68_and_a_half_cents_is_25_35(acme: Acme) -> None:  # A21
    acme.invoice(acme.contact_id, line("Sod", "37", "0.685"))
    acme.sync()

    assert str(acme.equal("HS-1").total) == "25.35"
    (sent,) = sent_lines(acme, "HS-1")
    assert (sent["SalesItemLineDetail"]["Qty"], sent["SalesItemLineDetail"]["UnitPrice"]) == (37, 0.685)


def test_a_quantity_that_quickbooks_cannot_keep_fails_with_both_figures(acme: Acme) -> None:  # A21
    acme.invoice(acme.contact_id, line("Fertilizer", "0.00000004", "1000000"))
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: no_exact_price"
    params = acme.world.record(number="HS-1").params
    assert params["amount"] == "0.04 USD"
    assert params["nearest"] == "0.00 USD"
    assert acme.quickbooks_all("HS-1") == []


def test_a_line_without_a_known_product_goes_on_custom_line_item(acme: Acme) -> None:  # S11, A22
    acme.invoice(acme.contact_id, line("Fire pit stones, as chosen", "1", "312.40"), number="HS-1")
    acme.invoice(acme.contact_id, line("Old roses", "2", "18.00"), number="HS-2")
    acme.sync()

    (custom,) = [one for one in acme.world.objects("quickbooks", "item") if one["Name"] == "Custom Line Item"]
    assert custom["Type"] == "Service"
    assert custom["Taxable"] is False
    for number in ("HS-1", "HS-2"):
        acme.equal(number)
        (sent,) = sent_lines(acme, number)
        assert sent["SalesItemLineDetail"]["ItemRef"]["value"] == custom["Id"]
        assert acme.remarks(number=number) == {"custom_line_item"}
    assert "Custom Line Item" not in {row.label for row in acme.world.records(object_type="product")}  # never a record
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_an_inactive_custom_line_item_fails_until_it_is_active(acme: Acme) -> None:  # A22
    account = acme.world.workspace.syncs.get(object_type="invoice").settings["line_item_account"]
    custom = acme.item("custom line item", IncomeAccountRef={"value": account})
    acme.change("Item", custom, Active=False)
    acme.invoice(acme.contact_id, line("Fire pit stones", "1", "312.40"))
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: custom_line_item_unusable"

    acme.change("Item", custom, Active=True)
    acme.sync()

    acme.equal("HS-1")
    (sent,) = sent_lines(acme, "HS-1")
    assert sent["SalesItemLineDetail"]["ItemRef"]["value"] == custom


def test_custom_line_item_made_inactive_later_fails_too(acme: Acme) -> None:  # A22
    acme.invoice(acme.contact_id, line("Fire pit stones", "1", "312.40"), number="HS-1")
    acme.sync()
    (custom,) = [one for one in acme.world.objects("quickbooks", "item") if one["Name"] == "Custom Line Item"]
    acme.change("Item", custom["Id"], Active=False)
    acme.invoice(acme.contact_id, line("Old roses", "2", "18.00"), number="HS-2")
    acme.sync()
    assert acme.stands(number="HS-2") == "failing: custom_line_item_unusable"

    acme.change("Item", custom["Id"], Active=True)
    acme.sync()

    acme.equal("HS-2")


def test_a_service_of_that_name_on_another_account_is_offered_and_not_taken(acme: Acme) -> None:  # A22
    acme.item("Custom Line Item", IncomeAccountRef={"value": acme.account("Discounts given")})
    acme.invoice(acme.contact_id, line("Fire pit stones", "1", "312.40"))
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: custom_line_item_unusable"


def test_the_product_link_wins_over_the_sku_and_the_sku_over_custom(acme: Acme) -> None:  # A21
    other = acme.item("Pruning", "PRUNE")
    acme.invoice(
        acme.contact_id, line("Mowing", product=acme.product_id, hs_sku="PRUNE"), line("Pruning", hs_sku=" prune")
    )
    acme.sync()

    items = [one["SalesItemLineDetail"]["ItemRef"]["value"] for one in sent_lines(acme, "HS-1")]
    assert items == [acme.item_id, other]


def test_a_linked_item_that_is_inactive_fails_and_never_falls_back(acme: Acme) -> None:  # A21, S45
    acme.change("Item", acme.item_id, Active=False)
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: item_inactive"

    acme.change("Item", acme.item_id, Active=True)
    acme.sync()

    acme.equal("HS-1")
    (sent,) = sent_lines(acme, "HS-1")
    assert sent["SalesItemLineDetail"]["ItemRef"]["value"] == acme.item_id


@pytest.mark.parametrize(
    ("kind", "code", "properties"),
    [
        ("discounts", "order_discount", {"hs_type": "FIXED", "hs_value": "25.00", "hs_label": "Spring"}),
        ("discounts", "order_discount", {"hs_type": "PERCENT", "hs_value": "10", "hs_label": "Spring"}),
        ("taxes", "order_tax", {"hs_type": "FIXED", "hs_value": "8.75", "hs_label": "Sales tax"}),
        ("fees", "order_fee", {"hs_type": "FIXED", "hs_value": "35.00", "hs_label": "Callout"}),
    ],
)
def test_discounts_taxes_and_fees_of_the_order_fail_until_they_are_taken_off(
    acme: Acme, kind: str, code: str, properties: Doc
) -> None:  # S8
    draft = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-1")
    part = acme.part(draft, kind, **properties)
    acme.edit("invoices", draft, hs_invoice_status="open")
    acme.sync()
    assert acme.stands(number="HS-1") == f"failing: {code}"
    assert properties["hs_label"] in acme.world.record(number="HS-1").params["label"]
    assert acme.quickbooks_all("HS-1") == []

    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.remove(kind, part)
    acme.sync()

    assert acme.equal("HS-1").total == 100


def test_an_edited_line_in_hubspot_goes_over_and_keeps_its_coding(acme: Acme) -> None:  # S3, A7
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    invoice = acme.invoice(
        acme.contact_id, line(product=acme.product_id), line("Edging", "1", "20.00", product=acme.product_id)
    )
    acme.sync()
    install = acme.in_quickbooks("Class", {"Name": "Install"})["Id"]
    recoded = [
        one | {"SalesItemLineDetail": one["SalesItemLineDetail"] | {"ClassRef": {"value": install}}}
        for one in sent_lines(acme, "HS-1")
    ]
    bill = acme.quickbooks("HS-1").doc
    acme.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], Line=recoded)
    acme.sync()
    assert acme.stands(number="HS-1") == "syncing"
    assert "recoded" in acme.remarks(number="HS-1")
    before = {one["Id"] for one in sent_lines(acme, "HS-1")}

    first = acme.parts("HS-1", "line_items")[0]["id"]
    acme.edit("line_items", first, quantity="4")
    acme.part(invoice, "line_items", **line("Leaves", "1", "15.00", product=acme.product_id))
    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    assert acme.equal("HS-1").total == 235
    after = {one["Id"]: one["SalesItemLineDetail"].get("ClassRef", {}).get("value") for one in sent_lines(acme, "HS-1")}
    assert all(after[one] == install for one in before)
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_line_taken_away_in_hubspot_goes_in_quickbooks_too(acme: Acme) -> None:  # S3
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.invoice(acme.contact_id, line(product=acme.product_id), line("Edging", "1", "20.00", product=acme.product_id))
    acme.sync()
    acme.remove("line_items", acme.parts("HS-1", "line_items")[1]["id"])
    acme.sync()

    assert acme.equal("HS-1").total == 100


def test_an_invoice_below_zero_or_without_lines_is_refused(acme: Acme) -> None:  # S45
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.remove("line_items", acme.parts("HS-1", "line_items")[0]["id"])
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: no_lines"


def test_an_absurdly_long_text_of_a_line_fails_and_is_never_cut(acme: Acme) -> None:  # S45
    invoice = acme.draft(acme.contact_id, line(description="grass " * 800), number="HS-1")
    acme.edit("invoices", invoice, hs_invoice_status="open")
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: text_too_long"


def test_forty_lines_of_a_quickbooks_invoice_arrive_in_order(acme: Acme) -> None:  # A21
    lines = [sold(acme.item_id, str(1 + number % 3), "7.35", f"Bed {number}") for number in range(40)]
    acme.bill(acme.customer_id, *lines, number="1001")
    acme.sync()

    acme.equal("1001")
    names = [one["description"] or one["name"] for one in acme.parts("1001", "line_items")]
    assert names == [f"Bed {number}" for number in range(40)]


def missing_items_fail(acme: Acme) -> None:
    sync = acme.world.workspace.syncs.get(object_type="invoice")
    sync.settings = {**sync.settings, "missing_item": "fail"}
    sync.revision += 1
    sync.save()


def test_a_line_without_an_item_fails_where_that_is_chosen(acme: Acme) -> None:  # B28
    missing_items_fail(acme)
    acme.invoice(acme.contact_id, line("Haul away debris", hs_sku="HAUL"), number="HS-1")
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: no_item"
    assert acme.world.record(number="HS-1").params["line"] == "Haul away debris"
    assert acme.quickbooks_all("HS-1") == []

    acme.item("Hauling", "HAUL")
    acme.sync()
    assert acme.equal("HS-1").total == 100


def test_what_stands_on_custom_line_item_stays_there_when_that_is_chosen_later(acme: Acme) -> None:  # B28
    invoice = acme.invoice(acme.contact_id, line("Haul away debris"), number="HS-1")
    acme.sync()
    acme.equal("HS-1")
    missing_items_fail(acme)
    acme.edit("invoices", invoice, hs_comments="Gate code 12")
    acme.sync(full=True)

    assert acme.stands(number="HS-1") == "syncing"
