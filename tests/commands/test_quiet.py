"""A vendor that asks for quiet is waited for by whoever has a person waiting for him (F16)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from syncapp.engine.access import budget
from syncapp.engine.access.quiet import Patience
from syncapp.engine.session import Clock, sync
from syncapp.management.commands import reconcile as reconcile_command
from syncapp.management.commands import setup as setup_command
from syncapp.management.commands import sync as sync_command
from syncapp.storage.models import Connection, ObjectSync, Reconciliation, Run
from tests.commands.conftest import Shell, setup_words
from tests.kept import Shelf
from tests.starts import demo_company
from tests.world import World

QUIET = {"status": 429}
ZONE = ZoneInfo("America/Los_Angeles")
RECONCILE = ("reconcile", "--workspace", "demo", "--from", "2026-10-01", "--to", "2026-11-30")


@pytest.fixture
def company(demo: World, shelf: Shelf) -> World:
    return demo_company(shelf, 20)


@pytest.fixture(autouse=True)
def clock(demo: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], datetime]]:
    """Nobody sleeps: the clock of both commands is moved."""
    patience = partial(Patience, now=demo.now, sleep=demo.sleep)
    monkeypatch.setattr(sync_command, "sync", partial(sync, clock=Clock(demo.now, demo.sleep)))
    monkeypatch.setattr(sync_command, "Patience", patience)
    monkeypatch.setattr(reconcile_command, "Clock", partial(Clock, demo.now, demo.sleep))
    monkeypatch.setattr(reconcile_command, "Patience", patience)
    budget._accounts.clear()
    yield demo.now
    budget._accounts.clear()


def used_up(world: World, *, times: int = 1, skip: int = 0, method: str = "GET", system: str = "quickbooks") -> None:
    world.fault(system, ".*", QUIET, when="before", method=method, skip=skip, times=times)


def moment(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%I:%M}".lstrip("0")


def interrupted(seconds: float) -> None:
    raise KeyboardInterrupt


def passes(seconds: float) -> None:
    """Time that setup itself takes from the machine's clock."""
    Connection.objects.update(paused_until=None)
    budget._accounts.clear()


def numbers(world: World) -> list[str]:
    return sorted(one["DocNumber"] for one in world.objects("quickbooks", "invoice"))


def test_a_sync_waits_and_says_until_when(company: World, shell: Shell) -> None:
    used_up(company)
    before = company.now()

    ran = shell("sync", "--workspace", "demo")

    assert ran.code == 1, ran.err  # some records of the demo company fail
    assert f"QuickBooks Online asks to wait until {moment(before + timedelta(seconds=60))}:" in ran.err
    assert company.now() - before >= timedelta(seconds=60)
    assert Run.objects.get().result == ""


@pytest.mark.parametrize("skip", range(0, 8, 2))
def test_a_write_that_is_refused_is_written_once_after_the_wait(company: World, shell: Shell, skip: int) -> None:
    used_up(company, method="POST", skip=skip)

    ran = shell("sync", "--workspace", "demo")

    assert ran.code == 1, ran.err
    assert "asks to wait until" in ran.err
    made = numbers(company)
    assert len(set(made)) == len(made)
    company.forget_journal()
    shell("sync", "--workspace", "demo")
    assert [*company.journal("quickbooks", "write"), *company.journal("hubspot", "write")] == []


def test_a_dry_run_waits_too_and_counts_nothing_twice(company: World, shell: Shell) -> None:
    words = ("sync", "--workspace", "demo", "--dry-run", "--json")
    plain = json.loads(shell(*words).out)
    used_up(company, method="POST", skip=3)

    ran = shell(*words)

    assert "asks to wait until" in ran.err
    told = json.loads(ran.out)
    assert (told["objects"], told["plan"]) == (plain["objects"], plain["plan"])


