"""The lines of a QuickBooks invoice arrive in its order, and are never made twice (A21, I3)."""

from __future__ import annotations

from syncapp.storage.models import ObjectSync
from tests.scenarios.company import Doc, line, sold
from tests.scenarios.conftest import Acme

REFUSED = {"status": 400, "body": {"category": "VALIDATION_ERROR", "message": "No."}}


def discount(amount: str) -> Doc:
    return {"Amount": float(amount), "DetailType": "DiscountLineDetail", "DiscountLineDetail": {"PercentBased": False}}


def test_forty_lines_arrive_in_order(acme: Acme) -> None:  # A21
    lines = [sold(acme.item_id, str(1 + number % 3), "7.35", f"Bed {number}") for number in range(40)]
    acme.bill(acme.customer_id, *lines, number="1001")
    acme.sync()

    acme.equal("1001")
    names = [one["description"] or one["name"] for one in acme.parts("1001", "line_items")]
    assert names == [f"Bed {number}" for number in range(40)]


def test_a_line_that_hubspot_refuses_makes_no_discount_twice(acme: Acme) -> None:  # A21, I3, F55
    """Its draft stands there with the discount alone, which does not show in its total of nothing."""
    acme.sync()
    acme.world.fault("hubspot", "line_items/batch/create", REFUSED, when="before", times=9)
    acme.bill(acme.customer_id, sold(acme.item_id), discount("5.00"))
    acme.sync()
    acme.sync()
    assert len(acme.world.objects("hubspot", "discounts")) == 1
    assert acme.stands(number="1001") == "failing: vendor_refused"

    acme.world.control("hubspot", "faults", method="DELETE")
    acme.sync()

    assert acme.equal("1001").total == 95
    assert len(acme.world.objects("hubspot", "discounts")) == 1
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_an_absurdly_long_text_of_a_line_fails_and_is_never_cut(acme: Acme) -> None:  # A21, S45
    acme.invoice(acme.contact_id, line(description="grass " * 800), number="HS-1")
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: text_too_long"
    assert acme.quickbooks_all("HS-1") == []


def test_a_dry_run_tells_the_lines_that_would_be_sent(acme: Acme) -> None:  # A21, B3
    sync = ObjectSync.objects.get(workspace=acme.world.workspace, object_type="invoice")
    sync.settings |= {"discounts": "line", "discount_item": acme.item_id}
    sync.save()
    acme.sync()
    acme.invoice(acme.contact_id, line(hs_discount_percentage="10"), number="HS-1")

    (planned,) = (one for one in acme.sync(dry_run=True)["plan"] if one["object"] == "invoices")
    lines = {one["field"]: one["to"] for one in planned["changes"] if one["field"].startswith("line ")}
    assert lines == {"line Mowing": "100.00", "line Discount 10 % on Mowing": "-10.00"}
    assert acme.quickbooks_all("HS-1") == []
