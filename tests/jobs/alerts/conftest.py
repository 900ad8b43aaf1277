"""A company that syncs, with an owner and a bookkeeper, mail that is set up, and a clock that stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import override_settings

from syncapp.actions.alerts import choose
from syncapp.core.alerts import Kind
from syncapp.jobs import alerting, posting, sending
from syncapp.jobs.alerting import alert
from syncapp.storage.models import Activity, Membership, ObjectSync, Run, SyncRecord, Workspace
from tests.connectors.receiver import Receiver, listening
from tests.jobs.conftest import NOW, record

Messages = list[tuple[Any, ...]]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as made:
        yield made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    now = [NOW]
    for module in (alerting, posting, sending):
        monkeypatch.setattr(module, "utc_now", lambda: now[0])
    return now


@pytest.fixture(autouse=True)
def _mail_is_set() -> Any:
    with override_settings(MAIL_IS_SET=True):
        yield


def member(workspace: Workspace, name: str, role: str) -> Membership:
    user = User.objects.create_user(name, f"{name}@example.com")
    return Membership.objects.create(workspace=workspace, user=user, role=role)


@pytest.fixture
def acme(workspace: Workspace, clock: list[datetime], messages: Messages) -> Workspace:
    """It ran a moment ago; an owner, who gets every alert, and a bookkeeper belong to it."""
    ObjectSync.objects.update(started_at=NOW - timedelta(days=1))
    choose(member(workspace, "olga", "owner"), list(Kind), digest=False)
    member(workspace, "bob", "bookkeeper")
    ran(workspace)
    return workspace


def ran(workspace: Workspace, at: datetime = NOW, result: str = "", **fields: Any) -> Run:
    return Run.objects.create(workspace=workspace, trigger="poll", started_at=at, ended_at=at, result=result, **fields)


def failing(workspace: Workspace, reason: str = "order_tax", at: datetime = NOW, **fields: Any) -> SyncRecord:
    row = record(workspace, HOUR, status="failing", reason=reason, amount=120, currency="USD", **fields)
    Activity.objects.create(workspace=workspace, record=row, at=at, kind="failing", reason=reason)
    return row


def go(workspace: Workspace, clock: list[datetime], on: timedelta = timedelta()) -> str:
    """A minute or more later the task comes, and once more, as it may."""
    clock[0] += on + MINUTE
    ran(workspace, clock[0])
    said = alert(workspace.pk)
    alert(workspace.pk)
    return said
