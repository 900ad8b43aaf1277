"""What was deleted in HubSpot, of which no poll tells: each write that meets it leaves the books alone and says why (A11).

Nothing is read of it before the write, as between two nights; `meanwhile` deletes it right before the call.
"""

from __future__ import annotations

import pytest

from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.meanwhile import meanwhile

QUIET = {"hubspot": 0, "quickbooks": 0}
CRM = "/crm/objects/2026-03"


@pytest.fixture
def billed(acme: Acme) -> Acme:
    """A bill of 100.00 with a copy, of which 30.00 is paid in QuickBooks."""
    acme.world.control("hubspot", "settings", {"delete_unpaid_invoices": True, "edit_finalized_invoices": True})
    acme.bill(acme.customer_id, sold(acme.item_id, "2", "50.00"), number="1001")
    acme.sync()
    return acme


def its(acme: Acme, object_type: str = "invoice") -> str:
    return str(acme.world.record(object_type=object_type, **OF[object_type]).hubspot_id)


OF: dict[str, dict[str, str]] = {"invoice": {"number": "1001"}, "payment": {"amount": "30.00"}}


def bill(acme: Acme) -> str:
    return str(acme.quickbooks("1001").doc["Id"])


def rests(acme: Acme) -> None:
    """Whatever is looked at again, nothing is written."""
    assert acme.writes() == QUIET
    assert acme.writes(full=True) == QUIET


def test_a_new_line_for_a_copy_that_is_gone(billed: Acme) -> None:  # A11, S4
    lines = [sold(billed.item_id, "2", "50.00") | {"Id": "1"}, sold(billed.item_id, "1", "20.00", "Raking")]
    billed.change("Invoice", bill(billed), CustomerRef={"value": billed.customer_id}, Line=lines)
    gone = its(billed)
    with meanwhile(f"{CRM}/line_items/batch/create", lambda: billed.remove("invoices", gone)):
        billed.sync()
    assert billed.stands(number="1001") == "failing: deleted_in_hubspot"
    assert not billed.hubspot_all("1001")
    rests(billed)


def test_a_line_that_is_gone_from_a_copy(billed: Acme) -> None:  # A8, A11
    """A person has taken the line off in HubSpot: that is an edit of what belongs to QuickBooks."""
    lines = [sold(billed.item_id, "3", "50.00") | {"Id": "1"}]
    billed.change("Invoice", bill(billed), CustomerRef={"value": billed.customer_id}, Line=lines)
    (gone,) = billed.parts("1001", "line_items")
    with meanwhile(f"{CRM}/line_items/batch/update", lambda: billed.remove("line_items", str(gone["id"]))):
        billed.sync()
    assert billed.stands(number="1001") == "failing: owned_elsewhere"
    rests(billed)


def test_a_payment_for_a_copy_that_is_gone(billed: Acme) -> None:  # A11, S19
    billed.pay_there(billed.customer_id, {bill(billed): "30.00"})
    gone = its(billed)
    with meanwhile(f"{CRM}/commerce_payments/batch/create", lambda: billed.remove("invoices", gone)):
        billed.sync()
    assert billed.stands(number="1001") == "failing: deleted_in_hubspot"
    assert billed.stands("payment", amount="30.00") == "pending: waiting"
    rests(billed)


def test_an_edit_of_a_payment_that_is_gone(billed: Acme) -> None:  # A11, A29
    paid = billed.pay_there(billed.customer_id, {bill(billed): "30.00"})
    billed.sync()
    billed.change("Payment", paid, PaymentRefNum="4712")
    gone = its(billed, "payment")
    with meanwhile(f"{CRM}/commerce_payments/batch/update", lambda: billed.remove("commerce_payments", gone)):
        billed.sync()
    assert billed.stands("payment", amount="30.00") == "failing: deleted_in_hubspot"
    assert billed.quickbooks("1001").balance == 70
    rests(billed)


def test_a_payment_that_is_taken_back_and_gone(billed: Acme) -> None:  # A11, A29
    paid = billed.pay_there(billed.customer_id, {bill(billed): "30.00"})
    billed.sync()
    billed.in_quickbooks("Payment", {"Id": paid, "SyncToken": "0"}, operation="delete")
    gone = its(billed, "payment")
    with meanwhile(f"{CRM}/commerce_payments/batch/archive", lambda: billed.remove("commerce_payments", gone)):
        billed.sync()
    assert billed.equal("1001").balance == 100
    assert billed.stands(number="1001") == "syncing"
    rests(billed)


def test_a_void_of_a_copy_that_is_gone(billed: Acme) -> None:  # A10, A11
    token = billed.quickbooks("1001").doc["SyncToken"]
    billed.in_quickbooks("Invoice", {"Id": bill(billed), "SyncToken": token}, operation="void")
    gone = its(billed)
    with meanwhile(f"{CRM}/invoices/batch/update", lambda: billed.remove("invoices", gone)):
        billed.sync()
    assert billed.stands(number="1001") == "excluded: deleted_and_void"
    rests(billed)


def test_a_product_that_is_gone(acme: Acme) -> None:  # A11
    acme.change("Item", acme.item_id, UnitPrice=61, Name="Mowing", IncomeAccountRef={"value": acme.account()})
    with meanwhile(f"{CRM}/products/batch/update", lambda: acme.remove("products", acme.product_id)):
        acme.sync()
    assert acme.stands("product", quickbooks_id=acme.item_id) == "failing: deleted_in_hubspot"
    rests(acme)


def opening(acme: Acme) -> str:
    return f"{CRM}/invoices/batch/create"


@pytest.mark.parametrize("before", ["invoices", "line_items"])
def test_a_copy_of_whose_making_the_contact_is_deleted(acme: Acme, before: str) -> None:  # A11, S12
    acme.bill(acme.customer_id, sold(acme.item_id, "2", "50.00"), number="1001")
    with meanwhile(f"{CRM}/{before}/batch/create", lambda: acme.remove("contacts", acme.contact_id)):
        acme.sync()
    acme.sync(full=True)
    assert acme.stands("contact", hubspot_id=acme.contact_id) == "failing: deleted_in_hubspot"
    assert len(acme.hubspot_all("1001")) <= 1
    assert acme.stands(number="1001") != "syncing" or acme.equal("1001").total == 100
    rests(acme)


def test_a_status_of_a_native_invoice_that_is_gone(acme: Acme) -> None:  # A10, A11
    acme.world.control("hubspot", "settings", {"delete_unpaid_invoices": True})
    gone = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    there = acme.quickbooks("HS-1").doc
    acme.in_quickbooks("Invoice", {"Id": there["Id"], "SyncToken": there["SyncToken"]}, operation="void")
    with meanwhile(f"{CRM}/invoices/batch/update", lambda: acme.remove("invoices", gone)):
        acme.sync()
    assert acme.stands(number="HS-1") == "excluded: deleted_and_void"
    rests(acme)


def test_an_edit_that_would_go_on_after_its_invoice_is_gone(acme: Acme) -> None:  # A11, S3
    """HubSpot's own invoice is deleted while its payment is on its way: the books keep what they have."""
    acme.world.control("hubspot", "settings", {"delete_unpaid_invoices": True, "edit_finalized_invoices": True})
    gone = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    acme.pay_there(acme.customer_id, {str(acme.quickbooks("HS-1").doc["Id"]): "30.00"})
    with meanwhile(f"{CRM}/commerce_payments/batch/create", lambda: acme.remove("invoices", gone)):
        acme.sync()
    assert acme.stands(number="HS-1") == "failing: deleted_in_hubspot"
    assert acme.quickbooks("HS-1").balance == 70
    rests(acme)
