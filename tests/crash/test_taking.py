"""QuickBooks' version of a HubSpot invoice is taken into HubSpot once and whole, wherever the run is killed (B19)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions.taking import take
from syncapp.engine.people.asked import stored_seal
from syncapp.storage.models import SyncRecord
from tests.crash import shop
from tests.crash.checker import check, quiet
from tests.crash.conftest import Open, Undisturbed
from tests.crash.place import Place, Snapshot, opened

POINTS = ("call-planned", "call-sent", "call-answered", "call-stored", "settled")


def two_lines(place: Place) -> None:
    """An invoice on which nothing is paid."""
    cleo = shop.of_property(place, "contacts", "email", "cleo@example.com")
    edging = shop.of_property(place, "products", "hs_sku", "EDG-1")
    edges = {"name": "Edging", "hs_sku": "EDG-1", "hs_product_id": edging, "quantity": "12", "price": "9.75"}
    shop.bill(place, "HS-9", cleo, edges, {"name": "Old stone wall, by the day", "quantity": "1", "price": "410"})


def trespass(place: Place) -> None:
    """In QuickBooks a line becomes dearer, one is added, one goes and the comments change."""
    bill = shop.found(place, "Invoice", "DocNumber", "HS-9")
    edges, _ = (one for one in bill["Line"] if one["DetailType"] == "SalesItemLineDetail")
    dearer = {
        **edges,
        "Amount": 144,
        "SalesItemLineDetail": {**edges["SalesItemLineDetail"], "UnitPrice": 12, "Qty": 12},
    }
    labor = shop.found(place, "Item", "Name", "Labor")
    added = shop.line(labor, "3", "33.33", Description="Cleaning up")
    shop.change(place, "Invoice", "DocNumber", "HS-9", Line=[dearer, added], CustomerMemo={"value": "Other gate"})


@pytest.fixture(scope="module")
def decided(synced: Snapshot, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("taken")
    with django_db_blocker.unblock(), opened(folder / "shop", synced) as place:
        for people in (two_lines, trespass):
            people(place)
            assert not place.sync().stopped
        (row,) = place.records(status="failing")
        take(row, stored_seal(row), by=User.objects.get())
        place.forget_journal()
        return place.snapshot(folder / "copy")


def test_each_write_of_it_is_a_crash_point(undisturbed_there: Undisturbed) -> None:
    assert set(undisturbed_there.kinds) == {
        ("hubspot", "line", "update"), ("hubspot", "line", "create"), ("hubspot", "line", "delete"), ("hubspot", "invoice", "update"),
    }  # fmt: skip


@pytest.mark.parametrize("point", POINTS)
def test_killed_there_it_is_taken_once_and_whole(
    decided: Snapshot, undisturbed_there: Undisturbed, copy_of: Open, point: str
) -> None:
    for time in range(1, undisturbed_there.passed[point] + 1):
        with copy_of(decided) as place:
            place.kill_at(f"{point}:{time}")
            assert not place.sync().stopped, (point, time)
            assert check(place).differences(undisturbed_there.books) == [], (point, time)
            assert {row.status for row in place.records()} <= {"syncing", "excluded"}, (point, time)
            assert [row for row in SyncRecord.objects.all() if row.decision] == []
            quiet(place)
