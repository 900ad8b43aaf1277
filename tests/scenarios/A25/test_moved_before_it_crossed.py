"""A HubSpot payment that is put on another invoice while nobody knows whether it stands in QuickBooks (A25, F3)."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from syncapp.storage.models import Call
from tests.scenarios.company import line, living
from tests.scenarios.conftest import Acme


def paid(acme: Acme) -> tuple[str, list[str]]:
    """60.00 on HS-1, of which no run has heard; HS-2 stands beside it."""
    invoices = [
        acme.invoice(acme.contact_id, line(product=acme.product_id), number=number) for number in ("HS-1", "HS-2")
    ]
    acme.sync()
    return acme.pay_here(invoices[0], "60.00"), invoices


def move(acme: Acme, payment: str, invoices: list[str]) -> None:
    there = f"/crm/v4/objects/commerce_payments/{payment}"
    acme.in_hubspot("PUT", f"{there}/associations/default/invoices/{invoices[1]}")
    acme.in_hubspot("DELETE", f"{there}/associations/invoices/{invoices[0]}")


def too_late(acme: Acme) -> None:
    """QuickBooks can no longer be asked what became of the call (F3)."""
    Call.objects.update(sent_at=F("sent_at") - timedelta(hours=13))
    acme.sync()


def test_the_answer_to_its_creation_is_lost_and_it_is_moved(acme: Acme) -> None:  # A25
    payment, invoices = paid(acme)
    acme.world.fault("quickbooks", "requestid=", "reset", times=99)
    acme.world.sync()
    move(acme, payment, invoices)
    acme.world.control("quickbooks", "faults", method="DELETE")
    acme.sync()
    acme.sync()

    (check,) = living(acme.world, "quickbooks", "payment")
    assert check["TotalAmt"] == 60
    assert [acme.equal(number).balance for number in ("HS-1", "HS-2")] == [100, 40]
    assert "payment failing" not in {state.partition(":")[0] for state in acme.everything_stands()}
    assert not any(acme.writes(full=True).values())


def test_nobody_can_tell_any_more_whether_it_was_created_and_it_is_moved(acme: Acme) -> None:  # A25, F3
    """The call is given up for good by then; what stands in QuickBooks carries our note, on the invoice before."""
    payment, invoices = paid(acme)
    acme.world.fault("quickbooks", "requestid=", "reset", times=99)
    acme.world.sync()
    move(acme, payment, invoices)
    acme.world.control("quickbooks", "faults", method="DELETE")
    too_late(acme)
    acme.sync()

    (check,) = living(acme.world, "quickbooks", "payment")
    assert check["TotalAmt"] == 60
    assert len(living(acme.world, "hubspot", "commerce_payments")) == 1
    assert [acme.equal(number).balance for number in ("HS-1", "HS-2")] == [100, 40]
    assert "payment failing" not in {state.partition(":")[0] for state in acme.everything_stands()}
    assert not any(acme.writes(full=True).values())


def test_nobody_can_tell_any_more_whether_it_was_created_and_it_is_taken_off(acme: Acme) -> None:  # A25, A29, F3
    payment, invoices = paid(acme)
    acme.world.fault("quickbooks", "requestid=", "reset", times=99)
    acme.world.sync()
    acme.in_hubspot("DELETE", f"/crm/v4/objects/commerce_payments/{payment}/associations/invoices/{invoices[0]}")
    acme.world.control("quickbooks", "faults", method="DELETE")
    too_late(acme)
    acme.sync()

    assert len(living(acme.world, "quickbooks", "payment")) == 1
    assert len(living(acme.world, "hubspot", "commerce_payments")) == 1
    assert acme.stands("payment") == "failing: payment_off_invoice"
    assert not any(acme.writes(full=True).values())
