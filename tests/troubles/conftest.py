"""One world for many troubles: each puts right what it made wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.troubles.story import Story
from tests.world import World

APPS = ("HUBSPOT_CLIENT_ID", "HUBSPOT_CLIENT_SECRET", "QUICKBOOKS_CLIENT_ID", "QUICKBOOKS_CLIENT_SECRET")


@pytest.fixture
def story(demo: World, settings: Any) -> Story:
    """The demo company after its first sync, connected as from the pages."""
    for name in APPS:
        setattr(settings, name, "ours")
    made = Story(demo)
    demo.seed(records=20)
    demo.set_up()
    made.renewed()
    made.next_run()
    return made
