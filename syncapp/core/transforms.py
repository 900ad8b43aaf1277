"""Value changes on the way across: named ones that a mapping chooses, and those that follow from the types.

A transform is reversible: what went over and comes back is what it was. The one exception, `email`, takes the
first of several addresses to HubSpot, and is why sides are compared by carrying a value over, not by equality.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal

from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.value_map import LISTED, ValueMap, counterparts, option_of, usable
from syncapp.core.values import Pair, Side, Value, clean_text, day_of, midnight_utc, name_key, plain, split_emails


class Unfit(Exception):
    """The value is not one of the target's kind."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


class Unmapped(Exception):
    """The choice has no counterpart on the other side. `several`: the names among which nobody has decided;
    `choices`: how many there are where one can be held."""

    def __init__(self, value: str, several: tuple[str, ...] = (), choices: int = 1) -> None:
        super().__init__(value)
        self.value = value
        self.several = several
        self.choices = choices


class Unusable(Exception):
    """The counterpart is inactive or gone in the account."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


@dataclass(frozen=True)
class Transform:
    name: str
    label: str
    types: frozenset[FieldType]
    to_quickbooks: Callable[[Value], Value]
    to_hubspot: Callable[[Value], Value]

    def apply(self, value: Value, to: Side) -> Value:
        return self.to_quickbooks(value) if to is Side.QUICKBOOKS else self.to_hubspot(value)


def _same(value: Value) -> Value:
    return value


def _first_email(value: Value) -> Value:
    return next(iter(split_emails(value)), None) if isinstance(value, str) else value


def _opposite(value: Value) -> Value:
    return not value if isinstance(value, bool) else value


def _scaled(places: int) -> Callable[[Value], Value]:
    def scale(value: Value) -> Value:
        if not isinstance(value, Decimal) or not value.is_finite():
            return value
        sign, digits, exponent = value.as_tuple()  # not scaleb, which rounds to the context's 28 digits
        return Decimal((sign, digits, int(exponent) + places))

    return scale


TRANSFORMS: Mapping[str, Transform] = {
    one.name: one
    for one in (
        Transform("same", "As it is", frozenset(FieldType), _same, _same),
        # A2: a QuickBooks address field may hold several; HubSpot's holds one, in lower case.
        Transform("email", "First address", frozenset({FieldType.TEXT}), _same, _first_email),
        Transform("opposite", "Yes for no", frozenset({FieldType.BOOL}), _opposite, _opposite),
        Transform("percent", "0.05 as 5 percent", frozenset({FieldType.NUMBER}), _scaled(2), _scaled(-2)),
    )
}

KINDS: Mapping[FieldType, str] = {
    FieldType.TEXT: "a text",
    FieldType.NUMBER: "a number",
    FieldType.DATE: "a date",
    FieldType.DATETIME: "a date with a time",
    FieldType.BOOL: "yes or no",
    FieldType.OPTION: "a choice from a list",
    FieldType.OPTIONS: "several choices from a list",
}


def converted(value: Value, source: FieldSpec, target: FieldSpec, zone: tzinfo = UTC) -> Value:
    """`value` as the target's type holds it; raises Unfit. A choice from a list goes by `mapped` instead.

    What a value *is* decides, not what its field is said to be: connectors already turn HubSpot's instants
    into dates where a date is meant (A19).
    """
    if value is None:
        return None
    if isinstance(value, Decimal) and not value.is_finite():
        raise Unfit(KINDS[FieldType.NUMBER])
    if target.type is FieldType.TEXT:
        return _text(value, source)
    if target.type in LISTED:
        raise Unfit(KINDS[target.type])
    return _plain_value(value, target.type, zone)


def _plain_value(value: Value, wanted: FieldType, zone: tzinfo) -> Value:
    if wanted is FieldType.BOOL and isinstance(value, bool):
        return value
    if wanted is FieldType.NUMBER and isinstance(value, Decimal):
        return value
    if wanted is FieldType.DATE and isinstance(value, date):
        return day_of(value, zone) if isinstance(value, datetime) else value
    if wanted is FieldType.DATETIME and isinstance(value, date):
        return value if isinstance(value, datetime) else midnight_utc(value)
    raise Unfit(KINDS[wanted])


def _text(value: Value, source: FieldSpec) -> str | None:
    if isinstance(value, str) and source.type in LISTED:
        return clean_text(", ".join(_label(part, source) for part in value.split(";")))
    return clean_text(words(value))


def words(value: Value) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal):
        return plain(value) if value.is_finite() else str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return value.isoformat() if isinstance(value, date) else value or ""


def mapped(value: Value, specs: Pair[FieldSpec], to: Side, chosen: ValueMap) -> str:
    """The choice on `to` that a choice of the other side stands for (B33); raises Unfit, Unmapped or Unusable.

    Values are ids or internal names, which no two systems share.
    """
    source = specs.other(to)
    if not isinstance(value, str):
        raise Unfit(KINDS[FieldType.OPTION])
    parts = value.split(";") if source.type is FieldType.OPTIONS else [value]
    if len(parts) > 1:
        raise Unmapped(", ".join(chosen.name(to.other, part, source) for part in parts), choices=len(parts))
    found = counterparts(value, to, specs, chosen)
    if len(found) != 1:
        raise Unmapped(chosen.name(to.other, value, source), tuple(_label(one, specs[to]) for one in found))
    if not usable(found[0], to, specs[to]):
        raise Unusable(chosen.name(to, found[0], specs[to]))
    return found[0]


def called(value: Value, target: FieldSpec) -> str:
    """The choice of this name, for a text that stands for one; raises Unmapped."""
    key = name_key(words(value))
    found = [option for option in target.options if name_key(option.label) == key]
    if len(found) != 1:
        raise Unmapped(words(value), tuple(option.label for option in found))
    return found[0].value


def _label(value: str, spec: FieldSpec) -> str:
    known = option_of(spec, value)
    return known.label if known else value
