"""What many tests share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import TransactionTestCase
from hypothesis import settings as examples

from tests import found
from tests.chromium import launched
from tests.kept import Shelf, Tables, in_memory
from tests.world import World, world

# The sentences of tests/scenarios/<rule>/*.feature.
pytest_plugins = [
    f"tests.scenarios.steps.{subject}"
    for subject in (
        "start",
        "runs",
        "in_hubspot",
        "in_quickbooks",
        "documents",
        "payments",
        "credits",
        "settings",
        "ledgers",
        "screen",
        "by_hand",
        "conflicts",
        "lists",
        "installation",
        "why",
        "mistakes",
        "decisions",
        "workers",
        "reconciling",
    )
]


examples.register_profile("here", deadline=None)  # a machine that is busy makes no law untrue
examples.load_profile("here")


def pytest_configure(config: pytest.Config) -> None:
    """`pytest -m S14` runs the scenarios that prove S14."""
    for kind, last in (("S", 45), ("A", 35), ("B", 41)):
        for number in range(1, last + 1):
            config.addinivalue_line("markers", f"{kind}{number}: proves it")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: item.get_closest_marker("services") is None
    )  # one of them takes a minute: not at the end
    if found.chromium() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip("no Chromium"))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Ten thousand tests stay until the end; looking through them for garbage, again and again, frees nothing."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What a test of real transactions leaves goes by putting back the tables as they were, which no flush does as fast."""
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            if in_memory():
                empty = Tables()
                patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty.put_back())
        yield


@pytest.fixture(scope="session")
def _world() -> Iterator[World]:
    with world() as made:
        yield made


@pytest.fixture(scope="session")
def shelf(_world: World, django_db_setup: None, django_db_blocker: Any) -> Shelf:
    """Worlds to begin with, kept for all tests."""
    with django_db_blocker.unblock():
        return Shelf(_world)


@pytest.fixture
def demo(shelf: Shelf, transactional_db: None) -> World:
    """The empty world: seed it, set it up, sync it. Real transactions, as the engine holds none while it calls."""
    shelf.clear()
    return shelf.world


@pytest.fixture(scope="module")
def _chromium() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # its loop runs in this thread
        with launched() as browser:
            yield browser


@pytest.fixture
def chromium(_chromium: Any) -> Iterator[Any]:
    """A browser, the same for all tests of a file; what a test has opened is closed after it."""
    yield _chromium
    for context in _chromium.contexts:
        context.close()
