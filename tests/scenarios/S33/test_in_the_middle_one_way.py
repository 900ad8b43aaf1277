"""A mapping is changed while a run that goes one way is under way: what it wrote stands, the rest goes by what was saved
(S33, S2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from syncapp.core.values import ObjectType
from tests.kept import Shelf
from tests.scenarios.meanwhile import meanwhile
from tests.scenarios.S33.test_in_the_middle import CHANGED, saving
from tests.scenarios.steps.play import Play
from tests.scenarios.steps.start import opened

NOTHING = {"hubspot": 0, "quickbooks": 0}
MOBILE = {"hubspot": "mobilephone", "quickbooks": "Mobile.FreeFormNumber", "origin": "custom", "enabled": True,
          "transform": "same", "blank_means_blank": False}  # fmt: skip
PHONE_OFF = {"hubspot": "phone", "quickbooks": "PrimaryPhone.FreeFormNumber", "origin": "default", "enabled": False,
             "transform": "same", "blank_means_blank": False}  # fmt: skip
Begin = Callable[[str], Play]


@pytest.fixture
def begin(shelf: Shelf, play: Play) -> Begin:
    """The shop of Acme, syncing in one direction."""
    return lambda direction: shelf.begin(f"shop of Acme {direction}", partial(opened, direction))


def edited_here(shop: Play, **values: str) -> None:
    shop.edit("contacts", shop.contact_here("Ann"), **values)


def edited_there(shop: Play, **numbers: str) -> None:
    told = {name: {"FreeFormNumber": number} for name, number in numbers.items()}
    shop.change("Customer", shop.customer_there("Acme"), **told)


def here(shop: Play) -> dict[str, Any]:
    (contact,) = shop.world.objects("hubspot", "contacts")
    return {name: contact["properties"].get(name) or "" for name in ("phone", "mobilephone")}


def there(shop: Play) -> dict[str, str]:
    (customer,) = shop.world.objects("quickbooks", "customer")
    return {name: (customer.get(name) or {}).get("FreeFormNumber", "") for name in ("PrimaryPhone", "Mobile")}


def test_to_quickbooks_only_a_mapping_added_in_the_middle_is_written_by_the_next_run(begin: Begin) -> None:  # A13
    shop = begin("to-quickbooks")
    edited_here(shop, phone="916 555 0100", mobilephone="916 555 0111")

    save, seen = saving(shop, ObjectType.CONTACT, mappings=[MOBILE]), []
    look = partial(meanwhile, "/batch", lambda: seen.append(there(shop)), after=True, sent="PrimaryPhone")
    with meanwhile("/batch", save, sent="PrimaryPhone"), look():
        shop.world.sync()

    assert seen == [{"PrimaryPhone": "916 555 0100", "Mobile": ""}]
    shop.sync()
    assert there(shop) == {"PrimaryPhone": "916 555 0100", "Mobile": "916 555 0111"}
    assert shop.writes() == NOTHING


def test_to_hubspot_only_a_mapping_added_in_the_middle_is_written_by_the_next_run(begin: Begin) -> None:  # A13
    shop = begin("to-hubspot")
    edited_there(shop, PrimaryPhone="916 555 0100", Mobile="916 555 0111")

    save, seen = saving(shop, ObjectType.CONTACT, mappings=[MOBILE]), []
    look = partial(meanwhile, "/contacts/batch/update", lambda: seen.append(here(shop)), after=True)
    with meanwhile("/contacts/batch/update", save), look():
        shop.world.sync()

    assert seen == [{"phone": "916 555 0100", "mobilephone": ""}]
    shop.sync()
    assert here(shop) == {"phone": "916 555 0100", "mobilephone": "916 555 0111"}
    assert shop.world.journal("quickbooks", "write") == []
    assert shop.writes() == NOTHING


@pytest.mark.parametrize("direction", ["to-quickbooks", "to-hubspot"])
def test_to_one_side_only_a_mapping_taken_away_before_anything_is_written_is_written_no_more(
    begin: Begin, direction: str
) -> None:
    shop = begin(direction)
    if direction == "to-quickbooks":
        edited_here(shop, phone="916 555 0100")
    else:
        edited_there(shop, PrimaryPhone="916 555 0100")
    save = saving(shop, ObjectType.CONTACT, mappings=[PHONE_OFF])
    done: list[None] = []

    said = shop.world.sync(say=lambda text: done.append(save()) if "contact" in text and not done else None).stopped

    assert done
    assert CHANGED in said
    shop.sync()
    written = there(shop)["PrimaryPhone"] if direction == "to-quickbooks" else here(shop)["phone"]
    assert written == ""
    assert shop.writes() == NOTHING
