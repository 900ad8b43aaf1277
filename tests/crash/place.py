"""A world that can be copied, killed and looked at again: its database and both vendors' state are files.

`manage.py sync` runs in a real process that may be killed; everything else runs here, against the same database
file, with the clock of the test.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.models import F

from syncapp.sandbox.server import running
from syncapp.storage.models import Call, Workspace
from tests.world import ADDRESSES, World

SLUG = "demo"
PATIENCE = 60  # seconds for one `sync` of a process
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

    def start(self, kill_at: str = "") -> subprocess.Popen[str]:
        """`manage.py sync` on this database and these vendors; with `kill_at` it dies at that point."""
        connections["default"].close()
        command = [sys.executable, "manage.py", "sync", "--workspace", SLUG, "--json"]
        return subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=self._environment(kill_at), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def kill_at(self, point: str) -> None:
        """Run the command until it is killed at `point` (`name` or `name:3`); fails where it lived on."""
        process = self.start(point)
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == -9, f"not killed at {point}: exit {process.returncode}\n{out[-800:]}\n{err[-1500:]}"

    def _environment(self, kill_at: str) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name != "SYNCAPP_KILL_AT"}
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
        return {**inherited, **ours, **({"SYNCAPP_KILL_AT": kill_at} if kill_at else {})}

    def pass_time(self, minutes: float = 2) -> None:
        """What was sent before is older by this much: for a process, whose clock is the real one."""
        Call.objects.update(sent_at=F("sent_at") - timedelta(minutes=minutes))


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


def migrated(path: Path) -> Path:
    """A database with all tables and nothing in them."""
    with database(path):
        call_command("migrate", verbosity=0)
    return path
