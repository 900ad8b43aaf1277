"""A vendor that asks for quiet, where a person waits for the result: it is waited for, and said until when.

What is under way ends first and begins anew after it, from what both sides hold then: nothing is written that was
decided before the wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from syncapp.connectors.errors import LimitReached
from syncapp.core.errors import Failure
from syncapp.core.values import moment_words
from syncapp.engine.access.tokens import utc_now
from syncapp.storage.models import Workspace
from syncapp.storage.table_copy import real_tables

LONGEST = timedelta(minutes=2)  # QuickBooks' windows are of a minute
TIMES = 5
T = TypeVar("T")


@dataclass
class Patience:
    """Of one person, for as long as one command takes."""

    say: Callable[[str], None]
    now: Callable[[], datetime] = utc_now
    sleep: Callable[[float], None] = time.sleep
    left: int = TIMES

    def through(self, workspace: Workspace, do: Callable[[], T]) -> T:
        """What `do` returns, done anew after each wait; raises LimitReached where that is not waited for."""
        while True:
            try:
                return do()
            except LimitReached as limit:
                if not self.outlasts(workspace, limit):
                    raise

    def outlasts(self, workspace: Workspace, limit: LimitReached) -> bool:
        """Wait until the vendors may be asked again; False, at once, where that is too long or was too often."""
        until = quiet_until(workspace, limit, self.now())
        if not self.left or until - self.now() > LONGEST:
            return False
        self.left -= 1
        here = until.astimezone(ZoneInfo(workspace.time_zone))
        self.say(f"{limit.problem.params.get('system', 'The vendor')} asks to wait until {here:%-I:%M:%S %p}.")
        self.sleep((until - self.now()).total_seconds())
        return True


def quiet_until(workspace: Workspace, limit: LimitReached, now: datetime) -> datetime:
    """When all of its accounts may be called again."""
    with real_tables():
        paused = workspace.connections.filter(paused_until__gt=now).values_list("paused_until", flat=True)
        return max([now + timedelta(seconds=limit.seconds), *filter(None, paused)])


def in_words(workspace: Workspace, limit: LimitReached, now: datetime) -> Failure:
    """The limit in words, with until when."""
    problem, until = limit.problem, quiet_until(workspace, limit, now) + timedelta(seconds=59)  # in whole minutes
    words = moment_words(until.astimezone(ZoneInfo(workspace.time_zone)))
    return Failure(problem.code, {**problem.params, "until": words}, problem.vendor_text)
