"""Nudges are cheap and may be lost; starts are counted before the work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from syncapp.storage import queue
from syncapp.storage.models import Job, Workspace

pytestmark = pytest.mark.django_db(transaction=True)
Messages = list[tuple[Any, ...]]
NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def test_a_nudge_is_sent_on_commit_and_not_without_it(messages: Messages) -> None:
    with transaction.atomic():
        queue.nudge(queue.SYNC, 1)
        assert messages == []
    assert messages == [(queue.SYNC, 1)]
    with transaction.atomic():
        queue.nudge(queue.SYNC, 2)
        transaction.set_rollback(True)
    assert len(messages) == 1


def test_many_nudges_make_one_message_until_it_is_taken(messages: Messages) -> None:
    for _ in range(50):
        queue.nudge(queue.SYNC, 1)
    queue.nudge(queue.SYNC, 2)
    assert messages == [(queue.SYNC, 1), (queue.SYNC, 2)]
    queue.taken(queue.SYNC, 1)
    queue.nudge(queue.SYNC, 1)
    assert len(messages) == 3


def test_a_message_that_was_lost_is_sent_again_after_a_minute(messages: Messages) -> None:
    queue.nudge(queue.SYNC, 1)
    Job.objects.update(nudged_at=datetime.now(UTC) - timedelta(seconds=61))
    queue.nudge(queue.SYNC, 1)
    assert len(messages) == 2


def test_a_broker_that_is_away_stops_nobody(monkeypatch: pytest.MonkeyPatch, messages: Messages) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(queue, "async_task", lambda *_, **__: (_ for _ in ()).throw(ConnectionError("away")))
        queue.nudge(queue.SYNC, 1)
    queue.nudge(queue.SYNC, 1)
    assert messages == [(queue.SYNC, 1)]


def test_a_dry_run_alone_may_take_longer_than_the_cluster_lets_others(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: dict[Any, Any] = {}
    monkeypatch.setattr(queue, "async_task", lambda task, _, **more: sent.setdefault(task, more.get("timeout")))
    for task in (queue.SYNC, queue.DRY_RUN):
        queue.nudge(task, 1)
    assert sent == {queue.SYNC: None, queue.DRY_RUN: 12_600}


def test_a_task_that_never_comes_to_its_end_is_begun_less_and_less_often() -> None:
    """One that kills its worker leaves no trace but the count, which was stored before the work."""
    now, waits = NOW, []
    for _ in range(7):
        queue.begun(queue.SYNC, 1, now)
        began = now
        while queue.rests(queue.SYNC, 1, now):
            now += timedelta(minutes=1)
        waits.append((now - began) / timedelta(minutes=1))
    assert waits == [0, 1, 2, 5, 15, 15, 15]


def test_one_that_came_to_its_end_rests_no_longer() -> None:
    for _ in range(3):
        queue.begun(queue.SYNC, 1, NOW)
    assert queue.rests(queue.SYNC, 1, NOW)
    queue.ended(queue.SYNC, 1)
    assert not queue.rests(queue.SYNC, 1, NOW)
    queue.begun(queue.SYNC, 1, NOW)
    assert not queue.rests(queue.SYNC, 1, NOW)


def test_a_person_need_not_wait_for_the_rest_to_end(messages: Messages) -> None:
    for _ in range(4):
        queue.begun(queue.SYNC, 1, NOW)
    queue.nudge(queue.SYNC, 1)
    assert queue.rests(queue.SYNC, 1, NOW)
    queue.taken(queue.SYNC, 1)
    queue.nudge(queue.SYNC, 1, urgent=True)
    assert not queue.rests(queue.SYNC, 1, NOW)


def test_each_id_has_a_job_of_its_own(workspace: Workspace) -> None:
    queue.begun(queue.SYNC, 1, NOW)
    queue.begun(queue.SYNC, 1, NOW)
    assert not queue.rests(queue.SYNC, 2, NOW)
