"""What ties a vendor's answer to the person who went there: kept in their session, used once, for ten minutes."""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpRequest

from syncapp.core.values import Side

KEY = "consents"
LIFE = 600.0  # seconds
AT_ONCE = 5  # as many windows as one may have open


@dataclass(frozen=True)
class Begun:
    """A sign-in under way. The side and the workspace are the intent: an answer cannot be turned to another."""

    side: str
    workspace: int
    edition: str = ""
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))  # 256 bits (SEC8)
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))  # PKCE (SEC9)
    at: float = field(default_factory=time.time)


def begin(request: HttpRequest, side: Side, workspace: int, edition: str) -> Begun:
    begun = Begun(side.value, workspace, edition)
    request.session[KEY] = [*_open(request), asdict(begun)][-AT_ONCE:]
    return begun


def take(request: HttpRequest, side: Side, state: str) -> Begun | None:
    """The sign-in that this answer belongs to; it is then over, whatever comes of it."""
    rows = _open(request)
    found = next((row for row in rows if state and secrets.compare_digest(row["state"].encode(), state.encode())), None)
    request.session[KEY] = [row for row in rows if row is not found]
    if found is None or found["side"] != side.value:
        return None
    return Begun(**found)


def _open(request: HttpRequest) -> list[dict[str, Any]]:
    held = request.session.get(KEY, [])
    return [row for row in held if time.time() - row["at"] < LIFE]
