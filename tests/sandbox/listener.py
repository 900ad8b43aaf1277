"""An endpoint for webhooks in tests: keeps what it was sent, answers as told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Post:
    headers: dict[str, str]  # names in lower case
    body: bytes
    at: float

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass
class Listener:
    """`answers` are given one after the other, then 200 for ever."""

    answers: list[int] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    url: str = ""
    hold: float = 0.0

    def events(self) -> list[dict[str, Any]]:
        """Of all posts whose body is an array."""
        return [event for post in self.posts for event in post.data]

    def wait(self, until: Callable[[], Any], seconds: float = 5.0) -> None:
        ends = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < ends, f"waited in vain; {len(self.posts)} posts came"
            time.sleep(0.005)

    def wait_for(self, count: int) -> list[Post]:
        """The first so many posts."""
        self.wait(lambda: len(self.posts) >= count)
        return self.posts[:count]


@contextmanager
def listening(*answers: int, path: str = "/hook/") -> Iterator[Listener]:
    found = Listener(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            found.posts.append(Post(headers, body, time.monotonic()))
            time.sleep(found.hold)
            self.send_response(found.answers.pop(0) if found.answers else 200)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_port}{path}"
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
