"""The order in which lines of sales forms come back, and what they sum up to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks.money import ZERO, amount, cents

Line = dict[str, Any]
SHIPPING, GRATUITY = "SHIPPING_ITEM_ID", "GRATUITY_ITEM_ID"
# What is no item of the list → the preference that allows it, and its name (of gratuity both assumed).
EXTRAS = {SHIPPING: ("AllowShipping", "Shipping"), GRATUITY: ("AllowGratuity", "Gratuity")}
SUBTOTAL = "Subtotal:"  # a description line that begins so shows the sum above it [D]


def sales_lines(lines: list[Line]) -> list[Line]:
    """Every line with an item, those of bundles too; no shipping."""
    out: list[Line] = []
    for line in lines:
        if line["DetailType"] == "GroupLineDetail":
            out += line["GroupLineDetail"]["Line"]
        elif line["DetailType"] == "SalesItemLineDetail" and not is_shipping(line):
            out.append(line)
    return out


def is_shipping(line: Line) -> bool:
    """Shipping or gratuity: outside the subtotal, behind the discount."""
    return line.get("SalesItemLineDetail", {}).get("ItemRef", {}).get("value") in EXTRAS


def arrange(lines: list[Line]) -> tuple[list[Line], Decimal, Decimal, Decimal]:
    """Lines in QuickBooks' order with the SubTotal line, and subtotal, discount and shipping."""
    body = [
        line
        for line in lines
        if line["DetailType"] not in ("DiscountLineDetail", "SubTotalLineDetail") and not is_shipping(line)
    ]
    shipping = [line for line in lines if is_shipping(line)]
    subtotal = sum((amount(line["Amount"]) for line in sales_lines(body)), ZERO)
    taken, discount = [], ZERO
    for line in (each for each in lines if each["DetailType"] == "DiscountLineDetail"):
        detail = line["DiscountLineDetail"]
        if detail.get("PercentBased"):
            line = {**line, "Amount": cents(subtotal * amount(detail["DiscountPercent"]) / 100)}
        discount += amount(line["Amount"])
        taken.append(line)
    numbered = [{**line, "LineNum": n} for n, line in enumerate(_summed(body), 1)]
    sub = {"Amount": subtotal, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}}
    freight = sum((amount(line["Amount"]) for line in shipping), ZERO)
    return [*numbered, sub, *taken, *shipping], subtotal, discount, freight


def _summed(lines: list[Line]) -> list[Line]:
    """Inline subtotals with the sum of what stands above them, computed again with every change [D]."""
    out, total = [], ZERO
    for line in lines:
        total += sum((amount(each["Amount"]) for each in sales_lines([line])), ZERO)
        if line["DetailType"] == "DescriptionOnly" and line.get("Description", "").startswith(SUBTOTAL):
            line = {**line, "Description": f"{SUBTOTAL} {total:f}"}
        out.append(line)
    return out
