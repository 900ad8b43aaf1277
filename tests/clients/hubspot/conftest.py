"""HubSpot's own client before a sandbox that runs; every answer on the way is looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hubspot import HubSpot as Client

from syncapp.sandbox import server
from tests.clients.hubspot.site import Site
from tests.clients.shapes.watch import watched


@pytest.fixture(scope="session")
def _running() -> Iterator[server.Sandbox]:
    with server.running(limits=False) as sandbox:
        yield sandbox


@pytest.fixture
def site(_running: server.Sandbox) -> Site:
    """An empty account in real time, without limits."""
    found = Site(_running)
    found.restore()
    return found


@pytest.fixture
def client(site: Site) -> Client:
    """With every scope."""
    return site.client()


@pytest.fixture(autouse=True)
def _every_answer_has_its_form(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with watched(monkeypatch) as wrong:
        yield
    assert not wrong, "\n".join(dict.fromkeys(wrong))
