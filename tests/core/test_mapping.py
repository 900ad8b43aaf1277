from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core.errors import Failure
from syncapp.core.mapping import FieldPair, Specs, agree, carry, compatible, targets
from syncapp.core.plan import Rules
from syncapp.core.plans.fields import carried
from syncapp.core.records import Contact
from syncapp.core.schema import FieldSpec, FieldType, Option
from syncapp.core.values import Direction, Pair, Side, Value, clean_text

BOTH = (Direction.TWO_WAY, Direction.TO_HUBSPOT, Direction.TO_QUICKBOOKS)
TO_H, TO_Q = (Direction.TO_HUBSPOT,), (Direction.TO_QUICKBOOKS,)
MEMO = FieldPair("hs_comments", "CustomerMemo.value")


def spec(kind: FieldType = FieldType.TEXT, name: str = "f", **more: object) -> FieldSpec:
    return FieldSpec(name, name.title(), kind, **more)  # type: ignore[arg-type]


def specs_of(hubspot: FieldSpec, quickbooks: FieldSpec) -> Specs:
    return Pair({"h": hubspot}, {"q": quickbooks})


PAIR = FieldPair("h", "q")
T = FieldType


@pytest.mark.parametrize(
    ("hubspot", "quickbooks", "directions"),
    [
        # product facts §1.4
        (T.TEXT, T.TEXT, BOTH),
        (T.NUMBER, T.NUMBER, BOTH),
        (T.DATE, T.DATE, BOTH),
        (T.DATETIME, T.DATETIME, BOTH),
        (T.DATE, T.DATETIME, BOTH),
        (T.DATETIME, T.DATE, BOTH),
        (T.BOOL, T.BOOL, BOTH),
        (T.OPTION, T.OPTION, BOTH),  # B33: a HubSpot choice and a QuickBooks term, class …
        (T.OPTIONS, T.OPTION, BOTH),  # each single choice by its counterpart
        (T.OPTION, T.TEXT, TO_Q),
        (T.OPTIONS, T.TEXT, TO_Q),
        (T.NUMBER, T.TEXT, TO_Q),
        (T.DATE, T.TEXT, TO_Q),
        (T.BOOL, T.TEXT, TO_Q),
        (T.TEXT, T.OPTION, TO_H),
        (T.TEXT, T.NUMBER, TO_H),
    ],
)
def test_types_decide_the_directions(hubspot: FieldType, quickbooks: FieldType, directions: object) -> None:
    found = compatible(spec(hubspot), spec(quickbooks))
    assert found.directions == directions
    assert found.refusal == ""


@pytest.mark.parametrize(
    ("hubspot", "quickbooks"),
    [
        (T.NUMBER, T.DATE),
        (T.BOOL, T.OPTION),
        (T.DATE, T.NUMBER),
        (T.OPTIONS, T.OPTIONS),
    ],
)
def test_incompatible_types_are_refused_with_the_reason(hubspot: FieldType, quickbooks: FieldType) -> None:
    # S29
    found = compatible(spec(hubspot, "stage"), spec(quickbooks, "terms"))
    assert found.directions == ()
    assert found.refusal.startswith("“Stage” in HubSpot holds ")
    assert "“Terms” in QuickBooks Online holds " in found.refusal


def test_a_text_with_values_of_its_own_is_read_as_a_choice_too() -> None:  # B33: Ship via
    ship_via = spec(name="q", open_list=True, max_length=31)
    carrier = spec(T.OPTION, "h", options=(Option("v1", "FedEx"), Option("v2", "Own van")))
    assert compatible(carrier, ship_via).directions == BOTH
    specs = specs_of(carrier, ship_via)
    assert carry("v2", PAIR, specs, Side.QUICKBOOKS) == "Own van"
    assert carry("own  VAN", PAIR, specs, Side.HUBSPOT) == "v2"
    assert agree(Pair("v2", "own van"), PAIR, specs)
    failure = carry("Pigeon", PAIR, specs, Side.HUBSPOT)
    assert isinstance(failure, Failure)
    assert "It is “Pigeon” of “Q”. In “H” of HubSpot nothing stands for it." in failure.what


