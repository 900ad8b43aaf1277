"""The small company that most scenarios start with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.direct import direct
from tests.kept import Shelf
from tests.scenarios.company import Company
from tests.scenarios.steps.play import Play
from tests.world import World


@pytest.fixture(autouse=True)
def _without_sockets(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is proved here is what is asked and answered; that it goes over a network is tried in other folders."""
    with direct(request.getfixturevalue("demo")) if "demo" in request.fixturenames else nullcontext():
        yield


@pytest.fixture
def empty(demo: World) -> Company:
    """Two accounts without any record, nothing connected yet."""
    return Company(demo)


@pytest.fixture
def play(demo: World) -> Play:
    """The same two accounts, for the scenarios in words."""
    return Play(demo)


# -- a Background is played once for the scenarios of its file -------------------------------------------------------


LAST = pytest.StashKey[tuple[Any, str]]()  # its last sentence, where it is to be kept, and under what name


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Any, scenario: Any) -> None:
    """Where it stands already, the world and the play are put there, and its sentences are not said again."""
    background = _background(scenario)
    if not background:
        return
    shelf: Shelf = request.getfixturevalue("shelf")
    name = _name(background)
    if shelf.has(name):
        vars(request.getfixturevalue("play")).update(vars(shelf.put_back(name)))
        del scenario.steps[: len(background)]
    else:
        request.node.stash[LAST] = background[-1], name


def pytest_bdd_after_step(request: pytest.FixtureRequest, step: Any) -> None:
    last, name = request.node.stash.get(LAST, (None, ""))
    if step is last:
        request.getfixturevalue("shelf").keep(name, request.getfixturevalue("play"))


def _background(scenario: Any) -> list[Any]:
    """Its sentences, which each scenario begins with, filled in from its example."""
    written = [one.background for one in (scenario.feature, scenario.rule) if one is not None and one.background]
    steps: list[Any] = scenario.steps[: sum(len(one.steps) for one in written)]
    return steps


def _name(background: list[Any]) -> str:
    """Files that begin alike share what it leads to."""
    said = [
        (
            step.name,
            step.docstring,
            [[cell.value for cell in row.cells] for row in step.datatable.rows] if step.datatable else [],
        )
        for step in background
    ]
    return f"background: {said}"


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
