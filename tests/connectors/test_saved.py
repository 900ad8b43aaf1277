"""Calls that batches save: what a call carries beyond one (B8)."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.connectors.pages import carries


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ({"inputs": [{"id": "1"}, {"id": "2"}, {"id": "3"}]}, 3),
        ({"BatchItemRequest": [{"bId": "1"}, {"bId": "2"}]}, 2),
        ({"inputs": [{"id": "1"}]}, 1),
        ({"properties": {"inputs": "3"}}, 1),
        ({"inputs": []}, 1),
        (None, 1),
        ([1, 2], 1),
    ],
)
def test_a_batch_carries_its_entries_and_any_other_call_one(body: Any, number: int) -> None:
    assert carries(body) == number
