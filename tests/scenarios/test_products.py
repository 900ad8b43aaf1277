"""Products and items: matched by SKU, their accounts left alone (S10, A4, A21, A23)."""

from __future__ import annotations

from tests.scenarios.company import Company, line, living
from tests.scenarios.conftest import Acme

QUIET = {"hubspot": 0, "quickbooks": 0}


def item(acme: Company, name: str) -> dict[str, object]:
    return next(one for one in living(acme.world, "quickbooks", "item") if one["Name"] == name)


def test_skus_match_without_case_and_blanks(empty: Company) -> None:  # S10, F81
    empty.item("Pruning", "PRUNE")
    empty.product("Tree pruning", " prune ")
    empty.set_up()
    empty.sync()

    (row,) = empty.world.records(object_type="product")
    assert row.linked


def test_products_without_a_sku_stay_where_they_are(acme: Acme) -> None:  # S10
    acme.item("Odd job")
    acme.product("Advice")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert {row.reason for row in acme.world.records(object_type="product", status="excluded")} == {"no_sku"}


def test_a_new_product_becomes_a_service_on_the_chosen_account(acme: Acme) -> None:  # A23
    acme.product("Leaf removal", "LEAF", "75.00")
    acme.sync()

    made = item(acme, "Leaf removal")
    account = acme.world.workspace.syncs.get(object_type="product").settings["income_account"]
    assert (made["Type"], made["Sku"], made["UnitPrice"]) == ("Service", "LEAF", 75)
    assert made["IncomeAccountRef"]["value"] == account  # type: ignore[index]
    assert made.get("Taxable", False) is False


def test_a_new_item_becomes_a_product(acme: Acme) -> None:  # S1
    acme.item("Snow removal", "SNOW", "85.00")

    assert acme.writes() == {"hubspot": 1, "quickbooks": 0}
    names = {
        one["properties"]["hs_sku"]: one["properties"]["price"] for one in living(acme.world, "hubspot", "products")
    }
    assert float(names["SNOW"]) == 85


def test_account_type_and_stock_of_an_item_are_never_written(acme: Acme) -> None:  # A23
    acme.change("Item", acme.item_id, IncomeAccountRef={"value": acme.account("Discounts given")}, Taxable=True)
    acme.edit("products", acme.product_id, price="55.00", name="Mowing, small")
    acme.sync()

    there = item(acme, "Mowing, small")
    assert there["UnitPrice"] == 55
    assert there["IncomeAccountRef"]["value"] == acme.account("Discounts given")  # type: ignore[index]
    assert there["Taxable"] is True


def test_one_sku_twice_fails_every_one_of_them_until_one_is_changed(empty: Company) -> None:  # S10, S45
    empty.item("Paver", "PAV")
    empty.product("Paver, grey", "PAV")
    red = empty.product("Paver, red", "pav")
    empty.set_up()
    assert empty.writes() == {"hubspot": 0, "quickbooks": 0}
    rows = empty.world.records(object_type="product")
    assert [row.reason for row in rows] == ["ambiguous_sku"] * 3

    empty.edit("products", red, hs_sku="PAV-RED")
    empty.sync()

    assert {row.status for row in empty.world.records(object_type="product")} == {"syncing"}
    assert len(living(empty.world, "quickbooks", "item")) == 2


def test_a_line_with_an_ambiguous_sku_fails(empty: Company) -> None:  # A21, S45
    customer = "ann@acme.test"
    empty.customer("Acme", customer)
    contact = empty.contact(customer, "Ann")
    empty.item("Mulch, hardwood", "MULCH-3")
    empty.item("Mulch, cedar", "mulch-3")
    product = empty.product("Mulch", "MULCH-3")
    empty.set_up()
    empty.invoice(contact, line("Mulch", product=product))
    empty.sync()

    assert empty.stands(number="HS-1") == "failing: ambiguous_sku"
    assert empty.quickbooks_all("HS-1") == []


def test_an_item_that_is_inactive_never_matches(empty: Company) -> None:  # S45
    gone = empty.item("Edging", "EDGE")
    empty.change("Item", gone, Active=False)
    empty.product("Edging", "EDGE")
    empty.set_up()
    assert empty.writes() == {"hubspot": 0, "quickbooks": 0}
    assert "product failing: item_inactive" in empty.everything_stands()

    empty.change("Item", gone, Active=True)
    empty.sync()

    assert "product failing: item_inactive" not in empty.everything_stands()
    assert len(living(empty.world, "quickbooks", "item")) == 1


def test_two_products_of_one_name_cannot_both_become_items(acme: Acme) -> None:  # S45
    acme.product("Gravel", "GR-1")
    acme.product("Gravel", "GR-2")
    acme.sync()

    reasons = sorted(row.reason for row in acme.world.records(object_type="product") if row.number.startswith("GR"))
    assert reasons == ["", "duplicate_item_name"]


def test_an_item_made_inactive_keeps_its_name_in_hubspot(acme: Acme) -> None:
    """QuickBooks writes " (deleted)" behind the name of what is inactive; nobody has renamed anything."""
    acme.change("Item", acme.item_id, Active=False)
    assert acme.writes() == QUIET
    assert acme.stands("product") == "syncing"
    assert acme.remarks("product") == {"inactive_there"}

    acme.edit("products", acme.product_id, name="Mowing, small")
    acme.sync()
    acme.change("Item", acme.item_id, Active=True)
    assert acme.writes() == QUIET
    (item,) = living(acme.world, "quickbooks", "item")[-1:]
    assert item["Name"] == "Mowing, small"


def test_an_invoice_goes_as_soon_as_its_item_is_active_again(
    acme: Acme,
) -> None:  # B20: with the run that sees it, whatever was due
    acme.sync()
    acme.change("Item", acme.item_id, Active=False)
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: item_inactive"

    acme.change("Item", acme.item_id, Active=True)
    acme.sync(retry=False)

    assert acme.stands(number="HS-1") == "syncing"
    acme.equal("HS-1")


def test_an_invoice_goes_as_soon_as_its_customer_is_active_again(acme: Acme) -> None:  # B20
    acme.sync()
    acme.change("Customer", acme.customer_id, Active=False)
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: customer_inactive"

    acme.change("Customer", acme.customer_id, Active=True)
    acme.sync(retry=False)

    assert acme.stands(number="HS-1") == "syncing"
