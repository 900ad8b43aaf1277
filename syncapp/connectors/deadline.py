"""An HTTP exchange that ends by its deadline, and of which is known whether bytes may have left.

A socket timeout counts from byte to byte, so an answer that drips outlives it; a watch ends the whole
exchange. And only the connection itself knows whether a failed request had begun to be sent, which decides
whether a write may be repeated.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_current = threading.local()


class _Alarm:
    """One thread for all exchanges of this process, which ends each whose time is up; a thread for each costs a
    tenth of a quick exchange."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._ends: dict[Watch, float] = {}
        self._wakes = 0.0  # when the thread looks again by itself
        self._thread: threading.Thread | None = None

    def set(self, watch: Watch, seconds: float) -> None:
        with self._changed:
            self._ends[watch] = ends = time.monotonic() + seconds
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="deadlines", daemon=True)
                self._thread.start()
            elif ends < self._wakes:
                self._changed.notify()

    def forget(self, watch: Watch) -> None:
        """It is not ended from now on: its connection may serve the next request."""
        with self._changed:
            self._ends.pop(watch, None)

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for watch in [watch for watch, ends in self._ends.items() if ends <= now]:
                    del self._ends[watch]
                    watch.expire()
                self._wakes = min(self._ends.values(), default=now + threading.TIMEOUT_MAX)
                self._changed.wait(self._wakes - now)


_alarm = _Alarm()


def _after_fork() -> None:
    """The parent's thread is not here, and a lock that it held stays locked."""
    global _alarm
    _alarm = _Alarm()


os.register_at_fork(after_in_child=_after_fork)


class Watch:
    """Around one exchange of this thread: `sent` once a byte may have left, `expired` once it was cut off."""

    def __init__(self, seconds: float) -> None:
        self.sent = False
        self.expired = False
        self._seconds = seconds
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Watch:
        _current.watch = self
        _alarm.set(self, self._seconds)
        return self

    def __exit__(self, *_: object) -> None:
        _alarm.forget(self)
        _current.watch = None

    def sending(self, over: socket.socket | None) -> None:
        """Called by the connection just before its first byte."""
        with self._lock:
            if self.expired:
                raise TimeoutError("the deadline passed before the request was sent")
            self.sent = True
            self._socket = over

    def expire(self) -> None:
        """Cut it off, in whatever it waits for."""
        with self._lock:
            self.expired = True
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)


class _Watched:
    """Mixed into urllib3's connections."""

    def send(self, data: Any) -> None:
        connection: Any = self
        if connection.sock is None and connection.auto_open:
            connection.connect()
        watch: Watch | None = getattr(_current, "watch", None)
        if watch is not None:
            watch.sending(connection.sock)
        super().send(data)  # type: ignore[misc]


class _Plain(_Watched, HTTPConnection):
    pass


class _Secure(_Watched, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


def watched_pool(scheme: str) -> type[HTTPConnectionPool]:
    """Connections to one host that a `Watch` sees."""
    return _SecurePool if scheme == "https" else _PlainPool


class WatchedAdapter(HTTPAdapter):
    """Plain requests, but over connections that a `Watch` sees; never retries by itself."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        return manager
