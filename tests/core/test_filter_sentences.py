"""A filter and its sentence agree: the sentence is evaluated here by one who knows only the words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from syncapp.core.criteria import Values
from syncapp.core.filters import (
    EVERYTHING,
    Criterion,
    Filter,
    Group,
    Operator,
    all_of,
    matches,
    operators_for,
    problem,
    sentence,
    why,
)
from syncapp.core.schema import FieldSpec, FieldType, Option
from syncapp.core.values import ObjectType, Value

TODAY = date(2026, 11, 24)
SPECS = {
    "name": FieldSpec("name", "Name"),
    "total": FieldSpec("total", "Total", FieldType.NUMBER),
    "day": FieldSpec("day", "Invoice date", FieldType.DATE),
    "made": FieldSpec("made", "Created in QuickBooks", FieldType.DATETIME),
    "paid": FieldSpec("paid", "Paid", FieldType.BOOL),
    "term": FieldSpec("term", "Terms", FieldType.OPTION, options=(Option("3", "Net 30"), Option("1", "Due now"))),
    "tags": FieldSpec("tags", "Tags", FieldType.OPTIONS, options=(Option("e", "East"), Option("w", "West"))),
}
ASSOCIATED = {
    ObjectType.CONTACT: {"email": FieldSpec("email", "Email")},
    ObjectType.PRODUCT: {"sku": FieldSpec("sku", "SKU")},
}

texts = st.text("aBcÄ ;0", min_size=1, max_size=4).filter(lambda text: text.strip() == text)
numbers = st.decimals(-50, 50, places=2)
days = st.dates(TODAY - timedelta(12), TODAY + timedelta(12))
held: dict[FieldType, st.SearchStrategy[Value]] = {
    FieldType.TEXT: texts,
    FieldType.NUMBER: numbers,
    FieldType.DATE: days,
    FieldType.DATETIME: days.map(lambda day: datetime(day.year, day.month, day.day, 15, tzinfo=UTC)),
    FieldType.BOOL: st.booleans(),
    FieldType.OPTION: st.sampled_from(["3", "1"]),
    FieldType.OPTIONS: st.sampled_from(["e", "w", "e;w"]),
}


@st.composite
def criteria(draw: st.DrawFn) -> Criterion:
    owner = draw(st.sampled_from([None, None, ObjectType.CONTACT, ObjectType.PRODUCT]))
    specs = SPECS if owner is None else ASSOCIATED[owner]
    spec = specs[draw(st.sampled_from(sorted(specs)))]
    operator = draw(st.sampled_from(operators_for(spec.type)))
    return Criterion(spec.name, operator, draw(operands(spec, operator)), owner)


def operands(spec: FieldSpec, operator: Operator) -> st.SearchStrategy[tuple[Value, ...]]:
    if operator in (Operator.ANY_OF, Operator.NONE_OF):
        choices = [option.value for option in spec.options]
        return st.lists(st.sampled_from(choices), min_size=1, unique=True).map(tuple)
    if operator is Operator.LAST_DAYS:
        return st.integers(1, 12).map(lambda days: (Decimal(days),))
    if operator is Operator.BETWEEN:
        one = days if spec.type in (FieldType.DATE, FieldType.DATETIME) else numbers
        return st.lists(one, min_size=2, max_size=2).map(lambda two: tuple(sorted(two)))  # type: ignore[type-var]
    if operator in (Operator.KNOWN, Operator.UNKNOWN, Operator.TRUE, Operator.FALSE, Operator.AFTER_TODAY):
        return st.just(())
    kind = FieldType.DATE if spec.type is FieldType.DATETIME else spec.type
    return held[kind].map(lambda value: (value,))


filters = st.lists(
    st.lists(criteria(), max_size=3).map(lambda group: Group(tuple(group))),
    max_size=3,
).map(lambda groups: Filter(tuple(groups)))
records = st.fixed_dictionaries({name: st.none() | held[spec.type] for name, spec in SPECS.items()})
contacts = st.lists(st.fixed_dictionaries({"email": st.none() | texts}), max_size=2)
products = st.lists(st.fixed_dictionaries({"sku": st.none() | texts}), max_size=2)


@settings(deadline=None, max_examples=300)
@given(filters, records, contacts, products)
@example(EVERYTHING, {}, [], [])
def test_the_sentence_and_the_filter_agree(
    chosen: Filter, values: Values, contacts: list[Values], products: list[Values]
) -> None:
    associated = {ObjectType.CONTACT: contacts, ObjectType.PRODUCT: products}
    said = sentence(chosen, SPECS, ASSOCIATED)
    assert matches(chosen, values, associated, TODAY) is read_aloud(said, values, contacts, products)


@settings(deadline=None, max_examples=200)
@given(filters, records, contacts, products)
def test_the_verdict_is_that_of_matching_and_the_deciding_criterion_is_of_the_filter(
    chosen: Filter, values: Values, contacts: list[Values], products: list[Values]
) -> None:
    associated = {ObjectType.CONTACT: contacts, ObjectType.PRODUCT: products}
    decision = why(chosen, values, associated, TODAY, specs=SPECS, associated_specs=ASSOCIATED)
    assert decision.passed is matches(chosen, values, associated, TODAY)
    assert decision.sentence.endswith(".")
    asked = [one for group in chosen.groups for one in group.criteria]
    assert decision.criterion in asked or not asked


@settings(deadline=None, max_examples=200)
@given(criteria())
def test_what_fits_its_type_can_be_saved(criterion: Criterion) -> None:
    specs = SPECS if criterion.associated is None else ASSOCIATED[criterion.associated]
    assert problem(criterion, specs[criterion.property]) == ""


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(Operator),
    st.lists(st.one_of(st.none(), st.text(), st.decimals(), st.booleans(), st.dates()), max_size=3),
    st.one_of(st.none(), st.text(), st.decimals(), st.booleans(), st.dates(), st.datetimes(timezones=st.just(UTC))),
    st.sampled_from(sorted(SPECS)),
)
def test_no_value_makes_a_filter_crash(operator: Operator, wanted: list[Value], value: Value, name: str) -> None:
    chosen = all_of(Criterion(name, operator, tuple(wanted)))
    decision = why(chosen, {name: value}, {}, TODAY, specs=SPECS)
    assert decision.sentence
    assert sentence(chosen, SPECS)
    assert isinstance(problem(chosen.groups[0].criteria[0], SPECS[name]), str)


def read_aloud(said: str, values: Values, contacts: Sequence[Values], products: Sequence[Values]) -> bool:
    """Evaluates the sentence as a person would, without the filter."""
    if said == "Everything":
        return True
    return any(
        all(_says(one, values, contacts, products) for one in group.split(" and ")) for group in said.split(", or ")
    )


def _says(claim: str, values: Values, contacts: Sequence[Values], products: Sequence[Values]) -> bool:
    owners = {"contact's Email ": ("email", contacts), "product's SKU ": ("sku", products)}
    for words, (name, records) in owners.items():
        article, found, phrase = claim.partition(words)
        if found:
            any_fits = any(_phrase(phrase, record[name]) for record in records)
            return not any_fits if article == "no " else any_fits
    for spec in sorted(SPECS.values(), key=lambda spec: -len(spec.label)):
        if claim.startswith(f"{spec.label} "):
            return _phrase(claim.removeprefix(f"{spec.label} "), values[spec.name], spec)
    raise AssertionError(claim)


def _phrase(phrase: str, value: Value, spec: FieldSpec | None = None) -> bool:
    simple: dict[str, Callable[[], bool]] = {
        "is known": lambda: value is not None,
        "is unknown": lambda: value is None,
        "is yes": lambda: value is True,
        "is no": lambda: value is False,
        "is after today": lambda: value is not None and _comparable(value) > TODAY,  # type: ignore[operator]
    }
    if phrase in simple:
        return simple[phrase]()
    if match := re.fullmatch(r"is in the last (\d+) days", phrase):
        return value is not None and TODAY - timedelta(int(match[1])) <= _comparable(value) <= TODAY  # type: ignore[operator]
    if match := re.fullmatch(r"is (any|none) of (.*)", phrase):
        return (match[1] == "none") != _chosen(value, match[2].split(" or "), spec)
    if match := re.fullmatch(r"is from (.*) to (.*)", phrase):
        return value is not None and _read(match[1]) <= _comparable(value) <= _read(match[2])  # type: ignore[operator]
    verb = next(verb for verb in _VERBS if phrase.startswith(f"{verb} "))
    return _VERBS[verb](None if value is None else _comparable(value), _read(phrase.removeprefix(f"{verb} ")))


_VERBS: dict[str, Callable[[object, object], bool]] = {
    "is not": lambda value, said: value != said,
    "is less than": lambda value, said: value is not None and value < said,  # type: ignore[operator]
    "is at most": lambda value, said: value is not None and value <= said,  # type: ignore[operator]
    "is more than": lambda value, said: value is not None and value > said,  # type: ignore[operator]
    "is at least": lambda value, said: value is not None and value >= said,  # type: ignore[operator]
    "is before": lambda value, said: value is not None and value < said,  # type: ignore[operator]
    "is after": lambda value, said: value is not None and value > said,  # type: ignore[operator]
    "is on": lambda value, said: value == said,
    "is": lambda value, said: value == said,
    "contains": lambda value, said: value is not None and said in value,  # type: ignore[operator]
    "does not contain": lambda value, said: value is None or said not in value,  # type: ignore[operator]
    "starts with": lambda value, said: value is not None and value.startswith(said),  # type: ignore[attr-defined]
}


def _chosen(value: Value, said: list[str], spec: FieldSpec | None) -> bool:
    if not isinstance(value, str) or spec is None:
        return False
    labels = {option.value: option.label for option in spec.options}
    return any(f"“{labels[part]}”" in said for part in value.split(";"))


def _read(words: str) -> object:
    if words.startswith("“"):
        return words.strip("“”").casefold()
    if words[0].isalpha():
        return datetime.strptime(words, "%b %d, %Y").date()
    return Decimal(words)


def _comparable(value: Value) -> object:
    if isinstance(value, datetime):
        return value.date()
    return value.casefold() if isinstance(value, str) else value
