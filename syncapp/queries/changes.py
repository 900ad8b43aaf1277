"""What changed, in the words of people: a day as a day, money to the cent, yes and no; who holds which value of a conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from syncapp.core.errors import day_text
from syncapp.core.money import amount_text
from syncapp.core.values import Side
from syncapp.queries.labels import value_key

MONEY = frozenset({"total", "amount", "applied"})
# The title of the entry says it already.
SAID_BY_THE_TITLE = frozenset({"enabled", "paused"})
Changes = Sequence[Mapping[str, Any]]


def in_words(changes: Changes, labels: Mapping[str, str], currency: str = "") -> list[dict[str, Any]]:
    return [
        {
            **one,
            "field": label_of(one, labels),
            "from": value_of(one, "from", currency, labels),
            "to": value_of(one, "to", currency, labels),
        }
        for one in changes
        if one["field"] not in SAID_BY_THE_TITLE
    ]


def label_of(one: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    name = str(one["field"])
    return labels.get(name) or (f"{name[:1].upper()}{name[1:]}" if _is_money(name) else name)


def value_of(one: Mapping[str, Any], which: str, currency: str, labels: Mapping[str, str]) -> Any:
    """Of a choice from a list what people call it."""
    value = one.get(which)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if _is_money(str(one["field"])) and value not in (None, ""):
        return money_text(value, currency)
    if not isinstance(value, str):
        return value
    called = [labels.get(value_key(one["field"], part)) for part in value.split(";")]
    return ", ".join(filter(None, called)) if all(called) else day_text(value)


def _is_money(name: str) -> bool:
    return name in MONEY or name.startswith("line ")  # `line Mowing`: what a line comes to


def money_text(value: Any, currency: str) -> Any:
    """A figure that is stored as text; what is none stays as it is."""
    try:
        return amount_text(Decimal(str(value)), currency)
    except InvalidOperation:
        return value


def held_by_each(changes: Changes, chosen: Side | None, labels: Mapping[str, str]) -> str:
    """Of a field that both sides changed: `Due date: HubSpot: Dec 20, 2026, QuickBooks: Dec 31, 2026, kept: Dec 20, 2026.`"""
    mine = {str(one.get("side")): one for one in changes}
    if set(mine) != {side.value for side in Side}:
        return ""
    held = {side: value_of(mine[side.value], "to", "", labels) or "nothing" for side in Side}
    label = label_of(mine[chosen or Side.HUBSPOT], labels)
    kept = f", kept: {held[chosen]}" if chosen else ""
    return f"{label}: HubSpot: {held[Side.HUBSPOT]}, QuickBooks: {held[Side.QUICKBOOKS]}{kept}."
