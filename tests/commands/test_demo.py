"""`manage.py demo` as surfaces.md describes it, started, walked through, stopped and started again."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections import Counter
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from syncapp.core.preflight import HUBSPOT_SCOPES
from syncapp.management.demo.browser import Browser
from syncapp.management.demo.environment import environment, kept_keys
from syncapp.management.demo.ground import clear, hold, is_untouched
from syncapp.management.demo.options import DemoRefused, parsed
from syncapp.queries.counts import Tally
from syncapp.queries.states import State
from syncapp.storage.models import Connection, ObjectSync, Run, SyncRecord, Workspace
from tests.commands.demo import INVOICES, Demo, alive, free_ports, refused, started
from tests.crash.place import database
from tests.jobs.test_cluster import until
from tests.scenarios.test_demo_company import named

MEMBERS = ("owner", "admin", "bookkeeper", "viewer")
ON_THE_SCREENS = {
    State.SYNCING,
    State.REMARK,
    State.WAITING,
    State.APPROVAL,
    State.PARKED,
    State.FAILING,
    State.EXCLUDED,
}
RECORDS = "20"


@pytest.fixture
def opened(django_db_blocker: Any) -> Any:
    """The demo's own database, to look at."""

    def look(data: Path) -> AbstractContextManager[Any]:
        stack = ExitStack()
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(database(data / "syncapp.sqlite3"))
        return stack

    return look


def test_two_steps_are_played_and_a_second_start_goes_on(tmp_path: Path, opened: Any) -> None:
    data = tmp_path / "data"
    with started(data, "--records", RECORDS) as demo:
        with opened(data):
            assert not Run.objects.exclude(ended_at=None).exists()  # ready before the first sync has ended
            both_are_connected_by_consent(demo)
            assert not Session.objects.exists()  # who connected them has signed out
        for role in MEMBERS:
            signs_in(demo, role)
        demo.until(lambda line: line == "— The first sync —")
        assert "1013" in demo.invoices("hubspot")  # made in QuickBooks
        demo.until(lambda line: line == "— What has come of it —")
        assert "HS-2101" in demo.invoices("quickbooks")  # a draft until then
        every_delivery_is_answered(demo)
        with opened(data):
            every_state_is_on_the_screens(demo)
            known = SyncRecord.objects.count()
        ledgers = {system: demo.invoices(system) for system in INVOICES}
        password = demo.password
        assert demo.end(signal.SIGINT) == 0

    with started(data, "--records", RECORDS, command=make(tmp_path)) as demo:
        assert demo.password == password
        demo.until(lambda line: line.startswith("Going on from the last time"))
        signs_in(demo, "owner")
        with opened(data):
            assert SyncRecord.objects.count() == known
        assert {system: demo.invoices(system) for system in INVOICES} == ledgers
        demo.end()


def both_are_connected_by_consent(demo: Demo) -> None:
    rows = {
        row["side"]: row
        for row in Connection.objects.values("side", "state", "scopes", "name", "edition", "refresh_expires_at")
    }
    assert {row["state"] for row in rows.values()} == {"connected"}
    assert set(rows["hubspot"]["scopes"]) == set(HUBSPOT_SCOPES)
    assert rows["hubspot"]["edition"] == "starter"
    assert rows["quickbooks"]["name"] == "Fernhill Grounds & Gardens LLC"
    assert rows["quickbooks"]["refresh_expires_at"] is not None  # told with the tokens that a code brings
    for system, page in (("hubspot", "/oauth/authorize"), ("quickbooks", "/connect/oauth2")):
        asked = [(one["method"], one["path"]) for one in demo.control(system, "journal")["entries"]]
        assert {("GET", page), ("POST", page)} <= set(asked)


def signs_in(demo: Demo, role: str) -> None:
    browser = Browser()
    browser.open(f"{demo.address}/accounts/login/")
    browser.press("Sign in", login=f"{role}@example.com", password=demo.password)
    assert browser.page.url == f"{demo.address}/demo/"
    assert "Fernhill Grounds &amp; Gardens LLC" in browser.page.text
    assert f"{role}@example.com, {role}" in browser.page.text


def every_delivery_is_answered(demo: Demo) -> None:
    for system in INVOICES:
        deliveries = demo.control(system, "webhooks")["deliveries"]
        assert len(deliveries) > 3
        assert {attempt["status"] for one in deliveries for attempt in one["attempts"]} == {200}


def every_state_is_on_the_screens(demo: Demo) -> None:
    """And what fails is what the company's data makes fail."""
    tally = Tally(Workspace.objects.get(slug="demo"))
    assert {row.state for row in tally.rows} >= ON_THE_SCREENS
    failing = Counter(
        (f"{row.object_type}s", row.reason, named(row)) for row in SyncRecord.objects.filter(status="failing")
    )
    expected = demo.control("quickbooks", "")["expected"]
    assert failing == Counter((one["object"], one["code"], one["number"].casefold()) for one in expected)


