from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncapp.connectors.exchange import parse
from syncapp.connectors.quickbooks.numbers import decimal_of, json_number, plain_json

AMOUNTS = st.decimals(min_value=Decimal("-99999999999.99"), max_value=Decimal("99999999999.99"), places=2)
PRICES = st.decimals(min_value=Decimal(0), max_value=Decimal("9999999"), places=7)


@given(st.one_of(AMOUNTS, PRICES))
def test_an_amount_goes_out_and_comes_back_as_the_same_number(amount: Decimal) -> None:  # F88
    text = json.dumps(json_number(amount))

    assert decimal_of(parse(text.encode())) == amount
    assert "e" not in text.lower() or Decimal(text) == amount


def test_a_number_with_more_digits_than_a_float_keeps_goes_as_text() -> None:
    assert json_number(Decimal("12345678901.1234567")) == "12345678901.1234567"


@pytest.mark.parametrize(
    ("number", "sent"),
    [("100", 100), ("100.00", 100), ("0.685", 0.685), ("-0.00", 0), ("99999999999.99", 99999999999.99)],
)
def test_numbers_are_json_numbers(number: str, sent: float) -> None:
    assert json_number(Decimal(number)) == sent


@pytest.mark.parametrize(
    "absurd",
    [
        "NaN",
        "Infinity",
        "1e400",
        "",
        " ",
        "abc",
        None,
        True,
        [],
        {},
        Decimal("NaN"),
        Decimal("1E+400"),
        10**16,
    ],
)
def test_what_is_no_number_is_refused(absurd: Any) -> None:
    with pytest.raises(ValueError):
        decimal_of(absurd)


def test_absurd_json_does_not_break_the_page() -> None:
    page = parse(b'{"a": NaN, "b": 1e400, "c": 0.1, "d": -Infinity}')

    assert page["c"] == Decimal("0.1")
    for name in "abd":
        with pytest.raises(ValueError):
            decimal_of(page[name])


def test_a_document_as_read_can_be_stored_and_sent() -> None:
    raw = parse(b'{"Line": [{"Amount": 12.30, "Qty": 3}], "Active": true, "Note": null}')

    assert json.loads(json.dumps(plain_json(raw))) == {
        "Line": [{"Amount": 12.3, "Qty": 3}],
        "Active": True,
        "Note": None,
    }
