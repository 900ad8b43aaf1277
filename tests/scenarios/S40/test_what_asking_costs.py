"""What asking both sides costs is what the screen says (S40)."""

from __future__ import annotations

from syncapp.core.values import Side
from syncapp.queries.settings import CALLS_A_POLL
from tests.scenarios.conftest import Acme


def test_asking_both_sides_in_vain_costs_what_the_screen_says(acme: Acme) -> None:  # S40
    acme.sync()
    acme.wait(minutes=10)
    assert acme.world.sync(retry=False, poll=frozenset(Side)).calls == CALLS_A_POLL
