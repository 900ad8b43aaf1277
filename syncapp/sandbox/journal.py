"""Every vendor request that came to one port, as it was answered."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import Any

Entry = dict[str, Any]

KEPT = 200_000  # the oldest go first, so that a long benchmark stays in memory
PAGE = 100_000


class Journal:
    """Entries in order of arrival; `seq` counts from 1 and never starts again while the process lives."""

    def __init__(self, kept: int = KEPT) -> None:
        self._entries: deque[Entry] = deque(maxlen=kept)
        self._last = 0

    def add(self, entry: Entry) -> Entry:
        """Keep an entry and number it."""
        self._last += 1
        numbered = {"seq": self._last, **entry}
        self._entries.append(numbered)
        return numbered

    def since(self, seq: int) -> dict[str, Any]:
        """`{entries, next}`: those after `seq`; `next` is what to ask with the next time."""
        skip = max(0, seq - (self._last - len(self._entries)))
        entries = list(islice(self._entries, skip, skip + PAGE))
        return {"entries": entries, "next": entries[-1]["seq"] if entries else max(seq, self._last)}

    def clear(self) -> None:
        """Forget the entries; the count goes on."""
        self._entries.clear()

    def __len__(self) -> int:
        return len(self._entries)