def test_a_read_only_field_is_only_read() -> None:
    assert compatible(spec(read_only=True), spec()).directions == TO_Q
    assert compatible(spec(), spec(read_only=True)).directions == TO_H


def test_two_read_only_fields_are_refused() -> None:
    found = compatible(spec(name="total", read_only=True), spec(name="balance", read_only=True))
    assert found.refusal == "“Total” and “Balance” can only be read, so nothing could be written."


def test_a_read_only_text_cannot_be_filled_from_a_choice_and_says_why() -> None:
    found = compatible(spec(T.OPTION, "stage"), spec(name="note", read_only=True))
    assert found.refusal == (
        "“Note” in QuickBooks Online can only be read, and “Stage” in HubSpot holds a choice from a list, "
        "which cannot be filled from a text."
    )


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(FieldType), st.sampled_from(FieldType), st.booleans(), st.booleans())
def test_every_pair_has_directions_or_a_refusal_never_both(
    hubspot: FieldType, quickbooks: FieldType, one: bool, two: bool
) -> None:
    found = compatible(spec(hubspot, read_only=one), spec(quickbooks, read_only=two))
    assert bool(found.directions) != bool(found.refusal)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(FieldType), st.sampled_from(FieldType), st.booleans(), st.booleans())
def test_compatibility_is_symmetric(hubspot: FieldType, quickbooks: FieldType, one: bool, two: bool) -> None:
    mirror = {Direction.TO_HUBSPOT: Direction.TO_QUICKBOOKS, Direction.TO_QUICKBOOKS: Direction.TO_HUBSPOT}
    found = compatible(spec(hubspot, read_only=one), spec(quickbooks, read_only=two)).directions
    swapped = compatible(spec(quickbooks, read_only=two), spec(hubspot, read_only=one)).directions
    assert set(found) == {mirror.get(direction, direction) for direction in swapped}


def test_targets_follow_the_narrowest_of_sync_pair_and_fields() -> None:
    open_specs = specs_of(spec(), spec())
    assert targets(PAIR, Direction.TWO_WAY, open_specs) == {Side.HUBSPOT, Side.QUICKBOOKS}
    assert targets(PAIR, Direction.TO_HUBSPOT, open_specs) == {Side.HUBSPOT}
    narrow = FieldPair("h", "q", direction=Direction.TO_HUBSPOT)
    assert targets(narrow, Direction.TWO_WAY, open_specs) == {Side.HUBSPOT}
    assert targets(narrow, Direction.TO_QUICKBOOKS, open_specs) == set()
    assert targets(PAIR, Direction.TWO_WAY, specs_of(spec(read_only=True), spec())) == {Side.QUICKBOOKS}
    assert targets(PAIR, Direction.TWO_WAY, specs_of(spec(T.NUMBER), spec())) == {Side.QUICKBOOKS}


def test_a_text_that_is_too_long_fails_with_the_figures_and_is_never_cut() -> None:
    # F73, A34
    specs = specs_of(spec(name="comments"), spec(name="memo", max_length=1000))
    assert carry("x" * 1000, PAIR, specs, Side.QUICKBOOKS) == "x" * 1000
    failure = carry("x" * 1400, PAIR, specs, Side.QUICKBOOKS)
    assert isinstance(failure, Failure)
    assert failure.code == "text_too_long"
    assert failure.sentence() == (
        "A text is longer than the other system allows. A text does not fit on the other side. The field is “Comments”. "
        "It has 1,400 characters. QuickBooks Online takes at most 1,000. A text is never cut, because what is missing could matter."
    )


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60), st.integers(1, 40))
def test_a_text_arrives_whole_or_not_at_all(text: str, limit: int) -> None:
    result = carry(text or None, PAIR, specs_of(spec(), spec(max_length=limit)), Side.QUICKBOOKS)
    if isinstance(result, Failure):
        assert len(clean_text(text) or "") > limit or clean_text(text) is None
    else:
        assert result == clean_text(text)


