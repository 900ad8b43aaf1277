"""Money on invoices, for the tests in Python."""

from __future__ import annotations

from tests.scenarios.company import line
from tests.scenarios.conftest import Acme


def paid_by_card(acme: Acme) -> str:
    """A HubSpot payment over all of HS-1 that stands in QuickBooks; its id."""
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    payment = acme.pay_here(invoice, "100.00", method="card", reference="ch_1")
    acme.sync()
    assert acme.equal("HS-1").status == "paid"
    return payment
