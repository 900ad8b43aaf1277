"""How django-q2 is set up; settings.py asks this, so nothing of Django is imported here.

A worker that is killed leaves no trace in django-q2 and its task would come again for ever: retries are ours
(storage/queue.py), a failed task counts as delivered, and what is due is found again by the tick.
"""

from __future__ import annotations

import os
from typing import Any

TIMEOUT = 300  # seconds; a run ends by itself well before
RETRY = 900  # longer than the timeout and any wait in the queue: but for a dry run nothing is delivered twice while it may run
WORKERS = max(2, min(4, os.cpu_count() or 2))  # at least one is left while another makes a dry run
STATUS_CACHE = "cluster"  # where django-q2 keeps its heartbeat, twice a second; nobody reads it


def q_cluster(redis_url: str) -> dict[str, Any]:
    """The ORM as broker, or Redis; the same code runs on both, because the row is the truth."""
    broker: dict[str, Any] = {"redis": redis_url} if redis_url else {"orm": "default", "poll": 0.2}
    return {
        "name": "syncapp",
        "workers": WORKERS,
        "timeout": TIMEOUT,
        "retry": RETRY,
        "ack_failures": True,
        "max_attempts": 1,
        "queue_limit": WORKERS * 2,
        "bulk": 1,
        "save_limit": 250,
        "catch_up": False,
        "recycle": 200,
        "cache": STATUS_CACHE,
        "log_level": "WARNING",
        **broker,
    }
