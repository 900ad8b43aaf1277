"""A sync that goes one way is turned off while it writes: what has gone is known, and nothing more goes (S34, S2)."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.models import User

from syncapp.actions.syncs import SinceOff, turn_off, turn_on
from tests.kept import Shelf
from tests.scenarios.company import line, sold
from tests.scenarios.meanwhile import meanwhile
from tests.scenarios.steps.play import Play
from tests.scenarios.steps.start import opened

SEVERAL = 35  # more than one batch of QuickBooks takes
NOTHING = {"hubspot": 0, "quickbooks": 0}


def off(shop: Play) -> None:
    turn_off(shop.sync_of("invoices"), by=User.objects.get())


def on_again(shop: Play, since_off: SinceOff = SinceOff.CATCH_UP) -> None:
    turn_on(shop.sync_of("invoices"), by=User.objects.get(), since_off=since_off)


def gone(shop: Play, system: str, kind: str) -> int:
    return len(shop.world.objects(system, kind))


def test_to_quickbooks_only_turned_off_while_it_writes_no_second_batch_goes(shelf: Shelf, play: Play) -> None:
    shop: Play = shelf.begin("shop of Acme to-quickbooks", partial(opened, "to-quickbooks"))
    contact, product = shop.contact_here("Ann"), shop.product_here("Mowing")
    for number in range(SEVERAL):
        shop.invoice(contact, line(product=product), number=f"HS-{number}")

    with meanwhile("/batch", lambda: off(shop), sent='"operation"'):
        assert "changed while the sync ran" in shop.world.sync().stopped

    went = gone(shop, "quickbooks", "invoice")
    assert 0 < went < SEVERAL
    assert shop.writes() == NOTHING
    assert gone(shop, "quickbooks", "invoice") == went
    on_again(shop)
    shop.sync()
    for number in range(SEVERAL):
        shop.equal(f"HS-{number}")
    assert gone(shop, "quickbooks", "invoice") == SEVERAL
    assert shop.writes() == NOTHING


def test_to_hubspot_only_turned_off_while_it_writes_the_copies_that_were_begun_are_finished_or_made_once(
    shelf: Shelf, play: Play
) -> None:
    shop: Play = shelf.begin("shop of Acme to-hubspot", partial(opened, "to-hubspot"))
    customer, item = shop.customer_there("Acme"), shop.item_there("Mowing")
    for number in range(3):
        shop.bill(customer, sold(item), number=f"100{number}")

    with meanwhile("/invoices/batch/create", lambda: off(shop)):
        shop.world.sync()

    went = gone(shop, "hubspot", "invoices")
    assert shop.writes() == NOTHING
    assert gone(shop, "hubspot", "invoices") == went
    on_again(shop)
    shop.sync()
    for number in range(3):
        shop.equal(f"100{number}")
    assert gone(shop, "hubspot", "invoices") == 3
    assert shop.world.journal("quickbooks", "write") == []
    assert shop.writes() == NOTHING


def test_to_hubspot_only_turned_off_before_it_writes_nothing_comes_and_what_was_in_line_comes_later(
    shelf: Shelf, play: Play
) -> None:
    shop: Play = shelf.begin("shop of Acme to-hubspot", partial(opened, "to-hubspot"))
    customer, item = shop.customer_there("Acme"), shop.item_there("Mowing")
    shop.bill(customer, sold(item), number="1001")
    done: list[None] = []

    def switch(text: str) -> None:
        if text.endswith((" invoice", " invoices")) and not done:
            done.append(off(shop))

    assert "changed while the sync ran" in shop.world.sync(say=switch).stopped
    assert gone(shop, "hubspot", "invoices") == 0
    shop.bill(customer, sold(item), number="1002")
    on_again(shop, SinceOff.ONLY_FROM_NOW)
    shop.sync()
    shop.equal("1001")
    assert shop.stands(number="1002") == "excluded: made_while_off"
    assert shop.hubspot_all("1002") == []
