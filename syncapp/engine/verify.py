"""Compare every linked record with both sides as they are now: what no poll tells (archived, swapped, unequal)."""

from __future__ import annotations

from syncapp.core.guards import EMPTY_ALARM
from syncapp.core.values import Side
from syncapp.engine.context import Pass
from syncapp.engine.writing.guard import believe_listing
from syncapp.storage.models import SyncRecord


def verify(p: Pass) -> None:
    """Ask both sides for their living ids, refuse a side that suddenly answers "empty", and make all linked rows due."""
    for object_type in p.rules:
        if p.records().filter(object_type=object_type).linked().count() >= EMPTY_ALARM:
            for side in Side:
                believe_listing(p, side, object_type, found=any(p.systems[side].everything(object_type)))
    make_linked_due(p)


def make_linked_due(p: Pass) -> None:
    for object_type in p.rules:
        linked = p.records().filter(object_type=object_type).linked()
        linked.exclude(status=SyncRecord.Status.IGNORED).update(next_attempt_at=p.now())
