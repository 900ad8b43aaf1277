from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from syncapp.connectors.hubspot.kinds import DISCOUNTS, FEES, TAXES
from syncapp.connectors.hubspot.lines import (
    adjustment_properties,
    adjustments,
    in_order,
    line_of,
    line_properties,
)
from syncapp.core.records import Line, LineKind


def raw(record_id: str = "7", **properties: str | None) -> dict[str, Any]:
    return {"id": record_id, "properties": properties}


def test_a_line_is_read_with_hubspots_own_figures() -> None:
    line = line_of(
        raw(
            name="Mowing", description=" weekly ", quantity="3", price="10.50", amount="29.50", hs_total_discount="2.00",
            hs_sku="M-1", hs_product_id="55", hs_discount_percentage="6.35", syncapp_quickbooks_key="9:invoice:1:line:1",
        ),
        {},
    )  # fmt: skip
    assert line == Line(
        id="7", amount=Decimal("29.50"), quantity=Decimal(3), unit_price=Decimal("10.50"), discount=Decimal("2.00"),
        product_id="55", sku="M-1", name="Mowing", description="weekly", percent=Decimal("6.35"), key="9:invoice:1:line:1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("properties", "amount", "discount"),
    [
        ({"quantity": "3", "price": "10"}, "30", "0"),
        ({"price": "10"}, "10", "0"),  # without a quantity it counts once
        ({"quantity": "3", "price": "10", "discount": "1"}, "27", "3"),  # per unit
        ({"quantity": "2", "price": "10", "hs_discount_percentage": "25"}, "15", "5"),
        ({}, "0", "0"),
        (
            {"quantity": "3", "price": "10", "amount": "1.23", "hs_total_discount": "9"},
            "1.23",
            "9",
        ),  # told beats computed
    ],
)
def test_a_line_whose_figures_are_not_told_is_computed(properties: dict[str, str], amount: str, discount: str) -> None:
    line = line_of(raw(**properties), {})
    assert (line.amount, line.discount) == (Decimal(amount), Decimal(discount))


def test_a_number_that_is_none_is_named() -> None:
    absurd: dict[str, str] = {}
    assert line_of(raw(quantity="many", price="1", amount="1e999"), absurd).quantity is None
    assert absurd == {"quantity": "many", "amount": "1e999"}


def test_lines_stand_as_the_document_shows_them() -> None:
    lines = [
        raw("12"), raw("9"), raw("30", hs_position_on_quote="1"), raw("31", hs_position_on_quote="0"),
        raw("5", hs_position_on_quote="10"), raw("6", hs_position_on_quote="x"),
    ]  # fmt: skip
    assert [line["id"] for line in in_order(lines)] == ["31", "30", "5", "6", "9", "12"]


def test_discounts_fees_and_taxes_apply_in_that_order() -> None:
    found = adjustments(
        {
            TAXES: [raw("4", hs_type="PERCENT", hs_value="10", hs_label="VAT")],
            FEES: [raw("3", hs_type="FIXED", hs_value="5", hs_label="Shipping")],
            DISCOUNTS: [
                raw("2", hs_type="PERCENT", hs_value="10", hs_sort_order="1"),
                raw("1", hs_type="FIXED", hs_value="20.00", hs_sort_order="0", hs_label="Loyalty"),
            ],
        },
        Decimal(120), "USD", {},
    )  # fmt: skip
    assert [(line.kind, line.id, line.amount, line.percent, line.name) for line in found] == [
        (LineKind.DISCOUNT, "1", Decimal(20), None, "Loyalty"),
        (LineKind.DISCOUNT, "2", Decimal("10.00"), Decimal(10), None),  # of 100
        (LineKind.FEE, "3", Decimal(5), None, "Shipping"),
        (LineKind.TAX, "4", Decimal("9.50"), Decimal(10), "VAT"),  # of 95
    ]


def test_an_absurd_discount_is_named_with_its_object() -> None:
    absurd: dict[str, str] = {}
    adjustments({DISCOUNTS: [raw("9", hs_type="FIXED", hs_value="NaN")]}, Decimal(1), "USD", absurd)
    assert absurd == {"hs_value of discount 9": "NaN"}


def test_a_line_is_written_with_what_makes_it() -> None:
    line = Line(
        quantity=Decimal("2.5"), unit_price=Decimal("4.20"), amount=Decimal("10.50"), name="Mowing", description="weekly",
        product_id="55", sku="M-1",
    )  # fmt: skip
    assert line_properties(line) == {
        "name": "Mowing", "description": "weekly", "quantity": "2.5", "price": "4.2", "discount": "", "hs_sku": "M-1",
        "hs_product_id": "55",
    }  # fmt: skip


def test_a_discount_is_written_per_unit() -> None:
    assert line_properties(Line(quantity=Decimal(4), unit_price=Decimal(10), discount=Decimal(2)))["discount"] == "0.5"


def test_the_sku_of_the_product_is_left_where_none_is_told() -> None:
    assert "hs_sku" not in line_properties(Line(name="x", product_id="5"))


def test_a_line_without_a_name_is_called_by_its_text() -> None:
    assert line_properties(Line(description="Deliver to the back gate"))["name"] == "Deliver to the back gate"


def test_an_adjustment_is_always_a_fixed_amount() -> None:
    line = Line(kind=LineKind.TAX, amount=Decimal("7.10"), name="Sales tax", percent=Decimal(8))
    assert adjustment_properties(line) == {"hs_type": "FIXED", "hs_value": "7.1", "hs_label": "Sales tax"}
