"""Payments cross with their invoice, each application once (S17–S22, A25–A29, A32)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.scenarios.company import TODAY, line, living, sold
from tests.scenarios.conftest import Acme


def linked(acme: Acme, number: str = "HS-1", **more: str) -> str:
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number=number, **more)
    acme.sync()
    return invoice


def billed(acme: Acme, number: str = "1001") -> str:
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number=number)
    acme.sync()
    return bill


def quickbooks_payments(acme: Acme) -> int:
    return len(living(acme.world, "quickbooks", "payment"))


def hubspot_payments(acme: Acme) -> int:
    return len(living(acme.world, "hubspot", "commerce_payments"))


# -- each way --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("amount", "status"), [("100.00", "paid"), ("40.00", "open")])
def test_a_payment_entered_in_hubspot_appears_in_quickbooks(acme: Acme, amount: str, status: str) -> None:  # S19, S21
    invoice = linked(acme)
    acme.pay_here(invoice, amount, date="2026-11-22", method="check", reference="4711")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    assert acme.equal("HS-1").status == status
    (payment,) = acme.payments("HS-1")
    assert (payment["TotalAmt"], payment["TxnDate"], payment["PaymentRefNum"]) == (float(amount), "2026-11-22", "4711")
    method = next(one for one in acme.world.objects("quickbooks", "paymentmethod") if one["Name"] == "Check")
    assert payment["PaymentMethodRef"]["value"] == method["Id"]  # A27
    assert payment["PrivateNote"].startswith("HubSpot ")  # our mark
    assert payment["DepositToAccountRef"]["value"] == acme.account("Undeposited Funds")  # A26
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


@pytest.mark.parametrize(("amount", "status"), [("100.00", "paid"), ("40.00", "open")])
def test_a_payment_entered_in_quickbooks_appears_in_hubspot(acme: Acme, amount: str, status: str) -> None:  # S19, S21
    bill = billed(acme)
    acme.pay_there(acme.customer_id, {bill: amount}, date="2026-11-22", reference="4711")

    assert acme.writes() == {"hubspot": 1, "quickbooks": 0}

    assert acme.equal("1001").status == status
    (payment,) = acme.parts("1001", "commerce_payments")
    assert Decimal(payment["hs_initial_amount"]) == Decimal(amount)
    assert payment["hs_initiated_date"].startswith("2026-11-22")
    assert payment["hs_latest_status"] == "succeeded"
    assert payment["hs_reference_number"] == "4711"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_payment_in_quickbooks_of_a_hubspot_invoice_and_the_reverse(acme: Acme) -> None:  # S19
    linked(acme)
    billed(acme)
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "100.00"})
    acme.pay_here(acme.hubspot("1001").doc["id"], "30.00")
    acme.sync()

    assert acme.equal("HS-1").status == "paid"
    assert acme.equal("1001").balance == 70


def test_an_invoice_paid_before_its_first_sync_brings_its_payment(acme: Acme) -> None:  # S20
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.pay_here(invoice, "60.00", reference="1")
    acme.pay_here(invoice, "40.00", reference="2")
    acme.sync()

    assert acme.equal("HS-1").status == "paid"
    assert len(acme.payments("HS-1")) == 2
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_quickbooks_invoice_paid_before_its_first_sync_arrives_paid(acme: Acme) -> None:  # S20
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.pay_there(acme.customer_id, {bill: "100.00"})
    acme.sync()

    assert acme.equal("1001").status == "paid"


def test_a_payment_is_never_turned_into_a_second_payment_or_invoice(acme: Acme) -> None:  # S22
    invoice = linked(acme)
    acme.pay_here(invoice, "100.00")
    for _ in range(3):
        acme.sync()

    assert (quickbooks_payments(acme), hubspot_payments(acme)) == (1, 1)
    assert len(living(acme.world, "quickbooks", "invoice")) == 1


# -- one check over several ------------------------------------------------------------------------------------


def test_one_check_over_three_invoices_is_three_payments_in_hubspot(acme: Acme) -> None:  # A25
    bills = [acme.bill(acme.customer_id, sold(acme.item_id), number=str(number)) for number in (1001, 1002, 1003)]
    check = acme.pay_there(acme.customer_id, dict.fromkeys(bills, "100.00"), reference="55102")
    acme.sync()

    for number in ("1001", "1002", "1003"):
        assert acme.equal(number).status == "paid"
        (payment,) = acme.parts(number, "commerce_payments")
        assert Decimal(payment["hs_initial_amount"]) == 100
    keys = {row.quickbooks_id for row in acme.world.records(object_type="payment")}
    assert keys == {f"{check}/{bill}" for bill in bills}


def test_the_rest_that_is_applied_nowhere_is_a_remark(acme: Acme) -> None:  # A25
    bill = billed(acme)
    acme.pay_there(acme.customer_id, {bill: "100.00"}, total="120.00")
    acme.sync()

    assert acme.equal("1001").status == "paid"
    assert acme.stands("payment") == "syncing"
    assert "overpaid" in acme.remarks("payment")


def test_a_check_that_is_moved_from_one_invoice_to_another_follows(acme: Acme) -> None:  # A25, A29
    first = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    second = acme.bill(acme.customer_id, sold(acme.item_id), number="1002")
    check = acme.pay_there(acme.customer_id, {first: "100.00"})
    acme.sync()
    moved = [{"Amount": 100.0, "LinkedTxn": [{"TxnType": "Invoice", "TxnId": second}]}]
    acme.change("Payment", check, CustomerRef={"value": acme.customer_id}, TotalAmt=100.0, Line=moved)
    acme.sync()

    assert acme.equal("1001").status == "open"
    assert acme.equal("1002").status == "paid"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


# -- what changes afterwards -----------------------------------------------------------------------------------


def test_an_edited_quickbooks_payment_follows_to_hubspot(acme: Acme) -> None:  # A29
    bill = billed(acme)
    check = acme.pay_there(acme.customer_id, {bill: "100.00"})
    acme.sync()
    line_ = [{"Amount": 60.0, "LinkedTxn": [{"TxnType": "Invoice", "TxnId": bill}]}]
    acme.change("Payment", check, CustomerRef={"value": acme.customer_id}, TotalAmt=60.0, Line=line_)
    acme.sync()

    assert acme.equal("1001").balance == 40
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


@pytest.mark.parametrize("operation", ["delete", "void"])
def test_a_quickbooks_payment_taken_away_there_goes_in_hubspot(acme: Acme, operation: str) -> None:  # A29
    bill = billed(acme)
    check = acme.pay_there(acme.customer_id, {bill: "100.00"})
    acme.sync()
    acme.in_quickbooks("Payment", {"Id": check}, operation)
    acme.sync()

    assert acme.equal("1001").status == "open"
    assert hubspot_payments(acme) == 0
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_payment_entered_on_both_sides_with_one_reference_is_one(acme: Acme) -> None:  # A29
    invoice = linked(acme)
    acme.pay_here(invoice, "40.00", date="2026-11-21", reference="4711")
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "40.00"}, date="2026-11-23", reference="4711")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.equal("HS-1").balance == 60
    assert acme.stands("payment") == "syncing"


def test_entered_on_both_sides_and_together_above_the_balance_it_is_one(acme: Acme) -> None:  # A29
    invoice = linked(acme)
    acme.pay_here(invoice, "100.00", date="2026-11-21")
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "100.00"}, date="2026-11-23", reference="77")

    acme.sync()

    assert acme.equal("HS-1").status == "paid"
    assert (quickbooks_payments(acme), hubspot_payments(acme)) == (1, 1)


def test_two_halves_entered_on_both_sides_wait_for_the_choice(acme: Acme) -> None:  # A29: same payment / two payments
    invoice = linked(acme)
    acme.pay_here(invoice, "40.00", date="2026-11-21")
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "40.00"}, date="2026-11-23")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert "payment failing: same_payment" in acme.everything_stands()
    assert (quickbooks_payments(acme), hubspot_payments(acme)) == (1, 1)
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


# -- money that comes back -------------------------------------------------------------------------------------


def paid_by_card(acme: Acme) -> str:
    """A HubSpot payment that stands in QuickBooks; its id."""
    payment = acme.pay_here(linked(acme), "100.00", method="card", reference="ch_1")
    acme.sync()
    assert acme.equal("HS-1").status == "paid"
    return payment


def test_a_bounced_payment_is_voided_in_quickbooks(acme: Acme) -> None:  # A28
    acme.edit("commerce_payments", paid_by_card(acme), hs_latest_status="failed")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    assert acme.equal("HS-1").status == "open"
    assert acme.stands("payment") == "syncing"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_bounced_after_it_was_taken_to_the_bank_needs_a_person(acme: Acme) -> None:  # A28
    payment = paid_by_card(acme)
    (there,) = acme.payments("HS-1")
    acme.bank_deposit(there["Id"], "100.00")
    acme.edit("commerce_payments", payment, hs_latest_status="failed")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands("payment") == "failing: bounced_after_deposit"
    assert acme.payments("HS-1")[0]["TotalAmt"] == 100


def test_bounced_in_a_protected_period_is_parked(acme: Acme) -> None:  # A28, A24
    payment = paid_by_card(acme)
    acme.world.workspace.protected_through = date(2026, 11, 24)
    acme.world.workspace.save()
    acme.edit("commerce_payments", payment, hs_latest_status="disputed_lost")
    acme.sync()

    assert acme.stands("payment") == "pending: parked"
    assert acme.payments("HS-1")[0]["TotalAmt"] == 100


def test_a_refund_never_voids_and_says_what_to_do(acme: Acme) -> None:  # A28
    acme.edit("commerce_payments", paid_by_card(acme), hs_latest_status="partially_refunded", hs_refunds_amount="25.00")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands("payment") == "failing: refund_needs_you"
    assert acme.world.record(object_type="payment").params == {"refunded": "25.00 USD", "amount": "100.00 USD"}


def test_only_succeeded_payments_travel(acme: Acme) -> None:  # A28
    invoice = linked(acme)
    payment = acme.make(
        "commerce_payments", {invoice: 542},
        hs_initial_amount="100.00", hs_initiated_date=TODAY, hs_latest_status="processing", hs_currency_code="USD",
    )  # fmt: skip
    acme.sync()
    assert acme.stands("payment") == "excluded: not_succeeded"

    acme.edit("commerce_payments", payment, hs_latest_status="succeeded")
    acme.sync()

    assert acme.equal("HS-1").status == "paid"


# -- who may pay what ------------------------------------------------------------------------------------------


def test_an_invoice_that_a_workflow_made_from_a_payment_is_held(acme: Acme) -> None:  # A32, S22
    payment = acme.pay_here(linked(acme), "100.00", reference="ch_1")
    acme.sync()
    draft = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-2")
    acme.edit("invoices", draft, hs_invoice_status="open")
    acme.in_hubspot("PUT", f"/crm/v4/objects/commerce_payments/{payment}/associations/default/invoices/{draft}")
    acme.sync()

    assert acme.stands(number="HS-2") == "failing: duplicate_from_workflow"
    assert acme.world.record(number="HS-2").params == {"invoice": "HS-1"}
    assert acme.quickbooks_all("HS-2") == []
    acme.sync()
    assert quickbooks_payments(acme) == 1


def test_a_payment_dated_in_a_protected_period_is_parked_and_goes_when_it_opens(acme: Acme) -> None:  # A24
    invoice = linked(acme)
    acme.world.workspace.protected_through = date(2026, 11, 20)
    acme.world.workspace.save()
    acme.pay_here(invoice, "100.00", date="2026-11-19")
    acme.sync()
    assert acme.stands("payment") == "pending: parked"
    assert acme.quickbooks("HS-1").balance == 100

    acme.world.workspace.protected_through = date(2026, 11, 18)
    acme.world.workspace.save()
    acme.sync()

    assert acme.equal("HS-1").status == "paid"


def test_an_unmapped_method_is_left_blank_with_a_remark(acme: Acme) -> None:  # A27
    acme.pay_here(linked(acme), "100.00", method="sepa")
    acme.sync()

    (payment,) = acme.payments("HS-1")
    assert "PaymentMethodRef" not in payment
    assert "unmapped_method" in acme.remarks("payment")


def test_a_long_reference_fails_and_is_never_cut(acme: Acme) -> None:  # A27, S45
    acme.pay_here(linked(acme), "100.00", reference="a reference of more than 21 signs")
    acme.sync()

    assert acme.stands("payment") == "failing: text_too_long"
    assert quickbooks_payments(acme) == 0


def test_a_deposited_payment_is_never_edited(acme: Acme) -> None:  # A28, S45
    payment = paid_by_card(acme)
    (there,) = acme.payments("HS-1")
    acme.bank_deposit(there["Id"], "100.00")
    acme.edit("commerce_payments", payment, hs_initial_amount="90.00")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.stands("payment") == "failing: payment_in_deposit"


def test_a_hubspot_payment_whose_amount_is_corrected_follows_to_quickbooks(acme: Acme) -> None:  # S19
    payment = paid_by_card(acme)
    acme.edit("commerce_payments", payment, hs_initial_amount="90.00")
    acme.sync()

    assert acme.equal("HS-1").balance == 10


def test_a_payment_at_2230_on_a_months_last_day_keeps_its_day(acme: Acme) -> None:  # A19
    invoice = linked(acme, date="2026-10-30")
    body = {"amount": "100.00", "date": "2026-11-01T05:30:00.000Z", "method": "card", "reference": "late"}
    acme.in_hubspot("POST", f"/crm/v3/objects/invoices/{invoice}/payments", body)
    acme.sync()

    (payment,) = acme.payments("HS-1")
    assert payment["TxnDate"] == "2026-10-31"


def test_money_that_is_applied_to_nothing_stays_until_it_is(acme: Acme) -> None:  # A25
    check = acme.pay_there(acme.customer_id, {}, total="100.00")
    acme.sync()
    assert acme.stands("payment") == "excluded: unapplied"

    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    lines = [{"Amount": 100.0, "LinkedTxn": [{"TxnType": "Invoice", "TxnId": bill}]}]
    acme.change("Payment", check, CustomerRef={"value": acme.customer_id}, TotalAmt=100.0, Line=lines)
    acme.sync()

    assert acme.equal("1001").status == "paid"
    assert not any("payment failing" in state for state in acme.everything_stands())
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_taken_off_the_invoice_it_is_gone_in_hubspot_and_comes_back_with_it(acme: Acme) -> None:  # A29
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    check = acme.pay_there(acme.customer_id, {bill: "100.00"})
    acme.sync()
    acme.change("Payment", check, CustomerRef={"value": acme.customer_id}, TotalAmt=100.0, Line=[])
    acme.sync()
    assert acme.equal("1001").status == "open"

    lines = [{"Amount": 100.0, "LinkedTxn": [{"TxnType": "Invoice", "TxnId": bill}]}]
    acme.change("Payment", check, CustomerRef={"value": acme.customer_id}, TotalAmt=100.0, Line=lines)
    acme.sync()

    assert acme.equal("1001").status == "paid"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
