"""Places on PostgreSQL and on Redis, as an installation has them; skipped where this machine has none."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import environ
import psycopg
import pytest
from django.core.management import call_command

from tests import found
from tests.crash.place import Place, Snapshot, beside, connected, migrated, opened
from tests.jobs.test_live import free_port


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of an empty database, which is gone afterwards."""
    if found.postgresql() is None:
        pytest.skip(f"no PostgreSQL at {found.POSTGRESQL}")
    name = f"syncapp_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(found.POSTGRESQL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{found.POSTGRESQL.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """The address of a Redis of our own."""
    program = found.redis_server()
    if program is None:
        pytest.skip("no redis-server")
    port = free_port()
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(params=["postgresql", "redis"])
def place(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any) -> Iterator[Place]:
    """PostgreSQL with the queue in it; the queue in Redis beside SQLite."""
    address = request.getfixturevalue(request.param)
    folder = tmp_path / "place"
    with django_db_blocker.unblock():
        if request.param == "postgresql":
            with on_postgresql(address, folder) as made:
                yield made
        else:
            with opened(folder, migrated=migrated()) as made:
                made.services = {"REDIS_URL": address}
                yield made


@contextmanager
def on_postgresql(address: str, folder: Path) -> Iterator[Place]:
    folder.mkdir()
    files = Snapshot(folder / "unused.sqlite3", folder / "vendors.sqlite3")
    with connected({"OPTIONS": {}, **environ.Env.db_url_config(address)}), beside(files) as made:
        call_command("migrate", verbosity=0)
        made.services = {"DATABASE_URL": address}
        yield made
