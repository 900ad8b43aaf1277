"""Which records enter a sync (A14), why one does or does not, and the sentence that says it.

Criteria of a group are joined by AND, groups by OR. A filter without criteria lets everything pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal

from syncapp.core.criteria import (
    POSITIVE,
    Associated,
    Criterion,
    Operator,
    Values,
    comes_in,
    freeze,
    holds,
    operators_for,
    takes,
)
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.transforms import KINDS
from syncapp.core.values import ObjectType, Value, day_words, plain

__all__ = [
    "EVERYTHING",
    "Answered",
    "Criterion",
    "Decision",
    "Filter",
    "Group",
    "Operator",
    "all_of",
    "answered",
    "freeze",
    "frozen",
    "holds",
    "matches",
    "opens",
    "operators_for",
    "problem",
    "sentence",
    "why",
    "words",
]

FieldSpecs = Mapping[str, FieldSpec]
AssociatedSpecs = Mapping[ObjectType, FieldSpecs]
NO_SPECS: FieldSpecs = {}
NO_ASSOCIATED: AssociatedSpecs = {}


@dataclass(frozen=True)
class Group:
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Filter:
    groups: tuple[Group, ...] = ()

    @property
    def filled(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.criteria)


EVERYTHING = Filter()


def all_of(*criteria: Criterion) -> Filter:
    """A filter of one group."""
    return Filter((Group(criteria),))


def frozen(chosen: Filter, today: date) -> Filter:
    """The filter as it is saved (A17)."""
    return Filter(tuple(Group(tuple(freeze(one, today) for one in group.criteria)) for group in chosen.groups))


def matches(chosen: Filter, values: Values, associated: Associated, today: date, zone: tzinfo = UTC) -> bool:
    return why(chosen, values, associated, today, zone=zone).passed


@dataclass(frozen=True)
class Decision:
    """Whether a record passes. `criterion` with the record's `value` decided; none did where nothing was asked."""

    passed: bool
    criterion: Criterion | None = None
    value: Value = None
    sentence: str = ""


def why(
    chosen: Filter,
    values: Values,
    associated: Associated,
    today: date,
    *,
    specs: FieldSpecs = NO_SPECS,
    associated_specs: AssociatedSpecs = NO_ASSOCIATED,
    zone: tzinfo = UTC,
) -> Decision:
    """The verdict and what decided it: where no group fits, the first miss of the group that came furthest."""
    furthest: tuple[int, Criterion] | None = None
    for group in chosen.filled:
        missed = next(
            (n for n, one in enumerate(group.criteria) if not holds(one, values, associated, today, zone)),
            None,
        )
        if missed is None:
            decided = group.criteria[0]
            text = " and ".join(words(one, specs, associated_specs) for one in group.criteria)
            return Decision(True, decided, _value(decided, values, associated), f"It passes, because {text}.")
        if furthest is None or missed > furthest[0]:
            furthest = (missed, group.criteria[missed])
    if furthest is None:
        return Decision(True, sentence="There is no filter, so everything passes.")
    missing = furthest[1]
    value = _value(missing, values, associated)
    asked = words(missing, specs, associated_specs)
    held = _held(missing, value, associated, _spec(missing, specs, associated_specs))
    return Decision(False, missing, value, f"The filter asks that {asked}; {held}.")


@dataclass(frozen=True)
class Answered:
    """One criterion, what the record holds for it, and whether that is what is asked for."""

    passed: bool
    words: str
    held: str


def answered(
    chosen: Filter,
    values: Values,
    associated: Associated,
    today: date,
    *,
    specs: FieldSpecs = NO_SPECS,
    associated_specs: AssociatedSpecs = NO_ASSOCIATED,
    zone: tzinfo = UTC,
) -> tuple[tuple[Answered, ...], ...]:
    """Criterion by criterion, group by group: what `why` comes to its verdict by."""

    def one(criterion: Criterion) -> Answered:
        value, spec = _value(criterion, values, associated), _spec(criterion, specs, associated_specs)
        return Answered(
            holds(criterion, values, associated, today, zone),
            words(criterion, specs, associated_specs),
            _held(criterion, value, associated, spec),
        )

    return tuple(tuple(one(criterion) for criterion in group.criteria) for group in chosen.filled)


def _value(criterion: Criterion, values: Values, associated: Associated) -> Value:
    """What the record holds; of several associated ones the first that is filled."""
    records = _asked(criterion, values, associated)
    return next((held for one in records if (held := one.get(criterion.property)) is not None), None)


def _held(criterion: Criterion, value: Value, associated: Associated, spec: FieldSpec | None) -> str:
    if criterion.associated is not None and not associated.get(criterion.associated):
        return f"there is no {criterion.associated.value}"
    return "it is empty" if value is None else f"it is {_shown(value, spec)}"


def opens(chosen: Filter, values: Values, associated: Associated, today: date, zone: tzinfo = UTC) -> date | None:
    """The next day on which a filter that rolls may let in what it leaves out today: what is dated later (A17)."""
    rolling = [one for group in chosen.filled for one in group.criteria if one.operator is Operator.LAST_DAYS]
    records = [(one, held) for one in rolling for held in _asked(one, values, associated)]
    days = [comes_in(held.get(one.property), zone) for one, held in records]
    return min((day for day in days if day and day > today), default=None)


