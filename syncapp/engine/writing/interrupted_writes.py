"""What our writes were to make of copies that they may have left half done: read back from the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from syncapp.core.interrupted_writes import OurWrites, as_told
from syncapp.core.values import Side
from syncapp.storage.models import Call, Operation, SyncRecord


def our_writes_of(rows: Iterable[SyncRecord]) -> dict[int, OurWrites]:
    """By record, of those that are being written; on the side where the copy stands."""
    writing = {row.pk: row for row in rows if row.writing and row.origin}
    if not writing:
        return {}
    found: dict[int, list[Operation]] = {pk: [] for pk in writing}
    for one in Operation.objects.filter(record__in=writing).exclude(state=Call.State.FAILED).select_related("call"):
        row = writing[one.record_id or 0]
        since = row.last_changed_at
        if one.call.side == Side(row.origin).other and not (since and one.call.sent_at and one.call.sent_at <= since):
            found[row.pk].append(one)
    return {pk: _ours(writing[pk], operations) for pk, operations in found.items()}


def _ours(row: SyncRecord, operations: Iterable[Operation]) -> OurWrites:
    values: dict[str, set[Any]] = {}
    amounts, made, created = set(), set(), False
    for one in operations:
        if one.entity == row.object_type:
            created = created or one.action == "create"
            for change in one.changes:
                values.setdefault(change["field"], set()).add(as_told(change["to"]))
            continue
        mark = str(one.call.items[one.position].get("key") or "")
        amounts |= {(mark, as_told(change["to"])) for change in one.changes}
        if mark and one.action == "create" and one.state == Call.State.DONE:
            made.add(mark)
    return OurWrites(
        created, {name: frozenset(some) for name, some in values.items()}, frozenset(amounts), frozenset(made)
    )
