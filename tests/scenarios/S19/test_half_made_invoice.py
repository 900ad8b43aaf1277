"""A payment comes to an invoice of which HubSpot has a part so far (S19)."""

from __future__ import annotations

import pytest

from tests.scenarios.company import Doc
from tests.scenarios.conftest import Acme

LOST = {"lost": ("after", "reset"), "refused": ("before", {"status": 503})}


@pytest.mark.parametrize("how", LOST)
@pytest.mark.parametrize("what", ["line_items", "discounts", "invoices"])
def test_a_payment_waits_until_its_invoice_is_whole(acme: Acme, what: str, how: str) -> None:
    """That nothing is open on what stands there yet says nothing of the payment, and the same sync goes on to both."""
    when, action = LOST[how]
    bill = acme.bill(acme.customer_id, _mowing(acme), _off("10.00"))
    acme.pay_there(acme.customer_id, {bill: "25.00"})
    verb = "update" if what == "invoices" else "create"
    acme.world.fault("hubspot", f"/{what}/batch/{verb}$", action, when=when)

    told = acme.sync()

    shown = acme.equal("1001")
    assert (shown.total, shown.balance) == (90, 65)
    assert told["objects"]["payments"]["created"]["hubspot"] == 1
    assert acme.everything_stands() == {f"{one} syncing" for one in ("contact", "product", "invoice", "payment")}
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def _mowing(acme: Acme) -> Doc:
    return {
        "DetailType": "SalesItemLineDetail",
        "Amount": 100,
        "SalesItemLineDetail": {"ItemRef": {"value": acme.item_id}, "Qty": 2, "UnitPrice": 50},
    }


def _off(amount: str) -> Doc:
    return {"DetailType": "DiscountLineDetail", "Amount": float(amount), "DiscountLineDetail": {"PercentBased": False}}
