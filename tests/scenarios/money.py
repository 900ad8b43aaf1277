"""Money on invoices, for the tests in Python."""

from __future__ import annotations

from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


def credit_memo(acme: Acme, amount: str) -> str:
    body = {"CustomerRef": {"value": acme.customer_id}, "DocNumber": "CM-1", "Line": [sold(acme.item_id, "1", amount)]}
    return str(acme.in_quickbooks("CreditMemo", body)["Id"])


def link(acme: Acme, bill: str, memo: str, amount: str) -> str:
    """A credit memo is applied by a payment of nothing; its id."""
    ends = (("Invoice", bill), ("CreditMemo", memo))
    lines = [{"Amount": float(amount), "LinkedTxn": [{"TxnType": kind, "TxnId": one}]} for kind, one in ends]
    body = {"CustomerRef": {"value": acme.customer_id}, "TotalAmt": 0, "Line": lines}
    return str(acme.in_quickbooks("Payment", body)["Id"])


def paid_by_card(acme: Acme) -> str:
    """A HubSpot payment over all of HS-1 that stands in QuickBooks; its id."""
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    payment = acme.pay_here(invoice, "100.00", method="card", reference="ch_1")
    acme.sync()
    assert acme.equal("HS-1").status == "paid"
    return payment
