"""Calls that an account still allows. The budget belongs to the account, so it is a row, not a variable."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import F

from syncapp.connectors.errors import LimitReached
from syncapp.connectors.protocol import Problem
from syncapp.engine.tokens import utc_now
from syncapp.storage.models import Connection

LONGEST_WAIT = 10.0  # seconds; a longer wait ends the chunk with a due time


class StoredBudget:
    """Implements connectors.protocol.Budget: nobody calls while the vendor has asked for quiet, every call is counted."""

    def __init__(
        self,
        connection_id: int,
        now: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._id = connection_id
        self._now = now
        self._sleep = sleep
        self._until: datetime | None = Connection.objects.values_list("paused_until", flat=True).get(
            pk=connection_id
        )
        self._made = 0

    def spend(self, *, kind: str) -> None:
        if self._until:
            self._wait((self._until - self._now()).total_seconds())
        self._made += 1

    def exhausted(self, *, kind: str, seconds: float) -> None:
        self._until = self._now() + timedelta(seconds=seconds)
        Connection.objects.filter(pk=self._id).update(paused_until=self._until)

    def settle(self) -> None:
        """Store what was used; once a chunk, so that counting costs no write a call."""
        if self._made:
            Connection.objects.filter(pk=self._id).update(calls_made=F("calls_made") + self._made)
            self._made = 0

    def _wait(self, seconds: float) -> None:
        if seconds > LONGEST_WAIT:
            raise LimitReached(
                Problem("limit_reached", params={"seconds": str(int(seconds))}), seconds=seconds
            )
        if seconds > 0:
            self._sleep(seconds)
        self._until = None
