"""Calls that an account still allows. The budget belongs to the account, so it is a row, not a variable."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from syncapp.connectors.errors import LimitReached
from syncapp.connectors.protocol import LONGEST_WAIT, Problem
from syncapp.engine.pace import Pace
from syncapp.engine.tokens import utc_now
from syncapp.storage.models import Connection


class StoredBudget:
    """Implements connectors.protocol.Budget: the account's pace is kept, and nobody calls while it has asked for quiet."""

    def __init__(
        self,
        connection_id: int,
        now: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], None] = time.sleep,
        pace: Pace | None = None,
    ) -> None:
        self._pace = pace
        self._id = connection_id
        self._now = now
        self._sleep = sleep
        self._until: datetime | None = Connection.objects.values_list("paused_until", flat=True).get(
            pk=connection_id
        )

    def spend(self, *, kind: str) -> None:
        if self._until:
            self._wait((self._until - self._now()).total_seconds())
        if self._pace and (seconds := self._pace.take(kind)) > 0:
            self._sleep(seconds)

    def exhausted(self, *, kind: str, seconds: float) -> None:
        self._until = self._now() + timedelta(seconds=seconds)
        Connection.objects.filter(pk=self._id).update(paused_until=self._until)

    def _wait(self, seconds: float) -> None:
        if seconds > LONGEST_WAIT:
            raise LimitReached(
                Problem("limit_reached", params={"seconds": str(int(seconds))}), seconds=seconds
            )
        if seconds > 0:
            self._sleep(seconds)
        self._until = None
