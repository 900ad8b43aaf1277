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
from syncapp.core.values import Side, Value, clean_text, day_of, midnight_utc, name_key, plain, split_emails


class Unfit(Exception):
    """The value is not one of the target's kind."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


class Unmapped(Exception):
    """The option has no counterpart on the other side."""


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
    """`value` as the target's type holds it; raises Unfit or Unmapped.

    What a value *is* decides, not what its field is said to be: connectors already turn HubSpot's instants
    into dates where a date is meant (A19).
    """
    if value is None:
        return None
    if isinstance(value, Decimal) and not value.is_finite():
        raise Unfit(KINDS[FieldType.NUMBER])
    if target.type in (FieldType.TEXT, FieldType.OPTIONS):
        return _text(value, source, target)
    if target.type is FieldType.OPTION:
        return _option(value, source, target)
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


def _text(value: Value, source: FieldSpec, target: FieldSpec) -> str | None:
    if target.type is FieldType.OPTIONS:
        raise Unfit(KINDS[FieldType.TEXT])  # no QuickBooks field holds several choices
    if isinstance(value, str) and source.type in (FieldType.OPTION, FieldType.OPTIONS):
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


def _option(value: Value, source: FieldSpec, target: FieldSpec) -> str:
    """The option with the same label: values are ids or internal names, which no two systems share."""
    if not isinstance(value, str):
        raise Unfit(KINDS[FieldType.OPTION])
    label = name_key(_label(value, source))
    same = [option.value for option in target.options if name_key(option.label) == label]
    if len(same) != 1:
        raise Unmapped
    return same[0]


def _label(value: str, spec: FieldSpec) -> str:
    return next((option.label for option in spec.options if option.value == value), value)
