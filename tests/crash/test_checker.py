"""The checker itself: it passes an undisturbed run and sees each kind of damage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from syncapp.storage.models import Activity, Call, SyncRecord
from tests.crash import shop
from tests.crash.checker import Broken, check, quiet
from tests.crash.conftest import Open
from tests.crash.place import Place, Snapshot
from tests.world import World

Stages = dict[str, Snapshot]


@pytest.mark.parametrize("stage", shop.STAGES)
def test_an_undisturbed_run_passes(before: Stages, copy_of: Open, stage: str) -> None:
    with copy_of(before[stage]) as place:
        place.sync()
        check(place)
        quiet(place)


def test_the_demo_company_passes_before_and_after_its_second_step(demo: World) -> None:
    demo.seed(records=20)
    demo.set_up()
    demo.sync()
    check(demo)
    quiet(demo)
    demo.seed("landscaping-later", records=20)
    demo.sync()
    check(demo)
    quiet(demo)


def _edit_invoice(place: Place) -> None:
    kept = shop.found(place, "Invoice", "DocNumber", "1004")["Line"][0]
    shop.change(place, "Invoice", "DocNumber", "1004", Line=[{**kept, "Amount": 70, "SalesItemLineDetail": {
        **kept["SalesItemLineDetail"], "UnitPrice": 70}}])  # fmt: skip


def _second_number(place: Place) -> None:
    ann = shop.found(place, "Customer", "DisplayName", "Ann Arbor")
    labor = shop.found(place, "Item", "Name", "Labor")
    shop.invoice(place, "HS-1", ann, shop.line(labor, "1", "68"))


def _second_payment(place: Place) -> None:
    note = shop.found(place, "Payment", "PaymentRefNum", "6003")["PrivateNote"]
    dora = shop.found(place, "Customer", "DisplayName", "Dora Dale")
    shop.make(place, "Payment", {"CustomerRef": {"value": dora["Id"]}, "TotalAmt": 1, "PrivateNote": note})


def _forgotten_copy(place: Place) -> None:
    SyncRecord.objects.get(label="Mulch").delete()


def _untold_write(place: Place) -> None:
    Activity.objects.exclude(request_id="").first().delete()  # type: ignore[union-attr]


def _unknown_write(place: Place) -> None:
    place.sync()
    Call.objects.filter(side="hubspot").delete()
    record = place.objects("hubspot", "contacts")[0]
    token = place.workspace.connections.get(side="hubspot").access_token
    place.session.post(
        f"{place.url('hubspot')}/crm/objects/2026-03/contacts/batch/update", headers={"Authorization": f"Bearer {token}"},
        json={"inputs": [{"id": record["id"], "properties": {"phone": "1"}}]}, timeout=10,
    )  # fmt: skip


def _open_call(place: Place) -> None:
    Call.objects.filter(pk=Call.objects.first().pk).update(state="unknown")  # type: ignore[union-attr]


def _queued(place: Place) -> None:
    SyncRecord.objects.filter(label="1001").update(status="pending", reason="queued")


DAMAGE = {
    _edit_invoice: "I1: invoice 1004: total 68 and 70",
    _second_number: "I2: 2 QuickBooks invoices have the number HS-1",
    _second_payment: "I2: 2 QuickBooks payments with the note HubSpot",
    _forgotten_copy: "I2: HubSpot products .* carries our mark and belongs to no record",
    _untold_write: "I6: 1 writes of call .* stand in no history",
    _unknown_write: "I6: 1 more writes to /crm/objects/2026-03/contacts/batch/update",
    _open_call: "I5: an open call",
    _queued: "I5: invoice 1001 is pending queued: still queued",
}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__.strip("_"))
def test_damage_is_seen(synced: Snapshot, copy_of: Open, damage: Callable[[Place], None]) -> None:
    with copy_of(synced) as place:
        damage(place)
        with pytest.raises(Broken, match=DAMAGE[damage]):
            check(place)


def test_a_further_write_is_seen(before: Stages, copy_of: Open) -> None:  # I3
    with copy_of(before["edit"]) as place, pytest.raises(Broken, match="I3: not quiet"):
        quiet(place)
