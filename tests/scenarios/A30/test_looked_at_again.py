"""More was paid than was open, and invoice and payment are looked at again, though nothing has happened (A30)."""

from __future__ import annotations

import pytest

from syncapp.core.values import ObjectType
from syncapp.storage.models import Activity, Inbox, SyncRecord
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme


@pytest.fixture
def overpaid(acme: Acme) -> Acme:
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    acme.make(
        "commerce_payments", {invoice: 542},
        hs_initial_amount="115.00", hs_initiated_date="2026-11-23", hs_latest_status="succeeded", hs_currency_code="USD",
    )  # fmt: skip
    acme.sync()
    return acme


def test_each_night_nothing_is_written_into_the_history(overpaid: Acme) -> None:  # A30
    before = list(Activity.objects.values_list("pk", flat=True))

    overpaid.sync(full=True)
    overpaid.sync(full=True)

    assert list(Activity.objects.exclude(pk__in=before).values_list("record__label", "kind", "reason")) == []
    assert overpaid.stands(number="HS-1") == "syncing"
    assert "overpaid" in overpaid.remarks(number="HS-1")


def test_while_invoices_alone_are_synced_it_waits_for_its_payment(overpaid: Acme) -> None:  # A30
    """Nobody looks at the payment: until somebody does, nothing is said of what it explains."""
    SyncRecord.objects.update(next_attempt_at=overpaid.world.now())

    overpaid.sync(objects=[ObjectType.INVOICE], retry=False, poll=())

    assert overpaid.stands(number="HS-1") == "pending: waiting"


def test_an_overpaid_invoice_does_not_wait_for_a_payment_that_is_in_sync(overpaid: Acme) -> None:  # A30, Ash
    """Workers hear of our own payment by webhook: it is looked at again, together with its invoice, and nothing moves."""
    acme = overpaid
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
