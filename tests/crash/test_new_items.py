"""Killed around the making of an item for a line that matches none, or its answer lost: there is one of it (B28)."""

from __future__ import annotations

import json

from syncapp.storage.models import Call, MadeItem, ObjectSync, SyncRecord
from tests.crash.checker import quiet
from tests.crash.conftest import Open
from tests.crash.place import Place, Snapshot

ODD = "Old stone wall, by the day"


def items_are_made(place: Place) -> None:
    sync = ObjectSync.objects.get(workspace=place.workspace, object_type="invoice")
    account = sync.settings["line_item_account"]
    sync.settings = {**sync.settings, "missing_item": "create", "new_item_account": account}
    sync.save()


def making_call(place: Place, name: str) -> int:
    """Which of a run's calls makes the item."""
    place.sync()
    bodies = [json.dumps(call.body) for call in Call.objects.order_by("pk")]
    return next(at for at, body in enumerate(bodies, 1) if '"Item"' in body and f'"{name}"' in body)


def test_killed_there_the_item_is_there_once(before: dict[str, Snapshot], copy_of: Open) -> None:
    with copy_of(before["arrive"]) as place:
        items_are_made(place)
        at = making_call(place, ODD)
    for point in ("call-planned", "call-sent", "call-answered", "call-stored"):
        with copy_of(before["arrive"]) as place:
            items_are_made(place)
            place.kill_at(f"{point}:{at}")
            assert not place.sync().stopped
            _once(place)
            quiet(place)


def test_its_answer_lost_again_and_again_it_is_made_once(before: dict[str, Snapshot], copy_of: Open) -> None:
    with copy_of(before["arrive"]) as place:
        items_are_made(place)
        place.fault("quickbooks", "/batch", "reset", times=12)
        for _ in range(6):
            place.sync()
        place.control("quickbooks", "faults", method="DELETE")
        place.sleep(3600)
        place.sync()
        _once(place)


def _once(place: Place) -> None:
    (item,) = [one for one in place.objects("quickbooks", "item") if one["Name"] == ODD]
    invoice = SyncRecord.objects.get(object_type="invoice", number="HS-1")
    assert (invoice.status, bool(invoice.remarks)) == ("syncing", True)
    made = MadeItem.objects.filter(workspace=place.workspace)
    assert [(one.item_id, one.ours) for one in made] == [(item["Id"], True)]
