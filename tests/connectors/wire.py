"""A vendor made of raw sockets: each connection or request gets the next scripted behaviour."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from syncapp.connectors.errors import LimitReached
from syncapp.connectors.http import Http
from syncapp.connectors.protocol import Problem

Reply = Callable[[socket.socket], bool]  # returns whether the connection stays open


def whole(body: bytes = b"{}", status: str = "200 OK", **headers: str) -> Reply:
    """A complete answer on a connection that stays open."""

    def reply(client: socket.socket) -> bool:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        client.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        return True

    return reply


def raw(data: bytes) -> Reply:
    """These bytes, then the end."""

    def reply(client: socket.socket) -> bool:
        client.sendall(data)
        return False

    return reply


def reset(client: socket.socket) -> bool:
    """The connection breaks after the request was read."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    return False


def hang(client: socket.socket) -> bool:
    with contextlib.suppress(OSError):
        client.settimeout(3)
        client.recv(1)
    return False


def drip(data: bytes) -> Reply:
    """One byte at a time, each well within any socket timeout."""

    def reply(client: socket.socket) -> bool:
        for byte in data:
            try:
                client.sendall(bytes([byte]))
            except OSError:
                return False
            time.sleep(0.02)
        return False

    return reply


class Vendor:
    """Answers requests with `replies` in turn and keeps them; `url` is where it listens."""

    def __init__(self, replies: Iterable[Reply]) -> None:
        self._replies = iter(replies)
        self.requests: list[bytes] = []
        self.connections = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            with client, contextlib.suppress(OSError):
                while self._one(client):
                    pass

    def _one(self, client: socket.socket) -> bool:
        request = _request(client)
        if request is None:
            return False
        self.requests.append(request)
        reply = next(self._replies, None)
        return reply(client) if reply else False

    def close(self) -> None:
        self._listening.close()


def _request(client: socket.socket) -> bytes | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = client.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += client.recv(65536)
    return head + b"\r\n\r\n" + body


HTML = b"<!DOCTYPE html><html><body>Please try again later</body></html>"
OK = b'{"ok": true}'
BROKEN_GZIP = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\nnotgzi"
GARBAGE = {
    "html": whole(HTML),  # F9
    "cut": raw(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"results": [{"id": "1"'),  # F8
    "cut without a length": raw(b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"results": [{"id": "1"'),
    "empty": whole(b""),
    "broken gzip": raw(BROKEN_GZIP),  # F11
    "wrong charset": whole(b'{"name": "Gr\xf6\xdfe"}', Content_Type="application/json; charset=utf-8"),  # F11
    "no object": whole(b"[1]"),
    "a bare word": whole(b"null"),
}


class Tokens:
    def __init__(self) -> None:
        self.current, self.renewed = "token-one", 0

    def access_token(self, *, lately: bool = False) -> str:
        return self.current

    def fresh(self, stale: str) -> str:
        assert stale == self.current
        self.renewed += 1
        self.current = f"token-{self.renewed + 1}"
        return self.current


class Budget:
    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.waits: list[tuple[str, float]] = []
        self.empty = False

    def spend(self, *, kind: str) -> None:
        if self.empty:
            raise LimitReached(Problem("limit_reached"), seconds=7)
        self.spent[kind] += 1

    def exhausted(self, *, kind: str, seconds: float, code: str) -> None:
        self.waits.append((kind, seconds))


class Clock:
    """Time that passes only where someone sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Setup:
    def __init__(self, vendor: Vendor | None, url: str) -> None:
        self.vendor, self.tokens, self.budget, self.clock = vendor, Tokens(), Budget(), Clock()
        self.http = Http(
            base_url=url, tokens=self.tokens, budget=self.budget, classify=classify, sleep=self.clock.sleep,
            clock=self.clock, correlation_id="run-7", headers={"X-Own": "1"}, vendor="testvendor",
        )  # fmt: skip

    @property
    def requests(self) -> list[bytes]:
        assert self.vendor
        return self.vendor.requests


def classify(status: int, body: Any, headers: Any) -> Problem:
    told = body if isinstance(body, dict) else {}
    params = {"seconds": str(told["wait"])} if "wait" in told else {}
    return Problem(f"status_{status}", str(told.get("message", "")), params)


Start = Callable[..., Setup]
