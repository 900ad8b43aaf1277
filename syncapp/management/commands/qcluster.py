"""`manage.py qcluster`: django-q2's worker cluster, which looks often for what is due and ends within ten seconds."""

from __future__ import annotations

import logging
import signal
import sys
import time
from types import FrameType
from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError, close_old_connections
from django_q.cluster import Cluster
from django_q.management.commands.qcluster import Command as DjangoQ

from syncapp.jobs import stopping
from syncapp.jobs.tasks import tick

logger = logging.getLogger("syncapp.jobs")
EVERY = 5.0  # seconds; django-q2's own schedule is looked at twice a minute, which is late for a poll


class Command(DjangoQ):  # type: ignore[misc]
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options.get("run_once"):
            super().handle(*args, **options)
            return
        cluster = Cluster()
        asked: list[int] = []

        def stop(number: int, frame: FrameType | None) -> None:
            asked.append(number)

        cluster.start()
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        _beat(cluster, asked)
        stopping.STOP.set()
        cluster.stop()
        sys.exit(0 if asked else 1)


def _beat(cluster: Cluster, asked: list[int]) -> None:
    """Until somebody asks for the end, or the cluster has gone."""
    next_tick = time.monotonic()
    while not asked and cluster.sentinel.is_alive():
        if time.monotonic() >= next_tick:
            next_tick = time.monotonic() + EVERY
            _tick()
        time.sleep(0.1)


def _tick() -> None:
    try:
        close_old_connections()
        tick()
    except DatabaseError:
        logger.exception("the tick could not look for what is due")
