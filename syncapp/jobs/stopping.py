"""A worker cluster ends within ten seconds, whatever its workers are at.

The cluster sets `STOP`, which its forked workers share. A run ends at its next step; a worker that still waits for
a vendor when the grace is over leaves at once: the call is in the outbox, and is resolved as a lost answer.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from typing import Any

GRACE = 6.0  # seconds
STOP = multiprocessing.Event()
_working = threading.Event()


def asked() -> bool:
    return STOP.is_set()


def at_work(**_: Any) -> None:
    _working.set()


def at_rest(**_: Any) -> None:
    _working.clear()


def watch(**_: Any) -> None:
    """In each worker, beside its work."""
    threading.Thread(target=_leave_in_time, name="stopping", daemon=True).start()


def _leave_in_time() -> None:
    STOP.wait()
    ends = time.monotonic() + GRACE
    while time.monotonic() < ends:
        time.sleep(0.1)
    # A worker that waits for its next task is told by its queue, and may hold that queue's lock.
    if _working.is_set():
        os._exit(1)
