"""The entry of what a person did: the last of an action's beats, in its transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from syncapp.storage.models import Activity, SyncRecord, Workspace


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
    return Activity.objects.create(
        workspace=workspace,
        record=record,
        actor=by,
        at=timezone.now(),
        kind=kind,
        reason=reason[:300],
        changes=list(changes),
    )


def change(field: str, before: Any, after: Any) -> dict[str, Any]:
    return {"field": field, "from": before, "to": after}
