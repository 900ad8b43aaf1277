"""A run that is undone is put back on both sides once, wherever the one that does it is killed (B5)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions.undoing import undo_run
from syncapp.queries.undoing import preview_of
from syncapp.storage.models import Run
from tests.crash import shop
from tests.crash.checker import check, quiet
from tests.crash.conftest import Open, Undisturbed
from tests.crash.place import Place, Snapshot, opened

BEFORE, AFTER = "(555) 010-1111", "(555) 010-2222"
POINTS = ("call-planned", "call-sent", "call-answered", "call-stored", "settled")


def _phone_of(place: Place, name: str) -> tuple[str, str]:
    contact = shop.of_property(place, "contacts", "firstname", name.split()[0])
    here = next(one for one in place.objects("hubspot", "contacts") if one["id"] == contact)
    there = shop.found(place, "Customer", "DisplayName", name)
    return here["properties"].get("phone") or "", (there.get("PrimaryPhone") or {}).get("FreeFormNumber", "")


def _phones(place: Place) -> set[str]:
    return {*_phone_of(place, "Cleo Cane"), *_phone_of(place, "Dora Dale")}


@pytest.fixture(scope="module")
def decided(synced: Snapshot, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Snapshot:
    """One run has written a phone to each side, and somebody has clicked."""
    folder: Path = tmp_path_factory.mktemp("run_undone")
    with django_db_blocker.unblock(), opened(folder / "shop", synced) as place:
        cleo = shop.of_property(place, "contacts", "email", "cleo@example.com")
        for phone in (BEFORE, AFTER):
            shop.patch(place, "contacts", cleo, phone=phone)
            shop.change(place, "Customer", "DisplayName", "Dora Dale", PrimaryPhone={"FreeFormNumber": phone})
            assert not place.sync().stopped
        assert _phones(place) == {AFTER}
        run = Run.objects.filter(activities__kind="updated").distinct().latest("pk")
        shown = preview_of(run)
        assert (shown.records, shown.fields) == (2, 2)
        undo_run(run, shown.seal, by=User.objects.get())
        place.forget_journal()
        return place.snapshot(folder / "copy")


def test_it_takes_a_write_to_each_side_for_each(undisturbed_there: Undisturbed) -> None:
    assert undisturbed_there.kinds == {("quickbooks", "contact", "update"), ("hubspot", "contact", "update")}
    assert [system for system, _ in undisturbed_there.journal] == ["hubspot", "hubspot", "quickbooks", "quickbooks"]


@pytest.mark.parametrize("point", POINTS)
def test_killed_there_all_of_it_is_put_back_once(
    decided: Snapshot, undisturbed_there: Undisturbed, copy_of: Open, point: str
) -> None:
    times = undisturbed_there.passed[point]
    assert times
    for time in range(1, times + 1):
        with copy_of(decided) as place:
            place.kill_at(f"{point}:{time}")
            assert not place.sync().stopped, (point, time)
            assert check(place).differences(undisturbed_there.books) == [], (point, time)
            assert _phones(place) == {BEFORE}, (point, time)
            quiet(place)
