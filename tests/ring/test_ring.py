"""Random stories of people on both sides, each judged at rest; `RING=2000` (and `RING_STEPS=40`) tells so many.

`python -m tests.ring 2000` does that too, and goes on after what it finds. What was found stands below, by name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import nullcontext
from unittest.mock import patch

import pytest
from hypothesis import settings

from syncapp.storage.models import Operation
from tests.direct import direct
from tests.kept import Shelf
from tests.ring.machine import CHUNK, OPTIONS, Shop, Verdict, explore
from tests.world import World

FIRST, FEW = 4, 200  # what fits into the time that every change may take

LOST = ("quickbooks", {"path": "/batch", "when": "after", "skip": 0, "times": 1, "action": "reset"})
BROKEN_OFF = ("hubspot", {"path": "/batch", "when": "after", "skip": 1, "times": 1, "action": "truncate"})


@pytest.mark.parametrize("number", range(FIRST, FIRST + int(os.environ.get("RING", FEW)) // CHUNK))
def test_at_rest_every_law_holds(number: int, demo: World, shelf: Shelf) -> None:  # I1–I7, I13, I14, B33
    chosen = settings(OPTIONS, stateful_step_count=int(os.environ.get("RING_STEPS", "10")))
    with direct(demo), patch.multiple(Shop, create=True, shelf=shelf, verdict=Verdict()):
        explore(number, chosen)


@pytest.fixture
def shop(demo: World, shelf: Shelf) -> Iterator[Shop]:
    """Plays an example as hypothesis printed it, and judges it in the end."""
    with patch.multiple(Shop, create=True, shelf=shelf, verdict=Verdict()):
        yield Shop()


def test_the_same_story_does_the_same(demo: World, shop: Shop) -> None:  # I12
    """Over the network too, which other stories do without."""
    told = []
    for line in (nullcontext(), direct(demo)):
        with line:
            shop.opens(own_numbers=True, direction="two-way", synced=True)
            shop.h_pay(which=0, share="0.5", date="2026-11-24", method="check", reference="4711", then=0)
            shop.q_lines(bill=1, line=0, price="9.99", then=None)
            shop.trouble(fault=LOST, then=None)
            shop.trouble(fault=BROKEN_OFF, then=None)
            shop.die(point="call-stored", times=1, then=None)
            shop.h_line_add(which=0, said={"quantity": "3", "price": "0.335"}, then=6)
            shop.teardown()
        told.append(list(Operation.objects.order_by("pk").values_list("call__side", "entity", "action", "state")))
    assert told[0] == told[1] != []


def test_what_is_announced_crosses_without_asking_and_what_is_lost_does_not(demo: World, shop: Shop) -> None:  # S40
    with direct(demo):
        shop.opens(own_numbers=True, direction="two-way", synced=True)
        for how, paid in (("never", 0), ("again", 2), ("twice", 3)):
            shop.h_pay(which=0, share="0.5", date="2026-11-24", method="check", reference="", then=None)
            shop.announce(system="hubspot", how=how, then=None)
            assert len(shop.ring.there("payment")) == paid
        shop.teardown()


def test_an_option_goes_as_the_term_that_it_stands_for_and_another_is_named(demo: World, shop: Shop) -> None:  # B33
    with direct(demo):
        shop.opens(own_numbers=True, direction="two-way", synced=True)
        shop.map_terms(how="two to one", also=False, then=None)
        shop.h_terms(which=0, option="Prepaid", then=0)
        assert "Due on receipt" in [(one.get("SalesTermRef") or {}).get("name") for one in shop.ring.there("invoice")]
        shop.q_terms(bill=0, term="Net 15", then=0)
        (row,) = demo.records(reason="unmapped_value")
        assert row.params["value"] == "Net 15"
        shop.teardown()


def test_a_payment_whose_write_is_brought_to_its_end_rests_with_an_invoice_ignored_meanwhile(
    demo: World, shop: Shop
) -> None:  # B6
    """Found as seed 106015: it stood as in sync until everything was compared."""
    with direct(demo):
        shop.opens(own_numbers=False, direction="two-way", synced=True)
        shop.q_credit(bill=0, then=None)
        shop.writes_fail(system="hubspot", then=0)
        shop.ignore(which=0, then=None)
        shop.teardown()
        (payment,) = demo.records(object_type="payment")
        assert (payment.status, payment.reason) == ("excluded", "invoice_excluded")