def test_signs_that_a_vendor_may_refuse_are_left_to_it() -> None:
    # F72, F71
    text = "Mulch 🌱 \u202eabc\u200b <b>"
    assert carry(text, PAIR, specs_of(spec(), spec()), Side.QUICKBOOKS) == clean_text(text)


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("Bo: Rae", "Bo - Rae"),
        ("Bo\tRae", "Bo Rae"),
        ("Bo\nRae", "Bo Rae"),
        ("Bo 🌱", "Bo"),
        ("Bo  Rae", "Bo  Rae"),
        ('Bo "Rae"', 'Bo "Rae"'),
        ("🌱", "🌱"),
    ],
)
def test_a_name_is_written_without_signs_that_quickbooks_does_not_take_and_agrees(written: str, taken: str) -> None:
    # S14, F83: what stands there afterwards is no edit that would travel back
    specs = specs_of(spec(), spec(proper_name=True))
    assert carry(written, PAIR, specs, Side.QUICKBOOKS) == taken
    assert agree(Pair(written, taken), PAIR, specs)


def test_an_unmapped_option_says_which_field_and_value() -> None:
    # S45
    hubspot = spec(T.OPTION, "terms", options=(Option("net_90", "Net 90"),))
    failure = carry(
        "net_90", PAIR, specs_of(hubspot, spec(T.OPTION, "q", options=(Option("3", "Net 30"),))), Side.QUICKBOOKS
    )
    assert isinstance(failure, Failure)
    assert failure.code == "unmapped_value"
    assert "It is “Net 90” of “Terms”. In “Q” of QuickBooks Online nothing stands for it." in failure.sentence()


def test_a_value_of_another_kind_is_absurd_and_not_a_crash() -> None:
    failure = carry("twelve", PAIR, specs_of(spec(T.NUMBER, "rate"), spec(T.NUMBER)), Side.QUICKBOOKS)
    assert isinstance(failure, Failure)
    assert failure.code == "absurd_value"
    assert "The field is “Rate”. It holds “twelve”. It is meant to hold a number." in failure.sentence()


def test_an_address_field_with_only_a_comma_does_not_blank_the_other_side() -> None:
    pair = FieldPair("h", "q", transform="email")
    failure = carry(",", pair, specs_of(spec(), spec()), Side.HUBSPOT)
    assert isinstance(failure, Failure)


def test_a_field_that_the_account_no_longer_has_says_so() -> None:
    # F42, F100
    failure = carry("x", PAIR, Pair({"h": spec()}, {}), Side.QUICKBOOKS)
    assert isinstance(failure, Failure)
    assert failure.code == "inactive_reference"
    assert failure.params["field"] == "q"
    assert failure.params["system"] == "QuickBooks Online"


def test_empty_stays_empty_whatever_the_fields() -> None:
    assert carry(None, PAIR, Pair({}, {}), Side.HUBSPOT) is None


exact: dict[FieldType, st.SearchStrategy[Value]] = {
    T.TEXT: st.text(min_size=1, max_size=30).map(clean_text).filter(bool),
    T.NUMBER: st.decimals(allow_nan=False, allow_infinity=False),
    T.DATE: st.dates(date(1970, 1, 1)),
    T.DATETIME: st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    T.BOOL: st.booleans(),
}


@settings(deadline=None, max_examples=200)
@given(st.data(), st.sampled_from(sorted(exact)), st.sampled_from(Side))
def test_a_value_carried_over_and_back_is_the_same(data: st.DataObject, kind: FieldType, to: Side) -> None:
    # PutGet
    value = data.draw(exact[kind])
    specs = specs_of(spec(kind), spec(kind))
    there = carry(value, PAIR, specs, to)
    assert not isinstance(there, Failure)
    assert carry(there, PAIR, specs, to.other) == value


