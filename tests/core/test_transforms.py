from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core.schema import FieldSpec, FieldType, Option
from syncapp.core.transforms import KINDS, TRANSFORMS, Unfit, converted, words
from syncapp.core.values import Side, Value, clean_text

TERMS = FieldSpec(
    "terms", "Terms", FieldType.OPTION, options=(Option("net_30", "Net 30"), Option("due", "Due on receipt"))
)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)
texts = st.text(max_size=30).map(clean_text).filter(bool)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def spec(kind: FieldType, **more: object) -> FieldSpec:
    return FieldSpec("x", "X", kind, **more)  # type: ignore[arg-type]


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(["same", "opposite", "percent"]), st.one_of(numbers, st.booleans(), texts, days, instants))
def test_what_goes_over_and_comes_back_is_what_it_was(name: str, value: Value) -> None:
    # PutGet both ways round
    transform = TRANSFORMS[name]
    for there in Side:
        assert transform.apply(transform.apply(value, there), there.other) == value


@settings(deadline=None, max_examples=200)
@given(st.lists(st.emails().map(str.lower), min_size=1, max_size=3))
def test_the_first_address_is_stable_after_one_trip(emails: list[str]) -> None:
    # A2: QuickBooks' field may hold several, HubSpot's one
    email = TRANSFORMS["email"]
    there = email.apply(", ".join(emails), Side.HUBSPOT)
    assert there == emails[0]
    back = email.apply(there, Side.QUICKBOOKS)
    assert email.apply(back, Side.HUBSPOT) == there


def test_an_address_is_compared_without_case_and_blanks() -> None:
    assert TRANSFORMS["email"].apply(" AP@Acme.example , b@c.example", Side.HUBSPOT) == "ap@acme.example"
    assert TRANSFORMS["email"].apply(" , ", Side.HUBSPOT) is None


def test_percent_is_exact() -> None:
    assert TRANSFORMS["percent"].apply(Decimal("0.0875"), Side.QUICKBOOKS) == Decimal("8.75")
    assert TRANSFORMS["percent"].apply(Decimal("8.75"), Side.HUBSPOT) == Decimal("0.0875")


def test_every_transform_says_what_it_does_and_for_which_types() -> None:
    for name, transform in TRANSFORMS.items():
        assert transform.name == name
        assert transform.label
        assert transform.types


def test_every_type_has_words() -> None:
    assert set(KINDS) == set(FieldType)


@settings(deadline=None, max_examples=200)
@given(days)
def test_a_date_survives_a_field_with_a_time(day: date) -> None:
    # A19: midnight UTC is that date in every zone
    for hours in (-11, 0, 13):
        zone = timezone(timedelta(hours=hours))
        instant = converted(day, spec(FieldType.DATE), spec(FieldType.DATETIME), zone)
        assert converted(instant, spec(FieldType.DATETIME), spec(FieldType.DATE), zone) == day


def test_an_evening_payment_is_of_the_companys_day() -> None:
    # A19: 22:30 in Sacramento on the last day of a month is the next month in UTC
    instant = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    zone = timezone(timedelta(hours=-7))
    assert converted(instant, spec(FieldType.DATETIME), spec(FieldType.DATE), zone) == date(2026, 10, 31)


@settings(deadline=None, max_examples=200)
@given(instants, st.integers(-11, 13))
def test_a_day_taken_from_an_instant_stays_that_day(instant: datetime, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    day = converted(instant, spec(FieldType.DATETIME), spec(FieldType.DATE), zone)
    again = converted(day, spec(FieldType.DATE), spec(FieldType.DATETIME), zone)
    assert converted(again, spec(FieldType.DATETIME), spec(FieldType.DATE), zone) == day


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (Decimal("42.50"), FieldType.NUMBER, "42.5"),
        (Decimal("1000"), FieldType.NUMBER, "1000"),
        (True, FieldType.BOOL, "Yes"),
        (False, FieldType.BOOL, "No"),
        (date(2026, 11, 24), FieldType.DATE, "2026-11-24"),
        (datetime(2026, 11, 24, 9, 12, tzinfo=UTC), FieldType.DATETIME, "2026-11-24 09:12 UTC"),
        ("a\r\nb ", FieldType.TEXT, "a\nb"),
    ],
)
def test_anything_can_be_read_as_text(value: Value, kind: FieldType, text: str) -> None:
    assert converted(value, spec(kind), spec(FieldType.TEXT)) == text


def test_choices_are_read_as_their_labels() -> None:
    assert converted("net_30", TERMS, spec(FieldType.TEXT)) == "Net 30"
    several = spec(FieldType.OPTIONS, options=(Option("a", "East"), Option("b", "West")))
    assert converted("a;b", several, spec(FieldType.TEXT)) == "East, West"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("12", FieldType.NUMBER),
        ("yes", FieldType.BOOL),
        ("2026-11-24", FieldType.DATE),
        (Decimal(1), FieldType.BOOL),
        (True, FieldType.NUMBER),
        (Decimal("NaN"), FieldType.NUMBER),
        (Decimal(1), FieldType.OPTION),
        ("a", FieldType.OPTIONS),
    ],
)
def test_what_is_not_of_the_kind_is_refused(value: Value, wanted: FieldType) -> None:
    with pytest.raises(Unfit):
        converted(value, spec(FieldType.TEXT), spec(wanted))


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(st.none(), texts, st.decimals(), st.booleans(), days, instants),
    st.sampled_from(FieldType),
    st.sampled_from(FieldType),
)
def test_no_value_makes_a_conversion_crash(value: Value, source: FieldType, target: FieldType) -> None:
    try:
        result = converted(value, spec(source), spec(target))
    except Unfit:
        return
    assert result is None or isinstance(result, str | Decimal | bool | date)


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.none(), texts, st.decimals(), st.booleans(), days, instants))
def test_every_value_has_words(value: Value) -> None:
    assert isinstance(words(value), str)
