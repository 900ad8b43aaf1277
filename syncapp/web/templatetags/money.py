"""Money as people read it, and as a script adds it up."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import template

from syncapp.core.money import amount_text
from syncapp.core.values import ObjectType, rounded
from syncapp.queries.counts import Cell
from syncapp.web.templatetags.words import plural

register = template.Library()


@register.filter
def money(amount: Decimal | Mapping[str, Decimal] | None, currency: str = "") -> str:
    """`$1,250.00`; of several currencies, each by itself, because they do not add up."""
    if amount is None:
        return ""
    if isinstance(amount, Mapping):
        return " + ".join(amount_text(part, name) for name, part in sorted(amount.items()))
    return amount_text(amount, currency)


@register.filter
def counted(parts: Mapping[ObjectType, Cell]) -> str:
    """`3 invoices, $1,200.00; and 2 contacts`: each object with its money; without any, `2 contacts and 1 product`."""
    said = [
        f"{plural(cell.number, kind.value)}{f', {money(cell.money)}' if cell.money else ''}"
        for kind, cell in parts.items()
    ]
    if len(said) < 2:
        return said[0] if said else "Nothing"
    with_money = any(cell.money for cell in parts.values())  # and so with commas of its own
    between, last = ("; ", "; and ") if with_money else (", ", " and ")
    return f"{between.join(said[:-1])}{last}{said[-1]}"


@register.filter
def figure(amount: Decimal, currency: str = "") -> str:
    """Digits alone, for a script to add up."""
    return str(rounded(Decimal(amount), currency))
