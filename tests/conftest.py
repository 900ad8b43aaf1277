"""What many tests share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests import found
from tests.world import World, world

# The sentences of tests/scenarios/<rule>/*.feature.
pytest_plugins = [
    f"tests.scenarios.steps.{subject}"
    for subject in ("start", "runs", "in_hubspot", "in_quickbooks", "payments", "settings", "ledgers", "screen")
]


def pytest_configure(config: pytest.Config) -> None:
    """`pytest -m S14` runs the scenarios that prove S14."""
    for kind, last in (("S", 45), ("A", 35), ("B", 41)):
        for number in range(1, last + 1):
            config.addinivalue_line("markers", f"{kind}{number}: proves it")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if found.chromium() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip("no Chromium"))


@pytest.fixture(scope="session")
def _world() -> Iterator[World]:
    with world() as made:
        yield made


@pytest.fixture
def demo(_world: World, transactional_db: None) -> World:
    """The empty world: seed it, set it up, sync it. Real transactions, as the engine holds none while it calls."""
    _world.reset()
    _world.ahead = timedelta()
    return _world
