"""Compare every linked record with both sides as they are now: what no poll tells (archived, swapped, unequal)."""

from __future__ import annotations

from syncapp.core.errors import Failure
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass, Stopped
from syncapp.storage.models import SyncRecord

EMPTY_ALARM = 10  # this many linked records and not one of them found: the side is not to be believed


def verify(p: Pass) -> None:
    """Read all living ids of both sides, refuse a side that suddenly answers "empty", and make all linked rows due."""
    for object_type in p.rules:
        linked = p.records().filter(object_type=object_type).exclude(hubspot_id=None).exclude(quickbooks_id=None)
        if linked.count() >= EMPTY_ALARM:
            for side in Side:
                _not_empty(p, side, object_type)
        rows = linked.exclude(status=SyncRecord.Status.IGNORED)
        rows.update(next_attempt_at=p.now())


def _not_empty(p: Pass, side: Side, object_type: ObjectType) -> None:
    pages = p.systems[side].everything(object_type)
    if not any(pages):
        failure = Failure("vendor_unavailable", {"system": side.label})
        text = f"{side.label} answers that it has no {object_type.plural} at all. Nothing was changed."
        raise Stopped(f"{text} {failure.title}.")
