"""Runs in words, as the demo tells them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from syncapp.queries.summary import runs_in_words
from syncapp.storage.models import Run
from tests.web.conftest import Shop


def counts(created: int, linked: int) -> dict[str, Any]:
    none = {"hubspot": 0, "quickbooks": 0}
    return {"invoices": {"created": {**none, "hubspot": created}, "updated": none, "voided": none, "linked": linked}}


def ran(shop: Shop, seconds: float, told: dict[str, Any]) -> Run:
    now = timezone.now()
    return Run.objects.create(
        workspace=shop.workspace,
        trigger="webhook",
        started_at=now,
        ended_at=now + timedelta(seconds=seconds),
        counts=told,
    )


def test_what_several_runs_did_is_added_up_and_how_it_stands_is_told_once(shop: Shop) -> None:
    runs = [ran(shop, 2.5, counts(3, 4)), ran(shop, 1.0, counts(2, 0)), ran(shop, 0.5, {})]  # the last broke off

    told = runs_in_words(shop.workspace, runs).splitlines()

    assert told[0] == f"{shop.workspace.name}: synced in 4.0 s"
    (invoices,) = [line for line in told if line.strip().startswith("Invoices:")]
    assert invoices.endswith("; 5 created in HubSpot, 4 linked")
    assert sum("Needs someone" in line for line in told) == 1


def test_what_rests_is_promised_nothing(shop: Shop) -> None:  # S18, S34
    """Payments do not cross while invoices come only to HubSpot; of a sync that is off nothing goes by itself."""
    shop.record(object_type="payment", status="pending", reason="queued", label="2026-11-05 4711")
    shop.record(object_type="product", status="failing", reason="ambiguous_sku", label="Sod")
    shop.record(object_type="contact", remarks=[{"code": "inactive_there", "params": {}}], label="Elm")
    shop.workspace.syncs.filter(object_type="invoice").update(direction="to-hubspot")
    shop.turn_off("contact")
    shop.turn_off("product")

    told = runs_in_words(shop.workspace, [ran(shop, 1.0, {})])

    assert "\n Payments: 2 paused, 0 excluded\n" in told
    assert "  2 payments: Payments do not cross while invoices come only to HubSpot; the status follows.\n" in told
    assert "  2 contacts: The contact sync is off or not set up, so nothing of it is read or written.\n" in told
    assert "4711" not in told
    assert "Sod" not in told
    assert "no new invoice can name it" not in told
