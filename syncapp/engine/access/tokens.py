"""A connection's tokens: read, refreshed once whoever asks, encrypted at rest.

A refresh takes a lease of its own and happens outside every transaction; the others wait for the row to change,
so that a rotated refresh token is never used twice (F27).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from syncapp.connectors.errors import ConnectionExpired, VendorUnavailable
from syncapp.connectors.oauth import Tokens
from syncapp.connectors.protocol import Problem
from syncapp.core.values import Side
from syncapp.storage import leases
from syncapp.storage.models import Connection
from syncapp.storage.table_copy import real_tables

LATELY = timedelta(seconds=5)


def utc_now() -> datetime:
    return datetime.now(UTC)


class StoredTokens:
    """Implements connectors.protocol.TokenStore over a Connection row."""

    def __init__(
        self,
        connection_id: int,
        refresh: Callable[[str], Tokens],
        now: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._id = connection_id
        self._refresh = refresh
        self._now = now
        self._sleep = sleep
        self._seen: tuple[datetime, Connection] | None = None  # the row, and when it was read

    @real_tables()
    def access_token(self, *, lately: bool = False) -> str:
        """The stored token, refreshed beforehand where it ends within a minute.

        `lately`: as it was read within the last seconds. Who has renewed it meanwhile is heard of by a 401, who has
        given it up by the next look, which each write takes.
        """
        connection = self._lately() if lately else self._look()
        if connection.state != Connection.State.CONNECTED:
            raise _expired(connection)
        if (
            connection.expires_at
            and connection.expires_at <= self._now() + timedelta(minutes=1)
            and connection.refresh_token
        ):
            return self.fresh(connection.access_token)
        return str(connection.access_token)

    def _lately(self) -> Connection:
        at, connection = self._seen or (self._now(), None)
        if connection and timedelta() <= self._now() - at < LATELY:
            return connection
        return self._look()

    def _look(self) -> Connection:
        names = ("side", "state", "access_token", "refresh_token", "expires_at")
        connection = Connection.objects.only(*names).get(pk=self._id)
        self._seen = self._now(), connection
        return connection

    @real_tables()
    def fresh(self, stale: str) -> str:
        self._seen = None
        name = f"tokens:{self._id}"
        for _ in range(int(leases.TOKEN_SECONDS / 0.2) + 1):
            connection = Connection.objects.get(pk=self._id)
            if connection.access_token != stale:
                return str(connection.access_token)
            if connection.state != Connection.State.CONNECTED or not connection.refresh_token:
                self._mark_expired()
                raise _expired(connection)
            fence = leases.claim(name, self._now(), leases.TOKEN_SECONDS)
            if fence is not None:
                try:
                    return self._refreshed(stale)
                finally:
                    leases.release(name, fence)
            self._sleep(0.2)
        raise VendorUnavailable(Problem("vendor_unavailable", "another process did not finish renewing the sign-in"))

    def _refreshed(self, stale: str) -> str:
        connection = Connection.objects.get(pk=self._id)
        if connection.access_token != stale:  # somebody was quicker between the look and the lease
            return str(connection.access_token)
        try:
            tokens = self._refresh(connection.refresh_token)
        except ConnectionExpired:
            self._mark_expired()
            raise
        now = self._now()
        connection.access_token = tokens.access_token
        connection.refresh_token = tokens.refresh_token or connection.refresh_token
        connection.expires_at = now + timedelta(seconds=tokens.expires_in)
        if tokens.refresh_expires_in:
            connection.refresh_expires_at = now + timedelta(seconds=tokens.refresh_expires_in)
        connection.save(update_fields=["access_token", "refresh_token", "expires_at", "refresh_expires_at"])
        return tokens.access_token

    def _mark_expired(self) -> None:
        connected = Connection.objects.filter(pk=self._id, state=Connection.State.CONNECTED)
        connected.update(state=Connection.State.NEEDS_RECONNECT)


def _expired(connection: Connection) -> ConnectionExpired:
    return ConnectionExpired(Problem("connection_expired", params={"system": Side(connection.side).label}))
