"""How much a realm may be asked: windows per minute and second, requests at once, batches, metered reads."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import Any

from syncapp.sandbox.clock import Clock

AT_ONCE = 10  # requests under way [D, older page; the newer one says 10 a second: both are kept to]
SECONDS = 120  # a request that takes longer ends with a timeout [D]
READS_PER_MONTH = 500_000  # of all apps and realms of a workspace, then reads are blocked [D: Builder tier]


@dataclass(frozen=True)
class Window:
    """So many requests within so many seconds, per realm or per realm and app."""

    name: str
    seconds: int
    most: int
    of_batches: bool = False
    per_app: bool = False


WINDOWS = (
    Window("requests_per_minute", 60, 500),  # [D]
    Window("requests_per_second_and_app", 1, 10, per_app=True),  # [D]
    Window("batches_per_minute_and_app", 60, 40, of_batches=True, per_app=True),  # [D]
    Window("batches_per_minute", 60, 120, of_batches=True),  # [D]
)


class Limits:
    """Sliding windows by the port's clock; a refused request does not count (assumed).

    Metered reads are counted by calendar month (UTC, assumed), whether limits are enforced or not, and in
    memory: a read must not become a write of the state file.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.settings: dict[str, Any] = {"enabled": False, "factor": 1.0}
        self.reads_per_month = READS_PER_MONTH
        self._seen: dict[tuple[str, ...], deque[float]] = {}
        self._reads: Counter[str] = Counter()

    def set(self, settings: dict[str, Any]) -> None:
        """Switch the windows on or off; they begin empty. What was read in a month stays counted."""
        self.settings = {
            "enabled": bool(settings.get("enabled")), "factor": float(settings.get("factor", 1.0)),
        }  # fmt: skip
        self._seen.clear()

    def clear(self) -> None:
        """As a new account."""
        self._seen.clear()
        self._reads.clear()
        self.reads_per_month = READS_PER_MONTH

    # Refusing

    def exceeded(self, realm: str, app: str, *, batch: bool, reads: bool, beside: int) -> str:
        """The name of the limit that a request is over, "" where it may pass, which is then noted.

        `beside` is the number of the app's requests on this realm that were under way when it came.
        """
        now = self.clock.now().timestamp()
        if beside >= self._times(AT_ONCE):
            return "at_once"
        if reads and self._reads[self._month()] >= self.reads_per_month:
            return "reads_per_month"
        concerned = [each for each in WINDOWS if batch or not each.of_batches]
        queues = [self._queue(each, realm, app, now) for each in concerned]
        for window, queue in zip(concerned, queues, strict=True):
            if len(queue) >= self._times(window.most):
                return window.name
        for queue in queues:
            queue.append(now)
        return ""

    def _times(self, most: int) -> int:
        return max(1, int(most * float(self.settings["factor"])))

    def _queue(self, window: Window, realm: str, app: str, now: float) -> deque[float]:
        key = (window.name, realm, app) if window.per_app else (window.name, realm)
        queue = self._seen.setdefault(key, deque())
        while queue and queue[0] <= now - window.seconds:
            queue.popleft()
        return queue

    # Counting

    def _month(self) -> str:
        return self.clock.now().strftime("%Y-%m")

    def read(self, calls: int) -> None:
        """Metered calls that were answered well; a refused one costs nothing [3]."""
        if calls:
            self._reads[self._month()] += calls

    def usage(self) -> dict[str, Any]:
        """What is used of each window, by realm and app where it is per app, the most of each, and the reads of
        each month."""
        now = self.clock.now().timestamp()
        windows: dict[str, dict[str, int]] = {}
        for window in WINDOWS:
            for _, realm, *app in [key for key in self._seen if key[0] == window.name]:
                used = len(self._queue(window, realm, "".join(app), now))
                windows.setdefault(window.name, {})["/".join((realm, *app))] = used
        metered = {"months": dict(self._reads), "allowance": self.reads_per_month}
        most = {window.name: self._times(window.most) for window in WINDOWS}
        return {"used": windows, "most": most, "metered_reads": metered}
