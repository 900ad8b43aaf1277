"""“Undo” beside a write in the activity: who may, and what is no write to be undone (B5)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from syncapp.storage.models import Activity, Run, SyncRecord
from tests.web.conftest import Shop


def written(shop: Shop, kind: str = "updated", **fields: object) -> tuple[SyncRecord, Activity]:
    record = shop.record(object_type="contact", status="syncing", amount=None)
    run = Run.objects.create(workspace=shop.workspace, trigger="poll", started_at=timezone.now())
    told = {
        "side": "quickbooks",
        "changes": [{"field": "PrimaryPhone.FreeFormNumber", "from": "1", "to": "2"}],
        **fields,
    }
    entry = Activity.objects.create(
        workspace=shop.workspace, record=record, run=run, at=timezone.now(), kind=kind, **told
    )
    return record, entry


def press(shop: Shop, record: SyncRecord, entry: object, role: str = "bookkeeper") -> tuple[int, str]:
    answer = shop.client(role).post(shop.url(f"records/{record.pk}/fix/undo/"), {"entry": f"{entry}"}, follow=True)
    record.refresh_from_db()
    assert record.decision == {}
    return answer.status_code, answer.content.decode()


def test_it_stands_beside_updates_of_ours_for_those_who_may(shop: Shop) -> None:
    record, entry = written(shop)
    page = shop.url(f"records/{record.pk}/")
    assert f"Undo what run {entry.run_id} wrote" in shop.client("bookkeeper").get(page).content.decode()
    assert "Undo what run" not in shop.client("viewer").get(page).content.decode()
    assert press(shop, record, entry.pk, "viewer")[0] == 403
    Activity.objects.filter(pk=entry.pk).update(kind="perhaps updated")  # no answer came; what both sides hold decides
    assert f"Undo what run {entry.run_id} wrote" in shop.client("bookkeeper").get(page).content.decode()
    SyncRecord.objects.filter(pk=record.pk).update(status="failing", reason="order_tax")
    assert "Undo what run" not in shop.client("bookkeeper").get(page).content.decode()


@pytest.mark.parametrize("entry", ["", "0", "abc", "99999999999999999999", "-1"])
def test_what_is_no_entry_of_it_is_refused(shop: Shop, entry: str) -> None:
    record, _ = written(shop)
    assert "This is no write to this record." in press(shop, record, entry)[1]


def test_an_entry_of_another_record_or_workspace_is_refused(shop: Shop) -> None:
    record, _ = written(shop)
    _, others = written(shop)
    assert "This is no write to this record." in press(shop, record, others.pk)[1]


def test_what_was_made_is_not_unmade(shop: Shop) -> None:
    record, entry = written(shop, "created")
    assert "What was made, voided or removed is not undone from here." in press(shop, record, entry.pk)[1]
