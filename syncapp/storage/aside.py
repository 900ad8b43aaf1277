"""A copy of our tables to try something in, of which nothing stays.

SQLite has one writer at a time: whoever decides for a minute inside a transaction lets all others wait that long, and
fail. So it is decided in a copy, which is gone with its connection. PostgreSQL keeps waiting only who writes the same
rows; there a transaction that is rolled back does, and nothing is copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections

P = ParamSpec("P")
R = TypeVar("R")
NAMELESS = "file:"  # of SQLite: a file of its own that nobody else finds, and that goes when it is closed
QUICK = "PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;"


@dataclass(frozen=True)
class Aside:
    """`tables` and `copy`: connections of this thread; they are one where nothing is copied."""

    tables: Any
    copy: Any

    @contextmanager
    def inside(self) -> Iterator[None]:
        """What is read and written is the copy."""
        with _connected(self.copy):
            yield

    def outside(self, act: Callable[P, R]) -> Callable[P, R]:
        """The same, with the real tables wherever it is called from: what people are told, and what they ask for."""

        @wraps(act)
        def acting(*args: P.args, **named: P.kwargs) -> R:
            with _connected(self.tables):
                return act(*args, **named)

        return acting


@contextmanager
def aside() -> Iterator[Aside]:
    tables = connections[DEFAULT_DB_ALIAS]
    if tables.vendor != "sqlite" or tables.in_atomic_block:  # a transaction that has written cannot be copied
        yield Aside(tables, tables)
        return
    copy = tables.copy()
    copy.settings_dict |= {"NAME": NAMELESS, "OPTIONS": {**copy.settings_dict["OPTIONS"], "init_command": QUICK}}
    try:
        tables.ensure_connection()
        copy.ensure_connection()
        tables.connection.backup(copy.connection)
        yield Aside(tables, copy)
    finally:
        copy.close()


@contextmanager
def _connected(to: Any) -> Iterator[None]:
    before = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = to
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before
