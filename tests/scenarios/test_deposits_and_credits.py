"""What lowers a QuickBooks balance without being cash, and money above what is owed (A30)."""

from __future__ import annotations

from decimal import Decimal

from syncapp.storage.models import Inbox
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


def applied(kind: str, transaction: str, amount: str) -> dict[str, object]:
    return {"Amount": float(amount), "LinkedTxn": [{"TxnType": kind, "TxnId": transaction}]}


def credit_memo(acme: Acme, amount: str) -> str:
    body = {"CustomerRef": {"value": acme.customer_id}, "DocNumber": "CM-1", "Line": [sold(acme.item_id, "1", amount)]}
    return str(acme.in_quickbooks("CreditMemo", body)["Id"])


def link(acme: Acme, bill: str, memo: str, amount: str) -> str:
    lines = [applied("Invoice", bill, amount), applied("CreditMemo", memo, amount)]
    return str(
        acme.in_quickbooks("Payment", {"CustomerRef": {"value": acme.customer_id}, "TotalAmt": 0, "Line": lines})["Id"]
    )


def test_a_deposit_on_a_quickbooks_invoice_arrives_as_a_payment_with_a_remark(acme: Acme) -> None:  # A30
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001", Deposit=30.0)
    acme.sync()

    assert acme.equal("1001").balance == 70
    (payment,) = acme.parts("1001", "commerce_payments")
    assert Decimal(payment["hs_initial_amount"]) == 30
    assert payment["hs_payment_method_type"] == "other"
    assert acme.remarks("payment") == {"not_cash"}
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_deposit_entered_later_changed_and_taken_away_follows(acme: Acme) -> None:  # A30, A29
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    for deposit, balance in ((30.0, 70), (45.0, 55), (0, 100)):
        acme.change("Invoice", bill, CustomerRef={"value": acme.customer_id}, Deposit=deposit)
        acme.sync()
        assert acme.equal("1001").balance == balance
        assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_a_credit_memo_arrives_as_a_payment_by_other_means(acme: Acme) -> None:  # A30, Linden
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    link(acme, bill, credit_memo(acme, "25.00"), "25.00")
    acme.sync()

    assert acme.equal("1001").balance == 75
    (payment,) = acme.parts("1001", "commerce_payments")
    assert payment["hs_payment_method_type"] == "other"
    assert acme.remarks("payment") == {"not_cash"}


def test_a_credit_memo_on_a_hubspot_invoice_too(acme: Acme) -> None:  # A30
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    link(acme, acme.quickbooks("HS-1").doc["Id"], credit_memo(acme, "25.00"), "25.00")
    acme.sync()

    assert acme.equal("HS-1").balance == 75
    assert acme.stands(number="HS-1") == "syncing"


def test_a_credit_memo_taken_off_again_goes_in_hubspot(acme: Acme) -> None:  # A29, A30
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    linking = link(acme, bill, credit_memo(acme, "25.00"), "25.00")
    acme.sync()
    acme.in_quickbooks("Payment", {"Id": linking}, "delete")
    acme.sync()

    assert acme.equal("1001").balance == 100


def test_an_invoice_born_with_a_credit_applied_is_equal_all_the_same(acme: Acme) -> None:  # A30: auto-applied
    acme.company_settings(SalesFormsPrefs={"AutoApplyCredit": True})
    credit_memo(acme, "25.00")
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()

    assert acme.equal("HS-1").balance == 75
    assert acme.stands(number="HS-1") == "syncing"


def test_too_much_paid_in_hubspot_is_applied_up_to_the_balance(acme: Acme) -> None:  # A30, Ash
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    acme.make(
        "commerce_payments", {invoice: 542},
        hs_initial_amount="115.00", hs_initiated_date="2026-11-23", hs_latest_status="succeeded", hs_currency_code="USD",
    )  # fmt: skip
    acme.sync()

    there = acme.quickbooks("HS-1")
    assert (there.status, there.balance) == ("paid", 0)
    (payment,) = acme.payments("HS-1")
    assert (payment["TotalAmt"], payment["UnappliedAmt"]) == (115, 15)
    assert acme.stands("payment") == "syncing"
    assert "overpaid" in acme.remarks("payment")
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_an_overpaid_invoice_does_not_wait_for_a_payment_that_is_in_sync(acme: Acme) -> None:  # A30, Ash
    """Workers hear of our own payment by webhook: it is looked at again, together with its invoice, and nothing moves."""
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    acme.make(
        "commerce_payments", {invoice: 542},
        hs_initial_amount="115.00", hs_initiated_date="2026-11-23", hs_latest_status="succeeded", hs_currency_code="USD",
    )  # fmt: skip
    acme.sync()
    for record in acme.world.records(hubspot_id__isnull=False, object_type__in=["invoice", "payment"]):
        Inbox.objects.create(
            workspace=acme.world.workspace,
            side="hubspot",
            object_type=record.object_type,
            external_id=record.hubspot_id,
            source="webhook",
        )

    acme.sync(retry=False, poll=())

    assert acme.stands(number="HS-1") == "syncing"
    assert "overpaid" in acme.remarks(number="HS-1")


def test_a_payment_in_quickbooks_above_what_hubspot_asks_for_never_takes_it_below_zero(acme: Acme) -> None:  # A29
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    acme.pay_here(invoice, "80.00", date="2026-11-10")
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "90.00"}, date="2026-11-23")
    acme.sync()

    assert acme.hubspot("HS-1").balance >= 0
    assert acme.quickbooks("HS-1").balance >= 0
    assert "payment failing: overpays" in acme.everything_stands()
