"""Compare every linked record with both sides as they are now: what no poll tells (archived, swapped, unequal)."""

from __future__ import annotations

from typing import Any

from syncapp.core.errors import Failure
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass, Stopped
from syncapp.storage.models import SyncRecord

EMPTY_ALARM = 10  # this many linked records and not one of them found: the side is not to be believed


def verify(p: Pass) -> None:
    """Read all living ids of both sides, refuse a side that suddenly answers "empty", and make all linked rows due."""
    for object_type in p.rules:
        if _linked(p, object_type).count() >= EMPTY_ALARM:
            for side in Side:
                _not_empty(p, side, object_type)
    make_linked_due(p)


def make_linked_due(p: Pass) -> None:
    for object_type in p.rules:
        _linked(p, object_type).exclude(status=SyncRecord.Status.IGNORED).update(next_attempt_at=p.now())


def _linked(p: Pass, object_type: ObjectType) -> Any:
    return p.records().filter(object_type=object_type).exclude(hubspot_id=None).exclude(quickbooks_id=None)


def _not_empty(p: Pass, side: Side, object_type: ObjectType) -> None:
    pages = p.systems[side].everything(object_type)
    if not any(pages):
        failure = Failure("vendor_unavailable", {"system": side.label})
        text = f"{side.label} answers that it has no {object_type.plural} at all. Nothing was changed."
        raise Stopped(f"{text} {failure.title}.")