@settings(deadline=None, max_examples=200)
@given(st.permutations([f"Term {n}" for n in range(5)]), st.integers(0, 4), st.sampled_from(Side))
def test_an_option_carried_over_and_back_is_the_same(labels: list[str], at: int, to: Side) -> None:
    here = tuple(Option(f"id-{n}", f"Term {n}") for n in range(5))
    there = tuple(Option(str(n), label.upper()) for n, label in enumerate(labels))
    specs = specs_of(spec(T.OPTION, options=here), spec(T.OPTION, options=there))
    value = (here if to is Side.QUICKBOOKS else there)[at].value
    there = carry(value, PAIR, specs, to)
    assert not isinstance(there, Failure)
    assert carry(there, PAIR, specs, to.other) == value


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(st.none(), st.text(min_size=1), st.decimals(), st.booleans(), st.dates()),
    st.sampled_from(FieldType),
    st.sampled_from(FieldType),
    st.sampled_from(["same", "email", "opposite", "percent", "of-tomorrow"]),
    st.sampled_from(Side),
)
def test_carrying_never_crashes(value: Value, one: FieldType, two: FieldType, transform: str, to: Side) -> None:
    pair = FieldPair("h", "q", transform=transform)
    result = carry(value, pair, specs_of(spec(one), spec(two)), to)
    if isinstance(result, Failure):
        assert result.sentence()
    else:
        assert (result is None) == (value is None)


def test_a_new_record_gets_every_filled_field_that_may_go_there() -> None:
    pairs = (
        FieldPair("a", "A"),
        FieldPair("b", "B", direction=Direction.TO_HUBSPOT, seeds=True),  # A3
        FieldPair("c", "C", direction=Direction.TO_HUBSPOT),
        FieldPair("d", "D", enabled=False),
        FieldPair("e", "E"),
        FieldPair("f", "F"),
    )
    hubspot = {name: spec(name=name) for name in "abcdef"}
    quickbooks = {name: spec(name=name) for name in "ABCDE"} | {"F": spec(name="F", read_only=True)}
    values: dict[str, Value] = dict.fromkeys("abcdf", "x") | {"e": None}
    rules = Rules(direction=Direction.TWO_WAY, pairs=pairs, specs=Pair(hubspot, quickbooks))
    fields, agreed = carried(Contact(side=Side.HUBSPOT, id="1", values=values), rules)
    assert fields == {"A": "x", "B": "x"}
    assert agreed == {"A": ("a", "x"), "B": ("b", "x")}


def test_a_field_that_cannot_be_carried_is_named() -> None:
    specs = specs_of(spec(), spec(max_length=2))
    rules = Rules(direction=Direction.TWO_WAY, pairs=(PAIR,), specs=specs)
    failure = carried(Contact(side=Side.HUBSPOT, id="1", values={"h": "long"}), rules)
    assert isinstance(failure, Failure)
    assert (failure.code, failure.params["field"]) == ("text_too_long", specs.hubspot["h"].label)


def test_an_owned_pair_belongs_to_the_native_side() -> None:
    # A8, S3
    assert MEMO.owner(Side.HUBSPOT) is None
    owned = FieldPair("h", "q", owned=True)
    assert owned.owner(Side.HUBSPOT) is Side.HUBSPOT
    assert owned.owner(Side.QUICKBOOKS) is Side.QUICKBOOKS
    assert owned.owner(None) is None
    shared = FieldPair("h", "q", owned=True, shared_on=Side.QUICKBOOKS)
    assert shared.owner(Side.QUICKBOOKS) is None


def test_money_is_carried_exactly() -> None:
    specs = specs_of(spec(T.NUMBER), spec(T.NUMBER))
    for digits in ("0.685", "99999999999.99", "0.000001", "-12.50"):  # F77, F88
        assert str(carry(Decimal(digits), PAIR, specs, Side.QUICKBOOKS)) == digits
