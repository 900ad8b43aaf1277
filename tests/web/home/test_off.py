"""While every sync is off: nobody looks, and no page says that nothing fails."""

from __future__ import annotations

import pytest

from syncapp.storage.models import ObjectSync, SyncRecord
from tests.web.conftest import Shop
from tests.web.home.test_home import text


@pytest.fixture
def one(shop: Shop) -> Shop:
    """A workspace that knows one invoice."""
    SyncRecord.objects.all().delete()
    shop.record()
    return shop


@pytest.fixture
def off(one: Shop) -> Shop:
    ObjectSync.objects.filter(workspace=one.workspace).update(enabled=False)
    return one


def page(shop: Shop, path: str = "") -> str:
    return text(shop.client("owner").get(shop.url(path)).content)


def test_home_offers_no_look_and_announces_none(off: Shop) -> None:
    said = page(off)
    assert "Nobody looks: every sync is off." in said
    assert "Check now" not in said
    assert "Next check" not in said


def test_failures_do_not_say_that_nothing_fails(off: Shop) -> None:
    said = page(off, "failures/")
    assert "Nothing fails" not in said
    assert "1 record stays as it was when the syncs were turned off." in said


def test_with_one_sync_off_failures_say_what_is_not_watched(one: Shop) -> None:
    one.turn_off("invoice")
    assert "1 of them stays as it was while the sync is off." in page(one, "failures/")


def test_the_list_of_syncs_counts_what_stays_as_it_was(off: Shop) -> None:
    said = page(off, "integrations/quickbooks/")
    assert "1 paused" in said
    assert "go to QuickBooks. Payments" not in said


def test_runs_cannot_be_asked_for(off: Shop) -> None:
    assert "No sync is on" in page(off, "runs/")
