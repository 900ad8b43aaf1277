"""The running sandbox as a test holds it: its control routes, and clients for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from hubspot import HubSpot as Client

from syncapp.sandbox.server import Sandbox

APP = {"client_id": "an-app", "client_secret": "its-secret"}


class Refusal:
    """What the client raised, once it has."""

    error: Any

    @property
    def body(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.error.body)
        return found

    @property
    def headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.error.headers.items()}


@contextmanager
def refused(status: int, category: str = "", reason: str = "") -> Iterator[Refusal]:
    """The client raises its ApiException with this status, and HubSpot's error body in it.

    Each package of the client has a class of that name; they have nothing in common but the name.
    """
    found = Refusal()
    with pytest.raises(Exception) as caught:
        yield found
    if "ApiException" not in {one.__name__ for one in type(caught.value).__mro__}:
        raise caught.value
    found.error = caught.value
    assert found.error.status == status, found.error.body
    if category:
        assert found.body["category"] == category
        assert found.body["correlationId"] == found.headers["x-hubspot-correlation-id"]
    if reason:
        assert found.error.reason == reason


class Site:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox, self.url = sandbox, sandbox.hubspot_url

    def control(self, method: str, route: str, body: Any = None, **query: Any) -> Any:
        answer = requests.request(
            method, f"{self.url}/_sandbox/{route}", json=body, params=query, timeout=5
        )  # fmt: skip
        assert answer.ok, answer.text
        return answer.json()

    def restore(self) -> None:
        self.control("POST", "reset")
        self.control("POST", "limits", {"enabled": False})
        self.control("POST", "clock", {"mode": "real"})
        self.control("DELETE", "webhooks")
        self.control("DELETE", "journal")

    def tokens(self, *scopes: str, **more: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.control("POST", "tokens", {**({"scopes": scopes} if scopes else {}), **more})
        return found

    def client(self, *scopes: str, **more: Any) -> Client:
        """Of an app that was granted these scopes, or all."""
        return self.held_by(self.tokens(*scopes)["access_token"], **more)

    def held_by(self, token: str | None, **more: Any) -> Client:
        return Client(access_token=token, host=self.url, base_url=self.url, **more)

    def fault(self, action: Any, **rule: Any) -> None:
        self.control("POST", "faults", {"action": action, **rule})

    def requests(self) -> list[str]:
        """What vendor requests came since the reset."""
        entries = self.control("GET", "journal")["entries"]
        return [f"{one['method']} {one['path']}" for one in entries]

    def as_person(self, method: str, path: str, body: Any = None) -> Any:
        return self.control(method, f"as-user{path}", body)

    def wait(self, seconds: float) -> None:
        """Moves the clock on, which stands still from then."""
        self.control("POST", "clock", {"advance_seconds": seconds})
