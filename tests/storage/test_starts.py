"""What a click leaves for the next run (S25, A16), also where it was left by an earlier version."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from syncapp.storage import starts
from syncapp.storage.models import Job, ObjectSync, Start, Workspace

NOW = timezone.now()


@pytest.fixture
def sync(db: None) -> ObjectSync:
    workspace = Workspace.objects.create(slug="fernhill", name="Fernhill")
    return ObjectSync.objects.create(workspace=workspace, object_type="invoice", direction="two-way", enabled=True)


def waiting(sync: ObjectSync) -> list[tuple[str, bool]]:
    return [(start.sync.object_type, start.only_from_now) for start in starts.waiting(sync.workspace)]


def test_a_later_click_takes_the_place_of_an_earlier_one_and_an_edit_does_not(sync: ObjectSync) -> None:
    starts.turned_on(sync, NOW, only_from_now=True)
    starts.saved(sync, NOW + timedelta(minutes=1))
    assert waiting(sync) == [("invoice", True)]

    starts.turned_on(sync, NOW + timedelta(minutes=2))
    assert waiting(sync) == [("invoice", False)]


def test_what_is_off_waits_for_nothing(sync: ObjectSync) -> None:
    starts.turned_on(sync, NOW)
    ObjectSync.objects.update(enabled=False)
    assert waiting(sync) == []

    starts.forgotten(sync)
    ObjectSync.objects.update(enabled=True)
    assert waiting(sync) == []


def test_it_is_done_unless_somebody_has_clicked_again(sync: ObjectSync) -> None:
    starts.turned_on(sync, NOW)
    (begun,) = starts.waiting(sync.workspace)
    starts.turned_on(sync, NOW + timedelta(minutes=1), only_from_now=True)
    starts.done(begun)
    assert waiting(sync) == [("invoice", True)]

    (begun,) = starts.waiting(sync.workspace)
    starts.done(begun)
    assert waiting(sync) == []


def test_what_an_earlier_version_kept_as_a_job_is_carried_over(sync: ObjectSync) -> None:
    Job.objects.create(name=f"start_of_sync:{sync.pk}", not_before=NOW, attempts=1)
    Job.objects.create(name="start_of_sync:999", not_before=NOW)  # its sync is gone
    Job.objects.create(name="sync_workspace:1", not_before=NOW, attempts=2)

    import_module("syncapp.storage.migrations.0009_starts").carry_over(apps, None)

    assert [(start.sync, start.at, start.only_from_now) for start in Start.objects.all()] == [(sync, NOW, True)]
    assert [job.name for job in Job.objects.all()] == ["sync_workspace:1"]
