"""Records of a workspace by their ids, in statements of a bounded length."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.storage.models import SyncRecord

T = TypeVar("T")
BATCH = 500


def rows_of(p: Pass, object_type: ObjectType, side: Side, ids: Collection[str]) -> list[tuple[str, SyncRecord]]:
    """Each with its id on that side."""
    found = []
    for chunk in chunks(sorted(ids)):
        rows = p.records().filter(object_type=object_type).of(side, chunk)
        found += [(str(row.id_on(side)), row) for row in rows]
    return found


def chunks(keys: list[T], size: int = BATCH) -> Iterable[list[T]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
