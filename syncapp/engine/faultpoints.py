"""Named places where a test may kill the process: around every local commit and every vendor call.

In production `point` does nothing. `SYNCAPP_KILL_AT=name` or `name:3` (the third time) ends the process by
SIGKILL, as a power cut would. The crash tests loop over POINTS, so that a new place cannot be forgotten.
"""

from __future__ import annotations

import os
import signal
from collections import Counter

POINTS = {
    "noticed": "what a poll noticed is stored, nothing is worked yet",
    "linked": "records of both sides are linked, nothing is written yet",
    "call-planned": "operation and call are stored, not marked as sent",
    "call-sent": "marked as sent, the request has not left",
    "call-answered": "the vendor has answered, nothing of it is stored",
    "call-stored": "the answer, the ids and the bases are stored; the record is not settled",
    "resolved": "a lost answer is resolved, nothing is planned anew yet",
    "settled": "records of a chunk are settled",
}

_passed: Counter[str] = Counter()


def point(name: str) -> None:
    """A place that is safe to die at; `name` is one of POINTS."""
    wanted = os.environ.get("SYNCAPP_KILL_AT")
    if not wanted:
        return
    if name not in POINTS:
        raise LookupError(name)
    _passed[name] += 1
    at, _, times = wanted.partition(":")
    if at == name and _passed[name] == int(times or 1):
        os.kill(os.getpid(), signal.SIGKILL)
