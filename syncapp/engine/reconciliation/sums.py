"""What the rows of a reconciliation come to: by object, currency and side, and what of the difference is explained.

Kept as JSON: object → currency → `hubspot`, `quickbooks` or `explained` → count, total, balance, the figures as text. What
is explained is HubSpot's less QuickBooks'.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from syncapp.core.ledgers import Document, Figures, Outcome, counted
from syncapp.core.periods import Period
from syncapp.core.records import ZERO
from syncapp.core.values import ObjectType, Side

EXPLAINED = "explained"
Key = tuple[str, str, str]  # object, currency, of what


@dataclass
class Sum:
    count: int = 0
    total: Decimal = ZERO
    balance: Decimal = ZERO

    def add(self, told: Figures, sign: int = 1) -> None:
        self.count += 1
        self.total += sign * told.total
        self.balance += sign * told.balance

    @property
    def paid(self) -> Decimal:
        return self.total - self.balance


@dataclass
class Sums:
    of: dict[Key, Sum] = field(default_factory=dict)

    def add(self, object_type: ObjectType, both: Mapping[Side, Document], outcome: Outcome, period: Period) -> None:
        """Each side counts with what of it is dated in the period."""
        for side, one in both.items():
            if told := counted(one, period):
                self._at(object_type, told.currency, side.value).add(told)
                if outcome is Outcome.EXPLAINED:
                    sign = 1 if side is Side.HUBSPOT else -1
                    self._at(object_type, told.currency, EXPLAINED).add(told, sign)

    def _at(self, object_type: ObjectType, currency: str, what: str) -> Sum:
        return self.of.setdefault((object_type.plural, currency, what), Sum())

    def currencies(self, name: str) -> list[str]:
        return sorted({currency for plural, currency, _ in self.of if plural == name})

    def apart(self, object_type: ObjectType) -> dict[str, str]:
        """By currency, where the balances differ: HubSpot's less QuickBooks'."""
        name = object_type.plural
        here, there = ({one: self[name, one, side].balance for one in self.currencies(name)} for side in Side)
        return {one: str(here[one] - there[one]) for one in here if here[one] != there[one]}

    def __getitem__(self, key: Key) -> Sum:
        return self.of.get(key, Sum())

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for (name, currency, what), one in sorted(self.of.items()):
            figures = {"count": one.count, "total": str(one.total), "balance": str(one.balance)}
            told.setdefault(name, {}).setdefault(currency, {})[what] = figures
        return told

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Sums:
        return cls(
            {key: Sum(one["count"], Decimal(one["total"]), Decimal(one["balance"])) for key, one in _each(stored)}
        )


def _each(stored: Mapping[str, Any]) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    for name, by in stored.items():
        for currency, sides in by.items():
            for what, one in sides.items():
                yield (name, currency, what), one
