"""The stops before the first write: too much would end at once, a side seems empty, another account answers (F94, F98)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db.models import F

from syncapp.actions.approvals import seen, send
from syncapp.actions.believing import StopRefused, believe
from syncapp.core.values import Side
from syncapp.storage.models import Activity, Call, Inbox, ObjectSync, Run
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


def states(acme: Acme) -> list[tuple[int, str, str]]:
    return [(row.pk, row.status, row.reason) for row in acme.world.records()]


def void_here(acme: Acme, invoices: list[str]) -> None:
    for one in invoices:
        acme.edit("invoices", one, hs_invoice_status="voided")


# -- many at once ----------------------------------------------------------------------------------------------


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


# -- in slices ---------------------------------------------------------------------------------------------------


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


# -- an empty side ---------------------------------------------------------------------------------------------


@contextmanager
def empty(acme: Acme, entity: str) -> Iterator[None]:
    """QuickBooks answers every question for this entity with nothing."""
    query = {"path": "/query$", "body": f"(?i)from {entity}", "when": "before", "times": None}
    acme.world.control("quickbooks", "faults", {**query, "action": {"status": 200, "body": {"QueryResponse": {}}}})
    yield
    acme.world.control("quickbooks", "faults", method="DELETE")


def test_a_sync_turned_on_again_does_not_take_an_empty_list_for_deletions(acme: Acme) -> None:  # §4.5
    linked(acme)
    syncs = ObjectSync.objects.filter(workspace=acme.world.workspace)
    syncs.update(enabled=False)
    syncs.exclude(object_type="invoice").update(enabled=True)
    acme.sync()
    before = states(acme)
    syncs.update(enabled=True)

    with empty(acme, "invoice"):
        result = acme.world.sync()

    assert result.stopped.startswith("QuickBooks Online answers that it has no invoices at all. Nothing was changed.")
    assert states(acme) == before
    assert not Inbox.objects.filter(gone=True).exists()
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.stands(number="HS-1") == "syncing"


def test_all_that_was_asked_for_is_missing_and_so_is_everything_else(acme: Acme) -> None:  # §4.5
    invoices = linked(acme)
    acme.wait(minutes=10)  # no change data tells of them any more
    acme.sync()
    for invoice in invoices:
        acme.edit("invoices", invoice, hs_comments="call first")
    before = states(acme)

    with empty(acme, "invoice"):
        result = acme.world.sync()

    assert "QuickBooks Online answers that it has no invoices at all" in result.stopped
    assert states(acme) == before
    assert acme.writes() == {"hubspot": 0, "quickbooks": 12}


def test_a_dozen_that_a_person_deleted_are_believed_while_others_stand(acme: Acme) -> None:  # A11
    linked(acme, 13)
    for one in TWELVE:
        acme.in_quickbooks("Invoice", {"Id": acme.quickbooks(f"HS-{one}").doc["Id"]}, "delete")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands(number="HS-1") == "failing: deleted_in_quickbooks"
    assert acme.stands(number="HS-12") == "syncing"


def emptied(acme: Acme) -> Run:
    """Every invoice was deleted in QuickBooks; the run that did not believe it."""
    linked(acme)
    for one in TWELVE:
        acme.in_quickbooks("Invoice", {"Id": acme.quickbooks(f"HS-{one}").doc["Id"]}, "delete")
    assert "no invoices at all" in acme.world.sync().stopped
    return Run.objects.first()  # type: ignore[return-value]


def test_all_deleted_is_believed_once_a_person_has_said_so(acme: Acme) -> None:  # §4.5: the override
    run = emptied(acme)
    assert run.stop == {"guard": "empty_side", "side": "quickbooks", "object": "invoice", "count": 12}
    believe(run, by=User.objects.get())
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: deleted_in_quickbooks"
    assert Activity.objects.get(kind="stop_accepted").actor == User.objects.get()
    assert len(living(acme.world, "hubspot", "invoices")) == 12


def test_a_run_that_never_came_to_it_uses_the_word_up(acme: Acme) -> None:  # once
    run = emptied(acme)
    believe(run, by=User.objects.get())
    acme.world.fault("hubspot", "/crm", {"status": 500}, method="POST", when="before", times=50)
    acme.world.sync()
    acme.world.control("hubspot", "faults", method="DELETE")

    assert "no invoices at all" in acme.world.sync().stopped
    assert acme.stands(number="HS-1") == "syncing"


def test_more_than_was_shown_is_not_believed(acme: Acme) -> None:
    run = emptied(acme)
    run.stop |= {"count": 11}
    run.save()
    believe(run, by=User.objects.get())

    assert "12 of them are linked" in acme.world.sync().stopped


def test_it_can_be_said_once_and_of_the_newest_run_alone(acme: Acme) -> None:
    run, owner = emptied(acme), User.objects.get()
    believe(run, by=owner)
    with pytest.raises(StopRefused, match="already"):
        believe(run, by=owner)
    acme.sync()
    with pytest.raises(StopRefused, match="not what the last run says"):
        believe(run, by=owner)


# -- another account -------------------------------------------------------------------------------------------


def test_a_token_that_leads_to_another_portal_stops_everything(acme: Acme) -> None:  # F94
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.world.control("hubspot", "settings", {"portal_id": 999})

    result = acme.world.sync(full=True)

    assert "another account" in result.stopped
    assert acme.quickbooks_all("HS-1") == []
    assert acme.world.records(hubspot_id=invoice) == []
