"""The tasks: what they start, when they leave, and what becomes of a run that breaks off."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions.syncs import sync_now
from syncapp.core.values import Side
from syncapp.engine.context import TIME_IS_UP, WORKER_STOPS, Tally
from syncapp.engine.result import Result
from syncapp.engine.session import Busy, CouldNotRun
from syncapp.jobs import stopping, tasks
from syncapp.jobs.tasks import sync_workspace, tick
from syncapp.storage import leases, queue
from syncapp.storage.models import Cursor, Inbox, Job, Run, WebhookEvent, Workspace
from tests.jobs.conftest import NOW, ready

Messages = list[tuple[Any, ...]]


class Engine:
    """Stands for the engine: remembers how it was called, answers as told, and takes the Inbox as it does."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.answers: list[Any] = []
        self.meanwhile: list[Any] = []

    def __call__(self, workspace: Workspace, **options: Any) -> Result:
        self.calls.append(options)
        Inbox.objects.filter(workspace=workspace).delete()
        Cursor.objects.filter(workspace=workspace, side__in=options["poll"]).update(polled_at=tasks.utc_now())
        if self.meanwhile:
            self.meanwhile.pop(0)()
        answer = self.answers.pop(0) if self.answers else ""
        if isinstance(answer, Exception):
            raise answer
        stopped, soon = answer if isinstance(answer, tuple) else (answer, False)
        return Result(1, False, Tally(), stopped=stopped, soon=soon)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = Engine()
    monkeypatch.setattr(tasks, "sync", made)
    return made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    now = [NOW]
    monkeypatch.setattr(tasks, "utc_now", lambda: now[0])
    return now


@pytest.fixture(autouse=True)
def _fixed(clock: list[datetime]) -> None:
    pass


def announce(workspace: Workspace, external_id: str = "7") -> None:
    Inbox.objects.create(
        workspace=workspace, side="hubspot", object_type="invoice", external_id=external_id, source="webhook"
    )


def test_the_tick_nudges_where_something_is_due(workspace: Workspace, messages: Messages) -> None:
    other = ready("other")
    announce(other)
    assert tick() == 1
    assert messages == [(queue.SYNC, other.pk)]


def test_the_tick_leaves_a_workspace_alone_in_which_somebody_works(workspace: Workspace, messages: Messages) -> None:
    announce(workspace)
    leases.claim(f"workspace:{workspace.pk}", NOW)
    assert tick() == 0


