"""The lines of an invoice, as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from syncapp.connectors.quickbooks.numbers import decimal_of
from syncapp.connectors.quickbooks.values import Raw, ref, ref_name
from syncapp.core.records import ZERO, Line, LineKind
from syncapp.core.values import clean_text

SHIPPING, GRATUITY = "SHIPPING_ITEM_ID", "GRATUITY_ITEM_ID"  # lines of their own that point to no item
_FEES = {SHIPPING: "Shipping", GRATUITY: "Gratuity"}
TAX_LINE = "tax"  # the tax has no line, so no id, of its own


class Amounts:
    """Reads what must be a number; what cannot be read counts as zero and is noted in `absurd`."""

    def __init__(self) -> None:
        self.absurd: dict[str, str] = {}

    def amount(self, raw: Raw, name: str, field: str = "") -> Decimal:
        return self.number(raw, name, field) or ZERO

    def number(self, raw: Raw, name: str, field: str = "") -> Decimal | None:
        found = raw.get(name)
        if found is None or found == "":
            return None
        try:
            return decimal_of(found)
        except ValueError:
            self.absurd[field or name] = str(found)[:100]
            return None


def raw_lines(raw: Raw) -> list[Raw]:
    lines = raw.get("Line")
    return [line for line in lines if isinstance(line, Mapping)] if isinstance(lines, list) else []


def detail(line: Raw) -> Raw:
    found = line.get(str(line.get("DetailType")))
    return found if isinstance(found, Mapping) else {}


def lines_of(raw: Raw, amounts: Amounts) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Items and texts in their order, and the adjustments: discounts, fees, the tax."""
    read = [line for each in raw_lines(raw) for line in _lines(each, amounts)]
    tax = _tax(raw, amounts)
    # A discount or fee of nothing, as a voided invoice keeps it, adjusts nothing.
    adjustments = [line for line in read if line.kind not in (LineKind.ITEM, LineKind.TEXT) and line.amount]
    return (
        tuple(line for line in read if line.kind in (LineKind.ITEM, LineKind.TEXT)),
        (*adjustments, *((tax,) if tax else ())),
    )


def _lines(line: Raw, amounts: Amounts) -> Iterator[Line]:
    kind = line.get("DetailType")
    if kind == "SalesItemLineDetail":
        yield _item(line, amounts)
    elif kind == "GroupLineDetail":  # a bundle expands (A21); the amount is on its lines
        for inner in raw_lines(detail(line)):
            # Ids are unique within the bundle, which need not mean within the invoice.
            yield from (replace(each, id=inner_id(line, each.id)) for each in _lines(inner, amounts))
    elif kind == "DiscountLineDetail":
        yield _discount(line, amounts)
    elif kind == "DescriptionOnly":
        yield Line(id=_id(line), kind=LineKind.TEXT, description=_description(line))
    elif kind != "SubTotalLineDetail" and amounts.amount(line, "Amount", "Line.Amount"):
        # A kind of line that we do not know must not vanish from the sum.
        yield Line(id=_id(line), amount=amounts.amount(line, "Amount", "Line.Amount"), description=_description(line))


def _item(line: Raw, amounts: Amounts) -> Line:
    inner = detail(line)
    item = ref(inner, "ItemRef")
    fee = _FEES.get(item or "")
    return Line(
        id=_id(line),
        kind=LineKind.FEE if fee else LineKind.ITEM,
        amount=amounts.amount(line, "Amount", "Line.Amount"),
        quantity=amounts.number(inner, "Qty", "Line.Qty"),
        unit_price=amounts.number(inner, "UnitPrice", "Line.UnitPrice"),
        product_id=item,
        name=fee or ref_name(inner, "ItemRef"),
        description=_description(line),
        recode=_recode(inner),
    )


def _recode(inner: Raw) -> dict[str, str]:
    """What QuickBooks owns of a line (A7)."""
    found = {
        "item": ref(inner, "ItemRef"),
        "class": ref(inner, "ClassRef"),
        "account": ref(inner, "ItemAccountRef"),
        "tax_code": ref(inner, "TaxCodeRef"),
        "service_date": inner.get("ServiceDate"),
    }
    return {name: str(value) for name, value in found.items() if value}


def _discount(line: Raw, amounts: Amounts) -> Line:
    inner = detail(line)
    percent = amounts.number(inner, "DiscountPercent", "Line.DiscountPercent") if inner.get("PercentBased") else None
    return Line(
        id=_id(line), kind=LineKind.DISCOUNT, amount=amounts.amount(line, "Amount", "Line.Amount"), percent=percent,
        name="Discount", description=_description(line),
    )  # fmt: skip


def _tax(raw: Raw, amounts: Amounts) -> Line | None:
    tax = raw.get("TxnTaxDetail")
    if not isinstance(tax, Mapping):
        return None
    total = amounts.amount(tax, "TotalTax", "TxnTaxDetail.TotalTax")
    if not total:
        return None
    found = tax.get("TaxLine")
    rates = [detail(each) for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
    percent = (
        amounts.number(rates[0], "TaxPercent", "TaxPercent")
        if len(rates) == 1 and rates[0].get("PercentBased")
        else None
    )
    return Line(id=TAX_LINE, kind=LineKind.TAX, amount=total, percent=percent, name="Sales tax")


def _id(line: Raw) -> str:
    return str(line.get("Id") or "")


def inner_id(bundle: Raw, line_id: str) -> str:
    """How a line inside a bundle is called."""
    return f"{_id(bundle)}/{line_id}"


def _description(line: Raw) -> str | None:
    text: Any = line.get("Description")
    return clean_text(text) if isinstance(text, str) else None
