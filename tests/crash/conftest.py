"""Places to crash in, each a quick copy of one that was prepared once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from syncapp.engine import context
from syncapp.storage.models import Operation
from tests.crash import shop
from tests.crash.books import Books
from tests.crash.checker import check
from tests.crash.place import Place, Snapshot, migrated, opened

Open = Callable[[Snapshot], AbstractContextManager[Place]]


@dataclass(frozen=True)
class Undisturbed:
    """What one sync makes of a stage when nothing goes wrong."""

    books: Books
    passed: Counter[str]  # how often each point was passed
    kinds: frozenset[tuple[str, str, str]]  # what was written: side, entity, action
    journal: tuple[tuple[str, str], ...]  # the vendors' own list of it: system, path


@pytest.fixture(scope="session")
def empty(django_db_blocker: Any) -> Path:
    with django_db_blocker.unblock():
        return migrated()


@pytest.fixture(scope="session")
def before(empty: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> dict[str, Snapshot]:
    """Each stage of the shop, as it stands before the sync that is to be disturbed."""
    folder = tmp_path_factory.mktemp("stages")
    with django_db_blocker.unblock():
        return shop.stages(folder, empty)


@pytest.fixture(scope="session")
def synced(before: dict[str, Snapshot], tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Snapshot:
    """The shop after its first sync, at rest."""
    folder = tmp_path_factory.mktemp("synced")
    with django_db_blocker.unblock(), opened(folder / "shop", before["arrive"]) as place:
        place.sync()
        return place.snapshot(folder / "copy")


@pytest.fixture(scope="session")
def undisturbed(
    before: dict[str, Snapshot], tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> dict[str, Undisturbed]:
    folder = tmp_path_factory.mktemp("undisturbed")
    with django_db_blocker.unblock():
        return {name: _undisturbed(folder / name, snapshot) for name, snapshot in before.items()}


@pytest.fixture(scope="module")
def undisturbed_there(
    decided: Snapshot, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Undisturbed:
    """The same of what the module decides, in its fixture `decided`."""
    with django_db_blocker.unblock():
        return _undisturbed(tmp_path_factory.mktemp("undisturbed_there") / "shop", decided)


def _undisturbed(folder: Path, snapshot: Snapshot) -> Undisturbed:
    passed: Counter[str] = Counter()
    with opened(folder, snapshot) as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "point", lambda name: passed.update([name]))
        known = Operation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        assert not place.sync().stopped
        made = Operation.objects.filter(pk__gt=known).values_list("call__side", "entity", "action")
        journal = [
            (system, entry["path"]) for system in ("hubspot", "quickbooks") for entry in place.journal(system, "write")
        ]
        return Undisturbed(check(place), passed, frozenset(made), tuple(journal))


@pytest.fixture
def copy_of(tmp_path: Path, django_db_blocker: Any) -> Iterator[Open]:
    """Opens copies of a snapshot, one after another."""
    numbers = count()
    with django_db_blocker.unblock():
        yield lambda snapshot: opened(tmp_path / str(next(numbers)), snapshot)
