"""A write that no answer came to is told as one that was perhaps done, and is counted only once it is known (S38, F4)."""

from __future__ import annotations

import pytest

from syncapp.core.values import Side
from syncapp.engine.people.choosing import choosing
from syncapp.engine.people.undoing import undone
from syncapp.engine.people.undoing_runs import undo_of
from syncapp.queries.activity import told
from syncapp.queries.run_records import Asked, listed, written_so_far
from syncapp.storage.models import Activity, Run, SyncRecord
from tests.scenarios.conftest import Acme

CREATE = "/contacts/batch/create$"


def last(acme: Acme) -> Run:
    run = Run.objects.filter(workspace=acme.world.workspace).first()
    assert run
    return run


@pytest.fixture
def zoe(acme: Acme) -> str:
    return acme.customer("Zoe Zander", "zoe@zander.test")


def test_one_that_never_happened_is_neither_counted_nor_listed_as_created(acme: Acme, zoe: str) -> None:  # S38, F4
    """The customer is made inactive before the contact is looked for, so that it is not made again either."""
    acme.world.fault("hubspot", CREATE, "reset", when="before")
    acme.world.sync(poll=tuple(Side))
    acme.change("Customer", zoe, Active=False)
    acme.sync()

    run = last(acme)
    assert not any(run.counts["contacts"]["created"].values())
    assert [list(listed(run, Asked(what))) for what in ("created", "updated")] == [[], []]
    assert list(written_so_far(run)) == []
    (entry,) = Activity.objects.filter(run=run).exclude(side="")
    assert told(entry).title == "Perhaps created in HubSpot."
    assert told(entry).text.endswith("no answer came, so both sides were read again")


def test_one_that_is_made_again_is_counted_once(acme: Acme, zoe: str) -> None:  # S38, F4
    acme.world.fault("hubspot", CREATE, "reset", when="before")
    acme.world.sync(poll=tuple(Side))
    acme.sync()

    run = last(acme)
    assert run.counts["contacts"]["created"]["hubspot"] == 1
    (entry,) = listed(run, Asked("created"))
    assert entry.record == acme.world.record(quickbooks_id=zoe, object_type="contact")
    assert list(written_so_far(run)) == [("contact", "hubspot", "created", 1)]


def test_one_that_was_done_is_counted_as_such(acme: Acme, zoe: str) -> None:  # S38, F4
    acme.world.fault("hubspot", CREATE, "reset")
    acme.world.sync(poll=tuple(Side))
    acme.sync()

    run = last(acme)
    assert run.counts["contacts"]["created"]["hubspot"] == 1
    assert [entry.kind for entry in listed(run, Asked("created"))] == ["created"]


def test_a_change_that_is_there_after_all_can_be_undone(acme: Acme) -> None:  # B5, F4
    """It is told as one that was perhaps written; what both sides hold says that it was."""
    acme.sync()
    acme.change("Customer", acme.customer_id, GivenName="Anna")
    acme.world.fault("hubspot", "/contacts/batch/update$", "reset")
    acme.world.sync(poll=tuple(Side))
    acme.sync()

    run, row = last(acme), acme.world.record(quickbooks_id=acme.customer_id, object_type="contact")
    (entry,) = Activity.objects.filter(run=run).exclude(side="")
    assert told(entry).title == "Perhaps updated in HubSpot."
    assert not isinstance(undone(row, entry, choosing(acme.world.workspace)), str)
    (one,) = undo_of(run, choosing(acme.world.workspace), SyncRecord.objects.all())
    assert one.found
