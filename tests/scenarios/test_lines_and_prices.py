"""Lines: prices to the cent, discounts of a line, what stands on Custom Line Item (S8, S11, A21, A22)."""

from __future__ import annotations

from tests.scenarios.company import Doc, line, sold
from tests.scenarios.conftest import Acme


def sent_lines(acme: Acme, number: str) -> list[Doc]:
    return [one for one in acme.quickbooks(number).doc["Line"] if one["DetailType"] == "SalesItemLineDetail"]


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
