"""Who watches the watcher: a worker that is dead tells nobody, so the pages and a monitor do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from syncapp.storage.heartbeat import NAME
from syncapp.storage.models import Job, ObjectSync, Run
from tests.web.conftest import Shop

BANNER = "Nothing runs: no worker has been there since"


def seen(ago: timedelta) -> None:
    Job.objects.update_or_create(name=NAME, defaults={"nudged_at": timezone.now() - ago})


@pytest.mark.parametrize(("minutes", "status", "worker"), [(1, 200, "ok"), (6, 503, "silent")])
def test_a_monitor_sees_whether_a_worker_is_there(
    shop: Shop, minutes: int, status: int, worker: str
) -> None:  # B7, B13
    seen(timedelta(minutes=minutes))
    answer = Client().get("/healthz/")
    assert (answer.status_code, answer.json()["web"], answer.json()["worker"]) == (status, "ok", worker)
    assert "Fernhill" not in answer.content.decode()


def test_where_none_has_ever_been_that_is_said(db: None) -> None:
    answer = Client().get("/healthz/")
    assert (answer.status_code, answer.json()["worker_seen_at"]) == (503, None)


def test_home_says_since_when_nothing_runs(shop: Shop) -> None:  # B7
    client = shop.client("viewer")
    Run.objects.update(started_at=timezone.now() - timedelta(hours=3), ended_at=timezone.now() - timedelta(hours=3))
    assert BANNER not in client.get(shop.url()).content.decode()
    seen(timedelta(minutes=2))
    assert BANNER not in client.get(shop.url()).content.decode()
    seen(timedelta(hours=2))
    assert BANNER in client.get(shop.url()).content.decode()
    ObjectSync.objects.update(enabled=False)
    assert BANNER not in client.get(shop.url()).content.decode()