def test_a_longer_wait_is_exit_code_2_with_the_time(company: World, shell: Shell) -> None:
    company.fault("hubspot", ".*", {"status": 429, "headers": {"Retry-After": "3600"}}, when="before", method="GET")
    at = company.now() + timedelta(hours=1)

    ran = shell("sync", "--workspace", "demo")

    assert ran.code == 2
    assert "asks to wait" not in ran.err
    assert (
        f"No more calls are taken for now by HubSpot, until {at.astimezone(ZONE):%b} {at.astimezone(ZONE).day}, "
        in ran.err
    )
    assert Run.objects.get().result in ran.err  # the page of the run says the same


def test_who_is_refused_again_and_again_gives_up(company: World, shell: Shell) -> None:
    used_up(company, times=1000)
    before = company.now()

    ran = shell("sync", "--workspace", "demo")

    assert ran.code == 2
    assert ", until " in ran.err
    assert company.now() - before < timedelta(minutes=10)


def test_what_is_due_by_itself_waits_for_nobody(company: World) -> None:
    used_up(company)
    before = company.now()

    result = company.sync()

    assert "The limit of calls is reached" in result.stopped
    assert ", until " in result.stopped
    assert company.now() - before < timedelta(seconds=30)


def test_ctrl_c_while_it_waits_ends_it_in_order(company: World, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sync_command, "Patience", partial(Patience, sleep=interrupted))
        used_up(company)
        ran = shell("sync", "--workspace", "demo")
    company.sleep(60)

    assert ran.code == 2
    assert ran.err.splitlines()[-1] == "Stopped. What was done is kept."
    assert Run.objects.get().ended_at
    assert shell("sync", "--workspace", "demo").code == 1  # nobody holds the lease


@pytest.mark.parametrize("skip", [0, 1])
def test_a_reconciliation_waits_and_comes_to_the_same_result(company: World, shell: Shell, skip: int) -> None:  # B3
    plain = shell(*RECONCILE)
    used_up(company, method="POST", skip=skip)
    before = company.now()

    ran = shell(*RECONCILE)

    assert ran.code == plain.code == 1
    assert "asks to wait until" in ran.err
    assert company.now() > before
    assert ran.out == plain.out
    assert [one.failed for one in Reconciliation.objects.all()] == [""]


def test_a_reconciliation_that_would_wait_longer_ends_and_names_the_time(company: World, shell: Shell) -> None:  # B3
    company.fault("hubspot", ".*", {"status": 429, "headers": {"Retry-After": "3600"}}, when="before")

    ran = shell(*RECONCILE)

    assert ran.code == 2
    assert "asks to wait" not in ran.err
    assert "No more calls are taken for now by HubSpot, until " in ran.err
    assert Reconciliation.objects.get().failed in ran.err


def test_setup_waits_and_says_until_when(
    demo: World, shelf: Shelf, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_command, "Patience", partial(Patience, sleep=passes))
    company = demo_company(shelf, 20, set_up="")
    words = setup_words(company, "--set-up", "two-way")
    used_up(company, method="POST")

    ran = shell(*words)

    assert ran.code == 0, ran.err
    assert "QuickBooks Online asks to wait until " in ran.err
    assert ObjectSync.objects.filter(enabled=True).count() == 3


def test_setup_that_would_wait_longer_turns_nothing_on_and_names_the_time(
    demo: World, shelf: Shelf, shell: Shell
) -> None:
    company = demo_company(shelf, 20, set_up="")
    words: list[Any] = setup_words(company, "--set-up", "two-way")
    company.fault("hubspot", ".*", {"status": 429, "headers": {"Retry-After": "3600"}}, when="before", method="GET")

    ran = shell(*words)

    assert ran.code == 2
    assert ", until " in ran.err
    assert ObjectSync.objects.count() == 0
    assert Connection.objects.count() == 0


def test_ctrl_c_while_setup_waits_leaves_no_connection(
    demo: World, shelf: Shelf, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = demo_company(shelf, 20, set_up="")
    monkeypatch.setattr(setup_command, "Patience", partial(Patience, sleep=interrupted))
    words = setup_words(company, "--set-up", "two-way")
    used_up(company, method="POST")

    ran = shell(*words)

    assert ran.code == 2
    assert ran.err.splitlines()[-1] == "Stopped. What was done is kept."
    assert Connection.objects.count() == 0
