"""The arithmetic of invoices: lines, then discounts, fees and taxes, each rounded half up [assumed]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from syncapp.sandbox.hubspot.values import number, plain

Values = Mapping[str, str]
_ZERO = Decimal(0)
_EXACT = Context(prec=200)  # no product of what a property can hold is longer
_DECIMALS = {"JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "VND": 0, "BHD": 3, "KWD": 3}


def minor(amount: Decimal, currency: str) -> Decimal:
    """Rounded half up to the currency's minor unit."""
    return amount.quantize(Decimal(1).scaleb(-_DECIMALS.get(currency, 2)), ROUND_HALF_UP)


def line_figures(line: Values, currency: str, tax: Mapping[str, str] | None = None) -> dict[str, str | None]:
    """What HubSpot computes about a line. `discount` is per unit [K]; quantity counts as 1 where missing (assumed).

    Both kinds of discount at once take off no more than there is (assumed).
    """
    with localcontext(_EXACT):
        return _line_figures(line, currency, tax)


def _line_figures(line: Values, currency: str, tax: Mapping[str, str] | None) -> dict[str, str | None]:
    quantity = number(line.get("quantity") or "1") or _ZERO
    price = number(line.get("price")) or _ZERO
    full = quantity * price
    off = quantity * (number(line.get("discount")) or _ZERO)
    off += full * (number(line.get("hs_discount_percentage")) or _ZERO) / 100
    off = min(off, full)
    amount = minor(full - off, currency)
    cost = number(line.get("hs_cost_of_goods_sold"))
    figures: dict[str, str | None] = {
        "amount": plain(amount),
        "hs_pre_discount_amount": plain(minor(full, currency)),
        "hs_total_discount": plain(minor(off, currency)),
        "hs_margin": None if cost is None else plain(amount - minor(cost * quantity, currency)),
        "hs_tax_amount": None,
        "hs_tax_rate": None,
        "hs_tax_label": None,
        "hs_post_tax_amount": plain(amount),
    }
    if tax:
        charged = minor(amount * Decimal(tax["percentageRate"]) / 100, currency)
        figures |= {
            "hs_tax_amount": plain(charged),
            "hs_tax_rate": tax["percentageRate"],
            "hs_tax_label": tax["label"],
        }
        figures["hs_post_tax_amount"] = plain(amount + charged)
    return figures


@dataclass(frozen=True)
class Totals:
    subtotal: Decimal
    billed: Decimal


def _each(items: Iterable[Values], base: Decimal, currency: str, running: bool) -> Decimal:
    """The sum of fixed and percent amounts in their sort order; `running` takes each off before the next."""
    total = _ZERO
    for item in sorted(items, key=lambda one: int(one.get("hs_sort_order") or 0)):
        value = number(item.get("hs_value")) or _ZERO
        on = base - total if running else base
        total += minor(on * value / 100 if item.get("hs_type") == "PERCENT" else value, currency)
    return total


def invoice_totals(
    lines: Iterable[Values],
    discounts: Iterable[Values],
    fees: Iterable[Values],
    taxes: Iterable[Values],
    currency: str,
) -> Totals:
    """Order: discounts, then fees, then taxes [D]. Discounts never take off more than there is: assumed."""
    with localcontext(_EXACT):
        return _invoice_totals(list(lines), discounts, fees, taxes, currency)


def _invoice_totals(
    lines: list[Values],
    discounts: Iterable[Values],
    fees: Iterable[Values],
    taxes: Iterable[Values],
    currency: str,
) -> Totals:
    subtotal = sum((number(line.get("amount")) or _ZERO for line in lines), _ZERO)
    line_tax = sum((number(line.get("hs_tax_amount")) or _ZERO for line in lines), _ZERO)
    after = max(subtotal - _each(discounts, subtotal, currency, running=True), _ZERO)
    after += _each(fees, after, currency, running=False)
    after += _each(taxes, after, currency, running=False) + line_tax
    return Totals(minor(subtotal, currency), minor(after, currency))
