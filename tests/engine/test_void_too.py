"""What a person has asked to be void too is compared with what stands when the run comes to it (A10)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from syncapp.core.records import Invoice, InvoiceStatus
from syncapp.core.values import Side
from syncapp.engine.linking.decided import still_stands

OPEN, VOIDED = InvoiceStatus.OPEN, InvoiceStatus.VOIDED


@pytest.mark.parametrize(("hubspot", "quickbooks", "total", "expected"), [
    (OPEN, VOIDED, "100.00", True),
    (OPEN, VOIDED, "900.00", False),  # another total than somebody saw
    (VOIDED, OPEN, "100.00", False),  # the other one is void by now
    (VOIDED, VOIDED, "100.00", True),  # there is nothing left to void
    (OPEN, OPEN, "100.00", True),
])  # fmt: skip
def test_the_one_that_stands_is_as_it_was_shown(
    hubspot: InvoiceStatus, quickbooks: InvoiceStatus, total: str, expected: bool
) -> None:
    pair = (
        Invoice(side=Side.HUBSPOT, id="1", status=hubspot, total=Decimal(total)),
        Invoice(side=Side.QUICKBOOKS, id="2", status=quickbooks, total=Decimal(total)),
    )
    assert still_stands({"side": "hubspot", "total": "100.000000"}, *pair) is expected
