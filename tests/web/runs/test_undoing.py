"""Undoing a whole run: who may, what is shown, and a click that is good for what was shown alone (B5)."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from syncapp.storage.models import Activity, Run, SyncRecord
from tests.web.conftest import Shop
from tests.web.runs.conftest import ran, wrote

PHONE = {"field": "PrimaryPhone.FreeFormNumber", "from": "1", "to": "2"}


def page(shop: Shop, run: Run, role: str = "bookkeeper", path: str = "undo/") -> str:
    return " ".join(shop.client(role).get(shop.url(f"runs/{run.pk}/{path}")).content.decode().split())


def press(shop: Shop, run: Run, seen: str = "") -> str:
    answer = shop.client("bookkeeper").post(shop.url(f"runs/{run.pk}/undo/"), {"seen": seen}, follow=True)
    assert not SyncRecord.objects.exclude(decision={}).exists()
    return " ".join(answer.content.decode().split())


def updated(shop: Shop, run: Run, **fields: Any) -> SyncRecord:
    row = shop.record(**{"object_type": "contact", "status": "syncing", "amount": None, **fields})
    Activity.objects.create(
        workspace=shop.workspace,
        record=row,
        run=run,
        at=timezone.now(),
        kind="updated",
        side="quickbooks",
        changes=[PHONE],
    )
    return row


def test_the_way_to_it_stands_on_runs_that_wrote_for_those_who_may(empty: Shop) -> None:
    idle, busy = ran(empty), ran(empty, 5, counts={"invoices": {"created": {"quickbooks": 1}}})
    wrote(empty, busy)
    assert "Undo this run" in page(empty, busy, path="")
    assert "Undo this run" not in page(empty, busy, "viewer", path="")
    assert "Undo this run" not in page(empty, idle, path="")


def test_of_a_dry_run_there_is_nothing_to_undo(empty: Shop) -> None:
    dry = ran(empty, dry_run=True)
    assert empty.client("owner").get(empty.url(f"runs/{dry.pk}/undo/")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        ("created", {"object_type": "invoice"}, "An invoice is never deleted from here. Void it in HubSpot"),
        ("created", {"object_type": "contact"}, "unlink the two, then remove it in QuickBooks Online"),
        ("voided", {"object_type": "invoice"}, "Neither system brings a voided invoice back."),
        ("created", {"object_type": "payment"}, "Money is not taken back from here."),
        ("updated", {"object_type": "payment"}, "Money is not taken back from here."),
        ("removed", {"object_type": "payment"}, "Money is not taken back from here."),
        ("line_item updated", {"object_type": "invoice"}, "Lines, amounts, customer and status of an invoice"),
    ],
)
def test_what_stays_says_why(empty: Shop, kind: str, fields: dict[str, str], why: str) -> None:
    run = ran(empty)
    wrote(empty, run, kind=kind, record=empty.record(status="syncing", **fields))
    said = page(empty, run)
    assert why in said
    assert "Nothing of it can be put back from here." in said
    assert "Put back" not in said


def test_what_does_not_sync_now_or_has_something_asked_stays(empty: Shop) -> None:
    run = ran(empty)
    updated(empty, run, status="failing", reason="order_tax")
    updated(empty, run, hubspot_id="h", quickbooks_id="q", decision={"do": {}})
    said = page(empty, run)
    assert "The record is not in sync now" in said
    assert "Something else is asked for it already" in said


def test_money_of_what_stays_is_summed_by_reason(empty: Shop) -> None:
    run = ran(empty)
    for amount in ("100.00", "20.50"):
        wrote(empty, run, record=empty.record(object_type="invoice", amount=amount, currency="USD"))
    said = page(empty, run)
    assert "2 invoices created in QuickBooks Online" in said
    assert "$120.50" in said


def test_a_click_on_nothing_or_on_something_else_is_refused(empty: Shop) -> None:
    run = ran(empty)
    wrote(empty, run)
    assert "Nothing of this run can be put back any more." in press(empty, run, "whatever")


def test_a_run_of_another_workspace_is_not_found(empty: Shop) -> None:
    other = Run.objects.create(workspace=empty.other, trigger="poll", started_at=timezone.now())
    assert empty.client("owner").get(empty.url(f"runs/{other.pk}/undo/")).status_code == 404
