"""B18: the checks that “Why not?” tells, each with words and a place in its order."""

from __future__ import annotations

import pytest

from syncapp.core.catalogue.checks import CHECKS
from syncapp.core.plans.paths import path
from syncapp.core.values import ORDER, ObjectType, Side


@pytest.mark.parametrize("object_type", ORDER)
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("linked", [False, True])
def test_every_check_has_words_and_a_place(object_type: ObjectType, side: Side, linked: bool) -> None:
    order = path(object_type, side, linked=linked)
    assert len(set(order)) == len(order)
    assert [name for name in order if name not in CHECKS] == []
