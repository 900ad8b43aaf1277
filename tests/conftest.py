"""What many tests share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.world import World, world


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
