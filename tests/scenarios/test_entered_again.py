"""What somebody removed and put back goes on by itself, without a click here and without a second copy."""

from __future__ import annotations

import pytest

from tests.scenarios.company import line, living, sold
from tests.scenarios.conftest import Acme

pytestmark = pytest.mark.django_db
QUIET = {"hubspot": 0, "quickbooks": 0}


@pytest.fixture
def sent(acme: Acme) -> Acme:
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", date="2026-11-20")
    acme.sync()
    acme.equal("HS-1")
    return acme


def delete(acme: Acme) -> None:
    acme.in_quickbooks("Invoice", {"Id": acme.quickbooks("HS-1").doc["Id"]}, "delete")
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: deleted_in_quickbooks"


def test_an_invoice_deleted_in_quickbooks_and_entered_again_is_the_same_one(sent: Acme) -> None:  # A5, A11
    delete(sent)
    again = sent.bill(sent.customer_id, sold(sent.item_id), number="HS-1", date="2026-11-20")

    assert sent.writes() == QUIET

    (row,) = sent.world.records(object_type="invoice")
    assert (row.status, row.quickbooks_id, row.origin) == ("syncing", again, "hubspot")
    sent.equal("HS-1")
    assert sent.writes(full=True) == QUIET


def test_it_stays_hubspots_and_follows_it(sent: Acme) -> None:  # S3
    delete(sent)
    sent.bill(sent.customer_id, sold(sent.item_id), number="HS-1", date="2026-11-20")
    sent.sync()
    sent.pay_here(sent.hubspot("HS-1").doc["id"], "40.00")
    sent.sync()

    assert sent.equal("HS-1").balance == 60
    sent.change(
        "Invoice",
        sent.quickbooks("HS-1").doc["Id"],
        CustomerRef={"value": sent.customer_id},
        Line=[sold(sent.item_id, "3")],
    )
    sent.sync()
    assert sent.stands(number="HS-1") == "failing: native_invoice_edited"


@pytest.mark.parametrize(("quantity", "date"), [("3", "2026-11-20"), ("2", "2026-11-19")])
def test_another_document_of_its_number_is_not_taken_for_it(sent: Acme, quantity: str, date: str) -> None:  # A18
    delete(sent)
    sent.bill(sent.customer_id, sold(sent.item_id, quantity), number="HS-1", date=date)

    assert sent.writes() == QUIET

    assert {row.reason for row in sent.world.records(object_type="invoice")} == {
        "deleted_in_quickbooks",
        "number_taken",
    }


def test_an_over_payment_entered_again_is_the_same_one(sent: Acme) -> None:  # A29, A30
    """130.00 was received for 100.00; the rest is the customer's credit in QuickBooks."""
    paid = sent.pay_here(sent.hubspot("HS-1").doc["id"], "100.00", reference="88")
    sent.edit("commerce_payments", paid, hs_initial_amount="130.00")
    sent.sync()
    (payment,) = sent.payments("HS-1")
    sent.in_quickbooks("Payment", {"Id": payment["Id"]}, "delete")
    sent.sync()
    assert sent.stands("payment") == "failing: payment_removed"

    sent.pay_there(sent.customer_id, {sent.quickbooks("HS-1").doc["Id"]: "100.00"}, total="130.00", reference="88")
    sent.sync()

    assert sent.stands("payment") == "syncing"
    assert sent.stands(number="HS-1", object_type="invoice") == "syncing"
    assert len(sent.payments("HS-1")) == 1
    assert sent.writes() == QUIET


def test_a_payment_that_failed_and_then_succeeded_is_entered_again(sent: Acme) -> None:  # A28
    payment = sent.pay_here(sent.hubspot("HS-1").doc["id"], "40.00", reference="88")
    sent.sync()
    sent.edit("commerce_payments", payment, hs_latest_status="failed")
    sent.sync()
    assert sent.quickbooks("HS-1").balance == 100
    sent.edit("commerce_payments", payment, hs_latest_status="succeeded")

    sent.sync()

    assert sent.equal("HS-1").balance == 60
    assert [one["TotalAmt"] for one in sent.payments("HS-1")] == [40]
    assert sent.stands("payment", hubspot_id=payment) == "syncing"
    assert sent.writes(full=True) == QUIET


def test_money_that_comes_in_after_a_payment_has_failed_is_other_money(sent: Acme) -> None:  # A28
    failed = sent.pay_here(sent.hubspot("HS-1").doc["id"], "100.00", reference="88")
    sent.sync()
    sent.edit("commerce_payments", failed, hs_latest_status="failed")
    sent.sync()
    sent.pay_there(sent.customer_id, {sent.quickbooks("HS-1").doc["Id"]: "100.00"}, reference="99")
    sent.sync()

    assert sent.quickbooks("HS-1").status == "paid"  # and is not voided with the first
    assert sent.hubspot("HS-1").status == "paid"
    assert sent.writes(full=True) == QUIET


def test_it_does_not_take_the_balance_below_zero(sent: Acme) -> None:  # A28, A29
    payment = sent.pay_here(sent.hubspot("HS-1").doc["id"], "100.00", reference="88")
    sent.sync()
    sent.edit("commerce_payments", payment, hs_latest_status="failed")
    sent.sync()
    sent.pay_there(sent.customer_id, {sent.quickbooks("HS-1").doc["Id"]: "100.00"}, reference="99")
    sent.sync()
    sent.edit("commerce_payments", payment, hs_latest_status="succeeded")
    sent.sync()

    assert sent.quickbooks("HS-1").balance == 0
    assert sent.stands("payment", hubspot_id=payment) == "failing: overpays"
    assert len([one for one in living(sent.world, "quickbooks", "payment") if one["TotalAmt"]]) == 1
