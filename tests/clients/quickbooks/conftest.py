"""One running sandbox for each file, and python-quickbooks connected to it anew for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

pytest.importorskip("quickbooks")
from intuitlib.client import AuthClient
from quickbooks import QuickBooks as Client

from syncapp.sandbox import server
from syncapp.sandbox.quickbooks.vendor import FIRST_REALM
from tests.clients.quickbooks.app import Sandbox, client_of
from tests.clients.shapes.quickbooks_routes import watched

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)  # 10:30 where the company is


@pytest.fixture(scope="module")
def running() -> Iterator[server.Sandbox]:
    with server.running(limits=False) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: server.Sandbox) -> Sandbox:
    """Empty, without faults, limits or subscriptions, at the same moment for every test."""
    sandbox = Sandbox(running)
    sandbox.control("DELETE", "webhooks")
    sandbox.control("POST", "limits", {"enabled": False, "factor": 1})
    sandbox.control("POST", "clock", {"now": NOW.isoformat()})
    sandbox.control("POST", "reset")
    return sandbox


@pytest.fixture(autouse=True)
def _as_recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every answer that the client gets keeps to the table of recorded forms."""
    with watched(monkeypatch) as wrong:
        yield
    assert wrong == []


@pytest.fixture
def auth(sandbox: Sandbox) -> AuthClient:
    return sandbox.auth()


@pytest.fixture
def connect(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Client]:
    """A client of a realm, with tokens of the control route."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # http on this machine
    for name in ("api_url_v3", "sandbox_api_url_v3"):
        monkeypatch.setattr(Client, name, f"{sandbox.url}/v3")

    def client(realm: str = FIRST_REALM, **more: Any) -> Client:
        return client_of(sandbox, realm, **more)

    return client


@pytest.fixture
def client(connect: Callable[..., Client]) -> Client:
    return connect()
