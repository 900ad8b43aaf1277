"""What is said of a record that waits for another one: whether that one goes by itself, or needs someone."""

from __future__ import annotations

from syncapp.core.errors import PENDING, Failure
from syncapp.storage.models import SyncRecord

_HELD = {"parked": "which is parked", "needs_approval": "which needs approval"}


def waits(record: SyncRecord) -> str:
    awaited, held = _awaited(record), awaited_is_held(record)
    if awaited is None or not held:
        return PENDING["waiting"]
    name = record.params.get("for") or awaited.label or awaited.number or "another record"
    return f"Waits for {name}, {held}. It goes by itself once that is settled."


def awaited_is_held(record: SyncRecord) -> str:
    """Why the one that it waits for does not go by itself: it fails, is parked, needs approval or waits in turn. Empty where
    it goes, or was not read with the record."""
    awaited = _awaited(record)
    if awaited is None:
        return ""
    if awaited.status == SyncRecord.Status.FAILING:
        return f"which fails and needs someone: “{Failure(awaited.reason, awaited.params).title}”"
    if awaited.status != SyncRecord.Status.PENDING:
        return ""
    if awaited.reason == "waiting":
        return f"which waits for {awaited.params.get('for') or 'another record'}"
    return _HELD.get(awaited.reason, "")


def _awaited(record: SyncRecord) -> SyncRecord | None:
    """None too where it was not read with the record: no list asks for it one by one."""
    return record.waiting_on if "waiting_on" in record._state.fields_cache else None
