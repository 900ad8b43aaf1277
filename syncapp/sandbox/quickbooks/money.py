"""Decimal in, JSON numbers out; half up as the vendor rounds."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

CENT = Decimal("0.01")
FINE = Decimal("0.0000001")  # prices and quantities: up to 7 decimals, assumed
ZERO = Decimal(0)


def decimal(value: Any) -> Decimal:
    """The exact value as written; `ValueError` for what is no finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError(value)
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value).strip())
    except InvalidOperation as error:
        raise ValueError(value) from error
    if not number.is_finite():
        raise ValueError(value)
    return number


def amount(value: Any) -> Decimal:
    """A stored amount back as Decimal, absent ones as zero."""
    return ZERO if value is None else decimal(value)


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def fine(value: Decimal) -> Decimal:
    return value.quantize(FINE, ROUND_HALF_UP).normalize()


def number(value: Decimal) -> int | float:
    whole = int(value)
    return whole if whole == value else float(value)


def plain(value: Any) -> Any:
    """The same document with JSON numbers for Decimals."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value
