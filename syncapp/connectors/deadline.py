"""An HTTP exchange that ends by its deadline, and of which is known whether bytes may have left.

A socket timeout counts from byte to byte, so an answer that drips outlives it; a watch ends the whole
exchange. And only the connection itself knows whether a failed request had begun to be sent, which decides
whether a write may be repeated.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_current = threading.local()


class Watch:
    """Around one exchange of this thread: `sent` once a byte may have left, `expired` once it was cut off."""

    def __init__(self, seconds: float) -> None:
        self.sent = False
        self.expired = False
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Watch:
        _current.watch = self
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        _current.watch = None
        with self._lock:  # a late timer must not close a connection that serves the next request
            self._socket = None

    def sending(self, over: socket.socket | None) -> None:
        """Called by the connection just before its first byte."""
        with self._lock:
            if self.expired:
                raise TimeoutError("the deadline passed before the request was sent")
            self.sent = True
            self._socket = over

    def _expire(self) -> None:
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


class WatchedAdapter(HTTPAdapter):
    """Plain requests, but over connections that a `Watch` sees; never retries by itself."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        return manager
