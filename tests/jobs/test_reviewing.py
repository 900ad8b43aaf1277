"""The dry run of a set-up as a job: it waits its turn, says why it could not run, and leaves no half (B2)."""

from __future__ import annotations

import subprocess
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions.drafts import begin, discard, save_step
from syncapp.actions.reviews import WAITING, ask_dry_run, stop_dry_run, take_up
from syncapp.core.values import ObjectType
from syncapp.engine import session
from syncapp.engine.context import Tally
from syncapp.engine.decide import Decider
from syncapp.engine.result import Result
from syncapp.engine.session import Busy, CouldNotRun
from syncapp.jobs import reviewing, stopping, tasks
from syncapp.storage import leases, queue
from syncapp.storage.models import Job, Lease, ObjectSync, Run, SyncDraft, Workspace
from syncapp.storage.setup_fingerprint import CHANGED
from tests.commands.test_dry_run import DONE, written
from tests.jobs.conftest import NOW
from tests.kept import Shelf
from tests.starts import demo_company
from tests.world import World

Messages = list[tuple[Any, ...]]


class Engine:
    """Stands for the engine: remembers how it was called, and ends as told."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.ends: list[Any] = []

    def __call__(self, workspace: Workspace, **options: Any) -> Result:
        self.calls.append(options)
        end = self.ends.pop(0) if self.ends else ""
        if isinstance(end, BaseException):
            raise end
        said = end() if callable(end) else end
        Run.objects.filter(pk=options["run"].pk).update(ended_at=NOW, result=said)
        return Result(options["run"].pk, True, Tally(), stopped=said, soon=bool(said))


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = Engine()
    monkeypatch.setattr(reviewing, "sync", made)
    monkeypatch.setattr(tasks, "utc_now", lambda: NOW)
    return made


@pytest.fixture
def draft(workspace: Workspace, messages: Messages) -> SyncDraft:
    """Of the invoices, with its dry run asked for."""
    draft = begin(workspace, User.objects.create_user("owner@example.com"), ObjectType.INVOICE)
    ask_dry_run(draft, by=draft.user)
    return draft


def run_of(draft: SyncDraft) -> Run:
    return Run.objects.get(pk=draft.run_id)


def hold(workspace: Workspace) -> int:
    fence = leases.claim(f"workspace:{workspace.pk}", NOW)
    assert fence
    return fence


def test_asking_makes_a_run_that_stands_from_the_click_on(draft: SyncDraft, messages: Messages) -> None:
    run = run_of(draft)
    assert (run.dry_run, run.trigger, run.actor, run.ended_at) == (True, "review", draft.user, None)
    assert run.progress["doing"] == WAITING
    assert messages == [(queue.DRY_RUN, draft.pk)]


def test_asking_twice_for_the_same_goes_on_with_the_first(draft: SyncDraft) -> None:
    first = run_of(draft)
    assert ask_dry_run(draft, by=draft.user) == first
    save_step(draft, policy="quickbooks")
    assert ask_dry_run(draft, by=draft.user) != first


def test_a_worker_carries_it_out(draft: SyncDraft, engine: Engine) -> None:
    assert tasks.dry_run(draft.pk) == "done"
    (call,) = engine.calls
    assert (call["dry_run"], call["wait"], call["run"]) == (True, False, run_of(draft))
    assert callable(call["as_if"])
    assert tasks.dry_run(draft.pk) == "nothing to do"


def test_it_waits_while_a_sync_runs_and_goes_when_that_is_done(
    workspace: Workspace, draft: SyncDraft, engine: Engine, messages: Messages
) -> None:
    fence = hold(workspace)
    assert tasks.dry_run(draft.pk) == "another sync is running"
    assert run_of(draft).ended_at is None
    leases.release(f"workspace:{workspace.pk}", fence)
    messages.clear()

    tasks.sync_workspace(workspace.pk)

    assert messages == [(queue.DRY_RUN, draft.pk)]
    assert tasks.dry_run(draft.pk) == "done"


def test_somebody_who_was_quicker_is_waited_for_too(draft: SyncDraft, engine: Engine) -> None:
    engine.ends = [Busy("Another sync of this workspace is running.")]
    assert tasks.dry_run(draft.pk) == "another sync is running"
    assert run_of(draft).ended_at is None
    assert Job.objects.get(name=queue.name_of(queue.DRY_RUN, draft.pk)).attempts == 0


def test_a_sync_that_found_the_lease_taken_is_asked_for_again(
    draft: SyncDraft, engine: Engine, messages: Messages
) -> None:
    messages.clear()
    tasks.dry_run(draft.pk)
    assert messages == [(queue.SYNC, draft.workspace_id)]


def test_one_that_could_not_run_says_why(draft: SyncDraft, engine: Engine) -> None:
    engine.ends = [CouldNotRun("HubSpot is not connected.")]
    tasks.dry_run(draft.pk)
    assert run_of(draft).result == "HubSpot is not connected."
    assert run_of(draft).ended_at is not None


def test_a_worker_that_is_to_stop_leaves_it_to_another(
    draft: SyncDraft, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.ends = [lambda: engine.calls[-1]["enough"]()]
    monkeypatch.setattr(stopping, "asked", lambda: True)
    tasks.dry_run(draft.pk)
    run = run_of(draft)
    assert (run.ended_at, run.result, run.progress["doing"]) == (None, "", WAITING)
    monkeypatch.undo()
    monkeypatch.setattr(reviewing, "sync", engine)
    assert tasks.dry_run(draft.pk) == "done"


def test_one_that_kills_its_worker_three_times_is_given_up(draft: SyncDraft, engine: Engine) -> None:
    engine.ends = [MemoryError()] * 3
    for _ in range(3):
        with pytest.raises(MemoryError):
            tasks.dry_run(draft.pk)
    assert run_of(draft).ended_at is None
    assert tasks.dry_run(draft.pk) == reviewing.DIED
    assert run_of(draft).result == reviewing.DIED


def test_it_ends_when_a_person_stops_it(draft: SyncDraft, engine: Engine) -> None:
    def stopped() -> str:
        assert engine.calls[-1]["enough"]() == ""
        assert stop_dry_run(draft)
        return str(engine.calls[-1]["enough"]())

    engine.ends = [stopped]
    assert tasks.dry_run(draft.pk) == reviewing.STOPPED
    draft.refresh_from_db()
    assert not stop_dry_run(draft)


def test_it_ends_when_another_takes_its_place(draft: SyncDraft, engine: Engine) -> None:
    def replaced() -> str:
        save_step(draft, policy="quickbooks")
        ask_dry_run(draft, by=draft.user)
        return str(engine.calls[-1]["enough"]())

    engine.ends = [replaced]
    assert tasks.dry_run(draft.pk) == reviewing.STOPPED
    assert tasks.dry_run(draft.pk) == "done"


def test_it_may_take_longer_than_any_other_task(
    draft: SyncDraft, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [NOW]
    monkeypatch.setattr(tasks, "utc_now", lambda: now[0])

    def enough_after(hours: float) -> str:
        now[0] = NOW + timedelta(hours=hours)
        return str(engine.calls[-1]["enough"]())

    engine.ends = [lambda: enough_after(2.9) or enough_after(3)]
    assert tasks.dry_run(draft.pk) == reviewing.TAKES_TOO_LONG
    assert queue.TAKES[queue.DRY_RUN] > reviewing.LONGEST


def test_it_ends_when_the_choices_are_changed_meanwhile(draft: SyncDraft, engine: Engine) -> None:
    """They have none from then on; the page begins another by itself."""
    run = run_of(draft)

    def changed() -> str:
        assert engine.calls[-1]["enough"]() == ""
        save_step(SyncDraft.objects.get(pk=draft.pk), policy="quickbooks")
        return str(engine.calls[-1]["enough"]())

    engine.ends = [changed]
    assert tasks.dry_run(draft.pk) == reviewing.STOPPED
    run.refresh_from_db()
    assert run.result == reviewing.STOPPED


def test_it_ends_when_another_sync_is_changed_meanwhile(draft: SyncDraft, engine: Engine) -> None:
    def changed() -> str:
        ObjectSync.objects.filter(object_type="contact").update(revision=9)
        return str(engine.calls[-1]["enough"]())

    engine.ends = [changed]
    assert tasks.dry_run(draft.pk) == CHANGED


def other_dry_run(workspace: Workspace) -> str:
    run = Run.objects.create(workspace=workspace, trigger="review", dry_run=True, started_at=NOW)
    name = f"{leases.DRY_RUN}{run.pk}"
    assert leases.claim(name, NOW)
    return name


def test_a_worker_is_left_for_the_syncs(
    workspace: Workspace, draft: SyncDraft, engine: Engine, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are two workers, a second dry run waits, of whichever workspace; it goes when the first is done."""
    monkeypatch.setattr(reviewing, "WORKERS", 2)
    held = other_dry_run(workspace)
    assert tasks.dry_run(draft.pk) == "another dry run is under way"
    messages.clear()
    tasks.tick()
    assert messages == []
    Lease.objects.filter(name=held).delete()
    tasks.tick()
    assert messages == [(queue.DRY_RUN, draft.pk)]
    assert tasks.dry_run(draft.pk) == "done"


