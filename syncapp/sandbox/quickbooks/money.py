"""Decimal in, JSON numbers out; half up as the vendor rounds."""

from __future__ import annotations

from collections.abc import Iterable
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
    """JSON numbers for Decimals. A document is changed in place: what is stored already holds none any more."""
    if isinstance(value, dict):
        _plain_parts(value, value.items())
    elif isinstance(value, list):
        _plain_parts(value, enumerate(value))
    elif isinstance(value, Decimal):
        return number(value)
    return value


def _plain_parts(value: Any, parts: Iterable[tuple[Any, Any]]) -> None:
    for key, part in parts:
        kind = type(part)
        if kind is Decimal:
            value[key] = number(part)
        elif kind is dict:
            _plain_parts(part, part.items())
        elif kind is list:
            _plain_parts(part, enumerate(part))
