"""Only to QuickBooks: HubSpot gets no copies, the locked filters hold (S2, S17, S23–S25)."""

from __future__ import annotations

import pytest

from tests.kept import Shelf
from tests.scenarios.company import Company, line, living, sold
from tests.scenarios.conftest import Acme
from tests.world import World


@pytest.fixture
def outbound(demo: World, shelf: Shelf) -> Acme:
    return shelf.begin("outbound", synced_to_quickbooks)


def synced_to_quickbooks(world: World) -> Acme:
    company = Acme(world)
    company.customer_id = company.customer("Acme", "ann@acme.test")
    company.contact_id = company.contact("ann@acme.test", "Ann")
    company.item_id = company.item("Mowing", "MOW")
    company.product_id = company.product("Mowing", "MOW")
    company.set_up("outbound")
    company.sync()
    return company


def test_customers_and_items_of_quickbooks_do_not_come(outbound: Acme) -> None:  # S2
    outbound.customer("Baker", "bea@baker.test")
    outbound.item("Snow", "SNOW")

    assert outbound.writes() == {"hubspot": 0, "quickbooks": 0}
    assert len(living(outbound.world, "hubspot", "contacts")) == 1
    assert len(living(outbound.world, "hubspot", "products")) == 1


def test_payments_travel_both_ways_with_them(outbound: Acme) -> None:  # S17
    first = outbound.invoice(outbound.contact_id, line(product=outbound.product_id), number="HS-1")
    outbound.invoice(outbound.contact_id, line(product=outbound.product_id), number="HS-2")
    outbound.sync()
    outbound.pay_here(first, "40.00")
    outbound.pay_there(outbound.customer_id, {outbound.quickbooks("HS-2").doc["Id"]: "60.00"})
    outbound.sync()

    assert outbound.equal("HS-1").balance == 60
    assert outbound.equal("HS-2").balance == 40


def test_a_payment_of_an_invoice_that_does_not_come_is_excluded_with_it(outbound: Acme) -> None:
    bill = outbound.bill(outbound.customer_id, sold(outbound.item_id), number="1001")
    outbound.pay_there(outbound.customer_id, {bill: "100.00"})
    outbound.sync()

    assert outbound.stands("payment") == "excluded: invoice_excluded"


def test_the_demo_company_outbound_makes_nothing_in_hubspot(demo: World) -> None:  # S2, S23–S25
    demo.seed(records=40)
    Company(demo).set_up("outbound")
    before = {kind: len(living(demo, "hubspot", kind)) for kind in ("contacts", "products", "invoices", "line_items")}
    demo.sync()

    assert {kind: len(living(demo, "hubspot", kind)) for kind in before} == before
    stands = {row.number: row.reason for row in demo.records(object_type="invoice")}
    assert (stands["HS-2010"], stands["HS-2011"], stands["HS-2027"]) == ("before_start", "source", "draft")
    assert stands["1012"] == "direction"
    assert demo.sync().tally.writes.total() == 0
