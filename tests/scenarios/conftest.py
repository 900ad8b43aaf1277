"""The small company that most scenarios start with."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User

from tests.kept import Shelf
from tests.scenarios.company import Company
from tests.scenarios.steps.play import Play
from tests.world import World


@pytest.fixture
def empty(demo: World) -> Company:
    """Two accounts without any record, nothing connected yet."""
    return Company(demo)


@pytest.fixture
def play(demo: World) -> Play:
    """The same two accounts, for the scenarios in words."""
    return Play(demo)


@dataclass
class Acme(Company):
    """One customer on both sides, one item on both sides, synced two ways."""

    contact_id: str = ""
    customer_id: str = ""
    product_id: str = ""
    item_id: str = ""


@pytest.fixture
def acme(demo: World, shelf: Shelf) -> Acme:
    return shelf.begin("acme", synced)


@pytest.fixture
def ida(db: None) -> User:
    """The bookkeeper."""
    return User.objects.create_user("ida@example.com", "ida@example.com", first_name="Ida", last_name="Iron")


def synced(world: World) -> Acme:
    company = Acme(world)
    company.customer_id = company.customer("Acme", "ann@acme.test")
    company.contact_id = company.contact("ann@acme.test", "Ann", "Archer")
    company.item_id = company.item("Mowing", "MOW")
    company.product_id = company.product("Mowing", "MOW")
    company.set_up()
    company.sync()
    return company
