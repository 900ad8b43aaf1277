"""A sync is turned off while it runs (S34, A16)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from syncapp.actions.syncs import SinceOff, SyncRefused, turn_off, turn_off_all, turn_on
from syncapp.actions.workspaces import pause
from syncapp.queries.at_work import Stand, stands
from syncapp.storage.models import ObjectSync, Run
from tests.scenarios.company import Company, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.meanwhile import meanwhile


def sync_of(company: Company, object_type: str = "invoice") -> ObjectSync:
    return ObjectSync.objects.get(workspace=company.world.workspace, object_type=object_type)


def off(company: Company, object_type: str = "invoice") -> None:
    turn_off(sync_of(company, object_type), by=User.objects.get())


def on(company: Company, since_off: SinceOff, object_type: str = "invoice") -> None:
    turn_on(sync_of(company, object_type), by=User.objects.get(), since_off=since_off)


FROM_NOW, CATCH_UP = SinceOff.ONLY_FROM_NOW, SinceOff.CATCH_UP


def test_what_was_in_line_when_it_was_turned_off_is_not_of_that_time(acme: Acme) -> None:
    made = acme.invoice(acme.contact_id, number="HS-1")
    off_in_the_middle(acme)
    assert acme.stands(hubspot_id=made) == "pending: queued"
    assert acme.quickbooks_all("HS-1") == []
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    on(acme, FROM_NOW)

    acme.sync()

    acme.equal("HS-1")
    assert acme.stands(number="1001") == "excluded: made_while_off"


def off_in_the_middle(acme: Acme) -> str:
    """What the run says that finds the sync of invoices turned off before it writes any."""

    def switch(text: str) -> None:
        if text.endswith((" invoice", " invoices")):
            off(acme)

    return acme.world.sync(say=switch).stopped


def test_turned_off_in_the_middle_nothing_more_is_written(acme: Acme) -> None:  # S34, F93
    for number in range(3):
        acme.invoice(acme.contact_id, number=f"HS-{number}")

    said = off_in_the_middle(acme)

    assert "changed while the sync ran" in said
    assert [acme.quickbooks_all(f"HS-{number}") for number in range(3)] == [[], [], []]
    on(acme, CATCH_UP)
    acme.sync()
    for number in range(3):
        acme.equal(f"HS-{number}")


def paused(acme: Acme) -> None:
    pause(acme.world.workspace, by=User.objects.get())


def all_off(acme: Acme) -> None:
    turn_off_all(acme.world.workspace, by=User.objects.get())


@pytest.mark.parametrize(("act", "words"), [(paused, "until it is resumed"), (all_off, "until it is turned on again")])
def test_where_no_other_run_comes_none_is_promised(acme: Acme, act: Callable[[Acme], None], words: str) -> None:  # F93
    acme.invoice(acme.contact_id, number="HS-1")

    with meanwhile("/invoice", lambda: act(acme)):
        said = acme.world.sync().stopped

    assert said.endswith(f"What was done is kept; the rest waits {words}.")
    run = Run.objects.filter(workspace=acme.world.workspace).latest("pk")
    assert stands(acme.world.workspace, run) is Stand.STOPPED
    assert acme.quickbooks_all("HS-1") == []


def test_a_sync_that_was_never_on_has_no_meanwhile(acme: Acme) -> None:
    ObjectSync.objects.filter(object_type="invoice").update(enabled=False, started_at=None)

    with pytest.raises(SyncRefused, match="never turned on"):
        on(acme, CATCH_UP)
