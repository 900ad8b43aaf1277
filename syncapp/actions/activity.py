"""The entry of what a person did: the last of an action's beats, in its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.utils import timezone

from syncapp.storage.models import Activity, SyncRecord, Workspace

BATCH = 500


def noted(
    workspace: Workspace,
    kind: str,
    *,
    by: User | None,
    reason: str = "",
    changes: Sequence[dict[str, Any]] = (),
    record: SyncRecord | None = None,
) -> Activity:
    """`kind` is one word for what was done; `reason` says it in words, to whom or what."""
    entry = _entry(workspace, kind, by, reason, record)
    entry.changes = list(changes)
    entry.save()
    return entry


def noted_each(
    workspace: Workspace,
    records: Iterable[SyncRecord],
    kind: str,
    *,
    by: User,
    reason: str = "",
    reasons: Mapping[int, str] = MappingProxyType({}),
) -> int:
    """One entry for each of several records, by one click; the key of the first, 0 where there is none. `reasons`: of
    single records, by their key."""
    click = str(uuid4())
    entries = [_entry(workspace, kind, by, reasons.get(record.pk, reason), record, click) for record in records]
    kept = Activity.objects.bulk_create(entries, batch_size=BATCH)
    return kept[0].pk if kept else 0


def _entry(
    workspace: Workspace, kind: str, by: User | None, reason: str, record: SyncRecord | None, click: str = ""
) -> Activity:
    return Activity(
        workspace=workspace,
        record=record,
        actor=by,
        through=getattr(by, "through", ""),  # who comes through the API has it
        at=timezone.now(),
        kind=kind,
        reason=reason[:300],
        request_id=click,
    )


def change(field: str, before: Any, after: Any) -> dict[str, Any]:
    return {"field": field, "from": before, "to": after}
