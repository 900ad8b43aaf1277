"""A person who acts while a sync runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from syncapp.connectors import http


@contextmanager
def meanwhile(path: str, act: Callable[[], Any], *, after: bool = False, sent: str = "") -> Iterator[None]:
    """`act` happens once, right before (or after) our first call whose address has `path` in it and its body `sent`."""
    exchange: Callable[..., http.Answer] = http.exchange
    waiting = [act]

    def exchanged(session: Any, method: str, url: str, *args: Any, **request: Any) -> http.Answer:
        meant = path in url and sent in str(request.get("data"))
        now = waiting.pop() if meant and waiting else None
        if now and not after:
            now()
        answer = exchange(session, method, url, *args, **request)
        if now and after:
            now()
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "exchange", exchanged)
        yield
    assert not waiting, f"no call to {path} was made"
