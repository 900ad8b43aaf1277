"""A payment has no name of its own: wherever it is listed, its amount, its invoice and the customer tell which one it is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from syncapp.storage.models import Activity, Run
from tests.web.conftest import Shop

PART = {"HX-Request": "true"}
OVERVIEW = "integrations/quickbooks/?tab=overview"


@pytest.mark.parametrize(
    "address",
    [
        f"{OVERVIEW}&view=records&object=payment",
        f"{OVERVIEW}&view=objects&show=payment.failing",
        f"{OVERVIEW}&view=objects&show=payment.waiting",
        "failures/?cause=payment_removed",
        "activity/",
        "runs/{run}/",
        "find/?q=88001",
    ],
)
def test_a_payment_is_known_by_amount_invoice_and_customer(shop: Shop, address: str) -> None:
    invoice = shop.record(label="HS-2028", customer_name="Cascade Property Group")
    run = Run.objects.create(
        workspace=shop.workspace, trigger="poll", started_at=timezone.now(), ended_at=timezone.now()
    )
    for state in ({"status": "failing", "reason": "payment_removed"}, {"status": "pending", "reason": "waiting"}):
        payment = shop.record(
            object_type="payment", label="Nov 30, 2026 88001", number="88001", amount=Decimal(174), invoice=invoice, **state
        )  # fmt: skip
        Activity.objects.create(workspace=shop.workspace, record=payment, run=run, at=timezone.now(), kind="pending")
    answer = shop.client("viewer").get(shop.url(address.format(run=run.pk)), headers=PART if "find" in address else {})
    said = " ".join(answer.content.decode().split())
    assert "for HS-2028, Cascade Property Group" in said
    assert "$174.00" in said
