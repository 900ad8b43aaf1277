"""Two payments of one amount stay two, however long one of them is held up (A29)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions.linking import two_payments
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme


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
