"""A write that is undone is put back on both sides once, wherever the run is killed (B5)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions.undoing import undo
from syncapp.storage.models import Activity
from tests.crash import shop
from tests.crash.checker import check, quiet
from tests.crash.conftest import Open
from tests.crash.place import Place, Snapshot, opened


def _phones(place: Place) -> tuple[str, str]:
    here = next(
        one for one in place.objects("hubspot", "contacts") if one["properties"].get("email") == "cleo@example.com"
    )
    there = shop.found(place, "Customer", "DisplayName", "Cleo Cane")
    return here["properties"].get("phone") or "", (there.get("PrimaryPhone") or {}).get("FreeFormNumber", "")


@pytest.fixture(scope="module")
def decided(synced: Snapshot, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("undone")
    with django_db_blocker.unblock(), opened(folder / "shop", synced) as place:
        cleo = shop.of_property(place, "contacts", "email", "cleo@example.com")
        for phone in ("(555) 010-1111", "(555) 010-2222"):
            shop.patch(place, "contacts", cleo, phone=phone)
            assert not place.sync().stopped
        written = Activity.objects.filter(kind="updated", record__hubspot_id=cleo).latest("pk")
        assert written.record
        undo(written.record, written.pk, by=User.objects.get())
        place.forget_journal()
        return place.snapshot(folder / "copy")


@pytest.mark.parametrize("point", ["call-planned", "call-sent", "call-answered", "call-stored"])
def test_killed_there_it_is_put_back_on_both_sides(decided: Snapshot, copy_of: Open, point: str) -> None:
    for time in (1, 2):  # QuickBooks first, then HubSpot
        with copy_of(decided) as place:
            place.kill_at(f"{point}:{time}")
            assert not place.sync().stopped, (point, time)
            check(place)
            assert _phones(place) == ("(555) 010-1111", "(555) 010-1111"), (point, time)
            quiet(place)
