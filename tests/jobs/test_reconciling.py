"""A reconciliation as a job: taken up by the tick, stopped by a person, put off by a vendor, and never begun for ever (B3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions.reconciliations import ReconciliationRefused, ask, stop
from syncapp.connectors.errors import ConnectionExpired, LimitReached, VendorUnavailable
from syncapp.connectors.protocol import Problem
from syncapp.core.periods import Period
from syncapp.engine.reconciliation.reconciling import Left
from syncapp.engine.session import Busy, CouldNotRun
from syncapp.jobs import reconciling, tasks
from syncapp.storage import queue
from syncapp.storage.models import Job, Reconciliation, Workspace
from tests.jobs.conftest import NOW

Messages = list[tuple[Any, ...]]
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
AWAY = Problem("vendor_unavailable", "503", {"system": "HubSpot"})
QUIET = Problem("limit_reached", "429", {"system": "HubSpot"})


class Engine:
    """Stands for the engine: ends as told, each time it is called."""

    def __init__(self) -> None:
        self.ends: list[Any] = []
        self.calls = 0

    def __call__(self, row: Reconciliation, clock: Any, *, enough: Any) -> None:
        self.calls += 1
        end = self.ends.pop(0) if self.ends else None
        if callable(end):
            end = end(enough)
        if isinstance(end, BaseException):
            raise end
        Reconciliation.objects.filter(pk=row.pk, ended_at=None).update(ended_at=NOW)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = Engine()
    monkeypatch.setattr(reconciling, "reconcile", made)
    monkeypatch.setattr(tasks, "utc_now", lambda: NOW)
    return made


@pytest.fixture
def ida(workspace: Workspace) -> User:
    return User.objects.create_user("ida@example.com", "ida@example.com")


@pytest.fixture
def row(workspace: Workspace, ida: User, messages: Messages) -> Reconciliation:
    asked = ask(workspace, NOVEMBER, by=ida)
    messages.clear()
    return asked


def now_of(row: Reconciliation) -> Reconciliation:
    return Reconciliation.objects.get(pk=row.pk)


def test_asking_sends_one_message_and_one_reading(workspace: Workspace, ida: User, messages: Messages) -> None:  # B3
    first = ask(workspace, NOVEMBER, by=ida)
    assert ask(workspace, NOVEMBER, by=ida) == first
    assert messages == [(queue.RECONCILE, first.pk)]
    assert first.actor == ida


def test_nothing_is_asked_while_all_is_paused(workspace: Workspace, ida: User) -> None:  # B3
    workspace.paused = True
    with pytest.raises(ReconciliationRefused, match="paused"):
        ask(workspace, NOVEMBER, by=ida)
    assert not Reconciliation.objects.exists()


def test_a_lost_message_is_sent_again_by_the_tick(row: Reconciliation, messages: Messages) -> None:  # B3
    Job.objects.update(nudged_at=NOW - timedelta(days=400))
    reconciling.nudge_waiting(NOW)
    assert messages == [(queue.RECONCILE, row.pk)]


def test_it_comes_to_its_end(row: Reconciliation, engine: Engine) -> None:  # B3
    assert tasks.reconcile(row.pk) == "done"
    assert tasks.reconcile(row.pk) == "nothing to do"
    assert (engine.calls, now_of(row).done) == (1, True)


def test_where_time_is_up_it_goes_on_with_the_next_message(
    row: Reconciliation, engine: Engine, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:  # B3
    monkeypatch.setattr(tasks, "RUNS_FOR", 0.0)
    engine.ends = [lambda enough: Left(enough())]
    assert tasks.reconcile(row.pk) == reconciling.ROOM
    assert (now_of(row).ended_at, messages) == (None, [(queue.RECONCILE, row.pk)])
    assert tasks.reconcile(row.pk) == "done"


def test_a_person_stops_it(row: Reconciliation, engine: Engine) -> None:  # B3
    def stopped(enough: Any) -> Left:
        assert stop(row)
        return Left(enough())

    engine.ends = [stopped]
    assert tasks.reconcile(row.pk) == reconciling.STOPPED
    assert (now_of(row).failed, now_of(row).done) == ("It was stopped.", False)
    assert not stop(row)


def test_another_worker_at_it_is_left_alone(row: Reconciliation, engine: Engine) -> None:  # B3
    engine.ends = [Busy("Another process is at it.")]
    tasks.reconcile(row.pk)
    assert now_of(row).ended_at is None


def test_a_vendor_that_wants_quiet_puts_it_off_until_then(
    row: Reconciliation, engine: Engine, messages: Messages
) -> None:  # B3
    engine.ends = [LimitReached(QUIET, seconds=300)]
    tasks.reconcile(row.pk)
    assert now_of(row).ended_at is None
    assert "by itself" in now_of(row).progress["doing"]
    reconciling.nudge_waiting(NOW + timedelta(seconds=299))
    assert messages == []
    reconciling.nudge_waiting(NOW + timedelta(seconds=301))
    assert messages == [(queue.RECONCILE, row.pk)]


def test_a_vendor_that_is_away_is_tried_three_times_and_then_told(row: Reconciliation, engine: Engine) -> None:  # B3
    engine.ends = [VendorUnavailable(AWAY)] * 3
    for left in (True, True, False):
        tasks.reconcile(row.pk)
        assert (now_of(row).ended_at is None) is left
    assert "HubSpot" in now_of(row).failed
    assert "503" not in now_of(row).failed


@pytest.mark.parametrize(
    "end", [CouldNotRun("QuickBooks Online is not connected."), ConnectionExpired(Problem("connection_expired", "", {"system": "HubSpot"}))]
)  # fmt: skip
def test_what_no_time_mends_is_told_at_once(row: Reconciliation, engine: Engine, end: Exception) -> None:  # B3
    engine.ends = [end]
    tasks.reconcile(row.pk)
    assert now_of(row).failed
    assert not Job.objects.filter(name=queue.name_of(queue.RECONCILE, row.pk), attempts__gt=0).exists()


def test_one_that_kills_its_workers_is_not_begun_for_ever(row: Reconciliation, engine: Engine) -> None:  # B3
    engine.ends = [KeyboardInterrupt(), KeyboardInterrupt(), KeyboardInterrupt()]
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            tasks.reconcile(row.pk)
    assert tasks.reconcile(row.pk) == reconciling.DIED
    assert (engine.calls, now_of(row).failed) == (3, reconciling.DIED)
