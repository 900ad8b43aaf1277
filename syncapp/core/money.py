"""Money as people write it."""

from __future__ import annotations

from decimal import Decimal

from syncapp.core.values import minor_unit, rounded

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "JPY": "¥"}


def amount_text(amount: Decimal, currency: str) -> str:
    """`$1,250.00`, to the minor unit of its currency; one that is finer as it is: `¥33.33`."""
    amount = Decimal(amount)
    if amount != rounded(amount, currency):
        return in_currency(f"{amount.normalize():,f}", currency)
    digits = -int(minor_unit(currency).as_tuple().exponent)
    return in_currency(f"{amount:,.{digits}f}", currency)


def in_currency(digits: str, currency: str) -> str:
    """`$25.7712` of `25.7712`: what must keep all its digits."""
    sign = SIGNS.get(currency) or (f"{currency} " if currency else "")
    return f"{'−' if digits.startswith('-') else ''}{sign}{digits.removeprefix('-')}"
