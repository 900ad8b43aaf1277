"""The arithmetic alone, with the amounts of the demo company."""

from __future__ import annotations

from decimal import Decimal

import pytest

from syncapp.sandbox.hubspot.totals import invoice_totals, line_figures, minor
from syncapp.sandbox.hubspot.values import parse_moment, plain


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ({"quantity": "3", "price": "33.33", "hs_discount_percentage": "10"}, "89.99"),
        ({"quantity": "37", "price": "0.685"}, "25.35"),
        ({"quantity": "3", "price": "0.335"}, "1.01"),
        ({"quantity": "0.25", "price": "85"}, "21.25"),
        ({"quantity": "4", "price": "10", "discount": "1.50"}, "34"),
        ({"quantity": "4", "price": "10", "discount": "1", "hs_discount_percentage": "10"}, "32"),
        ({"price": "79"}, "79"), ({"quantity": "2"}, "0"), ({"quantity": "0", "price": "79"}, "0"),
        ({"quantity": "1", "price": "99999999999.99"}, "99999999999.99"),
    ],
)  # fmt: skip
def test_a_line_is_rounded_half_up_to_the_cent(line: dict[str, str], amount: str) -> None:  # F77
    assert line_figures(line, "USD")["amount"] == amount


@pytest.mark.parametrize(("currency", "expected"), [("JPY", "13"), ("KWD", "12.346"), ("USD", "12.35")])
def test_the_minor_unit_is_the_currencys(currency: str, expected: str) -> None:  # F78
    assert (
        str(minor(Decimal("12.3456"), currency) if currency != "JPY" else minor(Decimal("12.5"), currency)) == expected
    )


def test_a_line_tells_its_discount_its_margin_and_its_tax() -> None:
    line = {"quantity": "2", "price": "50", "hs_discount_percentage": "5", "hs_cost_of_goods_sold": "30"}
    found = line_figures(line, "USD", {"percentageRate": "8.75", "label": "Sales tax"})
    assert found == {
        "amount": "95", "hs_pre_discount_amount": "100", "hs_total_discount": "5", "hs_margin": "35", "hs_tax_amount": "8.31",
        "hs_tax_rate": "8.75", "hs_tax_label": "Sales tax", "hs_post_tax_amount": "103.31",
    }  # fmt: skip


def test_a_discount_never_takes_more_than_there_is() -> None:
    totals = invoice_totals(
        [{"amount": "50"}],
        [{"hs_type": "FIXED", "hs_value": "60"}],
        [{"hs_type": "FIXED", "hs_value": "5"}],
        [],
        "USD",
    )
    assert (totals.subtotal, totals.billed) == (Decimal("50.00"), Decimal("5.00"))


def test_several_taxes_are_on_the_same_base() -> None:
    tax = {"hs_type": "PERCENT", "hs_value": "10"}
    assert invoice_totals([{"amount": "100"}], [], [], [tax, tax], "USD").billed == Decimal("120.00")


def test_an_invoice_without_lines_is_nothing() -> None:  # F75
    assert invoice_totals([], [], [], [], "USD").billed == 0


@pytest.mark.parametrize(
    ("number", "shown"),
    [("100.00", "100"), ("1.50", "1.5"), ("0.00", "0"), ("1E+3", "1000"), ("-0.10", "-0.1")],
)
def test_a_computed_number_is_shown_plainly(number: str, shown: str) -> None:
    assert plain(Decimal(number)) == shown


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2026-13-01", "2026-11-02T09:00:00", "20261102T090000Z", "2026-W45-1", "9" * 15]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert parse_moment(text) is None
