"""Places to crash in, each a quick copy of one that was prepared once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.crash import shop
from tests.crash.place import Place, Snapshot, migrated, opened

Open = Callable[[Snapshot], AbstractContextManager[Place]]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    with django_db_blocker.unblock():
        return migrated(tmp_path_factory.mktemp("crash") / "empty.sqlite3")


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


@pytest.fixture
def copy_of(tmp_path: Path, django_db_blocker: Any) -> Iterator[Open]:
    """Opens copies of a snapshot, one after another."""
    numbers = count()
    with django_db_blocker.unblock():
        yield lambda snapshot: opened(tmp_path / str(next(numbers)), snapshot)
