"""The calls of an account are one budget, however many processes, threads and workspaces call it (F15–F17)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection

from syncapp.connectors.errors import LimitReached
from syncapp.core.values import Side
from syncapp.engine.access import budget as module
from syncapp.engine.access.budget import AccountBudget
from syncapp.engine.access.pace import Allowance, Window, allowance
from syncapp.sandbox.server import Sandbox, running
from syncapp.storage.models import Connection, RateBudget, Workspace
from tests.crash.place import database

REALM, PORTAL = "9341450000000001", "a portal"
PUBLIC = allowance(Side.HUBSPOT, private=False, edition="")


@pytest.fixture(autouse=True)
def nothing_held() -> Iterator[None]:
    """As a process that has just begun."""
    module._accounts.clear()
    yield
    module._accounts.clear()


class Time:
    def __init__(self, at: datetime = datetime(2026, 11, 24, 18, tzinfo=UTC)) -> None:
        self.at, self.slept = at, 0.0

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.at += timedelta(seconds=seconds)


def budget(time: Time, allowed: Allowance | None = PUBLIC, account: str = PORTAL, zone: str = "UTC") -> AccountBudget:
    return AccountBudget(Side.HUBSPOT, account, allowed, ZoneInfo(zone), time.now, time.sleep)


def connected(slug: str, account: str = PORTAL) -> Connection:
    workspace = Workspace.objects.create(slug=slug, name=slug)
    return Connection.objects.create(workspace=workspace, side="hubspot", account_id=account)


def spend(one: AccountBudget, times: int, kind: str = "read") -> None:
    for _ in range(times):
        one.spend(kind=kind)


# -- processes -------------------------------------------------------------------------------------------------------


@pytest.fixture
def limited() -> Iterator[Sandbox]:
    with running(limits=True) as sandbox:
        yield sandbox


@pytest.fixture
def shared(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    """A database that several processes can open: PostgreSQL where the tests run on it, else a file with the tables needed."""
    if connection.vendor == "postgresql":
        request.getfixturevalue("transactional_db")
        here = connection.settings_dict
        yield f"postgres://{here['USER']}:{here['PASSWORD']}@{here['HOST']}:{here['PORT']}/{here['NAME']}"
        return
    path = tmp_path / "shared.sqlite3"
    with django_db_blocker.unblock(), database(path):
        with connection.schema_editor() as editor:
            for model in (Workspace, Connection, RateBudget):
                editor.create_model(model)
        yield f"sqlite:///{path}"


@pytest.mark.django_db
def test_calls_that_a_consent_made_count_for_the_account_and_nobody_waits_for_them() -> None:
    time = Time()
    few = Allowance((Window(3, 10.0),))
    asked = budget(time, few)
    asked.spend(kind="read")

    asked.made(["read", "read"])

    assert time.slept == 0
    asked.spend(kind="read")
    assert time.slept > 8  # the window is full of them


def test_processes_that_call_one_account_together_are_never_refused(limited: Sandbox, shared: str) -> None:  # I8
    """Three of them, each with a thread a vendor, at what the vendors allow one app."""
    tokens = {
        name: vendor.tokens({}, None)["access_token"]
        for name, vendor in (("HUBSPOT", limited.hubspot), ("QUICKBOOKS", limited.quickbooks))
    }
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": shared, "HUBSPOT_API_URL": limited.hubspot_url,
        "QUICKBOOKS_API_URL": limited.quickbooks_url, **{f"{name}_TOKEN": token for name, token in tokens.items()},
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.engine.callers", "4", REALM, PORTAL]
    pipe = subprocess.PIPE
    callers = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdin=pipe, stdout=pipe, text=True)
        for _ in range(3)
    ]
    for caller in callers:
        assert caller.stdout
        assert caller.stdout.readline() == "ready\n"
    for caller in callers:
        assert caller.stdin
        caller.stdin.write("go\n")
        caller.stdin.flush()
    told = [json.loads(caller.communicate(timeout=60)[0]) for caller in callers]

    for side, a_second in (("quickbooks", 8), ("hubspot", 4.4)):
        statuses = [one[side]["statuses"] for one in told]
        assert all(set(one) == {"200"} for one in statuses), told
        made = sum(one["200"] for one in statuses)
        assert a_second * 4 * 0.4 < made <= a_second * 5.5, told


def test_a_child_process_holds_nothing_of_its_parents(db: None) -> None:
    spend(budget(Time()), 3)
    assert module._accounts
    if (pid := os.fork()) == 0:
        os._exit(len(module._accounts))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


# -- what it costs ---------------------------------------------------------------------------------------------------


def test_a_call_costs_a_tenth_of_a_query(db: None, django_assert_max_num_queries: Callable[..., Any]) -> None:
    time = Time()
    one = budget(time, Allowance((Window(1000, 10.0),)))
    spend(one, 15)
    with django_assert_max_num_queries(11):
        spend(one, 100)
    assert time.slept == 0


def test_whoever_asks_once_takes_one_call(db: None) -> None:
    budget(Time()).spend(kind="read")
    assert [calls for _, _, calls, _ in RateBudget.objects.get().taken] == [1]


def test_what_was_not_used_is_given_back(db: None) -> None:
    time = Time()
    one = budget(time)
    spend(one, 8)  # of 1 + 2 + 4 + 8
    time.sleep(5)
    one.spend(kind="read")
    assert sum(calls for _, _, calls, _ in RateBudget.objects.get().taken) == 9


# -- who shares it ---------------------------------------------------------------------------------------------------


def test_another_process_finds_what_this_one_has_taken(db: None) -> None:
    time = Time()
    spend(budget(time), 104)
    module._accounts.clear()  # another process
    spend(budget(time), 1)
    assert 10 <= time.slept < 13


def test_another_account_is_another_budget(db: None) -> None:
    time = Time()
    spend(budget(time), 104)
    spend(budget(time, account="another"), 104)
    assert time.slept == 0


def test_without_a_pace_only_quiet_is_kept(db: None) -> None:
    time = Time()
    one = budget(time, None)
    spend(one, 1000)
    assert (time.slept, RateBudget.objects.count()) == (0, 0)
    one.exhausted(kind="read", seconds=10, code="limit_reached")
    one.spend(kind="read")
    assert time.slept == 10


def test_quiet_is_kept_by_every_workspace_of_the_account(db: None) -> None:
    time = Time()
    rows = [connected("one"), connected("two"), connected("other", "another")]
    budget(time).exhausted(kind="read", seconds=60, code="reads_used_up")
    told = {
        row.workspace.slug: (row.paused_until, row.paused_for) for row in Connection.objects.select_related("workspace")
    }
    until = (time.now() + timedelta(seconds=60), "reads_used_up")
    assert told == {"one": until, "two": until, "other": (None, "")}
    module._accounts.clear()
    with pytest.raises(LimitReached) as caught:
        budget(time).spend(kind="read")
    assert (caught.value.problem.code, caught.value.seconds) == ("reads_used_up", 60)
    assert len(rows) == 3


def test_quiet_is_found_out_by_a_process_that_is_at_work(db: None) -> None:
    time = Time()
    connected("one")
    here = budget(time)
    spend(here, 1)
    mine = dict(module._accounts)
    module._accounts.clear()
    budget(time).exhausted(kind="read", seconds=60, code="limit_reached")  # another process
    module._accounts.update(mine)
    with pytest.raises(LimitReached):
        here.spend(kind="read")


def test_after_a_short_quiet_the_pace_is_kept_as_well(db: None) -> None:  # F16
    time = Time()
    one = budget(time)
    spend(one, 5)
    one.exhausted(kind="read", seconds=10, code="limit_reached")
    spend(one, 104)
    assert 10 <= time.slept < 21


# -- a day -----------------------------------------------------------------------------------------------------------


def test_a_private_apps_day_ends_at_midnight_of_the_account(db: None) -> None:  # F17
    time = Time(datetime(2026, 11, 24, 18, tzinfo=UTC))
    row = connected("one")
    allowed = Allowance((Window(1000, 10.0),), daily=20)
    one = budget(time, allowed, zone="America/Los_Angeles")
    with pytest.raises(LimitReached) as caught:
        spend(one, 40)
    midnight = datetime(2026, 11, 25, 8, tzinfo=UTC)
    assert caught.value.seconds == (midnight - time.now()).total_seconds()
    row.refresh_from_db()
    assert row.paused_until == midnight
    assert 15 <= RateBudget.objects.get().today <= 20

    time.at = midnight
    spend(one, 5)


def test_the_calls_of_a_day_are_counted_without_those_that_were_not_needed(db: None) -> None:  # B8
    time = Time(datetime(2026, 11, 24, 18, tzinfo=UTC))
    one = budget(time, Allowance((Window(1000, 10.0),)), zone="America/Los_Angeles")
    for _ in range(12):
        spend(one, 4)
        time.at += timedelta(seconds=30)  # what is left of the last block is too old by now
    held = RateBudget.objects.get()
    assert held.day == date(2026, 11, 24)
    assert 48 <= held.today <= 51  # no more than what is left of the last block too many

    time.at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    spend(one, 1)
    assert RateBudget.objects.get().day == date(2026, 11, 25)
    assert RateBudget.objects.get().today == 1


def test_a_window_of_ours_is_waited_out_but_no_queue_of_many(db: None) -> None:
    time = Time()
    one = budget(time, Allowance((Window(2, 40.0),)))
    spend(one, 4)
    assert 40 <= time.slept < 62
    RateBudget.objects.update(taken=[["others", "", 2, time.now().timestamp() + 50]], revision=99)
    with pytest.raises(LimitReached):
        spend(one, 2)


# -- a month ---------------------------------------------------------------------------------------------------------


def test_whoever_is_refused_again_and_again_after_a_minute_has_used_up_the_month(db: None) -> None:  # F52
    time, row = Time(), connected("one", REALM)
    Connection.objects.update(side="quickbooks")
    told = []
    for _ in range(9):
        one = AccountBudget(
            Side.QUICKBOOKS,
            REALM,
            allowance(Side.QUICKBOOKS, private=False, edition=""),
            now=time.now,
            sleep=time.sleep,
        )
        one.spend(kind="read")
        one.exhausted(kind="read", seconds=60, code="limit_reached")
        row.refresh_from_db()
        assert row.paused_until
        told.append(((row.paused_until - time.now()).total_seconds(), row.paused_for))
        time.at = row.paused_until
    usual, used_up = "limit_reached", "reads_used_up"
    assert told == [
        (60, usual), (60, usual), (120, usual), (240, usual), (480, usual), (960, used_up), (1920, used_up), (3840, used_up), (7680, used_up),
    ]  # fmt: skip
    spend(one, 5)  # it goes again: the next refusal is an ordinary one
    one.exhausted(kind="read", seconds=60, code=usual)
    row.refresh_from_db()
    assert (row.paused_until, row.paused_for) == (time.now() + timedelta(seconds=60), usual)


def test_whatever_else_a_429_says_it_is_a_limit(db: None) -> None:
    row = connected("one")
    budget(Time()).exhausted(kind="read", seconds=60, code="permission")
    row.refresh_from_db()
    assert row.paused_for == "limit_reached"


def test_hubspots_own_words_are_enough(db: None) -> None:
    row, time = connected("one"), Time()
    for _ in range(9):
        one = budget(time)
        one.spend(kind="read")
        one.exhausted(kind="read", seconds=10, code="limit_reached")
        row.refresh_from_db()
        assert (row.paused_until, row.paused_for) == (time.now() + timedelta(seconds=10), "limit_reached")
        time.sleep(10)


def test_a_poll_waits_for_nothing(db: None) -> None:
    time = Time()
    one = budget(time)
    spend(one, 5, "search")
    assert time.slept == 0
    spend(one, 1, "search")
    assert 1 < time.slept < 2.5
