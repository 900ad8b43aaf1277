"""Documents in memory, written through to a SQLite file after each request where there is one."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

Document = dict[str, Any]
LOADED = 1_000  # documents at once
encode = json.JSONEncoder(separators=(",", ":")).encode


class Store:
    """Collections of JSON documents by key.

    Memory is the truth while the process lives; `put` marks what `flush` writes, so that a state file
    is never behind an answer that was sent. Mutating a document in place needs a `put` of it.
    """

    def __init__(self, path: str = ":memory:", prefix: str = "") -> None:
        self._data: dict[str, dict[str, Document]] = {}
        self._dirty: dict[tuple[str, str], Document | None] = {}
        self._watched: dict[str, list[set[str]]] = {}
        self._prefix = prefix
        self._file = None if path == ":memory:" else _open(path)
        if self._file:
            self._load(self._file)

    def _load(self, file: sqlite3.Connection) -> None:
        """Many documents are read as one JSON: they then share the names of their fields, and memory."""
        rows = file.execute(
            "SELECT collection, key, body FROM documents WHERE prefix = ? ORDER BY seq", (self._prefix,)
        )
        while page := rows.fetchmany(LOADED):
            documents = json.loads(f"[{','.join(body for _, _, body in page)}]")
            for (collection, key, _), document in zip(page, documents, strict=True):
                self._data.setdefault(collection, {})[key] = document

    def all(self, collection: str) -> dict[str, Document]:
        """The live collection, in order of insertion; read it, change it by `put` and `drop` only."""
        return self._data.setdefault(collection, {})

    def get(self, collection: str, key: str) -> Document | None:
        return self._data.get(collection, {}).get(key)

    def put(self, collection: str, key: str, document: Document) -> Document:
        self._data.setdefault(collection, {})[key] = document
        for changed in self._watched.get(collection, ()):
            changed.add(key)
        if self._file:
            self._dirty[collection, key] = document
        return document

    def drop(self, collection: str, key: str) -> None:
        self._data.get(collection, {}).pop(key, None)
        for changed in self._watched.get(collection, ()):
            changed.add(key)
        if self._file:
            self._dirty[collection, key] = None

    def next_number(self, sequence: str, start: int = 1) -> int:
        """The next number of a named sequence; survives restarts."""
        row = self.get("sequences", sequence) or {"last": start - 1}
        self.put("sequences", sequence, {"last": row["last"] + 1})
        return int(row["last"]) + 1

    def watch(self, collection: str) -> set[str]:
        """The keys that are put or dropped from now on, for a reader who empties the set; `clear` ends it."""
        changed: set[str] = set()
        self._watched.setdefault(collection, []).append(changed)
        return changed

    def clear(self) -> None:
        """Forget everything; whoever holds a live collection or watches one asks anew."""
        self._data.clear()
        self._watched.clear()
        self._dirty.clear()
        if self._file:
            self._file.execute("DELETE FROM documents WHERE prefix = ?", (self._prefix,))
            self._file.commit()

    def flush(self) -> None:
        """Write what changed since the last flush, in one transaction."""
        if not self._file or not self._dirty:
            return
        kept = ((self._prefix, *key, encode(document)) for key, document in self._dirty.items() if document is not None)
        self._file.executemany(
            "INSERT INTO documents (prefix, collection, key, body) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (prefix, collection, key) DO UPDATE SET body = excluded.body",
            kept,
        )
        self._file.executemany(
            "DELETE FROM documents WHERE prefix = ? AND collection = ? AND key = ?",
            ((self._prefix, *key) for key, document in self._dirty.items() if document is None),
        )
        self._file.commit()
        self._dirty.clear()


def _open(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False, timeout=20)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS documents (seq INTEGER PRIMARY KEY, prefix TEXT, collection TEXT, key TEXT, body TEXT,"
        " UNIQUE (prefix, collection, key))"
    )
    return connection
