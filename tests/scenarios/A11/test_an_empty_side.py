"""A side that suddenly has nothing is not believed, nor is another account (A11, F94)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User

from syncapp.actions.stopped_runs import StopRefused, believe
from syncapp.storage.models import Activity, Inbox, ObjectSync, Run
from tests.scenarios.company import line, living
from tests.scenarios.conftest import Acme

TWELVE = range(12)


def linked(acme: Acme, count: int = 12) -> list[str]:
    """Invoices made in HubSpot this month, in both ledgers."""
    made = [acme.invoice(acme.contact_id, line(product=acme.product_id), number=f"HS-{one}") for one in range(count)]
    acme.sync()
    return made


def states(acme: Acme) -> list[tuple[int, str, str]]:
    return [(row.pk, row.status, row.reason) for row in acme.world.records()]


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


def test_a_token_that_leads_to_another_portal_stops_everything(acme: Acme) -> None:  # F94
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.world.control("hubspot", "settings", {"portal_id": 999})

    result = acme.world.sync(full=True)

    assert "another account" in result.stopped
    assert acme.quickbooks_all("HS-1") == []
    assert acme.world.records(hubspot_id=invoice) == []
