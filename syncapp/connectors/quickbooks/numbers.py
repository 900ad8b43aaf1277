"""Exact numbers, from QuickBooks' JSON and into it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

LARGEST = Decimal(10) ** 15  # beyond any amount that QuickBooks keeps


def decimal_of(value: Any) -> Decimal:
    """The number as it was written; `ValueError` for what is none, or is absurdly large."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError(value)
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value).strip())
    except InvalidOperation as error:
        raise ValueError(value) from error
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValueError(value)
    return number


def json_number(number: Decimal) -> int | float | str:
    """The same number in JSON: a float only where its shortest text is that very number."""
    if number == number.to_integral_value():
        return int(number)
    shortest = float(number)
    return shortest if Decimal(repr(shortest)) == number else format(number, "f")


def plain_json(value: Any) -> Any:
    """A document as read, ready for `json.dumps` and for a JSON column."""
    if isinstance(value, Decimal):
        return json_number(value)
    if isinstance(value, Mapping):
        return {key: plain_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(part) for part in value]
    return value
