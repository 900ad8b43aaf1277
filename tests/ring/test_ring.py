"""Stories of fixed seeds, each judged at rest; `RING=0:500` (and `RING_STEPS=40`) tells these instead, for as long as it takes.

One that breaks a law is printed as it happened, made short, with the line that plays it again.
"""

from __future__ import annotations

import os

import pytest

from syncapp.storage.models import Operation
from tests.kept import Shelf
from tests.ring import opening, ours, people_hubspot, people_quickbooks, setup, troubles  # noqa: F401 - their moves
from tests.ring.laws import at_rest
from tests.ring.ring import shorter, story, tell
from tests.world import World

FEW = "0:8"  # what fits into the time that every change may take
FIRST, LAST = map(int, os.environ.get("RING", FEW).split(":"))
STEPS = int(os.environ.get("RING_STEPS", "18"))


@pytest.mark.parametrize("seed", range(FIRST, LAST))
def test_at_rest_every_law_holds(demo: World, shelf: Shelf, seed: int) -> None:  # I1–I7, I13, I14
    steps = story(seed, STEPS)
    broken, _ = tell(shelf, seed, steps, at_rest)
    if broken:
        few, broken = shorter(shelf, seed, steps, at_rest, broken)
        _, ring = tell(shelf, seed, few, at_rest)
        pytest.fail(
            "\n".join([*ring.told, broken, f'python -m tests.ring {seed} --story "{" ".join(map(str, few))}"']),
            pytrace=False,
        )


def test_the_same_seed_does_the_same(demo: World, shelf: Shelf) -> None:  # I12
    told = []
    for _ in range(2):
        tell(shelf, 3, story(3, 12), lambda ring: ring.rest())
        told.append(list(Operation.objects.order_by("pk").values_list("call__side", "entity", "action", "state")))
    assert told[0] == told[1] != []
