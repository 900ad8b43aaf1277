"""What *modified* is measured against: what stands in the vendor's system, and nothing that is set here (A15, A16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from syncapp.core.mapping import FieldPair
from syncapp.core.policies import fingerprint, seal, unmodified
from syncapp.core.records import Invoice, InvoiceStatus, Line
from syncapp.core.values import Side

PAIRS = (
    FieldPair("hs_invoice_date", "TxnDate"),
    FieldPair("hs_comments", "CustomerMemo.value"),
    FieldPair("hours", "custom:1"),
)
NIGHT = datetime(2026, 10, 12, 5, 30, tzinfo=UTC)
OLD = Invoice(
    side=Side.HUBSPOT, id="1", number="HS-1", currency="USD", balance=Decimal("100.00"), moments={"hs_invoice_date": NIGHT},
    values={"hs_invoice_date": date(2026, 10, 11), "hs_comments": "Gate code 12", "hours": Decimal("2.50")},
)  # fmt: skip
THEN = fingerprint(OLD, PAIRS)


def with_values(**values: object) -> Invoice:
    return replace(OLD, values={**OLD.values, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "now",
    [
        OLD,
        replace(OLD, version="2", updated_at=NIGHT),
        with_values(hs_invoice_date=date(2026, 10, 12)),  # the same moment, in another company time zone (A19)
        with_values(hours=Decimal("2.5")),
        replace(OLD, balance=Decimal(100)),
        replace(
            OLD, values={name: value for name, value in OLD.values.items() if name != "hours"}
        ),  # not told any more
    ],
)
def test_nothing_of_this_modifies_it(now: Invoice) -> None:
    assert unmodified(now, THEN, PAIRS)


@pytest.mark.parametrize(
    "now",
    [
        replace(OLD, moments={"hs_invoice_date": NIGHT.replace(day=13)}),
        replace(OLD, moments={}),  # midnight UTC now: that day in every zone
        with_values(hs_comments=None),
        with_values(hours=Decimal("2.51")),
        replace(OLD, balance=Decimal("99.99")),
        replace(OLD, status=InvoiceStatus.PAID),
    ],
)
def test_each_of_these_modifies_it(now: Invoice) -> None:
    assert not unmodified(now, THEN, PAIRS)


def test_a_mapping_that_comes_or_goes_modifies_nothing() -> None:  # A13
    assert unmodified(OLD, THEN, PAIRS[:1])
    assert unmodified(OLD, fingerprint(OLD, PAIRS[:1]), PAIRS)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "HS-2"},
        {"date": date(2026, 10, 12)},
        {"due_date": date(2026, 11, 11)},
        {"currency": "CAD"},
        {"total": Decimal("100.01")},
        {"balance": Decimal("99.99")},
        {"status": InvoiceStatus.PAID},
        {"contact_ids": ("3",)},
        {"customer_id": "7"},
        {"lines": (Line(id="1", amount=Decimal(100), name="Mulch"),)},
    ],
)
def test_what_was_approved_is_all_that_is_shown_of_it(change: dict[str, Any]) -> None:  # A10, A15
    assert seal(replace(OLD, **change)) != seal(OLD)
    assert seal(replace(OLD, version="2", updated_at=NIGHT)) == seal(OLD)
