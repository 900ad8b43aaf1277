"""Lines as read, and the set that an update sends back."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncapp.connectors.exchange import parse
from syncapp.connectors.quickbooks.line_sets import Unwritable, line_set
from syncapp.connectors.quickbooks.lines import SHIPPING, Amounts, lines_of
from syncapp.core.records import Line, LineKind

INVOICE: dict[str, Any] = parse(
    b"""{"Id": "130", "TotalAmt": 118.63, "Line": [
    {"Id": "1", "LineNum": 1, "Description": "Setup", "Amount": 150.00, "DetailType": "SalesItemLineDetail",
     "SalesItemLineDetail": {"ItemRef": {"value": "3", "name": "Hours"}, "Qty": 1.5, "UnitPrice": 100,
       "ItemAccountRef": {"value": "45", "name": "Landscaping"}, "ClassRef": {"value": "7"},
       "ServiceDate": "2026-03-01", "TaxCodeRef": {"value": "TAX"}},
     "LinkedTxn": [{"TxnId": "9", "TxnType": "TimeActivity"}]},
    {"Id": "2", "LineNum": 2, "Description": "Thank you", "DetailType": "DescriptionOnly", "DescriptionLineDetail": {}},
    {"Id": "3", "LineNum": 3, "Amount": -40, "DetailType": "SalesItemLineDetail",
     "SalesItemLineDetail": {"ItemRef": {"value": "4", "name": "Rebate"}}},
    {"Id": "4", "LineNum": 4, "Amount": 12.50, "DetailType": "GroupLineDetail", "GroupLineDetail": {
      "GroupItemRef": {"value": "20", "name": "Kit"}, "Quantity": 1, "Line": [
        {"Id": "1", "Amount": 10, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"ItemRef": {"value": "5"}, "Qty": 2, "UnitPrice": 5}},
        {"Id": "2", "Amount": 2.5, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"ItemRef": {"value": "6"}, "Qty": 1, "UnitPrice": 2.5}}]}},
    {"Amount": 122.50, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}},
    {"Id": "5", "Amount": 12.25, "DetailType": "DiscountLineDetail", "DiscountLineDetail": {"PercentBased": true, "DiscountPercent": 10}},
    {"Id": "6", "Amount": 5, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"ItemRef": {"value": "SHIPPING_ITEM_ID"}}}],
    "TxnTaxDetail": {"TotalTax": 3.38, "TaxLine": [
      {"Amount": 3.38, "DetailType": "TaxLineDetail", "TaxLineDetail": {"PercentBased": true, "TaxPercent": 8.75, "TaxRateRef": {"value": "1"}}}]}}"""
)


def read(raw: dict[str, Any] = INVOICE) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    return lines_of(raw, Amounts())


def by_id(bodies: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {body.get("Id", ""): body for body in bodies}


def test_items_and_texts_come_in_order_and_bundles_expand() -> None:  # A21
    lines, _ = read()

    assert [(line.id, line.kind.value, line.amount) for line in lines] == [
        ("1", "item", Decimal("150.00")),
        ("2", "text", Decimal(0)),
        ("3", "item", Decimal(-40)),
        ("4/1", "item", Decimal(10)),
        ("4/2", "item", Decimal("2.5")),
    ]
    first = lines[0]
    assert (first.quantity, first.unit_price, first.product_id, first.name) == (
        Decimal("1.5"),
        Decimal(100),
        "3",
        "Hours",
    )
    assert (lines[2].quantity, lines[2].unit_price) == (None, None)  # only an amount was given


def test_what_quickbooks_owns_of_a_line_is_told_apart() -> None:  # A7
    assert read()[0][0].recode == {
        "item": "3",
        "class": "7",
        "account": "45",
        "tax_code": "TAX",
        "service_date": "2026-03-01",
    }


def test_discount_shipping_and_tax_are_adjustments() -> None:  # A21
    _, adjustments = read()

    assert [(each.kind, each.amount, each.percent) for each in adjustments] == [
        (LineKind.DISCOUNT, Decimal("12.25"), Decimal(10)),
        (LineKind.FEE, Decimal(5), None),
        (LineKind.TAX, Decimal("3.38"), Decimal("8.75")),
    ]


def test_the_parts_add_up_to_the_total() -> None:  # I1
    lines, adjustments = read()
    signed = [-each.amount if each.kind is LineKind.DISCOUNT else each.amount for each in adjustments]

    assert sum(line.amount for line in lines) + sum(signed) == INVOICE["TotalAmt"]


def test_a_line_of_an_unknown_kind_does_not_vanish_from_the_sum() -> None:
    lines, _ = read({"Line": [{"Id": "1", "Amount": 9, "DetailType": "NewLineDetail", "Description": "New"}]})

    assert [(line.amount, line.description) for line in lines] == [(Decimal(9), "New")]


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"Line": None},
        {"Line": "x"},
        {"Line": [None, 3, {}]},
        {"Line": [{"DetailType": "SalesItemLineDetail"}]},
    ],
)
def test_strange_lines_break_nothing(raw: dict[str, Any]) -> None:
    lines, adjustments = read(raw)

    assert all(not line.amount for line in lines)
    assert adjustments == ()


def test_an_unreadable_amount_is_noted() -> None:
    amounts = Amounts()
    lines_of(
        {
            "Line": [
                {
                    "Id": "1",
                    "Amount": "NaN",
                    "DetailType": "SalesItemLineDetail",
                    "SalesItemLineDetail": {"Qty": "many"},
                }
            ]
        },
        amounts,
    )

    assert amounts.absurd == {"Line.Amount": "NaN", "Line.Qty": "many"}


def test_an_unchanged_set_goes_back_as_it_came() -> None:  # F48
    lines, _ = read()
    sent = line_set(lines, INVOICE, is_us=True)

    assert [body.get("Id") for body in sent] == [
        "1",
        "2",
        "3",
        "4",
    ]  # neither the subtotal, nor what was not named
    first = {name: part for name, part in INVOICE["Line"][0].items() if name != "LineNum"}
    assert sent[0] == json.loads(json.dumps(first, default=float))
    assert [inner["Id"] for inner in sent[3]["GroupLineDetail"]["Line"]] == ["1", "2"]
    json.dumps(sent)


def test_a_changed_line_keeps_item_class_date_account_tax_and_links() -> None:  # A7
    lines, _ = read()
    changed = replace(
        lines[0],
        amount=Decimal("99.99"),
        quantity=Decimal(3),
        unit_price=Decimal("33.33"),
        description="Less",
        product_id="8",
    )

    body = by_id(line_set([changed], INVOICE, is_us=True))["1"]

    inner = body["SalesItemLineDetail"]
    assert (body["Amount"], inner["Qty"], inner["UnitPrice"], body["Description"]) == (
        99.99,
        3,
        33.33,
        "Less",
    )
    assert inner["ItemRef"]["value"] == "3"
    assert inner["ClassRef"]["value"] == "7"
    assert inner["ServiceDate"] == "2026-03-01"
    assert inner["ItemAccountRef"]["value"] == "45"
    assert inner["TaxCodeRef"]["value"] == "TAX"
    assert body["LinkedTxn"] == [{"TxnId": "9", "TxnType": "TimeActivity"}]


def test_a_line_that_loses_its_quantity_loses_its_price() -> None:
    lines, _ = read()
    body = line_set([replace(lines[0], amount=Decimal(7), quantity=None, unit_price=None)], INVOICE, is_us=True)[0]

    assert body["Amount"] == 7
    assert not {"Qty", "UnitPrice"} & set(body["SalesItemLineDetail"])


def test_a_line_inside_a_bundle_changes_in_its_bundle() -> None:
    lines, _ = read()
    (body,) = line_set(
        [replace(lines[4], amount=Decimal(5), quantity=Decimal(2), unit_price=Decimal("2.5"))],
        INVOICE,
        is_us=True,
    )

    assert body["GroupLineDetail"]["GroupItemRef"]["value"] == "20"
    assert [(inner["Id"], inner["Amount"]) for inner in body["GroupLineDetail"]["Line"]] == [("2", 5)]


def test_a_description_that_differs_by_blanks_only_is_not_rewritten() -> None:  # F50, F84
    raw = {
        "Line": [
            {
                "Id": "1",
                "Amount": 1,
                "Description": " Sod \r\nlaid  ",
                "DetailType": "SalesItemLineDetail",
                "SalesItemLineDetail": {},
            }
        ]
    }
    (line,) = read(raw)[0]

    assert line_set([line], raw, is_us=True)[0]["Description"] == " Sod \r\nlaid  "
    assert line_set([replace(line, description=None)], raw, is_us=True)[0]["Description"] == ""


def test_a_kept_discount_keeps_its_percent_until_its_amount_changes() -> None:
    discount = read()[1][0]

    assert line_set([discount], INVOICE, is_us=True)[0]["DiscountLineDetail"] == {
        "PercentBased": True,
        "DiscountPercent": 10,
    }
    changed = line_set([replace(discount, amount=Decimal(5))], INVOICE, is_us=True)[0]
    assert (changed["Amount"], changed["DiscountLineDetail"]) == (5, {"PercentBased": False})


def test_a_new_line_of_a_us_company_is_not_taxed() -> None:  # A20
    line = Line(
        product_id="3",
        amount=Decimal("25.35"),
        quantity=Decimal(37),
        unit_price=Decimal("0.685"),
        description="Sod",
    )

    assert line_set([line], {}, is_us=True) == [
        {
            "DetailType": "SalesItemLineDetail",
            "Amount": 25.35,
            "Description": "Sod",
            "SalesItemLineDetail": {
                "ItemRef": {"value": "3"},
                "Qty": 37,
                "UnitPrice": 0.685,
                "TaxCodeRef": {"value": "NON"},
            },
        }
    ]
    assert "TaxCodeRef" not in line_set([line], {}, is_us=False)[0]["SalesItemLineDetail"]  # S6


def test_a_new_line_takes_the_coding_that_it_is_given() -> None:
    line = Line(
        product_id="3",
        amount=Decimal(1),
        recode={"class": "7", "service_date": "2026-03-01", "tax_code": "5"},
    )

    inner = line_set([line], {}, is_us=False)[0]["SalesItemLineDetail"]

    assert inner == {
        "ItemRef": {"value": "3"},
        "TaxCodeRef": {"value": "5"},
        "ClassRef": {"value": "7"},
        "ServiceDate": "2026-03-01",
    }


def test_new_texts_discounts_and_shipping_have_their_own_form() -> None:
    sent = line_set(
        [
            Line(kind=LineKind.TEXT, description="Thanks"),
            Line(kind=LineKind.DISCOUNT, amount=Decimal("12.25")),
            Line(kind=LineKind.FEE, amount=Decimal(5)),
        ],
        {},
        is_us=True,
    )

    assert [body["DetailType"] for body in sent] == [
        "DescriptionOnly",
        "DiscountLineDetail",
        "SalesItemLineDetail",
    ]
    assert sent[1]["Amount"] == 12.25
    assert sent[2]["SalesItemLineDetail"]["ItemRef"]["value"] == SHIPPING


@pytest.mark.parametrize("line", [Line(amount=Decimal(1), name="No item"), Line(kind=LineKind.TAX, amount=Decimal(1))])
def test_what_has_no_form_is_refused(line: Line) -> None:
    with pytest.raises(Unwritable):
        line_set([line], {}, is_us=True)


def test_an_id_that_is_not_there_is_a_new_line() -> None:
    (body,) = line_set([Line(id="77", product_id="3", amount=Decimal(1))], INVOICE, is_us=True)

    assert "Id" not in body


@given(st.permutations(range(5)), st.sets(st.integers(0, 4)))
def test_any_order_and_any_choice_of_lines_is_read_back_as_it_was_written(order: list[int], left_out: set[int]) -> None:
    lines, _ = read()
    wanted = [lines[n] for n in order if n not in left_out]

    sent = parse(json.dumps({"Line": line_set(wanted, INVOICE, is_us=True)}).encode())

    back, _ = read(sent)
    assert sorted(back, key=lambda line: line.id) == sorted(wanted, key=lambda line: line.id)
