"""Request limits of a realm: 500 a minute, 10 a second, 40 batches a minute [D]."""

from __future__ import annotations

from collections import deque
from typing import Any

from syncapp.sandbox.clock import Clock

PER_MINUTE, PER_SECOND, BATCHES = 500, 10, 40


class Limits:
    """Sliding windows by the port's clock; a refused request does not count."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._seen: dict[tuple[str, str], deque[float]] = {}

    def clear(self) -> None:
        self._seen.clear()

    def exceeded(self, realm: str, settings: dict[str, Any], *, batch: bool) -> bool:
        factor, now = float(settings.get("factor", 1.0)), self.clock.now().timestamp()
        windows = [
            ("minute", 60, PER_MINUTE),
            ("second", 1, PER_SECOND),
            *([("batch", 60, BATCHES)] if batch else []),
        ]
        queues = [
            (self._window(realm, name, now - seconds), max(1, int(most * factor)))
            for name, seconds, most in windows
        ]
        if any(len(queue) >= most for queue, most in queues):
            return True
        for queue, _ in queues:
            queue.append(now)
        return False

    def _window(self, realm: str, name: str, since: float) -> deque[float]:
        queue = self._seen.setdefault((realm, name), deque())
        while queue and queue[0] <= since:
            queue.popleft()
        return queue
