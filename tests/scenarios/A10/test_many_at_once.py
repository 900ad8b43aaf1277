"""Too much would end at once: it waits for a person, in one run or in slices of a day (A10, F98)."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import F

from syncapp.actions.approvals import seen, send
from syncapp.core.values import Side
from syncapp.storage.models import Call
from tests.scenarios.company import line, living, sold
from tests.scenarios.conftest import Acme

TWELVE = range(12)


def linked(acme: Acme, count: int = 12) -> list[str]:
    """Invoices made in HubSpot this month, in both ledgers."""
    made = [acme.invoice(acme.contact_id, line(product=acme.product_id), number=f"HS-{one}") for one in range(count)]
    acme.sync()
    return made


def voided(acme: Acme) -> int:
    return sum(not one["TotalAmt"] for one in living(acme.world, "quickbooks", "invoice"))


def void_here(acme: Acme, invoices: list[str]) -> None:
    for one in invoices:
        acme.edit("invoices", one, hs_invoice_status="voided")


def test_ten_voids_go_by_themselves(acme: Acme) -> None:  # A10
    void_here(acme, linked(acme)[:10])

    assert acme.writes() == {"hubspot": 0, "quickbooks": 10}


def test_twelve_voids_at_once_wait_for_approval_and_none_is_written(acme: Acme) -> None:  # F98, I13
    void_here(acme, linked(acme))
    acme.edit("contacts", acme.contact_id, phone="916 555 0100")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}  # the phone number; all else goes on

    assert voided(acme) == 0
    rows = acme.world.records(object_type="invoice")
    assert {(row.status, row.reason, row.params["what"]) for row in rows} == {
        ("pending", "needs_approval", "many_voids")
    }
    assert (rows[0].params["count"], rows[0].params["limit"]) == ("12", "10")
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_what_was_approved_goes_and_the_rest_waits_on_however_few_are_left(acme: Acme) -> None:  # F98
    void_here(acme, linked(acme))
    acme.sync()
    rows, owner = acme.world.records(object_type="invoice")[:9], User.objects.get()
    assert send(acme.world.workspace, [row.pk for row in rows], seen(rows), by=owner) == 9

    assert acme.writes() == {"hubspot": 0, "quickbooks": 9}

    assert voided(acme) == 9
    assert {row.reason for row in acme.world.records(object_type="invoice", status="pending")} == {"needs_approval"}
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_voids_in_quickbooks_are_held_the_same_way(acme: Acme) -> None:  # F98
    for one in TWELVE:
        acme.bill(acme.customer_id, sold(acme.item_id), number=str(1001 + one))
    acme.sync()
    for bill in living(acme.world, "quickbooks", "invoice"):
        acme.in_quickbooks("Invoice", {"Id": bill["Id"]}, "void")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.hubspot("1001").status == "open"
    assert acme.stands(number="1001") == "pending: needs_approval"


def test_payments_removed_in_quickbooks_by_the_dozen_stay_in_hubspot_until_somebody_approves(acme: Acme) -> None:  # F98
    bills = [acme.bill(acme.customer_id, sold(acme.item_id), number=str(1001 + one)) for one in TWELVE]
    payments = [acme.pay_there(acme.customer_id, {bill: "100.00"}) for bill in bills]
    acme.pay_there(acme.customer_id, {acme.bill(acme.customer_id, sold(acme.item_id), number="1050"): "100.00"})
    acme.sync()
    for payment in payments:
        acme.in_quickbooks("Payment", {"Id": payment}, "delete")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert len(living(acme.world, "hubspot", "commerce_payments")) == 13
    assert acme.world.records(object_type="payment", status="pending")[0].params["what"] == "many_deletions"


def voided_by_poll(acme: Acme, invoices: list[str]) -> int:
    """These are voided in HubSpot, and the next run by the clock finds them a minute later; what it wrote in QuickBooks."""
    void_here(acme, invoices)
    acme.wait(minutes=1)
    return acme.writes(retry=False, poll=frozenset(Side))["quickbooks"]


def test_voids_that_come_in_slices_are_counted_together_for_a_day(acme: Acme) -> None:  # F98, I13
    invoices = linked(acme, 18)
    acme.wait(minutes=1)
    assert [
        voided_by_poll(acme, some) for some in (invoices[:6], invoices[6:10], invoices[10:12], invoices[12:13])
    ] == [6, 4, 0, 0]

    held = acme.world.records(object_type="invoice", reason="needs_approval")
    assert {row.number for row in held} == {"HS-10", "HS-11", "HS-12"}
    assert {row.params["count"] for row in held} == {"12", "11"}

    Call.objects.update(sent_at=F("sent_at") - timedelta(hours=24))  # a day later
    assert voided_by_poll(acme, invoices[13:14]) == 1
    assert len(acme.world.records(reason="needs_approval")) == 3  # what waits, waits for a person


def test_a_click_sends_exactly_what_it_showed_and_counts_for_nothing(acme: Acme) -> None:  # F98
    invoices = linked(acme, 15)
    acme.wait(minutes=1)
    assert voided_by_poll(acme, invoices[:13]) == 0
    rows, owner = acme.world.records(reason="needs_approval")[:12], User.objects.get()
    send(acme.world.workspace, [row.pk for row in rows], seen(rows), by=owner)
    assert acme.writes(retry=False, poll=frozenset(Side))["quickbooks"] == 12

    assert voided_by_poll(acme, invoices[13:14]) == 1  # the first of this day that nobody was asked for
    assert [row.number for row in acme.world.records(reason="needs_approval")] == ["HS-12"]


def test_payments_removed_in_slices_are_counted_together(acme: Acme) -> None:  # F98
    bills = [acme.bill(acme.customer_id, sold(acme.item_id), number=str(1001 + one)) for one in TWELVE]
    payments = [acme.pay_there(acme.customer_id, {bill: "100.00"}) for bill in bills]
    acme.sync()
    found = []
    for some in (payments[:7], payments[7:11]):
        acme.wait(minutes=1)
        for payment in some:
            acme.in_quickbooks("Payment", {"Id": payment}, "delete")
        found.append(acme.writes(retry=False, poll=frozenset(Side))["hubspot"])

    assert found == [7, 0]
    assert len(living(acme.world, "hubspot", "commerce_payments")) == 5
