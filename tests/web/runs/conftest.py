"""Runs of every kind, beside the one that the shop has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syncapp.storage.models import Activity, Call, Lease, Operation, Run, SyncRecord
from tests.web.conftest import Shop

NOON = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # in Los Angeles


@pytest.fixture
def empty(shop: Shop) -> Shop:
    """A shop in which nothing has run."""
    Run.objects.all().delete()
    Activity.objects.all().delete()
    return shop


def ran(shop: Shop, minutes: float = 0, trigger: str = "poll", **fields: Any) -> Run:
    """Begun so many minutes after noon, and over within a second unless told otherwise."""
    at = NOON + timedelta(minutes=minutes)
    standard = {"ended_at": at + timedelta(seconds=1), "calls": {"hubspot": 5, "quickbooks": 1}}
    return Run.objects.create(workspace=shop.workspace, trigger=trigger, started_at=at, **{**standard, **fields})


def quiet(shop: Shop, number: int, start: int = 0, trigger: str = "poll") -> list[Run]:
    return [ran(shop, start + 5 * place, trigger) for place in range(number)]


def wrote(
    shop: Shop,
    run: Run,
    number: int = 1,
    side: str = "quickbooks",
    kind: str = "created",
    record: SyncRecord | None = None,
) -> None:
    for _ in range(number):
        Activity.objects.create(
            workspace=shop.workspace,
            run=run,
            record=record or shop.record(),
            at=run.started_at,
            kind=kind,
            side=side,
            reason="finalized in HubSpot",
        )


def sent(shop: Shop, run: Run, records: list[SyncRecord], **fields: Any) -> Call:
    standard = {
        "side": "quickbooks", "request_id": f"request-{Call.objects.count()}", "method": "POST", "state": "done",
        "path": "/v3/company/9341450000000001/batch?access_token=abcdef123456", "body": {"secret": "canary-body"}, "items": [],
        "sent_at": run.started_at, "answer": {"secret": "canary-answer"},
    }  # fmt: skip
    call = Call.objects.create(workspace=shop.workspace, run=run, **{**standard, **fields})
    for position, record in enumerate(records):
        Operation.objects.create(
            call=call,
            record=record,
            position=position,
            entity="invoice",
            action="create",
            reason="finalized in HubSpot",
            state=call.state,
        )
    return call


def at_work(shop: Shop, expires: timedelta = timedelta(minutes=4)) -> None:
    """Somebody on another machine holds the workspace's lease."""
    _held(f"workspace:{shop.workspace.pk}", expires)


def at_dry_run(run: Run, expires: timedelta = timedelta(minutes=4)) -> None:
    """Somebody on another machine makes this dry run."""
    _held(f"dry-run:{run.pk}", expires)


def _held(name: str, expires: timedelta) -> None:
    Lease.objects.create(name=name, holder="elsewhere/boot/1/2", expires_at=datetime.now(UTC) + expires)
