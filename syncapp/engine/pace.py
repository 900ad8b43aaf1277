"""How fast an account is called: a little slower than it allows, so that a sync alone on it is never refused (F15–F17).

The windows are this process's own. A workspace is worked by one process at a time, which makes nearly all the calls; what
others take is seen by the vendor's 429, which `budget` obeys.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from syncapp.core.values import Side


@dataclass(frozen=True)
class Window:
    """At most so many calls of this kind within any so many seconds; of any kind where it names none."""

    calls: int
    seconds: float
    kind: str = ""


# The vendors' own figures, less what makes up for clocks and for calls under way (reference/, performance.md §1.1).
WINDOWS: Mapping[Side, tuple[Window, ...]] = {
    Side.HUBSPOT: (Window(4, 1.0, "search"), Window(95, 10.0)),  # 5 a second; 100 to 190 in 10 s by the kind of app
    Side.QUICKBOOKS: (Window(8, 1.0), Window(38, 60.0, "batch"), Window(480, 60.0)),  # 10 a second, 40 and 500 a minute
}


class Pace:
    """One account's."""

    def __init__(self, windows: tuple[Window, ...], clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._taken: dict[Window, deque[float]] = {one: deque(maxlen=one.calls) for one in windows}

    def take(self, kind: str) -> float:
        """Reserve one call; the seconds to wait before it is made."""
        with self._lock:
            mine = [(window, taken) for window, taken in self._taken.items() if window.kind in ("", kind)]
            now = self._clock()
            free = [taken[0] + window.seconds for window, taken in mine if len(taken) == window.calls]
            at = max([now, *free])
            for _, taken in mine:
                taken.append(at)
            return at - now


_paces: dict[tuple[Side, str], Pace] = {}


def pace_of(side: Side, account_id: str) -> Pace:
    """The same one for everybody in this process who calls the account."""
    return _paces.setdefault((side, account_id), Pace(WINDOWS[side]))
