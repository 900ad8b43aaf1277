"""A plugin of pytest: of a test that is run with many values, the first and the last are enough.

What the values change is what is decided and said; what the database is asked is the same. `-p tests.services.few_of_each`
"""

from __future__ import annotations

from itertools import groupby

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept = {one for _, each in groupby(items, key=_test) for one in _ends(list(each))}
    config.hook.pytest_deselected(items=[one for one in items if one not in kept])
    items[:] = [one for one in items if one in kept]


def _test(item: pytest.Item) -> tuple[str, str]:
    return str(item.path), getattr(item, "originalname", item.name)


def _ends(items: list[pytest.Item]) -> list[pytest.Item]:
    return [items[0], items[-1]]
