"""A copy of our tables to try something in, of which nothing stays.

Whoever decides for minutes inside a transaction lets others wait that long: on SQLite all who write, on PostgreSQL who
writes the same rows. So it is decided in a copy that is gone with its connection, and nobody waits for it. It is the
default connection of its thread meanwhile; what is true for others too, like tokens, is asked for `real_tables()`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import ForeignKey, Model

from syncapp.storage.models import Workspace

NAMELESS = "file:"  # of SQLite: a file of its own that nobody else finds, and that goes when it is closed
QUICK = "PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;"


@contextmanager
def table_copy(workspace: Workspace) -> Iterator[None]:
    """Inside, what is read and written is the copy. A transaction that is open already cannot be copied, and is one
    of which nothing stays itself."""
    tables = connections[DEFAULT_DB_ALIAS]
    if tables.in_atomic_block:
        yield
        return
    copy: Any = tables.copy()
    copy.tables = tables
    try:
        if tables.vendor == "sqlite":
            _copy_file(tables, copy)
        else:
            _copy_rows(copy, workspace)
        with _connected(copy):
            yield
    finally:
        copy.close()


@contextmanager
def real_tables() -> Iterator[None]:
    """What is read and written are the tables themselves, inside a copy too."""
    here = connections[DEFAULT_DB_ALIAS]
    with _connected(getattr(here, "tables", here)):
        yield


@contextmanager
def _connected(to: Any) -> Iterator[None]:
    before = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = to
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before


def _copy_file(tables: Any, copy: Any) -> None:
    """SQLite's: the whole file, which nobody who writes waits for."""
    copy.settings_dict |= {"NAME": NAMELESS, "OPTIONS": {**copy.settings_dict["OPTIONS"], "init_command": QUICK}}
    tables.ensure_connection()
    copy.ensure_connection()
    tables.connection.backup(copy.connection)


def _copy_rows(copy: Any, workspace: Workspace) -> None:
    """PostgreSQL's: temporary tables, which go before others of their name, with the rows of this workspace of one moment.

    What belongs to no workspace is not copied: it is read where it is.
    """
    with copy.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = copy.ops.quote_name(cursor.fetchone()[0])
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        for model in apps.get_app_config("storage").get_models():
            if owned := _owned(model, schema):
                table, key = (copy.ops.quote_name(name) for name in (model._meta.db_table, model._meta.pk.column))
                there = f"pg_temp.{table}"
                cursor.execute(f"CREATE TEMPORARY TABLE {table} (LIKE {schema}.{table} INCLUDING ALL)")
                cursor.execute(f"INSERT INTO {there} SELECT * FROM {schema}.{table} WHERE {owned}", [workspace.pk])  # noqa: S608 - names of ours
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence(%s, %s), coalesce(max({key}), 1)) FROM {there}",  # noqa: S608
                    [there, model._meta.pk.column],
                )
                cursor.execute(f"ANALYZE {there}")
        cursor.execute("COMMIT")


def _owned(model: type[Model], schema: str) -> str:
    """Which rows are a workspace's, by its key: its own, and those of what is its own; empty where none can be."""
    if model is Workspace:
        return "id = %s"
    keys = [one for one in model._meta.concrete_fields if isinstance(one, ForeignKey) and not one.null]
    for key in sorted(keys, key=lambda one: one.related_model is not Workspace):
        if key.related_model is Workspace:
            return f"{key.column} = %s"
        if key.related_model._meta.app_label == "storage":
            owners = f"{schema}.{key.related_model._meta.db_table}"
            return f"{key.column} IN (SELECT id FROM {owners} WHERE workspace_id = %s)"  # noqa: S608
    return ""
