"""Worlds that are made once in a process and put back in milliseconds, as often as tests want to begin there.

What is kept is all that a test can change: our tables, both vendors with their clocks, counters and journals, and the
time of the test. Time goes on from where it was kept, so that nothing happens before what happened already.
"""

from __future__ import annotations

import io
import pickle
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.core.management import call_command
from django.db import connection

from syncapp.sandbox.columns import Columns
from syncapp.sandbox.hubspot.fields import Fields
from syncapp.sandbox.port import Port
from syncapp.sandbox.state import Store
from syncapp.sandbox.webhooks import Webhooks
from syncapp.storage.models import Workspace
from tests.world import World

T = TypeVar("T")
GOOD_FOR = timedelta(minutes=30)  # tokens end by the real clock


def in_memory() -> bool:
    """Whether our tables are where they can be copied as they are: SQLite without a file."""
    return connection.vendor == "sqlite" and connection.is_in_memory_db()


class Tables:
    """All rows of our database, and what numbers come next."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self._copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self._copy)

    def __getstate__(self) -> bytes:
        return self._copy.serialize()

    def __setstate__(self, rows: bytes) -> None:
        self._copy = sqlite3.connect(":memory:", check_same_thread=False)
        self._copy.deserialize(rows)

    def put_back(self) -> None:
        """Rows that the test made before are gone; no other thread may be reading."""
        connection.ensure_connection()
        patience = _Patience()
        while True:
            try:
                self._copy.backup(connection.connection, progress=patience)
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
                patience(0, 0, 0)  # a page that is still open asks for itself
                time.sleep(0.25)
            else:
                return


class _Patience:
    """SQLite would wait forever for whoever holds the tables, a quarter of a second at a time; or it gives up at once."""

    def __init__(self) -> None:
        self._tries = 0

    def __call__(self, status: int, remaining: int, total: int) -> None:
        self._tries += 1
        if self._tries > 40:
            raise TimeoutError("Somebody else still uses the tables of this test.")


@dataclass(frozen=True)
class Kept:
    at: datetime
    tables: Tables
    ports: dict[str, bytes]
    ahead: timedelta
    workspace: int | None
    made: bytes  # what the maker gave back

    @classmethod
    def of(cls, world: World, made: Any) -> Kept:
        workspace = getattr(world, "workspace", None)
        return cls(
            datetime.now(UTC),
            Tables(),
            {system: _pickled(port, world) for system, port in world.sandbox.ports.items()},
            world.ahead,
            workspace.pk if workspace else None,
            _pickled(made, world),
        )

    @property
    def age(self) -> timedelta:
        return datetime.now(UTC) - self.at

    def put_back(self, world: World) -> Any:
        """The world as it was; what the maker gave back, anew."""
        self.tables.put_back()
        self.put_back_vendors(world)
        if self.workspace:
            world.workspace = Workspace.objects.get(pk=self.workspace)
        return _unpickled(self.made, world)

    def put_back_vendors(self, world: World) -> None:
        for system, port in self.ports.items():
            _exchange(world, system, _unpickled(port, world), self.age)
        world.ahead = self.ahead - self.age if self.ahead else self.ahead
        world.__dict__.pop("workspace", None)


class Shelf:
    """The kept worlds of this process, by name; to begin with our tables are empty."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._kept: dict[str, Kept] = {}
        self._reset()
        self._empty = Kept.of(world, None) if in_memory() else None

    def clear(self) -> None:
        """Both vendors as new accounts. Our tables are empty between tests, but for what the test made itself."""
        if self._empty:
            self._empty.put_back_vendors(self.world)
        else:
            self._reset()

    def empty(self) -> None:
        """Our tables as they began, after a world that several tests have looked at."""
        if self._empty:
            self._empty.tables.put_back()
        else:
            call_command("flush", interactive=False, verbosity=0)

    def _reset(self) -> None:
        self.world.reset()
        self.world.ahead = timedelta()
        self.world.__dict__.pop("workspace", None)

    def begin(self, name: str, make: Callable[[World], T]) -> T:
        """Where `make` leads from an empty world. It is asked once; what it gives back may hold the world.

        Rows that a test made before are gone: it begins here.
        """
        if not self._empty:
            self._reset()
            return make(self.world)
        if not self.has(name):
            self._empty.put_back(self.world)
            self.keep(name, make(self.world))
        made: T = self.put_back(name)
        return made

    def has(self, name: str) -> bool:
        kept = self._kept.get(name)
        return kept is not None and kept.age <= GOOD_FOR

    def keep(self, name: str, made: Any) -> None:
        """The world as it stands, with what is given; what is not in memory cannot be kept."""
        if self._empty:
            self._kept[name] = Kept.of(self.world, made)

    def put_back(self, name: str) -> Any:
        return self._kept[name].put_back(self.world)


# -- the vendors ----------------------------------------------------------------------------------------------------


def _exchange(world: World, system: str, port: Port, age: timedelta) -> None:
    """A port in the place of the one that answered so far; a clock that was moved goes on from where it was."""
    world.sandbox.ports[system].webhooks.close()
    if port.clock.state()["offset_seconds"]:
        port.clock.advance(-age.total_seconds())
    for server in world.sandbox.servers:
        if server.config.app.port is world.sandbox.ports[system]:
            server.config.app.port = port
    world.sandbox.ports[system] = port


class _Pickler(pickle.Pickler):
    """The world itself is not kept, nor what a vendor reads anew from its documents when it is first asked for."""

    def __init__(self, file: io.BytesIO, world: World) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._world = world

    def persistent_id(self, thing: Any) -> str | None:
        return "world" if thing is self._world else None

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, Columns | Fields):
            return type(thing), (thing._store,)
        if isinstance(thing, Store):
            return Store, (), {**vars(thing), "_watched": {}}
        if isinstance(thing, Webhooks):
            return Webhooks, (thing.vendor, thing.store, thing.clock)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, world: World) -> None:
        super().__init__(file)
        self._world = world

    def persistent_load(self, name: str) -> World:
        assert name == "world"
        return self._world


def _pickled(thing: Any, world: World) -> bytes:
    file = io.BytesIO()
    _Pickler(file, world).dump(thing)
    return file.getvalue()


def _unpickled(kept: bytes, world: World) -> Any:
    return _Unpickler(io.BytesIO(kept), world).load()
