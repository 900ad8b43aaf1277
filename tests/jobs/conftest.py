"""A workspace that may be run, with no vendor at hand, and a record of what was sent to the workers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syncapp.core.values import ORDER, ObjectType, Side
from syncapp.storage import queue
from syncapp.storage.models import Connection, Cursor, Job, ObjectSync, SyncRecord, Workspace

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    sent: list[tuple[Any, ...]] = []
    monkeypatch.setattr(queue, "async_task", lambda *task, **_: sent.append(task))
    return sent


def ready(
    slug: str = "acme", *, polled: timedelta | None = timedelta(seconds=10), direction: str = "two-way"
) -> Workspace:
    """Connected, set up, listed and polled a moment ago: nothing is due."""
    workspace = Workspace.objects.create(slug=slug, name=slug, time_zone="America/Los_Angeles")
    for side in Side:
        Connection.objects.create(workspace=workspace, side=side, account_id=f"{slug}-{side}", access_token="t")
        Cursor.objects.create(
            workspace=workspace,
            side=side,
            listed=[one.value for one in ORDER],
            polled_at=NOW - polled if polled is not None else None,
        )
    for object_type in ORDER[:3]:
        ObjectSync.objects.create(workspace=workspace, object_type=object_type, direction=direction, enabled=True)
    Job.objects.create(name=f"verify_workspace:{workspace.pk}", not_before=NOW + timedelta(hours=16))
    return workspace


@pytest.fixture
def workspace(transactional_db: None) -> Workspace:
    return ready()


def record(
    workspace: Workspace, due: timedelta, object_type: ObjectType = ObjectType.INVOICE, **fields: Any
) -> SyncRecord:
    return SyncRecord.objects.create(
        workspace=workspace,
        object_type=object_type,
        hubspot_id=str(SyncRecord.objects.count()),
        next_attempt_at=NOW + due,
        **fields,
    )
