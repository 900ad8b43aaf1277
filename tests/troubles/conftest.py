"""One world for many troubles: each puts right what it made wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kept import Shelf
from tests.troubles.story import Story
from tests.world import World

APPS = ("HUBSPOT_CLIENT_ID", "HUBSPOT_CLIENT_SECRET", "QUICKBOOKS_CLIENT_ID", "QUICKBOOKS_CLIENT_SECRET")


@pytest.fixture
def story(demo: World, shelf: Shelf, settings: Any) -> Story:
    """The demo company after its first sync, connected as from the pages."""
    for name in APPS:
        setattr(settings, name, "ours")
    return shelf.begin("story", _synced)


def _synced(world: World) -> Story:
    story = Story(world)
    world.seed(records=20)
    world.set_up()
    story.renewed()
    story.next_run()
    return story