def test_one_that_is_under_way_is_not_nudged(draft: SyncDraft, messages: Messages, engine: Engine) -> None:
    Job.objects.filter(name=queue.name_of(queue.DRY_RUN, draft.pk)).update(nudged_at=None)
    messages.clear()
    assert leases.claim(f"{leases.DRY_RUN}{draft.run_id}", NOW)
    tasks.tick()
    assert messages == []
    assert tasks.dry_run(draft.pk) == "somebody is at it"  # the broker delivers what takes long a second time
    assert engine.calls == []


def test_of_one_whose_worker_was_killed_nothing_is_left_and_it_is_begun_anew(
    demo: World, shelf: Shelf, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while it decides, against both vendors: its lease is known to be a dead man's, and the plan is whole."""
    demo_company(shelf, 20, set_up="none")
    draft = begin(demo.workspace, User.objects.get(), ObjectType.CONTACT)
    ask_dry_run(draft, by=draft.user)
    decide = Decider.decide
    with monkeypatch.context() as patch:
        patch.setattr(Decider, "decide", killed)
        patch.setattr(leases, "drop", lambda name, fence: None)
        patch.setattr(session._Session, "_close", lambda *_: None)
        with pytest.raises(SystemExit):
            tasks.dry_run(draft.pk)
    Lease.objects.filter(name__startswith=leases.DRY_RUN).update(holder=dead())
    assert run_of(draft).progress["doing"].startswith("Deciding about ")
    assert Decider.decide is decide
    messages.clear()
    Job.objects.update(nudged_at=None)

    tasks.tick()

    assert (queue.DRY_RUN, draft.pk) in messages
    assert tasks.dry_run(draft.pk) == "done"
    assert run_of(draft).plan
    assert not Lease.objects.filter(name__startswith=leases.DRY_RUN).exists()


def killed(*_: Any) -> None:
    raise SystemExit(137)


def dead() -> str:
    """A process of this machine that has ended."""
    ended = subprocess.Popen(["true"])
    ended.wait()
    return leases.this_process().rpartition("/")[0].rpartition("/")[0] + f"/{ended.pid}/1"


def test_a_connection_that_is_lost_on_the_way_is_said(demo: World, shelf: Shelf, messages: Messages) -> None:
    demo_company(shelf, 20, set_up="none")
    draft = begin(demo.workspace, User.objects.get(), ObjectType.CONTACT)
    ask_dry_run(draft, by=draft.user)
    demo.fault("hubspot", "/companies/batch/read", {"status": 401}, times=50)

    tasks.dry_run(draft.pk)

    run = run_of(draft)
    assert (bool(run.ended_at), run.plan) == (True, [])
    assert "HubSpot" in run.result
    assert "connect" in run.result.lower()


def test_the_tick_finds_what_a_lost_message_left(
    draft: SyncDraft, engine: Engine, messages: Messages, workspace: Workspace
) -> None:
    messages.clear()
    Job.objects.filter(name=queue.name_of(queue.DRY_RUN, draft.pk)).update(nudged_at=None)
    fence = hold(workspace)
    tasks.tick()
    assert messages == []
    leases.release(f"workspace:{workspace.pk}", fence)
    tasks.tick()
    assert messages == [(queue.DRY_RUN, draft.pk)]


def test_a_run_whose_draft_was_dropped_does_not_stand_for_ever(
    draft: SyncDraft, engine: Engine, messages: Messages
) -> None:
    run = run_of(draft)
    Run.objects.filter(pk=run.pk).update(started_at=NOW - timedelta(hours=2))
    tasks.tick()
    run.refresh_from_db()
    assert run.ended_at is None
    discard(draft)
    tasks.tick()
    run.refresh_from_db()
    assert (run.ended_at, run.result) == (NOW, reviewing.STOPPED)


def test_what_it_found_stands_in_the_run(
    demo: World, shelf: Shelf, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole of it, against both vendors."""
    demo_company(shelf, 20, set_up="none")
    draft = begin(demo.workspace, User.objects.get(), ObjectType.CONTACT)
    seen: list[str] = []
    save = Run.objects.filter(pk=0).__class__.update

    def watched(rows: Any, **fields: Any) -> int:
        seen.extend([fields["progress"]["doing"]] if fields.get("progress", {}).get("doing") else [])
        return int(save(rows, **fields))

    monkeypatch.setattr(Run.objects.filter(pk=0).__class__, "update", watched)
    ask_dry_run(draft, by=draft.user)
    demo.forget_journal()

    assert tasks.dry_run(draft.pk) == "done"

    run = run_of(draft)
    assert run.counts["contacts"]["standing"]
    assert {one["object"] for one in run.plan} == {"contacts"}
    assert demo.journal("hubspot", "write") == demo.journal("quickbooks", "write") == []
    assert "Looking for what is new on both sides" in seen
    assert any(doing.startswith("Deciding about ") for doing in seen)
    assert set(run.progress) == {"supposed"}


def test_the_click_writes_what_was_shown(demo: World, shelf: Shelf, messages: Messages) -> None:  # B2
    """Asked for on the page, carried out by a worker, taken up by a click, and run: the same writes."""
    demo_company(shelf, 20, set_up="none")
    draft = begin(demo.workspace, User.objects.get(), ObjectType.CONTACT)
    draft = save_step(draft, direction="two-way")
    ask_dry_run(draft, by=draft.user)
    tasks.dry_run(draft.pk)
    shown = Counter((one["object"], one["system"], DONE[one["action"]]) for one in run_of(draft).plan)
    assert shown

    take_up(SyncDraft.objects.get(pk=draft.pk), by=draft.user)
    tasks.sync_workspace(demo.workspace.pk)

    run = Run.objects.filter(dry_run=False).get()
    assert written({"objects": run.counts}) == shown
    assert not run.result
    assert SyncDraft.objects.count() == 0
