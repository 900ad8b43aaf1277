"""Rows of records, stored many at a time and one by one."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from syncapp.storage.models import SyncRecord, Workspace


def test_a_row_keeps_the_time_of_its_making(db: None) -> None:
    workspace = Workspace.objects.create(name="Fernhill", slug="fernhill")
    row = SyncRecord.objects.create(workspace=workspace, object_type="invoice", hubspot_id="1")
    made = timezone.now() - timedelta(days=3)
    SyncRecord.objects.update(created_at=made)
    row.refresh_from_db()

    SyncRecord.objects.save_all([row], ["label"])  # this sets the time anew in memory
    row.keep()

    assert SyncRecord.objects.get().created_at == made
