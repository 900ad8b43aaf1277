"""hubspot.md §3 and §4: what the computed money obeys, whatever is sold."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.sandbox.hubspot.totals import invoice_totals, line_figures
from tests.sandbox.hubspot.portal import CRM, UP, Portal, code, end

DECIMALS = {"USD": 2, "JPY": 0, "KWD": 3}
currencies = st.sampled_from(sorted(DECIMALS))
quantities = st.decimals(0, 10_000, places=3).map(str)
prices = st.decimals(0, 100_000, places=4).map(str)
percents = st.decimals(0, 100, places=2).map(str)
lines = st.fixed_dictionaries(
    {"quantity": quantities, "price": prices},
    optional={"hs_discount_percentage": percents, "discount": st.decimals(0, 50, places=2).map(str)},
)
amounts = st.decimals(0, 1_000, places=2).map(str)
parts = st.lists(
    st.one_of(
        st.fixed_dictionaries({"hs_type": st.just("FIXED"), "hs_value": amounts, "hs_sort_order": st.sampled_from("012")}),
        st.fixed_dictionaries({"hs_type": st.just("PERCENT"), "hs_value": percents, "hs_sort_order": st.sampled_from("012")}),
    ),
    max_size=3,
)  # fmt: skip


def rounded(value: Fraction, currency: str) -> Fraction:
    """Half up, of what is not below nothing."""
    scale = 10 ** DECIMALS[currency]
    return Fraction(math.floor(value * scale + Fraction(1, 2)), scale)


def amount_of(line: dict[str, str], currency: str) -> Fraction:
    full = Fraction(line["quantity"]) * Fraction(line["price"])
    off = Fraction(line["quantity"]) * Fraction(line.get("discount", "0"))
    off += full * Fraction(line.get("hs_discount_percentage", "0")) / 100
    return rounded(full - min(off, full), currency)


def part_of(part: dict[str, str], base: Fraction, currency: str) -> Fraction:
    value = Fraction(part["hs_value"])
    return rounded(base * value / 100 if part["hs_type"] == "PERCENT" else value, currency)


@settings(max_examples=100, deadline=None)
@given(lines, currencies, percents)
def test_a_line_is_what_its_definition_says(line: dict[str, str], currency: str, percent: str) -> None:
    found = line_figures(line, currency, {"percentageRate": percent, "label": "Tax"})
    amount, tax = (
        amount_of(line, currency),
        rounded(amount_of(line, currency) * Fraction(percent) / 100, currency),
    )
    assert Fraction(str(found["amount"])) == amount
    assert Fraction(str(found["hs_tax_amount"])) == tax
    assert Fraction(str(found["hs_post_tax_amount"])) == amount + tax
    least = Fraction(1, 10 ** DECIMALS[currency])
    rest = Fraction(str(found["hs_pre_discount_amount"])) - Fraction(str(found["hs_total_discount"]))
    assert abs(rest - amount) <= least  # each is rounded by itself


@settings(max_examples=100, deadline=None)
@given(st.lists(lines, max_size=5), parts, parts, parts, currencies)
def test_an_invoice_is_lines_less_discounts_plus_fees_plus_taxes(
    sold: list[dict[str, str]],
    discounts: list[dict[str, str]],
    fees: list[dict[str, str]],
    taxes: list[dict[str, str]],
    currency: str,
) -> None:
    shown = [
        {name: str(value) for name, value in line_figures(one, currency).items() if value is not None} for one in sold
    ]
    found = invoice_totals(shown, discounts, fees, taxes, currency)
    subtotal = sum((amount_of(one, currency) for one in sold), Fraction(0))
    rest = subtotal
    for one in sorted(discounts, key=lambda part: part["hs_sort_order"]):
        rest -= part_of(one, rest, currency) if rest > 0 else 0
    rest = max(rest, Fraction(0))
    rest += sum((part_of(one, rest, currency) for one in fees), Fraction(0))
    billed = rest + sum((part_of(one, rest, currency) for one in taxes), Fraction(0))
    assert (Fraction(found.subtotal), Fraction(found.billed)) == (subtotal, billed)


@settings(max_examples=100, deadline=None)
@given(st.permutations([("FIXED", "5"), ("PERCENT", "10"), ("FIXED", "1.99")]))
def test_the_order_of_fees_and_taxes_does_not_matter(order: list[tuple[str, str]]) -> None:
    fees = [{"hs_type": type_, "hs_value": value} for type_, value in order]
    assert invoice_totals([{"amount": "100"}], [], fees, fees, "USD").billed == Decimal("135.68")


def test_numbers_that_no_account_needs_are_refused(portal: Portal) -> None:
    for price in ("1e15", "1e300", "0." + "1" * 50):
        data = portal.refused("POST", f"{CRM}/line_items", {"properties": {"price": price}})
        assert code(data) == "INVALID_NUMBER"
    portal.create("line_items", price="999999999999999", quantity="999999999999999")


def test_a_tax_rate_has_to_be_the_accounts(portal: Portal) -> None:
    body = {"properties": {"price": "5", "hs_tax_rate_group_id": "7"}}
    assert code(portal.refused("POST", f"{CRM}/line_items", body)) == "INVALID_OPTION"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("discounts", "FIXED", "10")], "90"), ([("discounts", "PERCENT", "12.5")], "87.5"), ([("fees", "PERCENT", "3")], "103"),
        ([("taxes", "PERCENT", "8.75")], "108.75"),
        ([("discounts", "FIXED", "10"), ("fees", "PERCENT", "10"), ("taxes", "PERCENT", "10")], "108.9"),
        ([("taxes", "PERCENT", "10"), ("fees", "FIXED", "10"), ("discounts", "PERCENT", "50")], "66"),
    ],
)  # fmt: skip
def test_the_objects_on_an_invoice_move_its_total(
    portal: Portal, steps: list[tuple[str, str, str]], expected: str
) -> None:
    invoice = portal.draft()  # 2 × 50
    made: list[tuple[str, Any]] = []
    for kind, type_, value in steps:
        made.append(
            (
                kind,
                portal.create(kind, end(invoice, UP[kind]), hs_type=type_, hs_value=value, hs_label="L")["id"],
            )
        )
    assert portal.value("invoices", invoice, "hs_amount_billed") == expected
    assert portal.value("invoices", invoice, "hs_subtotal") == "100"
    for kind, one in made:
        portal.ok("DELETE", f"{CRM}/{kind}/{one}", status=204)
    assert portal.value("invoices", invoice, "hs_amount_billed") == "100"