def test_the_tick_does_not_wait_out_the_lease_of_a_dead_process(
    workspace: Workspace, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce(workspace)
    leases.claim(f"workspace:{workspace.pk}", NOW)
    monkeypatch.setattr(leases, "is_dead", lambda holder: True)
    assert tick() == 1


def test_events_are_forgotten_when_nobody_repeats_them_any_more(workspace: Workspace, messages: Messages) -> None:
    WebhookEvent.objects.create(key="old", received_at=NOW - timedelta(days=8))
    WebhookEvent.objects.create(key="new", received_at=NOW - timedelta(days=6))
    tick()
    assert [one.key for one in WebhookEvent.objects.all()] == ["new"]


def test_a_nudge_without_anything_due_does_nothing(workspace: Workspace, engine: Engine) -> None:
    assert sync_workspace(workspace.pk) == "nothing was due"
    assert engine.calls == []


def test_a_workspace_that_is_gone_is_no_error(transactional_db: None, engine: Engine) -> None:
    assert sync_workspace(4711) == "nothing was due"


def test_what_was_announced_is_worked_without_polling(workspace: Workspace, engine: Engine) -> None:
    announce(workspace)
    assert sync_workspace(workspace.pk) == "done"
    (call,) = engine.calls
    assert (call["poll"], call["retry"], call["wait"], call["full"]) == (frozenset(), False, False, False)


def test_a_poll_asks_the_sides_whose_time_has_come(workspace: Workspace, engine: Engine, clock: list[datetime]) -> None:
    Cursor.objects.filter(side="hubspot").update(polled_at=NOW - timedelta(minutes=6))
    sync_workspace(workspace.pk)
    assert engine.calls[0]["poll"] == frozenset({Side.HUBSPOT})
    assert engine.calls[0]["trigger"] == "poll"


def test_the_night_is_planned_anew_when_it_is_done(workspace: Workspace, engine: Engine, clock: list[datetime]) -> None:
    clock[0] = NOW + timedelta(hours=17)
    Cursor.objects.update(polled_at=clock[0])
    sync_workspace(workspace.pk)
    assert engine.calls[0]["full"] is True
    assert Job.objects.get(name__startswith="verify").not_before == NOW + timedelta(hours=40)


def test_a_night_that_broke_off_is_tried_again(workspace: Workspace, engine: Engine, clock: list[datetime]) -> None:
    clock[0] = NOW + timedelta(hours=17)
    Cursor.objects.update(polled_at=clock[0])
    engine.answers = ["QuickBooks Online does not answer."]
    sync_workspace(workspace.pk)
    sync_workspace(workspace.pk)
    assert [call["full"] for call in engine.calls] == [True, True]


def test_what_arrives_during_a_run_is_worked_right_after_it(workspace: Workspace, engine: Engine) -> None:
    """Its own nudge found the lease taken and left."""
    announce(workspace)
    engine.meanwhile = [lambda: announce(workspace, "8")]
    sync_workspace(workspace.pk)
    assert len(engine.calls) == 2


def test_the_second_worker_leaves(workspace: Workspace, engine: Engine) -> None:
    announce(workspace)
    fence = leases.claim(f"workspace:{workspace.pk}", NOW)
    assert fence
    sync_workspace(workspace.pk)
    assert engine.calls == []
    assert not Job.objects.filter(name=queue.name_of(queue.SYNC, workspace.pk), attempts__gt=0).exists()
    leases.release(f"workspace:{workspace.pk}", fence)
    engine.answers = [Busy("somebody was quicker")]
    assert sync_workspace(workspace.pk) == "could not run"


def test_a_vendor_that_is_away_is_asked_less_and_less_often(
    workspace: Workspace, engine: Engine, clock: list[datetime]
) -> None:  # F18
    engine.answers = ["HubSpot does not answer."] * 100
    times = []
    for second in range(0, 40 * 60, 5):
        clock[0] = NOW + timedelta(seconds=second)
        if not Inbox.objects.exists():
            announce(workspace)
        before = len(engine.calls)
        sync_workspace(workspace.pk)
        times += [second] * (len(engine.calls) - before)
    assert times == [0, 5, 65, 185, 485, 1385, 2285]


def test_a_run_that_went_well_forgets_the_failures(workspace: Workspace, engine: Engine) -> None:
    announce(workspace)
    engine.answers = ["HubSpot does not answer."]
    sync_workspace(workspace.pk)
    announce(workspace)
    sync_workspace(workspace.pk)
    assert Job.objects.get(name=queue.name_of(queue.SYNC, workspace.pk)).attempts == 0


def test_a_worker_that_dies_leaves_its_start_counted(workspace: Workspace, engine: Engine) -> None:
    announce(workspace)
    engine.answers = [MemoryError()]
    with pytest.raises(MemoryError):
        sync_workspace(workspace.pk)
    assert Job.objects.get(name=queue.name_of(queue.SYNC, workspace.pk)).attempts == 1


def test_what_cannot_run_is_not_tried_all_the_time(
    workspace: Workspace, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    engine.answers = [CouldNotRun("The stored tokens cannot be read.")] * 9
    for _ in range(5):
        if not Inbox.objects.exists():
            announce(workspace)
        sync_workspace(workspace.pk)
    assert len(engine.calls) == 2
    assert "cannot be read" in caplog.text


def test_what_could_not_begin_is_told_among_the_runs_once(
    workspace: Workspace, engine: Engine, clock: list[datetime]
) -> None:
    engine.answers = [CouldNotRun("The stored access cannot be read.")] * 9
    announce(workspace)
    for _ in range(5):
        sync_workspace(workspace.pk)
        clock[0] += timedelta(hours=1)
    assert len(engine.calls) > 2
    assert [(run.result, run.ended_at is None) for run in Run.objects.all()] == [
        ("The stored access cannot be read.", False)
    ]


def test_a_set_up_that_was_edited_takes_effect_at_once(workspace: Workspace, engine: Engine) -> None:  # F92
    announce(workspace)
    engine.answers = [("The set-up was changed while the sync ran.", True)]
    engine.meanwhile = [lambda: announce(workspace, "8")]
    assert sync_workspace(workspace.pk) == "done"
    assert len(engine.calls) == 2


def test_a_long_run_makes_room_and_goes_on_later(
    workspace: Workspace, engine: Engine, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce(workspace)
    began = time.monotonic()
    monkeypatch.setattr(tasks, "RUNS_FOR", 1.0)

    def long() -> None:
        announce(workspace, "8")
        while not engine.calls[-1]["enough"]():
            time.sleep(0.01)

    engine.meanwhile, engine.answers = [long], [(TIME_IS_UP, True)]
    assert sync_workspace(workspace.pk) == TIME_IS_UP
    assert 1.0 <= time.monotonic() - began < 10
    assert messages == [(queue.SYNC, workspace.pk)]


def test_a_worker_that_is_to_stop_begins_nothing(
    workspace: Workspace, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce(workspace)
    monkeypatch.setattr(stopping, "asked", lambda: True)
    sync_workspace(workspace.pk)
    assert engine.calls == []
    assert tasks._enough(time.monotonic() + 100) == WORKER_STOPS


def test_a_run_that_a_person_asked_for_carries_the_person(
    workspace: Workspace, messages: Messages, engine: Engine
) -> None:
    ann = User.objects.create_user("ann")
    sync_now(workspace, by=ann)
    sync_workspace(workspace.pk)
    assert (engine.calls[0]["trigger"], engine.calls[0]["asked_by"]) == ("person", ann.pk)
    announce(workspace)
    sync_workspace(workspace.pk)
    assert (engine.calls[1]["trigger"], engine.calls[1]["asked_by"]) == ("webhook", None)


def test_a_vendor_that_names_no_record_is_no_person(workspace: Workspace, messages: Messages, engine: Engine) -> None:
    Cursor.objects.filter(workspace=workspace).update(polled_at=None)
    sync_workspace(workspace.pk)
    assert (engine.calls[0]["trigger"], engine.calls[0]["asked_by"]) == ("webhook", None)
