"""Every vendor request that came to one port, as it was answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any

Entry = dict[str, Any]
Record = tuple[str, str]  # type and id

KEPT = 200_000  # the oldest go first, so that a long benchmark stays in memory
PAGE = 100_000


class Journal:
    """Entries in order of arrival; `seq` counts from 1 and never starts again while the process lives."""

    def __init__(self, kept: int = KEPT) -> None:
        self._entries: deque[tuple[Entry, Record | None]] = deque(maxlen=kept)
        self._last = 0

    def add(self, entry: Entry, record: Record | None = None) -> Entry:
        """Keep an entry and number it; `record`: what it made, for the pages."""
        self._last += 1
        numbered = {"seq": self._last, **entry}
        self._entries.append((numbered, record))
        return numbered

    def since(self, seq: int) -> dict[str, Any]:
        """`{entries, next}`: those after `seq`; `next` is what to ask with the next time."""
        skip = max(0, seq - (self._last - len(self._entries)))
        entries = [entry for entry, _ in islice(self._entries, skip, skip + PAGE)]
        return {"entries": entries, "next": entries[-1]["seq"] if entries else max(seq, self._last)}

    def newest(self, before: int = 0) -> Iterator[tuple[Entry, Record | None]]:
        """Backwards from the last, or from the one before `before`; each with the record that it made."""
        skip = self._last - before + 1 if 0 < before <= self._last else 0
        return islice(reversed(self._entries), skip, None)

    def clear(self) -> None:
        """Forget the entries; the count goes on."""
        self._entries.clear()

    def __len__(self) -> int:
        return len(self._entries)
