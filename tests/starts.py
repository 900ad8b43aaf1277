"""Where tests of several folders begin."""

from __future__ import annotations

from tests.kept import Shelf
from tests.world import World


def demo_company(shelf: Shelf, records: int, *, set_up: str = "two-way", synced: bool = False) -> World:
    """The landscaping company; without `set_up` nothing is connected yet, and with "none" nothing turned on."""

    def make(world: World) -> None:
        world.seed(records=records)
        if set_up:
            world.set_up(set_up)
        if synced:
            assert not world.sync().stopped

    shelf.begin(f"demo company of {records}, {set_up}, synced: {synced}", make)
    return shelf.world
