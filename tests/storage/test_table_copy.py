"""A copy of our tables: what is written in it is nowhere afterwards, and nobody waits for it."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from syncapp.storage.models import FieldMapping, MatchKey, ObjectSync, SyncRecord, Workspace
from syncapp.storage.table_copy import real_tables, table_copy


@pytest.fixture
def workspace(transactional_db: None) -> Workspace:
    """With a sync, a mapping, a record and what it is found by; another one has the same."""
    for slug in ("other", "acme"):
        made = Workspace.objects.create(slug=slug, name=slug)
        sync = ObjectSync.objects.create(workspace=made, object_type="contact", direction="two-way")
        FieldMapping.objects.create(sync=sync, hubspot_field="phone", quickbooks_field="PrimaryPhone")
        row = SyncRecord.objects.create(workspace=made, object_type="contact", hubspot_id="1", label="Ann")
        MatchKey.objects.create(record=row, workspace=made, object_type="contact", side="hubspot", key="email:a@x.test")
    return made


def test_what_is_written_inside_is_gone_afterwards(workspace: Workspace) -> None:
    with table_copy(workspace):
        Workspace.objects.filter(pk=workspace.pk).update(name="Renamed")
        SyncRecord.objects.filter(workspace=workspace).update(label="Bea")
        assert Workspace.objects.get(pk=workspace.pk).name == "Renamed"
    assert Workspace.objects.get(pk=workspace.pk).name == "acme"
    assert {one.label for one in SyncRecord.objects.all()} == {"Ann"}


def test_all_that_belongs_to_the_workspace_is_there(workspace: Workspace) -> None:
    with table_copy(workspace):
        row = SyncRecord.objects.get(workspace=workspace)
        assert [one.key for one in row.keys.all()] == ["email:a@x.test"]
        assert FieldMapping.objects.get(sync__workspace=workspace).hubspot_field == "phone"


def test_new_rows_get_keys_of_their_own(workspace: Workspace) -> None:
    held = set(SyncRecord.objects.values_list("pk", flat=True))
    with table_copy(workspace):
        made = SyncRecord.objects.create(workspace=workspace, object_type="contact", hubspot_id="2")
        assert made.pk not in held
    assert not SyncRecord.objects.filter(hubspot_id="2").exists()


def test_outside_is_the_truth_and_stays(workspace: Workspace) -> None:
    with table_copy(workspace), transaction.atomic():
        SyncRecord.objects.filter(workspace=workspace).update(label="Bea")
        with real_tables():
            assert not connection.in_atomic_block
            assert SyncRecord.objects.get(workspace=workspace).label == "Ann"
            Workspace.objects.filter(pk=workspace.pk).update(name="Renamed meanwhile")
        assert SyncRecord.objects.get(workspace=workspace).label == "Bea"
        assert Workspace.objects.get(pk=workspace.pk).name == "acme"  # as it was when it was copied
    assert Workspace.objects.get(pk=workspace.pk).name == "Renamed meanwhile"


def test_without_a_copy_outside_is_where_one_is(workspace: Workspace) -> None:
    with real_tables():
        assert Workspace.objects.count() == 2
