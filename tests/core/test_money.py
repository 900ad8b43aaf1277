"""Money as people write it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from syncapp.core.money import amount_text


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("1250", "USD", "$1,250.00"),
        ("-0.5", "USD", "−$0.50"),
        ("1000.00", "JPY", "¥1,000"),
        ("1.125", "KWD", "KWD 1.125"),
        ("3.7", "", "3.70"),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(amount: str, currency: str, text: str) -> None:
    assert amount_text(Decimal(amount), currency) == text


@pytest.mark.parametrize(
    ("amount", "currency", "text"), [("33.330000", "JPY", "¥33.33"), ("2125.005", "USD", "$2,125.005")]
)
def test_one_that_is_finer_is_not_shown_as_another(amount: str, currency: str, text: str) -> None:  # A33
    assert amount_text(Decimal(amount), currency) == text
