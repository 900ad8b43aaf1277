"""Of one field of a record at most one question is open (B4)."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from syncapp.engine.merges.unite import unite
from syncapp.storage.models import Conflict, SyncRecord, Workspace

NOW = timezone.now()


@pytest.fixture
def record(db: None) -> SyncRecord:
    workspace = Workspace.objects.create(slug="fernhill", name="Fernhill")
    return contact(workspace, "1")


def contact(workspace: Workspace, key: str) -> SyncRecord:
    return SyncRecord.objects.create(workspace=workspace, object_type="contact", hubspot_id=key, quickbooks_id=key)


def asked(record: SyncRecord, field: str = "phone", **told: object) -> Conflict:
    return Conflict.objects.create(
        workspace=record.workspace, record=record, at=NOW, hubspot_field=field, quickbooks_field=field, **told
    )


def test_a_field_is_asked_about_once_and_again_when_that_is_closed(record: SyncRecord) -> None:
    first = asked(record)
    asked(record, "city")
    with pytest.raises(IntegrityError), transaction.atomic():
        asked(record)

    Conflict.objects.filter(pk=first.pk).update(closed_at=NOW)
    asked(record, closed_at=NOW)
    asked(record)
    assert Conflict.objects.filter(hubspot_field="phone", closed_at=None).count() == 1


def test_of_two_that_an_earlier_version_left_open_the_newer_stays(record: SyncRecord) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_open_conflict")
    older, newer, other = asked(record), asked(record), asked(record, "city")

    import_module("syncapp.storage.migrations.0030_one_open_conflict").close_doubled(apps, None)

    assert set(Conflict.objects.filter(closed_at=None)) == {newer, other}
    assert Conflict.objects.get(closed_at__isnull=False) == older


def test_what_was_asked_of_a_record_that_goes_into_another_is_asked_no_more(record: SyncRecord) -> None:
    gone = contact(record.workspace, "2")
    theirs, mine = asked(gone, chosen="hubspot"), asked(record)

    unite({gone.pk: record})

    theirs.refresh_from_db()
    assert (theirs.record, theirs.closed_by, theirs.chosen) == (record, "merged", "")
    assert list(Conflict.objects.filter(closed_at=None)) == [mine]
