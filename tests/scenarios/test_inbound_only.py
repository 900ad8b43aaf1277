"""Only to HubSpot: QuickBooks is read and never written, and payments stay there (S2, S18, A31)."""

from __future__ import annotations

import pytest

from tests.kept import Shelf
from tests.scenarios.company import Company, line, sold
from tests.scenarios.conftest import Acme
from tests.world import World


@pytest.fixture
def inbound(demo: World, shelf: Shelf) -> Acme:
    return shelf.begin("inbound", synced_to_hubspot)


def synced_to_hubspot(world: World) -> Acme:
    company = Acme(world)
    company.customer_id = company.customer("Acme", "ann@acme.test", GivenName="Ann")
    company.item_id = company.item("Mowing", "MOW")
    company.set_up("inbound")
    company.sync()
    company.contact_id = company.world.record(object_type="contact").hubspot_id or ""
    return company


def test_customers_items_and_invoices_arrive(inbound: Acme) -> None:  # S2
    inbound.bill(inbound.customer_id, sold(inbound.item_id), number="1001")
    inbound.sync()

    assert inbound.equal("1001").total == 100
    assert inbound.stands(number="1001") == "syncing"


def test_nothing_is_ever_written_to_quickbooks(inbound: Acme) -> None:  # S2
    inbound.bill(inbound.customer_id, sold(inbound.item_id), number="1001")
    inbound.invoice(inbound.contact_id, line(), number="HS-1")
    inbound.product("Pruning", "PRUNE")
    inbound.contact("new@acme.test", "Nell")
    inbound.edit("contacts", inbound.contact_id, phone="916 555 0100")
    inbound.sync()
    inbound.edit("invoices", inbound.hubspot("1001").doc["id"], hs_comments="Gate code 12")
    inbound.sync()

    assert inbound.world.journal("quickbooks", "write") == []
    assert inbound.stands(number="HS-1") == "excluded: direction"


def test_there_are_no_payment_records(inbound: Acme) -> None:  # S18, A31
    bill = inbound.bill(inbound.customer_id, sold(inbound.item_id), number="1001")
    inbound.pay_there(inbound.customer_id, {bill: "100.00"})
    inbound.sync()

    assert inbound.world.records(object_type="payment") == []
    assert inbound.world.objects("hubspot", "commerce_payments") == []


def test_the_status_paid_follows_all_the_same(inbound: Acme) -> None:  # A31
    bill = inbound.bill(inbound.customer_id, sold(inbound.item_id), number="1001")
    inbound.sync()
    inbound.pay_there(inbound.customer_id, {bill: "100.00"})
    inbound.sync()

    assert inbound.hubspot("1001").status == "paid"
    assert inbound.stands(number="1001") == "syncing"
    assert inbound.remarks(number="1001") == {"paid_without_record"}
    assert inbound.writes() == {"hubspot": 0, "quickbooks": 0}


def test_partly_paid_is_a_remark(inbound: Acme) -> None:  # A31
    bill = inbound.bill(inbound.customer_id, sold(inbound.item_id), number="1001")
    inbound.pay_there(inbound.customer_id, {bill: "40.00"})
    inbound.sync()

    assert inbound.hubspot("1001").status == "open"
    assert inbound.remarks(number="1001") == {"partly_paid_mirror"}


@pytest.mark.parametrize("paid_before", [False, True])
def test_the_status_voided_follows(inbound: Acme, paid_before: bool) -> None:  # A31, A10
    bill = inbound.bill(inbound.customer_id, sold(inbound.item_id), number="1001")
    if paid_before:
        inbound.pay_there(inbound.customer_id, {bill: "40.00"})
    inbound.sync()
    inbound.in_quickbooks("Invoice", {"Id": bill}, "void")
    inbound.sync()

    assert inbound.hubspot("1001").status == "voided"
    assert inbound.stands(number="1001") == "syncing"


def test_edits_in_quickbooks_arrive_and_edits_in_hubspot_are_put_to_nobody(inbound: Acme) -> None:  # S4
    bill = inbound.bill(inbound.customer_id, sold(inbound.item_id), number="1001")
    inbound.sync()
    inbound.change("Invoice", bill, CustomerRef={"value": inbound.customer_id}, Line=[sold(inbound.item_id, "3")])
    inbound.sync()

    assert inbound.equal("1001").total == 150
    assert inbound.writes() == {"hubspot": 0, "quickbooks": 0}


def test_the_demo_company_inbound_writes_nothing_there(demo: World) -> None:  # S18
    demo.seed(records=40)
    Company(demo).set_up("inbound")
    demo.sync()
    demo.seed("landscaping-later", records=40)
    demo.sync()

    assert demo.journal("quickbooks", "write") == []
    assert demo.records(object_type="payment") == []
    assert demo.sync().tally.writes.total() == 0
