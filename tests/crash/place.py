"""A world that can be copied, killed and looked at again: its database and both vendors' state are files.

`manage.py sync` runs in a real process that may be killed; everything else runs here, against the same database
file, with the clock of the test.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.models import F

from syncapp.sandbox.server import running
from syncapp.storage.models import Call, Workspace
from tests.world import ADDRESSES, World

SLUG = "demo"
PATIENCE = 60  # seconds for one `sync` of a process
TABLES = tempfile.TemporaryDirectory(prefix="tables-")
COMPILED = tempfile.TemporaryDirectory(prefix="compiled-")  # of all processes, which start thrice as fast with it


@dataclass(frozen=True)
class Snapshot:
    """Our database and both vendors, as they were at one moment."""

    database: Path
    state: Path


@dataclass
class Place(World):
    """A World on files of its own."""

    files: Snapshot = None  # type: ignore[assignment]
    services: Mapping[str, str] = field(default_factory=dict)  # what of the environment is not a file of its own

    def snapshot(self, folder: Path) -> Snapshot:
        folder.mkdir(parents=True, exist_ok=True)
        copy = Snapshot(folder / "database.sqlite3", folder / "vendors.sqlite3")
        connections["default"].close()
        for source, target in ((self.files.database, copy.database), (self.files.state, copy.state)):
            _copy(source, target)
        return copy

    def load_workspace(self) -> None:
        self.workspace = Workspace.objects.get(slug=SLUG)

    # -- the command as a process ------------------------------------------------------------------------------

    def start(self) -> subprocess.Popen[str]:
        """`manage.py sync` on this database and these vendors."""
        connections["default"].close()
        command = [sys.executable, "manage.py", "sync", "--workspace", SLUG, "--json"]
        return subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=self._environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def kill_at(self, point: str) -> None:
        """Run the command until it is killed at `point` (`name` or `name:3`); fails where it lived on.

        A fork of this process, which has loaded everything already; no connection of ours is open while it forks.
        """
        connections.close_all()
        with tempfile.TemporaryFile("w+") as said:
            child = os.fork()
            if child == 0:
                _sync_and_exit(point, said)
            status = _ended(child)
            said.seek(0)
            killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
            assert killed, f"not killed at {point}: {said.read()[-2000:]}"

    def _environment(self) -> dict[str, str]:
        ours = {
            "DEBUG": "1",
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": COMPILED.name,
            "SECRET_KEY": settings.SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "tests.settings",  # the emulators count no calls, so nobody waits
            "DATABASE_URL": f"sqlite:///{self.files.database}",
            **{name: getattr(settings, name) for name in ADDRESSES},
            **self.services,
        }
        return {**os.environ, **ours}

    def pass_time(self, minutes: float = 2) -> None:
        """What was sent before is older by this much: for a process, whose clock is the real one."""
        Call.objects.update(sent_at=F("sent_at") - timedelta(minutes=minutes))


def _sync_and_exit(kill_at: str, said: IO[str]) -> NoReturn:
    """In the child: the command, with what it says kept; it never comes back to the tests."""
    os.environ["SYNCAPP_KILL_AT"] = kill_at
    try:
        call_command("sync", "--workspace", SLUG, "--json", stdout=said, stderr=said)
        said.write("it lived on")
    except BaseException:
        traceback.print_exc(file=said)
    finally:
        said.flush()
        os._exit(1)


def _ended(child: int) -> int:
    """How it ended; one that hangs is ended and so fails the test."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        time.sleep(0.01)
    os.kill(child, signal.SIGTERM)
    return os.waitpid(child, 0)[1]


def _copy(source: Path, target: Path) -> None:
    """By SQLite's own backup, so that what stands in the write-ahead log comes along."""
    read, write = sqlite3.connect(source), sqlite3.connect(target)
    try:
        read.backup(write)
    finally:
        read.close()
        write.close()


def database(path: Path) -> AbstractContextManager[None]:
    """Django's default connection, of this thread and of new ones, to this file."""
    return connected({"NAME": str(path)})


@contextmanager
def connected(changed: Mapping[str, Any]) -> Iterator[None]:
    """Django's default connection, of this thread and of new ones, with these settings changed."""
    before, kept = connections.settings["default"], connections["default"]
    connections.settings["default"] = {**before, **changed}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        connections["default"] = kept


@contextmanager
def opened(folder: Path, snapshot: Snapshot | None = None, *, migrated: Path | None = None) -> Iterator[Place]:
    """A place of its own in `folder`, a copy of `snapshot` or empty with the tables of `migrated`."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Snapshot(folder / "database.sqlite3", folder / "vendors.sqlite3")
    if snapshot:
        shutil.copy(snapshot.database, files.database)
        shutil.copy(snapshot.state, files.state)
    elif migrated:
        shutil.copy(migrated, files.database)
    with database(files.database), beside(files) as place:
        if snapshot:
            place.load_workspace()
        yield place


@contextmanager
def beside(files: Snapshot) -> Iterator[Place]:
    """The vendors, and settings that point to them."""
    before = {name: getattr(settings, name) for name in ADDRESSES}
    with running(state=str(files.state), limits=False) as sandbox:
        settings.HUBSPOT_API_URL = sandbox.hubspot_url
        settings.QUICKBOOKS_API_URL = sandbox.quickbooks_url
        settings.QUICKBOOKS_DISCOVERY_URL = f"{sandbox.quickbooks_url}/.well-known/openid_configuration"
        place = Place(sandbox, files=files)
        try:
            yield place
        finally:
            place.session.close()
            for name, value in before.items():
                setattr(settings, name, value)


@lru_cache(maxsize=1)
def migrated() -> Path:
    """A database with all tables and nothing in them, made once in this process: for copies, never opened itself."""
    path = Path(TABLES.name) / "empty.sqlite3"
    with database(path):
        call_command("migrate", verbosity=0)
    return path