def _asked(criterion: Criterion, values: Values, associated: Associated) -> Sequence[Values]:
    return [values] if criterion.associated is None else associated.get(criterion.associated, ())


# --- words

_PHRASES: Mapping[Operator, str] = {
    Operator.IS: "is {0}",
    Operator.CONTAINS: "contains {0}",
    Operator.STARTS_WITH: "starts with {0}",
    Operator.KNOWN: "is known",
    Operator.LESS: "is less than {0}",
    Operator.AT_MOST: "is at most {0}",
    Operator.MORE: "is more than {0}",
    Operator.AT_LEAST: "is at least {0}",
    Operator.BETWEEN: "is from {0} to {1}",
    Operator.ON: "is on {0}",
    Operator.BEFORE: "is before {0}",
    Operator.AFTER: "is after {0}",
    Operator.AFTER_TODAY: "is after today",
    Operator.LAST_DAYS: "is in the last {0} days",
    Operator.ANY_OF: "is any of {0}",
    Operator.TRUE: "is yes",
    Operator.FALSE: "is no",
    Operator.IS_NOT: "is not {0}",
    Operator.NOT_CONTAINS: "does not contain {0}",
    Operator.UNKNOWN: "is unknown",
    Operator.NONE_OF: "is none of {0}",
}
_ARTICLES = {ObjectType.INVOICE: "an invoice's"}


def sentence(chosen: Filter, specs: FieldSpecs, associated_specs: AssociatedSpecs = NO_ASSOCIATED) -> str:
    """The filter in plain words: "SKU is known and Active is yes, or Name contains “mulch”"."""
    groups = [" and ".join(words(one, specs, associated_specs) for one in group.criteria) for group in chosen.filled]
    return ", or ".join(groups) or "Everything"


def words(criterion: Criterion, specs: FieldSpecs, associated_specs: AssociatedSpecs = NO_ASSOCIATED) -> str:
    """One criterion in plain words."""
    spec = _spec(criterion, specs, associated_specs)
    label = spec.label if spec else criterion.property
    if criterion.associated is None:
        return f"{label} {_phrase(criterion.operator, criterion, spec)}"
    positive = POSITIVE.get(criterion.operator)
    if positive:
        return f"no {criterion.associated.value}'s {label} {_phrase(positive, criterion, spec)}"
    owner = _ARTICLES.get(criterion.associated, f"a {criterion.associated.value}'s")
    return f"{owner} {label} {_phrase(criterion.operator, criterion, spec)}"


def _phrase(operator: Operator, criterion: Criterion, spec: FieldSpec | None) -> str:
    phrase = _PHRASES[operator]
    shown = [_shown(one, spec) for one in criterion.values]
    if operator in (Operator.ANY_OF, Operator.NONE_OF):
        return phrase.format(" or ".join(shown))
    return phrase.format(*shown, *["?"] * 2)  # an unfinished criterion is shown too


def _spec(criterion: Criterion, specs: FieldSpecs, associated_specs: AssociatedSpecs) -> FieldSpec | None:
    known = specs if criterion.associated is None else associated_specs.get(criterion.associated, NO_SPECS)
    return known.get(criterion.property)


def _shown(value: Value, spec: FieldSpec | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return plain(value) if value.is_finite() else str(value)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return day_words(value)
    labels = {option.value: option.label for option in spec.options} if spec else {}
    return f"“{labels.get(value or '', value or '')}”"


# --- what can be saved


def problem(criterion: Criterion, spec: FieldSpec | None) -> str:
    """Why this criterion cannot be saved, in a sentence; empty when it can."""
    if spec is None:
        return f"The property “{criterion.property}” no longer exists in this account. Choose another one."
    if criterion.operator not in operators_for(spec.type):
        return f"“{spec.label}” is {KINDS[spec.type]}, which cannot be asked this way. Choose another criterion."
    if not takes(criterion.operator, len(criterion.values)) or None in criterion.values:
        return f"“{spec.label}” needs a value. Enter one."
    return _value_problem(criterion, spec)


_KINDS: Mapping[FieldType, type] = {
    FieldType.NUMBER: Decimal,
    FieldType.DATE: date,
    FieldType.DATETIME: date,
    FieldType.BOOL: bool,
}


def _value_problem(criterion: Criterion, spec: FieldSpec) -> str:
    values = criterion.values
    if criterion.operator is Operator.LAST_DAYS:
        days = values[0]
        good = isinstance(days, Decimal) and days.is_finite() and days == int(days) and 1 <= days <= 3650
        return "" if good else f"“{spec.label}” needs a whole number of days, from 1 to 3650."
    kind = _KINDS.get(spec.type, str)
    if not all(isinstance(one, kind) and (not isinstance(one, Decimal) or one.is_finite()) for one in values):
        return f"“{spec.label}” is {KINDS[spec.type]}. Enter a value of that kind."
    unknown = [one for one in values if spec.options and one not in [option.value for option in spec.options]]
    if unknown:
        return f"“{spec.label}” has no choice {_shown(unknown[0], spec)}. Choose from its list."
    if criterion.operator is Operator.BETWEEN and _backwards(values):
        return f"The first value of “{spec.label}” is greater than the second. Swap them."
    return ""


def _backwards(values: tuple[Value, ...]) -> bool:
    low, high = values
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return low > high
    return isinstance(low, date) and isinstance(high, date) and low.isoformat() > high.isoformat()
