"""Invoices that may stand twice in one system: the same customer, total and date, or the same number (A32, B34).

Two visits on one day are billed alike as well, so this is no difference: it is listed, and nothing else comes of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from syncapp.core.ledgers import in_ledger, is_void
from syncapp.core.records import Invoice
from syncapp.core.values import Side, number_key
from syncapp.engine.reconciliation.ledgers import Entry

ALIKE, NUMBER = "customer, total and date", "number"


@dataclass(frozen=True)
class Double:
    """What may be the same on the same side: its number, and what the two have in common."""

    number: str
    side: Side
    common: str

    @property
    def sentence(self) -> str:
        other = f"invoice {self.number}" if self.number else "an invoice without a number"
        if self.common == NUMBER:
            return f"{self.side.label} has the number {self.number} twice."
        return f"It may stand twice in {self.side.label}: {other} has the same {self.common}."


def doubles(entries: Sequence[Entry], owners: Mapping[tuple[Side, str], str]) -> dict[int, Double]:
    """By place. `owners`: whose an invoice is that is linked with nothing."""
    found: dict[int, Double] = {}
    for side in Side:
        groups: dict[tuple[object, ...], list[tuple[int, Invoice]]] = {}
        for place, entry in enumerate(entries):
            one = entry.both.get(side)
            if isinstance(one, Invoice) and in_ledger(one) and not is_void(one):
                for key in _keys(entry, one, owners):
                    groups.setdefault(key, []).append((place, one))
        for (common, *_), alike in groups.items():
            for at, (place, _) in enumerate(alike):
                other = alike[at - 1][1]  # of the first one, the last
                if len(alike) > 1 and place not in found:
                    found[place] = Double((other.number or "").strip(), side, str(common))
    return found


def _keys(entry: Entry, one: Invoice, owners: Mapping[tuple[Side, str], str]) -> list[tuple[object, ...]]:
    keys: list[tuple[object, ...]] = []
    if number := number_key(one.number):
        keys.append((NUMBER, number))
    record = entry.record.customer_id if entry.record else None
    owner = one.customer_id if one.side is Side.QUICKBOOKS else record or owners.get((one.side, one.id))
    if owner and one.total and one.date:
        keys.append((ALIKE, owner, one.currency, one.total, one.date))
    return keys
