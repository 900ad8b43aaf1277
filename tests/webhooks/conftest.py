"""A workspace that both vendors know, without any vendor at hand."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.storage import queue
from syncapp.storage.models import Connection, ObjectSync, Workspace
from tests.webhooks.sender import PORTAL, REALM


@pytest.fixture(autouse=True)
def _secrets(settings: Any) -> None:
    settings.HUBSPOT_CLIENT_SECRET = "the client secret"
    settings.QUICKBOOKS_WEBHOOK_TOKEN = "the verifier token"


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """The tasks that were sent to the workers."""
    sent: list[tuple[Any, ...]] = []
    monkeypatch.setattr(queue, "async_task", lambda *task, **_: sent.append(task))
    return sent


def connected(slug: str, portal: str = PORTAL, realm: str = REALM) -> Workspace:
    workspace = Workspace.objects.create(slug=slug, name=slug)
    for side, account in (("hubspot", portal), ("quickbooks", realm)):
        Connection.objects.create(workspace=workspace, side=side, account_id=account, access_token="t")
    for object_type in ("contact", "product", "invoice"):
        ObjectSync.objects.create(workspace=workspace, object_type=object_type, direction="two-way", enabled=True)
    return workspace


@pytest.fixture
def workspace(transactional_db: None) -> Workspace:
    return connected("acme")
