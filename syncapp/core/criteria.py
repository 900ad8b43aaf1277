"""One criterion of a filter: what can be asked of a property, and whether a record meets it.

Text and choices are compared without case; an instant counts as its day in the company's time zone (A19).
A value of another kind than the criterion's meets no positive operator: a doubtful record stays out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from typing import Any

from syncapp.core.schema import FieldType
from syncapp.core.values import ObjectType, Value, day_of

Values = Mapping[str, Value]
Associated = Mapping[ObjectType, Sequence[Values]]


class Operator(StrEnum):
    IS = "is"
    IS_NOT = "is-not"
    CONTAINS = "contains"
    NOT_CONTAINS = "not-contains"
    STARTS_WITH = "starts-with"
    KNOWN = "known"
    UNKNOWN = "unknown"
    LESS = "less"
    AT_MOST = "at-most"
    MORE = "more"
    AT_LEAST = "at-least"
    BETWEEN = "between"
    ON = "on"
    BEFORE = "before"
    AFTER = "after"
    AFTER_TODAY = "after-today"  # becomes AFTER a date when saved (A17)
    LAST_DAYS = "last-days"  # the only one that rolls (A17)
    ANY_OF = "any-of"
    NONE_OF = "none-of"
    TRUE = "true"
    FALSE = "false"


@dataclass(frozen=True)
class Criterion:
    property: str  # FieldSpec.name
    operator: Operator
    values: tuple[Value, ...] = ()
    associated: ObjectType | None = None  # None: the record itself


_PRESENCE = (Operator.KNOWN, Operator.UNKNOWN)
_TEXT = (Operator.IS, Operator.IS_NOT, Operator.CONTAINS, Operator.NOT_CONTAINS, Operator.STARTS_WITH)
_NUMBER = (
    Operator.IS,
    Operator.IS_NOT,
    Operator.LESS,
    Operator.AT_MOST,
    Operator.MORE,
    Operator.AT_LEAST,
    Operator.BETWEEN,
)
_DATE = (
    Operator.ON,
    Operator.BEFORE,
    Operator.AFTER,
    Operator.BETWEEN,
    Operator.LAST_DAYS,
    Operator.AFTER_TODAY,
)
_CHOICE = (Operator.ANY_OF, Operator.NONE_OF)

_FITTING: Mapping[FieldType, tuple[Operator, ...]] = {
    FieldType.TEXT: (*_TEXT, *_PRESENCE),
    FieldType.NUMBER: (*_NUMBER, *_PRESENCE),
    FieldType.DATE: (*_DATE, *_PRESENCE),
    FieldType.DATETIME: (*_DATE, *_PRESENCE),
    FieldType.BOOL: (Operator.TRUE, Operator.FALSE, *_PRESENCE),
    FieldType.OPTION: (*_CHOICE, *_PRESENCE),
    FieldType.OPTIONS: (*_CHOICE, *_PRESENCE),
}

# A negative operator is the opposite of its positive one, over several associated records too.
POSITIVE: Mapping[Operator, Operator] = {
    Operator.IS_NOT: Operator.IS,
    Operator.NOT_CONTAINS: Operator.CONTAINS,
    Operator.UNKNOWN: Operator.KNOWN,
    Operator.NONE_OF: Operator.ANY_OF,
}

_WITHOUT_VALUE = frozenset({*_PRESENCE, Operator.TRUE, Operator.FALSE, Operator.AFTER_TODAY})


def operators_for(kind: FieldType) -> tuple[Operator, ...]:
    """What a property of this type can be asked, in the order in which it is offered."""
    return _FITTING[kind]


def takes(operator: Operator, count: int) -> bool:
    """Whether the operator takes that many values."""
    if operator in _CHOICE:
        return count > 0
    if operator in _WITHOUT_VALUE:
        return True  # what is left over from another operator says nothing
    return count == (2 if operator is Operator.BETWEEN else 1)


def freeze(criterion: Criterion, today: date) -> Criterion:
    """A17: "after today" becomes the date of the day on which it is saved."""
    if criterion.operator is not Operator.AFTER_TODAY:
        return criterion
    return replace(criterion, operator=Operator.AFTER, values=(today,))


def holds(criterion: Criterion, values: Values, associated: Associated, today: date, zone: tzinfo = UTC) -> bool:
    """Whether the record meets it; of associated records: whether any does, or none if it is negative."""
    positive = POSITIVE.get(criterion.operator)
    if positive is not None:
        return not holds(replace(criterion, operator=positive), values, associated, today, zone)
    records = [values] if criterion.associated is None else associated.get(criterion.associated, ())
    return any(_met(criterion, record.get(criterion.property), today, zone) for record in records)


def _met(criterion: Criterion, value: Value, today: date, zone: tzinfo) -> bool:
    if value is None or not takes(criterion.operator, len(criterion.values)):
        return False
    held = _normal(value, zone)
    wanted = [_normal(one, zone) for one in criterion.values]
    if criterion.operator in _ALIKE and not _alike([held, *wanted]):
        return False
    return _TESTS[criterion.operator](held, wanted, today)


def _normal(value: Value, zone: tzinfo) -> Value:
    if isinstance(value, Decimal) and not value.is_finite():
        return None  # no number: a signalling one could not even be compared
    if isinstance(value, str):
        return value.casefold()
    return day_of(value, zone) if isinstance(value, datetime) else value


def _alike(values: list[Value]) -> bool:
    return len({type(one) for one in values}) == 1 and values[0] is not None


def _in_last_days(held: Value, wanted: Sequence[Value], today: date) -> bool:
    days = wanted[0]
    return (
        isinstance(held, date) and isinstance(days, Decimal) and days.is_finite() and 0 <= (today - held).days <= days
    )


def comes_in(value: Value, zone: tzinfo) -> date | None:
    """The day from which on a value is within "the last days"."""
    held = _normal(value, zone)
    return held if isinstance(held, date) else None


_TESTS: Mapping[Operator, Callable[[Any, Any, date], bool]] = {
    Operator.KNOWN: lambda held, wanted, today: True,
    Operator.IS: lambda held, wanted, today: held == wanted[0],
    Operator.CONTAINS: lambda held, wanted, today: isinstance(held, str) and wanted[0] in held,
    Operator.STARTS_WITH: lambda held, wanted, today: isinstance(held, str) and held.startswith(wanted[0]),
    Operator.LESS: lambda held, wanted, today: held < wanted[0],
    Operator.AT_MOST: lambda held, wanted, today: held <= wanted[0],
    Operator.MORE: lambda held, wanted, today: held > wanted[0],
    Operator.AT_LEAST: lambda held, wanted, today: held >= wanted[0],
    Operator.BETWEEN: lambda held, wanted, today: wanted[0] <= held <= wanted[1],
    Operator.ON: lambda held, wanted, today: held == wanted[0],
    Operator.BEFORE: lambda held, wanted, today: held < wanted[0],
    Operator.AFTER: lambda held, wanted, today: held > wanted[0],
    Operator.AFTER_TODAY: lambda held, wanted, today: isinstance(held, date) and held > today,
    Operator.LAST_DAYS: _in_last_days,
    # Several choices stand in one value, split by semicolons.
    Operator.ANY_OF: lambda held, wanted, today: held in wanted or any(part in wanted for part in str(held).split(";")),
    Operator.TRUE: lambda held, wanted, today: held is True,
    Operator.FALSE: lambda held, wanted, today: held is False,
}

# Operators that compare: both sides of one kind, or the record does not meet them.
_ALIKE = frozenset(_TESTS) - _WITHOUT_VALUE - {Operator.LAST_DAYS, Operator.ANY_OF}
