"""What forbids that two stored records are linked by hand (A5, A10)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from syncapp.core.values import ObjectType
from syncapp.storage.models import SyncRecord
from syncapp.storage.same_document import unlike


def invoice(amount: str, currency: str = "USD", **status: str) -> SyncRecord:
    return SyncRecord(
        object_type=ObjectType.INVOICE, number="1001", amount=Decimal(amount), currency=currency,
        document_date=date(2026, 11, 24), **status,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("here", "there", "why"),
    [
        (invoice("50.00", hubspot_status="voided"), invoice("0.00", quickbooks_status="voided"), ""),
        (
            invoice("50.00", hubspot_status="voided"),
            invoice("0.00", "EUR", quickbooks_status="voided"),
            "currency USD and EUR",
        ),
        (invoice("50.00"), invoice("50.00", "EUR"), "currency USD and EUR"),
        (invoice("50.00"), invoice("50.01"), "amount $50.00 and $50.01"),
        (invoice("50.00", hubspot_status="voided"), invoice("50.00"), "void in HubSpot alone"),
    ],
)
def test_two_that_are_void_differ_by_their_currency_and_not_by_what_quickbooks_zeroed(
    here: SyncRecord, there: SyncRecord, why: str
) -> None:
    assert unlike(here, there) == why
