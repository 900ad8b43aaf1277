"""What people asked for is written once, wherever the run that writes it is killed (B19, A11, A29)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions.deleted_records import recreate
from syncapp.actions.putting_back import put_back
from syncapp.engine.people.asked import stored_seal
from syncapp.storage.models import SyncRecord
from tests.crash import shop
from tests.crash.checker import check, quiet
from tests.crash.conftest import Open, Undisturbed
from tests.crash.place import Place, Snapshot, opened

POINTS = ("call-planned", "call-sent", "call-answered", "call-stored", "settled")
BETWEEN = ("call-answered", "call-stored")  # the answer and what is made of it: here each write is tried


def trespass(place: Place) -> None:
    """On both sides people change what is not theirs: lines, a payment, a copy's line, a copy deleted."""
    place.control("hubspot", "settings", {"delete_unpaid_invoices": True})
    bill = shop.found(place, "Invoice", "DocNumber", "HS-4")
    edges = next(one for one in bill["Line"] if one["DetailType"] == "SalesItemLineDetail")
    dearer = {**edges, "Amount": 240, "SalesItemLineDetail": {**edges["SalesItemLineDetail"], "UnitPrice": 12}}
    shop.change(place, "Invoice", "DocNumber", "HS-4", Line=[dearer])
    removed = shop.found(place, "Payment", "PaymentRefNum", "6002")
    shop.make(place, "Payment", {"Id": removed["Id"], "SyncToken": removed["SyncToken"]}, operation="delete")
    shop.patch(place, "line_items", shop.of_property(place, "line_items", "price", "33.33"), price="35.00")
    place.as_user(
        "hubspot", "DELETE", f"{shop.OBJECTS}/invoices/{shop.of_property(place, 'invoices', 'hs_number', '1001')}"
    )


def ask(place: Place) -> None:
    asked: dict[str, Callable[..., Any]] = {
        "native_invoice_edited": put_back, "payment_removed": put_back, "owned_elsewhere": put_back, "deleted_in_hubspot": recreate,
    }  # fmt: skip
    found = {
        row.reason: row for row in place.records(status="failing") if row.number != "HS-3"
    }  # its payment is put back
    assert found.keys() == asked.keys(), found
    for reason, row in found.items():
        asked[reason](row, stored_seal(row), by=User.objects.get())


@pytest.fixture(scope="module")
def decided(synced: Snapshot, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("decided")
    with django_db_blocker.unblock(), opened(folder / "shop", synced) as place:
        trespass(place)
        assert not place.sync(full=True).stopped
        ask(place)
        place.forget_journal()
        return place.snapshot(folder / "copy")


def test_undisturbed_all_of_it_is_done(decided: Snapshot, undisturbed_there: Undisturbed, copy_of: Open) -> None:
    kinds = set(undisturbed_there.kinds)
    assert {
        ("quickbooks", "invoice", "update"),
        ("quickbooks", "payment", "create"),
        ("hubspot", "invoice", "create"),
    } <= kinds
    with copy_of(decided) as place:
        place.sync()
        _all_done(place)


def _all_done(place: Place) -> None:
    assert {row.status for row in place.records()} <= {"syncing", "excluded"}, place.records(status="failing")
    assert [row for row in SyncRecord.objects.all() if row.decision] == []
    quiet(place)


@pytest.mark.parametrize("point", POINTS)
def test_killed_there_it_is_written_once(
    decided: Snapshot, undisturbed_there: Undisturbed, copy_of: Open, point: str
) -> None:
    times = undisturbed_there.passed[point]
    for time in range(1, times + 1) if point in BETWEEN else sorted({1, times}):
        with copy_of(decided) as place:
            place.kill_at(f"{point}:{time}")
            result = place.sync()
            assert not result.stopped, (point, time)
            found = check(place)
            assert found.differences(undisturbed_there.books) == [], (point, time)
            _all_done(place)
