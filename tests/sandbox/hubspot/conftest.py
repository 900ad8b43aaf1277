from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.hubspot.vendor import HubSpot
from syncapp.sandbox.state import Store
from tests.clients.shapes.watch import watched
from tests.sandbox.hubspot.portal import Portal

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def portal() -> Portal:
    """An empty account with an app that has every scope."""
    clock = Clock(NOW)
    return Portal(HubSpot(Store(), clock, "http://127.0.0.1:1"), clock)


@pytest.fixture(autouse=True)
def _every_answer_has_its_form(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Required keys, types, enums, nothing unknown: see `tests/clients/shapes`."""
    with watched(monkeypatch) as wrong:
        yield
    assert not wrong, "\n".join(dict.fromkeys(wrong))
