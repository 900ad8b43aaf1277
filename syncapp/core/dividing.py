"""One payment, several invoices: what each can take, and how the payment may be divided among them (A25)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from syncapp.core.lines import CENT
from syncapp.core.money import amount_text
from syncapp.core.values import minor_unit

ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Payable:
    """One of the invoices. `open`: what it can take; None where nothing is known of it."""

    id: str  # HubSpot's
    label: str
    date: dt.date | None = None
    open: Decimal | None = None
    open_in_hubspot: Decimal | None = None  # this payment taken off, as HubSpot counts it
    customer: str = ""
    not_there: str = ""  # why it does not stand in QuickBooks, in words

    @property
    def room(self) -> Decimal:
        return max(self.open or ZERO, ZERO)


@dataclass(frozen=True)
class Proposal:
    name: str
    words: str
    amounts: Sequence[tuple[Payable, Decimal]]


def proposals(whole: Decimal, currency: str, invoices: Sequence[Payable]) -> list[Proposal]:
    """Those that make up the payment, each different from the ones before it."""
    made = (
        ("hubspot", "As HubSpot counts it, by what it shows as open", _as_hubspot(invoices)),
        ("oldest", "The oldest invoice first", _oldest_first(whole, invoices)),
        ("balance", "In proportion to what is open on each", _in_proportion(whole, currency, invoices)),
    )
    found: list[Proposal] = []
    for name, words, amounts in made:
        told = list(zip(invoices, amounts, strict=True))
        fits = sum(amounts, ZERO) == whole and all(amount <= one.room for one, amount in told)
        if fits and told not in [one.amounts for one in found]:
            found.append(Proposal(name, words, told))
    return found


def _as_hubspot(invoices: Sequence[Payable]) -> list[Decimal]:
    """The difference between what is open there and here."""
    return [ZERO if one.open_in_hubspot is None else max(one.room - one.open_in_hubspot, ZERO) for one in invoices]


def _oldest_first(whole: Decimal, invoices: Sequence[Payable]) -> list[Decimal]:
    order = sorted(range(len(invoices)), key=lambda place: _age(invoices[place]))
    amounts, rest = [ZERO] * len(invoices), whole
    for place in order:
        amounts[place] = min(rest, invoices[place].room)
        rest -= amounts[place]
    return amounts


def _age(one: Payable) -> tuple[bool, dt.date, int, str]:
    return one.date is None, one.date or dt.date.min, len(one.id), one.id


def _in_proportion(whole: Decimal, currency: str, invoices: Sequence[Payable]) -> list[Decimal]:
    """To the smallest coin; what rounding leaves goes to the first ones that can take it."""
    owed = sum((one.room for one in invoices), ZERO)
    if not owed:
        return [ZERO] * len(invoices)
    coin = _coin(currency)
    amounts = [(whole * one.room / owed).quantize(coin, ROUND_DOWN) for one in invoices]
    rest = whole - sum(amounts, ZERO)
    for place, one in enumerate(invoices):
        if rest >= coin and amounts[place] + coin <= one.room:
            amounts[place] += coin
            rest -= coin
    return amounts


def _coin(currency: str) -> Decimal:
    """The smallest amount that both sides keep: QuickBooks has no thousandths of a dinar (A33)."""
    return max(minor_unit(currency), CENT)


def refused(whole: Decimal, currency: str, invoices: Sequence[Payable], amounts: Mapping[str, Decimal]) -> str:
    """What forbids this division, in a sentence; empty where nothing does. `amounts` by the invoice's id."""
    for one in invoices:
        if why := _over(one, amounts[one.id], currency):
            return f"{one.label}: {why}"
    given = sum(amounts.values(), ZERO)
    if given != whole:
        gap = amount_text(abs(whole - given), currency)
        too = f"{gap} more than the payment" if given > whole else f"{gap} less than the payment"
        return f"The amounts come to {amount_text(given, currency)}, {too} of {amount_text(whole, currency)}."
    customers = sorted({one.customer for one in invoices if amounts[one.id] and one.customer})
    if len(customers) > 1:
        return (
            f"These invoices are billed to {' and '.join(customers)}, and a payment in QuickBooks Online has one customer. "
            "Give the whole amount to the invoices of one of them, or record one payment for each in HubSpot instead."
        )
    return ""


def _over(one: Payable, amount: Decimal, currency: str) -> str:
    if amount < 0:
        return "an amount cannot be below zero."
    if amount % minor_unit(currency):
        return "an amount cannot have more decimals than its currency."
    if amount % CENT:
        return "an amount cannot have more than the two decimals that QuickBooks Online keeps."
    if one.open is not None and amount > one.room:
        return f"{amount_text(amount, currency)} is more than the {amount_text(one.room, currency)} that it still owes."
    return ""
