"""A run that did not believe that a side is empty: an owner or admin may say that it is so, for the next run (§4.5)."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.storage.models import Activity, Run
from tests.web.conftest import Shop
from tests.web.runs.conftest import ran

SAID = "QuickBooks Online answers that it has no invoices at all. Nothing was changed. 12 of them are linked, so this is not believed."
STOP = {"guard": "empty_side", "side": "quickbooks", "object": "invoice", "count": 12}


def stopped(shop: Shop, minutes: float = 0, **stop: Any) -> Run:
    return ran(shop, minutes, result=SAID, stop={**STOP, **stop})


def page(shop: Shop, run: Run, role: str = "owner") -> str:
    return " ".join(shop.client(role).get(shop.url(f"runs/{run.pk}/")).content.decode().split())


def believe(shop: Shop, run: Run, role: str = "owner") -> Any:
    return shop.client(role).post(shop.url(f"runs/{run.pk}/believe/"), follow=True)


@pytest.mark.parametrize("role", ["owner", "admin"])
def test_it_asks_whether_it_is_so_and_the_next_run_believes_it(empty: Shop, role: str) -> None:
    run = stopped(empty)
    said = page(empty, run, role)
    assert "Does QuickBooks Online really have no invoices any more?" in said
    assert "each of the 12 stays in HubSpot and fails until somebody decides about it" in said
    assert "Yes, believe it once" in said

    answer = believe(empty, run, role)

    assert "The next run believes it, once. It begins now." in answer.content.decode()
    assert "Yes, believe it once" not in page(empty, run, role)
    entry = Activity.objects.get(kind="stop_accepted")
    assert (entry.actor, entry.reason) == (empty.people[role], SAID)
    assert SAID in empty.client("viewer").get(empty.url("activity/")).content.decode()


@pytest.mark.parametrize("role", ["bookkeeper", "viewer"])
def test_others_are_told_who_may(empty: Shop, role: str) -> None:
    run = stopped(empty)

    assert "Owners and admins may say so." in page(empty, run, role)
    assert believe(empty, run, role).status_code == 403
    assert not Run.objects.get().stop.get("accepted")


def test_of_an_older_run_nothing_is_asked(empty: Shop) -> None:
    older = stopped(empty)
    ran(empty, 5)

    assert "any more?" not in page(empty, older)
    assert "This is not what the last run says any more." in believe(empty, older).content.decode()
    assert not Activity.objects.filter(kind="stop_accepted").exists()


def test_the_same_of_a_run_since_then_is_what_is_believed(empty: Shop) -> None:
    older, newer = stopped(empty), stopped(empty, 5)
    believe(empty, older)

    assert [run.stop.get("accepted") for run in (Run.objects.get(pk=older.pk), Run.objects.get(pk=newer.pk))] == [
        None,
        True,
    ]


def test_a_run_that_stopped_for_another_reason_asks_nothing(empty: Shop) -> None:
    run = ran(empty, result="HubSpot allows no more calls today.")

    assert "any more?" not in page(empty, run)
    assert "not what the last run says" in believe(empty, run).content.decode()


@pytest.mark.parametrize("path", ["", "failures/"])
def test_home_and_failures_say_that_the_last_run_stopped_and_where_to_go(empty: Shop, path: str) -> None:
    run = stopped(empty)
    home = empty.client("viewer").get(empty.url(path)).content.decode()
    assert "<b>The last run stopped.</b> QuickBooks Online answers that it has no invoices at all." in home
    assert f'href="/fernhill/runs/{run.pk}/">See what to do' in home

    believe(empty, run)
    assert "The last run stopped." not in empty.client("viewer").get(empty.url(path)).content.decode()
