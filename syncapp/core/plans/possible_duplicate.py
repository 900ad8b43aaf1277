"""Which other invoice one that was sent may repeat: the same customer and amount within five days (A32, B37).

Two visits in one week are billed alike as well, so this is a remark after sending, and holds nothing up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from syncapp.core.plan import Remark
from syncapp.core.values import Side

WITHIN = timedelta(days=5)


@dataclass(frozen=True)
class Sale:
    """One of the invoices of a customer over one amount that stand on both sides."""

    label: str
    native: Side
    day: date
    there: str  # its id in QuickBooks, which counts them upward

    def made_after(self, other: Sale) -> bool:
        return (len(self.there), self.there) > (len(other.there), other.there)


def repeated(sent: Sale, others: Iterable[Sale], amount: str) -> Remark | None:
    """Of two that were sent the later one names the earlier, so that a pair is told once. One that was entered in
    QuickBooks is named whenever that was, because it says nothing itself."""
    alike = [one for one in others if one.native is Side.QUICKBOOKS or sent.made_after(one)]
    near = [(abs(sent.day - one.day), one.label, one.there) for one in alike if abs(sent.day - one.day) <= WITHIN]
    if not near:
        return None
    apart, other, there = min(near)
    told = {"other": other, "there": there, "amount": amount, "apart": _in_words(apart.days)}
    return Remark("possible_duplicate", told)


def _in_words(days: int) -> str:
    return "on the same day" if days == 0 else f"{days} day{'' if days == 1 else 's'} apart"