def make(folder: Path) -> list[str]:
    """`make demo` with what is installed here."""
    program = shutil.which("make")
    if program is None:
        pytest.skip("no make")
    stamp = folder / "installed"
    stamp.touch()
    return [program, "demo", f"BIN={Path(sys.executable).parent}", f"INSTALLED={stamp}"]


def test_without_a_set_up_nothing_syncs_and_a_child_that_dies_is_named(tmp_path: Path, opened: Any) -> None:
    with started(tmp_path, "--records", RECORDS, "--set-up", "none") as demo:
        with opened(tmp_path):
            assert Connection.objects.filter(state="connected").count() == 2
            assert not ObjectSync.objects.exists()
            assert not SyncRecord.objects.exists()
        children = demo.children()
        (sandbox,) = [pid for pid, line in children.items() if "syncapp.sandbox" in line]
        os.kill(sandbox, signal.SIGKILL)
        demo.until(lambda line: line.startswith("The sandbox ended unexpectedly (signal 9)."))
        assert demo.process.wait(timeout=20) == 1
        assert alive(children) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel")
def test_a_child_does_not_outlive_a_demo_that_was_killed(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, sys\n"
        "from syncapp.management.demo.children import Children\n"
        "child = Children(pathlib.Path(sys.argv[1])).start('sleeper', '-c', 'import time; time.sleep(60)')\n"
        "print(child.process.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=settings.BASE_DIR, text=True, capture_output=True
    )
    until(lambda: not alive([int(ran.stdout)]), 10)


# -- what keeps it from starting -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["web", "hubspot", "quickbooks"])
def test_a_taken_port_is_one_sentence_before_anything_is_started(tmp_path: Path, name: str) -> None:
    ports = free_ports()
    with socket.socket() as other:
        other.bind(("127.0.0.1", ports[name]))
        other.listen()
        code, said = refused(tmp_path, ports)
    option = "--port" if name == "web" else f"--{name}-port"
    assert (code, said.count("\n")) == (2, 1)
    assert f"Port {ports[name]}" in said
    assert said.strip().endswith(f"is taken by another program. Stop that, or choose another with {option}.")
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_a_directory_that_another_demo_uses_is_one_sentence(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, said = refused(tmp_path, free_ports(), "--fresh")
    assert (code, said.count("\n")) == (2, 1)
    assert "Another demo is running on the data in" in said


def test_a_directory_in_which_nothing_can_be_written_is_one_sentence(tmp_path: Path) -> None:
    kept_keys(options := parsed(["--data", str(tmp_path)]))
    (tmp_path / "lock").mkdir()
    with pytest.raises(DemoRefused, match="cannot be used"):
        hold(options)


@pytest.mark.parametrize("broken", ["keys.json", "syncapp.sqlite3", "sandbox.sqlite3", ""])
def test_a_broken_directory_is_one_sentence(tmp_path: Path, broken: str) -> None:
    data = tmp_path / "data"
    if broken:
        data.mkdir()
        (data / broken).write_text("this is neither a database nor JSON, and long enough to be looked at\n" * 20)
    else:
        data.write_text("a file where the directory should be")
    code, said = refused(data, free_ports())
    assert (code, said.count("\n")) == (2, 1)
    assert f"The data directory {data} cannot be used: " in said
    assert "--fresh" in said


def test_fresh_starts_anew_over_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("[]")
    options = parsed(["--data", str(tmp_path), "--fresh"])
    keys = kept_keys(options)
    assert kept_keys(parsed(["--data", str(tmp_path)])) == keys
    for name in ("syncapp.sqlite3", "sandbox.sqlite3", "web-server.log"):
        (tmp_path / name).touch()
    clear(options)
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_the_demo_has_nothing_of_the_installation_beside_it(tmp_path: Path) -> None:
    options = parsed(["--data", str(tmp_path), "--port", "8123"])
    told = environment(options, kept_keys(options))
    assert told["REDIS_URL"] == told["HUBSPOT_WEBHOOK_URL"] == ""
    assert told["EMAIL_URL"] == f"filemail:///{tmp_path}/mail"  # no mail leaves; each is a file of its own
    assert told["PUBLIC_URL"] == "http://127.0.0.1:8123"
    assert all(
        told[name].startswith("http://127.0.0.1:88")
        for name in told
        if name.endswith(("API_URL", "APP_URL", "DISCOVERY_URL"))
    )


def test_lost_accounts_are_said(tmp_path: Path) -> None:
    with pytest.raises(DemoRefused, match=r"sandbox\.sqlite3 is missing"):
        is_untouched(parsed(["--data", str(tmp_path)]), connected=True)
