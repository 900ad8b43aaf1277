"""The line to the emulators without sockets: the same application, answers and faults, in the thread that asks.

For tests of so many requests that the way through the machine's network would be most of their time. What comes of
a broken connection is what the exchange over a real one makes of it (`tests/connectors/` tries that one).
"""

from __future__ import annotations

import json as jsonlib
import threading
from collections.abc import Coroutine, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, urlencode, urlsplit

import requests
from requests.structures import CaseInsensitiveDict

from syncapp.connectors import http
from syncapp.connectors.exchange import Answer, NoAnswerError
from syncapp.sandbox.server import App
from tests.world import World


@dataclass
class _Connection:
    """One request on its way to an application, and what it then hears."""

    body: bytes
    status: int = 0
    headers: MutableMapping[str, str] = field(default_factory=CaseInsensitiveDict)
    heard: bytes = b""
    reset: bool = False

    async def receive(self) -> dict[str, Any]:
        return {"type": "http.request", "body": self.body}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers.update({name.decode("latin-1"): value.decode("latin-1") for name, value in message["headers"]})
        else:
            self.heard += message.get("body", b"")

    @property
    def content(self) -> bytes | None:
        """None where it broke off."""
        return self.heard if len(self.heard) >= int(self.headers.get("content-length", 0)) else None

    # what the emulators do to a connection itself

    @property
    def transport(self) -> _Connection:
        return self

    def get_extra_info(self, name: str) -> None:
        return None

    def hold(self) -> None: ...

    def release(self) -> None: ...

    def close(self) -> None: ...

    def abort(self) -> None:
        self.reset = True


class Line:
    """To both emulators of a world; one request at a time."""

    def __init__(self, world: World) -> None:
        self._apps: dict[str, App] = {
            server.config.app.port.vendor.base_url: server.config.app for server in world.sandbox.servers
        }
        self._lock = threading.Lock()

    def exchange(
        self,
        session: requests.Session,
        method: str,
        url: str,
        deadline: float,
        *,
        params: Any = None,
        data: bytes | None = None,
        headers: Mapping[str, str],
        auth: Any = None,
    ) -> Answer:
        """In the place of the connectors' exchange (syncapp/connectors/exchange.py)."""
        sent = dict(headers)
        if auth:
            auth(SimpleNamespace(headers=sent))
        heard = self._asked(method, url, params, data or b"", sent)
        if heard.reset:
            raise NoAnswerError("Connection reset by peer", sent=True)
        return Answer(heard.status, heard.headers, heard.content)

    def request(
        self,
        method: str,
        url: str,
        *,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> Any:
        """In the place of the session by which a world plays people and faults."""
        body = b"" if json is None else jsonlib.dumps(json).encode()
        sent = {**({} if json is None else {"Content-Type": "application/json"}), **(headers or {})}
        heard = self._asked(method, url, None, body, sent)
        text = heard.heard.decode()
        return SimpleNamespace(ok=heard.status < 400, text=text, content=heard.heard, json=lambda: jsonlib.loads(text))

    def get(self, url: str, **more: Any) -> Any:
        return self.request("GET", url, **more)

    def post(self, url: str, **more: Any) -> Any:
        return self.request("POST", url, **more)

    def _asked(self, method: str, url: str, params: Any, body: bytes, headers: Mapping[str, str]) -> _Connection:
        parts = urlsplit(url)
        query = "&".join(one for one in (parts.query, urlencode(params or {}, doseq=True)) if one)
        scope = {
            "method": method,
            "path": unquote(parts.path),
            "query_string": query.encode("latin-1"),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }
        connection = _Connection(body)
        with self._lock:
            app = self._apps[f"{parts.scheme}://{parts.netloc}"]
            _at_once(app(scope, connection.receive, connection.send))
        return connection


def _at_once(doing: Coroutine[Any, Any, None]) -> None:
    try:
        doing.send(None)
    except StopIteration:
        return
    doing.close()
    raise NotImplementedError("an emulator that waits is asked over a socket")


@contextmanager
def direct(world: World) -> Iterator[None]:
    """People and syncs ask this world's emulators by such a line; consents still go over a socket."""
    line = Line(world)
    with patch.object(http, "exchange", line.exchange), patch.object(world, "session", line):
        yield
