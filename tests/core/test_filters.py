from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from syncapp.core.criteria import Values
from syncapp.core.filters import (
    EVERYTHING,
    Criterion,
    Filter,
    Group,
    Operator,
    all_of,
    freeze,
    frozen,
    matches,
    opens,
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


def ask(name: str, operator: Operator, *values: Value, of: ObjectType | None = None) -> Filter:
    return all_of(Criterion(name, operator, values, of))


def passes(chosen: Filter, **values: Value) -> bool:
    return matches(chosen, values, {}, TODAY)


@pytest.mark.parametrize(
    ("operator", "wanted", "held", "expected"),
    [
        (Operator.IS, ["mulch"], "MULCH", True),
        (Operator.IS, ["mulch"], "mulch 3", False),
        (Operator.IS_NOT, ["mulch"], "sod", True),
        (Operator.IS_NOT, ["mulch"], None, True),
        (Operator.CONTAINS, ["ulch"], "Mulch", True),
        (Operator.NOT_CONTAINS, ["ulch"], "Mulch", False),
        (Operator.STARTS_WITH, ["mu"], "Mulch", True),
        (Operator.STARTS_WITH, ["ulch"], "Mulch", False),
        (Operator.KNOWN, [], "x", True),
        (Operator.KNOWN, [], None, False),
        (Operator.UNKNOWN, [], None, True),
        (Operator.LESS, [Decimal(5)], Decimal(5), False),
        (Operator.AT_MOST, [Decimal(5)], Decimal("5.00"), True),
        (Operator.MORE, [Decimal(5)], Decimal("5.01"), True),
        (Operator.AT_LEAST, [Decimal(5)], Decimal("4.99"), False),
        (Operator.IS, [Decimal("5.0")], Decimal(5), True),
        (Operator.IS_NOT, [Decimal(5)], Decimal(6), True),
        (Operator.BETWEEN, [Decimal(1), Decimal(5)], Decimal(5), True),
        (Operator.BETWEEN, [Decimal(1), Decimal(5)], Decimal("5.01"), False),
        (Operator.LESS, [Decimal(5)], None, False),
        (Operator.ON, [TODAY], TODAY, True),
        (Operator.BEFORE, [TODAY], TODAY, False),
        (Operator.AFTER, [TODAY], TODAY, False),
        (Operator.AFTER, [TODAY], TODAY + timedelta(1), True),
        (Operator.AFTER_TODAY, [], TODAY + timedelta(1), True),
        (Operator.BETWEEN, [TODAY, TODAY], TODAY, True),
        (Operator.LAST_DAYS, [Decimal(7)], TODAY - timedelta(7), True),
        (Operator.LAST_DAYS, [Decimal(7)], TODAY - timedelta(8), False),
        (Operator.LAST_DAYS, [Decimal(7)], TODAY + timedelta(1), False),
        (Operator.ANY_OF, ["3", "1"], "1", True),
        (Operator.ANY_OF, ["3"], "1", False),
        (Operator.NONE_OF, ["3"], "1", True),
        (Operator.NONE_OF, ["3"], None, True),
        (Operator.ANY_OF, ["w"], "e;w", True),
        (Operator.NONE_OF, ["w"], "e;w", False),
        (Operator.TRUE, [], True, True),
        (Operator.TRUE, [], None, False),
        (Operator.FALSE, [], False, True),
        (Operator.FALSE, [], None, False),
    ],
)
def test_each_operator(operator: Operator, wanted: list[Value], held: Value, expected: bool) -> None:
    assert passes(ask("x", operator, *wanted), x=held) is expected


def test_criteria_are_joined_by_and_groups_by_or() -> None:
    # S31
    sod, cheap = Criterion("name", Operator.IS, ("Sod",)), Criterion("total", Operator.LESS, (Decimal(10),))
    paid = Criterion("paid", Operator.TRUE)
    chosen = Filter((Group((sod, cheap)), Group((paid,))))
    assert passes(chosen, name="sod", total=Decimal(9), paid=False)
    assert not passes(chosen, name="sod", total=Decimal(11), paid=False)
    assert passes(chosen, name="sod", total=Decimal(11), paid=True)


def test_a_filter_without_criteria_lets_everything_pass() -> None:
    # S32
    for chosen in (EVERYTHING, Filter((Group(()),))):
        decision = why(chosen, {}, {}, TODAY)
        assert decision.passed
        assert decision.criterion is None
        assert decision.sentence == "There is no filter, so everything passes."
        assert sentence(chosen, SPECS) == "Everything"


def test_any_associated_record_is_enough_and_a_negative_needs_none() -> None:
    mulch = ask("sku", Operator.IS, "MULCH", of=ObjectType.PRODUCT)
    no_mulch = ask("sku", Operator.IS_NOT, "MULCH", of=ObjectType.PRODUCT)
    lines: list[Values] = [{"sku": "SOD"}, {"sku": "mulch"}]
    assert matches(mulch, {}, {ObjectType.PRODUCT: lines}, TODAY)
    assert not matches(no_mulch, {}, {ObjectType.PRODUCT: lines}, TODAY)
    assert not matches(mulch, {}, {}, TODAY)
    assert matches(no_mulch, {}, {}, TODAY)


def test_an_instant_counts_as_its_day_in_the_companys_zone() -> None:
    # A19
    late = datetime(2026, 11, 25, 5, 30, tzinfo=UTC)
    zone = timezone(timedelta(hours=-8))
    after = ask("made", Operator.AFTER, TODAY)
    assert matches(after, {"made": late}, {}, TODAY)
    assert not matches(after, {"made": late}, {}, TODAY, zone)


def test_after_today_is_frozen_to_its_date_when_saved() -> None:
    # A17
    relative = Criterion("made", Operator.AFTER_TODAY)
    assert freeze(relative, TODAY) == Criterion("made", Operator.AFTER, (TODAY,))
    saved = frozen(all_of(relative), TODAY)
    assert sentence(saved, SPECS) == "Created in QuickBooks is after Nov 24, 2026"
    later = TODAY + timedelta(30)
    assert matches(saved, {"made": datetime(2026, 11, 30, tzinfo=UTC)}, {}, later)


def test_the_last_days_roll_and_nothing_else_does() -> None:
    # A17
    for operator in Operator:
        same = Criterion("day", operator, (Decimal(7),))
        assert (freeze(same, TODAY) == same) is (operator is not Operator.AFTER_TODAY)


@pytest.mark.parametrize(("days", "expected"), [([3], 3), ([-9], None), ([5, 2], 2), ([0], None), ([], None)])  # A17
def test_what_is_dated_later_comes_in_on_its_day(days: list[int], expected: int | None) -> None:
    held = [{"day": TODAY + timedelta(ahead)} for ahead in days]
    fixed = Criterion("day", Operator.AFTER, (TODAY + timedelta(30),))
    beside = Criterion("day", Operator.LAST_DAYS, (Decimal(7),), ObjectType.CONTACT)
    day = None if expected is None else TODAY + timedelta(expected)

    assert opens(all_of(beside, fixed), {}, {ObjectType.CONTACT: held}, TODAY) == day
    assert opens(all_of(fixed), {"day": TODAY + timedelta(3)}, {}, TODAY) is None


def test_a_record_left_out_is_told_the_criterion_and_its_own_value() -> None:
    # B18
    decision = why(ask("term", Operator.ANY_OF, "3"), {"term": "1"}, {}, TODAY, specs=SPECS)
    assert not decision.passed
    assert decision.criterion == Criterion("term", Operator.ANY_OF, ("3",))
    assert decision.value == "1"
    assert decision.sentence == "The filter asks that Terms is any of “Net 30”; it is “Due now”."


def test_an_empty_value_and_a_missing_record_are_told() -> None:
    empty = why(ask("name", Operator.KNOWN), {"name": None}, {}, TODAY, specs=SPECS)
    assert empty.sentence == "The filter asks that Name is known; it is empty."
    email = ask("email", Operator.KNOWN, of=ObjectType.CONTACT)
    missing = why(email, {}, {}, TODAY, specs=SPECS, associated_specs=ASSOCIATED)
    assert missing.sentence == "The filter asks that a contact's Email is known; there is no contact."


def test_of_several_groups_the_one_that_came_furthest_is_told() -> None:
    sod, paid = Criterion("name", Operator.IS, ("Sod",)), Criterion("paid", Operator.TRUE)
    chosen = Filter((Group((Criterion("total", Operator.KNOWN),)), Group((sod, paid))))
    assert why(chosen, {"name": "sod", "paid": False}, {}, TODAY).criterion == paid


def test_a_record_that_passes_is_told_why() -> None:
    chosen = Filter((Group((Criterion("name", Operator.KNOWN), Criterion("paid", Operator.TRUE))),))
    decision = why(chosen, {"name": "x", "paid": True}, {}, TODAY, specs=SPECS)
    assert decision.sentence == "It passes, because Name is known and Paid is yes."
    assert decision.value == "x"


def test_the_sentence_of_a_filter() -> None:
    chosen = Filter(
        (
            Group((Criterion("name", Operator.CONTAINS, ("mulch",)), Criterion("total", Operator.AT_LEAST, (Decimal("79.50"),)))),
            Group((Criterion("sku", Operator.IS_NOT, ("A",), ObjectType.PRODUCT),)),
            Group((Criterion("day", Operator.BETWEEN, (date(2026, 1, 1), TODAY)),)),
        )
    )  # fmt: skip
    assert sentence(chosen, SPECS, ASSOCIATED) == (
        "Name contains “mulch” and Total is at least 79.5, or no product's SKU is “A”, or "
        "Invoice date is from Jan 1, 2026 to Nov 24, 2026"
    )


def test_an_unknown_property_is_shown_by_its_name() -> None:
    assert sentence(ask("gone", Operator.KNOWN), {}) == "gone is known"
    assert sentence(ask("gone", Operator.KNOWN, of=ObjectType.INVOICE), {}) == "an invoice's gone is known"


def test_an_unfinished_criterion_lets_nothing_pass_and_is_shown_as_such() -> None:
    unfinished = ask("total", Operator.BETWEEN, Decimal(1))
    assert not passes(unfinished, total=Decimal(2))
    assert sentence(unfinished, SPECS) == "Total is from 1 to ?"


def test_a_value_left_over_from_another_operator_says_nothing() -> None:
    assert passes(ask("name", Operator.KNOWN, "left over"), name="x")
    assert not passes(ask("name", Operator.UNKNOWN, "left over"), name="x")


@pytest.mark.parametrize("absurd", [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")])
def test_an_absurd_number_meets_nothing_and_crashes_nothing(absurd: Decimal) -> None:
    # F88
    for operator in (Operator.LESS, Operator.AT_LEAST, Operator.IS):
        assert not passes(ask("total", operator, Decimal(1)), total=absurd)
        assert not passes(ask("total", operator, absurd), total=Decimal(1))


@pytest.mark.parametrize("kind", FieldType)
def test_every_type_can_be_asked_whether_it_is_known(kind: FieldType) -> None:
    offered = operators_for(kind)
    assert {Operator.KNOWN, Operator.UNKNOWN} <= set(offered)
    assert len(offered) == len(set(offered))


def test_every_operator_is_offered_somewhere() -> None:
    assert {one for kind in FieldType for one in operators_for(kind)} == set(Operator)


@pytest.mark.parametrize(
    ("name", "operator", "values", "words"),
    [
        ("gone", Operator.KNOWN, [], "The property “gone” no longer exists in this account. Choose another one."),
        ("name", Operator.LESS, ["a"], "“Name” is a text, which cannot be asked this way. Choose another criterion."),
        ("name", Operator.IS, [], "“Name” needs a value. Enter one."),
        ("name", Operator.IS, [None], "“Name” needs a value. Enter one."),
        ("total", Operator.BETWEEN, [Decimal(1)], "“Total” needs a value. Enter one."),
        ("total", Operator.LESS, ["5"], "“Total” is a number. Enter a value of that kind."),
        ("total", Operator.LESS, [Decimal("NaN")], "“Total” is a number. Enter a value of that kind."),
        ("total", Operator.BETWEEN, [Decimal(5), Decimal(1)], "The first value of “Total” is greater than the second. Swap them."),
        ("day", Operator.BETWEEN, [TODAY, date(2026, 1, 1)], "The first value of “Invoice date” is greater than the second. Swap them."),
        ("day", Operator.LAST_DAYS, [Decimal(0)], "“Invoice date” needs a whole number of days, from 1 to 3650."),
        ("day", Operator.LAST_DAYS, [Decimal("1.5")], "“Invoice date” needs a whole number of days, from 1 to 3650."),
        ("term", Operator.ANY_OF, ["9"], "“Terms” has no choice “9”. Choose from its list."),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_says_why(name: str, operator: Operator, values: list[Value], words: str) -> None:
    assert problem(Criterion(name, operator, tuple(values)), SPECS.get(name)) == words
