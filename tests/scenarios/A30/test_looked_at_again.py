"""More was paid than was open, and a webhook tells of our own payment (A30)."""

from __future__ import annotations

from syncapp.storage.models import Inbox
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme


def test_an_overpaid_invoice_does_not_wait_for_a_payment_that_is_in_sync(acme: Acme) -> None:  # A30, Ash
    """Workers hear of our own payment by webhook: it is looked at again, together with its invoice, and nothing moves."""
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    acme.make(
        "commerce_payments", {invoice: 542},
        hs_initial_amount="115.00", hs_initiated_date="2026-11-23", hs_latest_status="succeeded", hs_currency_code="USD",
    )  # fmt: skip
    acme.sync()
    for record in acme.world.records(hubspot_id__isnull=False, object_type__in=["invoice", "payment"]):
        Inbox.objects.create(
            workspace=acme.world.workspace,
            side="hubspot",
            object_type=record.object_type,
            external_id=record.hubspot_id,
            source="webhook",
        )

    acme.sync(retry=False, poll=())

    assert acme.stands(number="HS-1") == "syncing"
    assert "overpaid" in acme.remarks(number="HS-1")
