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


@pytest.fixture(scope="session")
def migrated_there(django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with all tables and nothing in them: for copies, as migrating takes seconds."""
    if found.postgresql() is None:
        pytest.skip(f"no PostgreSQL at {found.POSTGRESQL}")
    with created(f"syncapp_{os.getpid()}_tables") as name:
        with django_db_blocker.unblock(), connected(settings_of(url_of(name))):
            call_command("migrate", verbosity=0)
        yield name


@pytest.fixture
def postgresql(migrated_there: str) -> Iterator[str]:
    """The address of a database with all tables and nothing in them, which is gone afterwards."""
    with created(f"syncapp_{os.getpid()}_{time.monotonic_ns()}", like=migrated_there) as name:
        yield url_of(name)


@pytest.fixture
def tables_of_tests(migrated_there: str) -> Iterator[str]:
    """The address to give to a pytest of its own, which finds its tables ready with `--reuse-db`."""
    name = f"syncapp_{os.getpid()}_{time.monotonic_ns()}"
    with created(f"test_{name}", like=migrated_there):  # where Django looks for the tables of tests
        yield url_of(name)


@contextmanager
def created(name: str, like: str = "template1") -> Iterator[str]:
    """A database of that name, a copy of another, for as long as it is needed."""
    with psycopg.connect(found.POSTGRESQL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        try:
            yield name
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def url_of(name: str) -> str:
    return f"{found.POSTGRESQL.rpartition('/')[0]}/{name}"


def settings_of(address: str) -> dict[str, Any]:
    """Django's, of a connection to that database."""
    return {"OPTIONS": {}, **environ.Env.db_url_config(address)}


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
    with connected(settings_of(address)), beside(files) as made:
        made.services = {"DATABASE_URL": address}
        yield made
