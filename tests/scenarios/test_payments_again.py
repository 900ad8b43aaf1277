"""Payments that are entered once more, or by both sides at once: nothing is paid twice (A29)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions.linking import two_payments
from tests.scenarios.company import line, living, sold
from tests.scenarios.conftest import Acme


def billed(acme: Acme, number: str = "1001") -> str:
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number=number)
    acme.sync()
    return bill


def test_a_payment_entered_again_on_a_copy_is_no_second_one_whoever_is_due(acme: Acme) -> None:  # A29
    bill = billed(acme)
    acme.pay_here(acme.hubspot("1001").doc["id"], "40.00", date="2026-11-20")
    acme.sync()
    acme.in_quickbooks("Payment", {"Id": acme.payments("1001")[0]["Id"]}, "delete")
    acme.sync(retry=False)
    assert acme.stands("payment") == "failing: payment_removed"
    acme.pay_there(acme.customer_id, {bill: "40.00"}, date="2026-11-24")
    acme.sync(retry=False)

    assert len(living(acme.world, "hubspot", "commerce_payments")) == 1
    assert acme.equal("1001").balance == 60
    assert acme.stands("payment") == "syncing"


def test_a_copy_deleted_in_hubspot_and_entered_there_again_is_the_same_payment(acme: Acme) -> None:  # A29
    bill = billed(acme)
    acme.pay_there(acme.customer_id, {bill: "40.00"})
    acme.sync()
    acme.remove("commerce_payments", acme.parts("1001", "commerce_payments")[0]["id"])
    acme.pay_here(acme.hubspot("1001").doc["id"], "40.00")
    acme.sync()

    assert len(living(acme.world, "quickbooks", "payment")) == 1
    assert acme.equal("1001").balance == 60
    assert acme.stands("payment") == "syncing"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_two_payments_of_one_run_never_take_more_than_is_open(acme: Acme) -> None:  # A29: no balance below zero
    bill = billed(acme)
    acme.pay_here(acme.hubspot("1001").doc["id"], "60.00", date="2026-11-02")
    for day in ("2026-11-20", "2026-11-22"):
        acme.pay_there(acme.customer_id, {bill: "30.00"}, date=day)
    acme.sync()

    assert acme.hubspot("1001").balance >= 0
    reasons = sorted(row.reason for row in acme.world.records(object_type="payment"))
    assert "overpays" in reasons


def test_a_payment_for_an_inactive_customer_says_so(acme: Acme) -> None:  # S45
    billed(acme)
    acme.change("Customer", acme.customer_id, Active=False)
    acme.pay_here(acme.hubspot("1001").doc["id"], "40.00")
    acme.sync()

    assert acme.stands("payment") == "failing: customer_inactive"


def test_two_payments_stay_two_however_long_one_is_held_up(acme: Acme) -> None:  # A29
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    there = acme.quickbooks("HS-1").doc["Id"]
    acme.pay_here(invoice, "40.00", date="2026-11-21")
    second = acme.pay_there(acme.customer_id, {there: "40.00"}, date="2026-11-23")
    acme.sync()
    held = acme.world.record(object_type="payment", quickbooks_id=None)
    assert held.reason == "same_payment"
    two_payments(held, by=User.objects.get(email="owner@example.com"))
    acme.world.fault("hubspot", "/commerce_payments/batch/create", {"status": 400}, when="before", times=50)
    acme.world.sync()
    (mine,) = [one for one in acme.payments("HS-1") if one["Id"] != second]
    acme.in_quickbooks("Payment", {"Id": mine["Id"]}, "delete")
    acme.world.sync()

    assert acme.world.record(object_type="payment", hubspot_id=held.hubspot_id).reason == "payment_removed"
    assert acme.world.record(object_type="payment", quickbooks_id=f"{second}/{there}").hubspot_id is None


# -- changed by the one to whom it does not belong ----------------------------------------------------------------


def reapply(acme: Acme, payment: str, bill: str, amount: float, **more: str) -> None:
    applied = [{"Amount": amount, "LinkedTxn": [{"TxnType": "Invoice", "TxnId": bill}]}]
    acme.change("Payment", payment, CustomerRef={"value": acme.customer_id}, TotalAmt=amount, Line=applied, **more)


def test_changed_on_both_sides_at_once_neither_is_written_over(acme: Acme) -> None:  # I4, A29
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    payment = acme.pay_here(invoice, "50.00")
    acme.sync()
    reapply(acme, acme.payments("HS-1")[0]["Id"], acme.quickbooks("HS-1").doc["Id"], 30.0)
    acme.edit("commerce_payments", payment, hs_initial_amount="40.00")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands("payment") == "failing: payment_changed"
    assert (acme.hubspot("HS-1").balance, acme.quickbooks("HS-1").balance) == (60, 70)


def test_a_copy_of_a_quickbooks_payment_is_not_written_over_either(acme: Acme) -> None:  # I4, A29
    bill = billed(acme)
    acme.pay_there(acme.customer_id, {bill: "50.00"})
    acme.sync()
    copy = acme.parts("1001", "commerce_payments")[0]["id"]
    acme.edit("commerce_payments", copy, hs_initial_amount="40.00")
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.stands("payment") == "failing: owned_elsewhere"

    acme.edit("commerce_payments", copy, hs_initial_amount="50.00")
    acme.sync()

    assert acme.stands("payment") == "syncing"
    assert acme.equal("1001").balance == 50


def test_another_date_of_a_hubspot_payment_in_quickbooks_is_told(acme: Acme) -> None:  # A29
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.pay_here(invoice, "50.00", date="2026-11-20")
    acme.sync()
    reapply(acme, acme.payments("HS-1")[0]["Id"], acme.quickbooks("HS-1").doc["Id"], 50.0, TxnDate="2026-11-10")
    acme.sync()

    assert acme.stands("payment") == "failing: payment_changed"
