"""Line items, discounts, fees and taxes of an invoice as lines of ours, and the properties that make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from syncapp.connectors.hubspot.kinds import DISCOUNTS, FEES, KEY, TAXES, Kind
from syncapp.connectors.hubspot.values import AbsurdError, number
from syncapp.core.records import ZERO, Line, LineKind
from syncapp.core.values import clean_text, plain, rounded

Raw = Mapping[str, Any]
_KINDS = {DISCOUNTS: LineKind.DISCOUNT, FEES: LineKind.FEE, TAXES: LineKind.TAX}
_HUNDRED = Decimal(100)


def line_of(raw: Raw, absurd: dict[str, str]) -> Line:
    """A line item; `absurd` takes the numbers that are none."""
    told = raw["properties"]
    quantity, price = _number(told, "quantity", absurd), _number(told, "price", absurd)
    percent = _number(told, "hs_discount_percentage", absurd)
    full = (Decimal(1) if quantity is None else quantity) * (price or ZERO)
    discount = _number(told, "hs_total_discount", absurd)
    if discount is None:
        each = _number(told, "discount", absurd) or ZERO  # off each unit
        discount = each * (Decimal(1) if quantity is None else quantity) + full * (percent or ZERO) / _HUNDRED
    amount = _number(told, "amount", absurd)
    return Line(
        id=raw["id"],
        amount=full - discount if amount is None else amount,
        quantity=quantity,
        unit_price=price,
        discount=discount,
        product_id=told.get("hs_product_id") or None,
        sku=clean_text(told.get("hs_sku")),
        name=clean_text(told.get("name")),
        description=clean_text(told.get("description")),
        percent=percent,
        key=told.get(KEY) or None,
    )


def in_order(lines: Sequence[Raw]) -> list[Raw]:
    """As the document shows them: by position, those without one last, in the order in which they were made."""

    def place(raw: Raw) -> tuple[bool, Decimal, int, str]:
        position = _number(raw["properties"], "hs_position_on_quote", {})
        record_id = str(raw["id"])
        return position is None, position or ZERO, int(record_id) if record_id.isdigit() else 0, record_id

    return sorted(lines, key=place)


def adjustments(
    found: Mapping[Kind, Sequence[Raw]], subtotal: Decimal, currency: str, absurd: dict[str, str]
) -> list[Line]:
    """Discounts, then fees, then taxes, each in its sort order; percents as the amounts that they come to."""
    lines: list[Line] = []
    running = subtotal
    for kind in (DISCOUNTS, FEES, TAXES):
        base = running
        for raw in sorted(found.get(kind, ()), key=_sort_order):
            line = _adjustment(kind, raw, running if kind is DISCOUNTS else base, currency, absurd)
            running += -line.amount if kind is DISCOUNTS else line.amount
            lines.append(line)
        running = max(running, ZERO)
    return lines


def _adjustment(kind: Kind, raw: Raw, base: Decimal, currency: str, absurd: dict[str, str]) -> Line:
    told = raw["properties"]
    wrong: dict[str, str] = {}
    value = _number(told, "hs_value", wrong) or ZERO
    absurd.update({f"{name} of {_KINDS[kind].value} {raw['id']}": text for name, text in wrong.items()})
    percent = value if str(told.get("hs_type") or "").upper() == "PERCENT" else None
    return Line(
        id=raw["id"],
        kind=_KINDS[kind],
        amount=value if percent is None else rounded(base * percent / _HUNDRED, currency),
        percent=percent,
        name=clean_text(told.get("hs_label")),
    )


def line_properties(line: Line) -> dict[str, str]:
    """What a line item is created with or set to; "" clears. A SKU that is not told stays: the product gave it."""
    found = {
        "name": line.name or line.description or line.sku or "",
        "description": line.description or "",
        "quantity": "" if line.quantity is None else plain(line.quantity),
        "price": "" if line.unit_price is None else plain(line.unit_price),
        "hs_product_id": line.product_id or "",
    }
    if line.sku:
        found["hs_sku"] = line.sku
    found["discount"] = plain(line.discount / (line.quantity or Decimal(1))) if line.discount else ""
    return found


def adjustment_properties(line: Line) -> dict[str, str]:
    """Always a fixed amount: the invoice's total is QuickBooks' to the cent."""
    return {"hs_type": "FIXED", "hs_value": plain(line.amount), "hs_label": line.name or line.description or ""}


def _sort_order(raw: Raw) -> tuple[Decimal, str]:
    return _number(raw["properties"], "hs_sort_order", {}) or ZERO, str(raw["id"])


def _number(told: Raw, name: str, absurd: dict[str, str]) -> Decimal | None:
    text = told.get(name)
    if text is None or text == "":
        return None
    try:
        return number(str(text))
    except AbsurdError:
        absurd[name] = str(text)
        return None
