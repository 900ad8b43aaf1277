"""Money as people write it."""

from __future__ import annotations

from decimal import Decimal

from syncapp.core.values import minor_unit, rounded

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "JPY": "¥"}


def amount_text(amount: Decimal, currency: str) -> str:
    """`$1,250.00`, to the minor unit of its currency."""
    shown = rounded(Decimal(amount), currency)
    digits = -int(minor_unit(currency).as_tuple().exponent)
    sign = SIGNS.get(currency) or (f"{currency} " if currency else "")
    return f"{'−' if shown < 0 else ''}{sign}{abs(shown):,.{digits}f}"
