"""Two workspaces with people of every role, and records in every state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from syncapp.storage.models import Activity, Connection, Membership, ObjectSync, Run, SyncRecord, Workspace

ROLES = ("owner", "admin", "bookkeeper", "viewer")
CANARY = "canary-token-3f9a"


@dataclass
class Shop:
    """`shop.client("viewer")` is signed in; "stranger" belongs to the other workspace; "nobody" is not signed in."""

    workspace: Workspace
    other: Workspace
    people: dict[str, User] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        client = Client()
        if role != "nobody":
            client.force_login(self.people[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def url(self, path: str = "") -> str:
        return f"/{self.workspace.slug}/{path}"

    def membership(self, role: str) -> Membership:
        return Membership.objects.get(workspace=self.workspace, user=self.people[role])

    def record(self, **fields: Any) -> SyncRecord:
        return record(self.workspace, **fields)

    def turn_off(self, object_type: str) -> None:
        ObjectSync.objects.filter(workspace=self.workspace, object_type=object_type).update(enabled=False)


def person(name: str, workspace: Workspace | None = None, role: str = "") -> User:
    email = f"{name}@example.com"
    user = User.objects.create_user(email, email, "a long password 4 tests")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if workspace:
        Membership.objects.create(workspace=workspace, user=user, role=role or name)
    return user


def workspace_of(slug: str, name: str) -> Workspace:
    """Connected, with contacts, products and invoices on in both directions."""
    workspace = Workspace.objects.create(slug=slug, name=name, time_zone="America/Los_Angeles")
    for side, account, title in (("hubspot", "48807700", f"{name} portal"), ("quickbooks", f"93{slug}", f"{name} LLC")):
        Connection.objects.create(
            workspace=workspace, side=side, account_id=account, name=title, access_token=CANARY, refresh_token=CANARY
        )
    for object_type in ("contact", "product", "invoice"):
        ObjectSync.objects.create(
            workspace=workspace, object_type=object_type, direction="two-way", enabled=True, started_at=timezone.now()
        )
    return workspace


def record(workspace: Workspace, **fields: Any) -> SyncRecord:
    made = _record(workspace, SyncRecord.objects.count() + 1, **fields)
    made.save()
    return made


def _record(workspace: Workspace, nth: int, **fields: Any) -> SyncRecord:
    standard: dict[str, Any] = {
        "object_type": "invoice",
        "hubspot_id": f"1{nth:04}",
        "quickbooks_id": f"{nth}",
        "label": f"HS-{nth:04}",
        "number": f"HS-{nth:04}",
        "amount": Decimal(100),
        "currency": "USD",
        "status": "syncing",
        "reason": "",
    }
    return SyncRecord(workspace=workspace, **{**standard, **fields})


def in_every_state(workspace: Workspace) -> None:
    """In one statement: a thousand tests begin with them."""
    first = SyncRecord.objects.count() + 1
    SyncRecord.objects.bulk_create(_record(workspace, first + at, **fields) for at, fields in enumerate(EVERY_STATE))


ONLY_HUBSPOT: dict[str, Any] = {"quickbooks_id": None}
EVERY_STATE: list[dict[str, Any]] = [
    {},
    {"remarks": [{"code": "recoded", "params": {}}]},
    {"status": "pending", "reason": "queued", **ONLY_HUBSPOT},
    {"status": "pending", "reason": "waiting", "params": {"for": "Acme"}, **ONLY_HUBSPOT},
    {"status": "pending", "reason": "needs_approval", **ONLY_HUBSPOT},
    {"status": "pending", "reason": "parked", "params": {"protected": "2026-09-30"}, **ONLY_HUBSPOT},
    {"status": "failing", "reason": "order_discount", "amount": Decimal("250.50"), **ONLY_HUBSPOT},
    {"status": "failing", "reason": "native_invoice_edited", "vendor_text": "<b>6240</b>"},
    {"status": "excluded", "reason": "draft", **ONLY_HUBSPOT},
    {"status": "ignored", "reason": "by_person", **ONLY_HUBSPOT},
    {
        "object_type": "contact", "label": "Oak", "number": "", "amount": None,
        "status": "failing", "reason": "ambiguous_customer", **ONLY_HUBSPOT,
    },
    {"object_type": "product", "label": "Mulch", "number": "MULCH-3", "amount": None},
    {"object_type": "payment", "label": "2026-11-04 20417", "number": "20417", "amount": Decimal(40)},
]  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_limits(request: pytest.FixtureRequest) -> None:
    """Limits on signing in are kept in the cache, which outlives a test's rows."""
    if "db" in request.fixturenames or "shop" in request.fixturenames:
        request.getfixturevalue("db")
        cache.clear()


def filled() -> Shop:
    """A person of each role and records in every state; the other workspace is empty."""
    made = Shop(workspace_of("fernhill", "Fernhill"), workspace_of("elsewhere", "Elsewhere"))
    for role in ROLES:
        made.people[role] = person(role, made.workspace)
    in_every_state(made.workspace)
    return made


@pytest.fixture
def shop(db: None) -> Shop:
    made = filled()
    made.people["stranger"] = person("stranger", made.other, "owner")
    in_every_state(made.other)
    now = timezone.now()
    run = Run.objects.create(
        workspace=made.workspace, trigger="poll", started_at=now - timedelta(minutes=2), ended_at=now
    )
    first = SyncRecord.objects.filter(workspace=made.workspace).first()
    Activity.objects.create(
        workspace=made.workspace, record=first, run=run, at=now, kind="updated", side="quickbooks",
        reason="changed in HubSpot", changes=[{"field": "Due date", "from": "2026-12-05", "to": "2026-12-20"}],
    )  # fmt: skip
    return made


@contextmanager
def queries() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as captured:
        yield captured


def writes(captured: CaptureQueriesContext) -> list[str]:
    """What was written; a session may remember what a form needs."""
    verbs = ("INSERT", "UPDATE", "DELETE")
    return [
        query["sql"]
        for query in captured.captured_queries
        if query["sql"].lstrip().upper().startswith(verbs) and "django_session" not in query["sql"]
    ]
