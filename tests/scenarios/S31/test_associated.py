"""A filter asks about the contact and the products of an invoice (S31)."""

from __future__ import annotations

from syncapp.core.criteria import Operator
from syncapp.storage.models import FilterRule
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


def keep_beside(acme: Acme, target: str, associated: str, name: str, *values: str) -> None:
    sync = acme.world.workspace.syncs.get(object_type="invoice")
    FilterRule.objects.create(
        sync=sync, target=target, property=name, operator=Operator.IS, values=list(values), associated=associated
    )
    sync.revision += 1
    sync.save()


def test_a_filter_asks_about_the_contact_of_an_invoice(acme: Acme) -> None:  # S31
    keep_beside(acme, "quickbooks", "contact", "jobtitle", "Owner")
    owner = acme.contact("olga@owner.test", "Olga", jobtitle="owner")
    acme.invoice(acme.contact_id, number="HS-1")
    acme.invoice(owner, number="HS-2")
    acme.sync()

    assert acme.stands(number="HS-1") == "excluded: filter"
    acme.equal("HS-2")
    assert acme.stands("contact", label="Olga") == "syncing"


def test_a_filter_asks_about_the_customer_and_the_items_of_an_invoice(acme: Acme) -> None:  # S31
    keep_beside(acme, "hubspot", "contact", "CompanyName", "Acme Ltd")
    other = acme.customer("Birch", "bo@birch.test", CompanyName="Acme Ltd")
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.bill(other, sold(acme.item_id), number="1002")
    acme.sync()

    assert acme.stands(number="1001") == "excluded: filter"
    acme.equal("1002")


def test_a_filter_asks_about_the_products_of_an_invoice(acme: Acme) -> None:  # S31
    keep_beside(acme, "quickbooks", "product", "hs_sku", "SOD")
    acme.item("Sod", "SOD")
    sod = acme.product("Sod", "SOD")
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.invoice(acme.contact_id, line(product=acme.product_id), line("Sod", product=sod), number="HS-2")
    acme.sync()

    assert acme.stands(number="HS-1") == "excluded: filter"
    acme.equal("HS-2")


def test_a_dry_run_knows_what_stands_beside_an_invoice(acme: Acme) -> None:  # B2, S31
    keep_beside(acme, "quickbooks", "contact", "jobtitle", "Owner")
    acme.invoice(acme.contact("olga@owner.test", "Olga", jobtitle="owner"), number="HS-2")
    acme.invoice(acme.contact_id, number="HS-1")

    planned = acme.sync(dry_run=True)["plan"]

    assert {one["label"] for one in planned if one["object"] == "invoices"} == {"HS-2"}


def test_an_invoice_comes_in_when_its_contact_comes_to_match(acme: Acme) -> None:  # S31, A14
    keep_beside(acme, "quickbooks", "contact", "jobtitle", "Owner")
    acme.invoice(acme.contact_id, number="HS-1")
    other = acme.contact("otto@other.test", "Otto")
    acme.invoice(other, number="HS-2")
    acme.sync()
    assert acme.stands(number="HS-1") == acme.stands(number="HS-2") == "excluded: filter"

    acme.edit("contacts", acme.contact_id, jobtitle="owner")
    acme.sync(retry=False)

    acme.equal("HS-1")
    assert acme.stands(number="HS-2") == "excluded: filter"


def test_an_invoice_comes_in_when_its_customer_comes_to_match(acme: Acme) -> None:  # S31, A14
    keep_beside(acme, "hubspot", "contact", "CompanyName", "Acme Ltd")
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    assert acme.stands(number="1001") == "excluded: filter"

    acme.change("Customer", acme.customer_id, CompanyName="Acme Ltd")
    acme.sync(retry=False)

    acme.equal("1001")


def test_an_invoice_comes_in_when_its_product_comes_to_match(acme: Acme) -> None:  # S31, A14
    keep_beside(acme, "quickbooks", "product", "description", "Seasonal")
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    assert acme.stands(number="HS-1") == "excluded: filter"

    acme.edit("products", acme.product_id, description="Seasonal")
    acme.sync(retry=False)

    acme.equal("HS-1")
