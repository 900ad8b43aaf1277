"""Which option stands for which, both ways (B33): by name, as chosen, several for one, what a vendor took away."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core.errors import Failure
from syncapp.core.mapping import FieldPair, agree, carry
from syncapp.core.merge import merge
from syncapp.core.schema import FieldSpec, FieldType, Option
from syncapp.core.value_map import NO_MAP, ValueMap, contested, counterparts, takes_map
from syncapp.core.values import Direction, Pair, Policy, Side

HUBSPOT, QUICKBOOKS = Side.HUBSPOT, Side.QUICKBOOKS
PREPAID, NET_15, NET_30 = Option("prepaid", "Prepaid"), Option("net15", "net  15"), Option("net30", "Net 30")
RECEIPT, TERM_15, TERM_30 = Option("1", "Due on receipt"), Option("2", "Net 15"), Option("3", "Net 30")
GONE_60 = Option("4", "Net 60", active=False)


def fields(*options: Option, kind: FieldType = FieldType.OPTION) -> Pair[FieldSpec]:
    return Pair(
        FieldSpec("terms", "Payment terms", kind, options=options or (PREPAID, NET_15, NET_30)),
        FieldSpec("SalesTermRef", "Terms", FieldType.OPTION, options=(RECEIPT, TERM_15, TERM_30, GONE_60)),
    )


TERMS = fields()


def chosen(there: dict[str, str] | None = None, back: dict[str, str] | None = None) -> ValueMap:
    return ValueMap(Pair(back or {}, there or {}))


def carried(value: str, to: Side, values: ValueMap = NO_MAP, specs: Pair[FieldSpec] = TERMS) -> object:
    pair = FieldPair("terms", "SalesTermRef", values=values)
    return carry(value, pair, Pair({"terms": specs.hubspot}, {"SalesTermRef": specs.quickbooks}), to)


def test_values_of_one_name_stand_for_each_other_whatever_their_case_and_blanks() -> None:  # B33
    assert carried("net15", QUICKBOOKS) == "2"
    assert carried("2", HUBSPOT) == "net15"


def test_what_a_person_has_chosen_holds_even_against_the_name() -> None:
    assert carried("net15", QUICKBOOKS, chosen({"net15": "3"})) == "3"
    assert carried("prepaid", QUICKBOOKS, chosen({"prepaid": "1"})) == "1"


def test_the_way_back_follows_from_the_way_there() -> None:
    assert carried("1", HUBSPOT, chosen({"prepaid": "1"})) == "prepaid"


def test_of_several_options_for_one_value_the_one_of_its_name_is_the_way_back() -> None:
    assert carried("3", HUBSPOT, chosen({"prepaid": "3"})) == "net30"


def test_of_several_options_the_marked_one_is_the_way_back() -> None:
    assert carried("3", HUBSPOT, chosen({"prepaid": "3"}, {"3": "prepaid"})) == "prepaid"


def test_of_several_options_without_a_mark_none_is_guessed_and_all_are_named() -> None:
    failure = carried("1", HUBSPOT, chosen({"prepaid": "1", "net15": "1"}))
    assert isinstance(failure, Failure)
    assert failure.code == "unmapped_value"
    assert "It is “Due on receipt” of “Terms”." in failure.what
    assert "In HubSpot it could be “Prepaid” or “net  15”, and nobody has said which." in failure.what


def test_two_entries_of_one_name_are_not_guessed() -> None:
    specs = fields(Option("a", "Net 30"), Option("b", "net 30"))
    assert counterparts("3", HUBSPOT, specs, NO_MAP) == ("a", "b")
    assert counterparts("a", QUICKBOOKS, specs, NO_MAP) == ("3",)


def test_an_option_that_means_another_value_is_not_taken_for_its_name() -> None:
    assert counterparts("3", HUBSPOT, TERMS, chosen({"net30": "1"})) == ()


def test_a_value_that_a_person_left_out_has_no_counterpart_whatever_its_name() -> None:
    assert counterparts("net30", QUICKBOOKS, TERMS, chosen({"net30": ""})) == ()
    assert counterparts("3", HUBSPOT, TERMS, chosen(back={"3": ""})) == ()


def test_an_unmapped_value_is_named_with_its_field_and_the_way_to_its_map() -> None:  # S45, B33
    failure = carried("prepaid", QUICKBOOKS)
    assert isinstance(failure, Failure)
    assert failure.code == "unmapped_value"
    assert failure.what == (
        "A value of a list is not known on the other side. It is “Prepaid” of “Payment terms”. "
        "In “Terms” of QuickBooks Online nothing stands for it."
    )
    assert failure.remedy[0] == (
        "Open Configure, and by “Payment terms” choose Actions › Edit: give “Prepaid” a counterpart there."
    )
    assert failure.params["mapping"] == "terms|SalesTermRef"


def test_a_value_of_quickbooks_is_looked_for_by_the_row_of_its_hubspot_field() -> None:
    failure = carried("1", HUBSPOT)
    assert isinstance(failure, Failure)
    assert "It is “Due on receipt” of “Terms”. In “Payment terms” of HubSpot nothing stands for it." in failure.what
    assert "by “Payment terms” choose Actions › Edit" in failure.remedy[0]


def test_an_inactive_entry_is_not_written_and_is_named() -> None:
    failure = carried("prepaid", QUICKBOOKS, chosen({"prepaid": "4"}))
    assert isinstance(failure, Failure)
    assert failure.code == "inactive_reference"
    assert failure.what == (
        "Something that the record names (Terms), “Net 60”, is inactive or deleted in QuickBooks Online."
    )


def test_what_is_inactive_is_still_read() -> None:
    assert carried("4", HUBSPOT, chosen({"prepaid": "4"})) == "prepaid"


def test_an_entry_that_is_gone_is_called_as_it_was_when_it_was_chosen() -> None:
    values = ValueMap(Pair({}, {"prepaid": "9"}), Pair({}, {"9": "Net 90"}))
    failure = carried("prepaid", QUICKBOOKS, values)
    assert isinstance(failure, Failure)
    assert (failure.code, failure.params["value"]) == ("inactive_reference", "Net 90")


def test_hubspot_takes_an_option_that_it_hides() -> None:
    specs = fields(Option("net30", "Net 30", active=False))
    assert carried("3", HUBSPOT, specs=specs) == "net30"


def test_an_entry_in_use_comes_before_an_inactive_one_of_its_name() -> None:
    specs = Pair(TERMS.hubspot, FieldSpec("SalesTermRef", "Terms", FieldType.OPTION, options=(
        Option("7", "Net 30", active=False), TERM_30)))  # fmt: skip
    assert counterparts("net30", QUICKBOOKS, specs, NO_MAP) == ("3",)
    assert counterparts("7", HUBSPOT, specs, NO_MAP) == ("net30",)


def test_one_of_several_checkboxes_crosses_and_more_than_one_is_named() -> None:
    boxes = fields(kind=FieldType.OPTIONS)
    assert carried("net30", QUICKBOOKS, specs=boxes) == "3"
    assert carried("3", HUBSPOT, specs=boxes) == "net30"
    failure = carried("net15;net30", QUICKBOOKS, specs=boxes)
    assert isinstance(failure, Failure)
    assert failure.what.endswith(
        "It is “net  15, Net 30” of “Payment terms”. These are 2 choices, and “Terms” in QuickBooks Online holds one."
    )


@pytest.mark.parametrize(
    ("one", "other", "takes"),
    [
        (FieldType.OPTION, FieldType.OPTION, True),
        (FieldType.OPTIONS, FieldType.OPTION, True),
        (FieldType.OPTIONS, FieldType.OPTIONS, False),
        (FieldType.TEXT, FieldType.OPTION, False),
        (FieldType.BOOL, FieldType.OPTION, False),
    ],
)
def test_only_choices_take_a_map(one: FieldType, other: FieldType, takes: bool) -> None:
    assert takes_map(FieldSpec("h", "H", one), FieldSpec("q", "Q", other)) is takes


def test_what_has_several_ways_back_is_told() -> None:
    assert list(contested(TERMS, chosen({"prepaid": "1", "net15": "1"}))) == [("1", ("prepaid", "net15"))]


def test_a_new_name_changes_nothing_that_was_chosen_and_is_told() -> None:
    values = ValueMap(Pair({}, {"net15": "2"}), Pair({}, {"2": "Net 15"}))
    renamed = Pair(
        TERMS.hubspot, FieldSpec("SalesTermRef", "Terms", FieldType.OPTION, options=(Option("2", "Net 14"),))
    )
    assert carried("net15", QUICKBOOKS, values, renamed) == "2"
    assert values.renamed(QUICKBOOKS, "2", renamed.quickbooks) == "Net 15"
    assert values.renamed(QUICKBOOKS, "2", TERMS.quickbooks) == ""


# --- laws


NAMES = st.sampled_from(["a", "A ", "b", "c", "d", "e"])


def options(prefix: str) -> st.SearchStrategy[tuple[Option, ...]]:
    one = st.tuples(NAMES, st.booleans())
    return st.lists(one, min_size=1, max_size=5).map(
        lambda found: tuple(Option(f"{prefix}{n}", name, active) for n, (name, active) in enumerate(found))
    )


@st.composite
def maps(draw: st.DrawFn) -> tuple[Pair[FieldSpec], ValueMap]:
    """Two lists of any size, and a map of any shape over them."""
    hubspot, quickbooks = draw(options("h")), draw(options("q"))
    here, there = [one.value for one in hubspot], [one.value for one in quickbooks]
    into_there = draw(st.dictionaries(st.sampled_from(here), st.sampled_from([*there, ""]), max_size=5))
    into_here = draw(st.dictionaries(st.sampled_from(there), st.sampled_from([*here, ""]), max_size=3))
    specs = Pair(
        FieldSpec("h", "H", FieldType.OPTION, options=hubspot),
        FieldSpec("q", "Q", FieldType.OPTION, options=quickbooks),
    )
    return specs, ValueMap(Pair(into_here, into_there))


def first(side: Side, value: str, specs: Pair[FieldSpec], values: ValueMap) -> str | None:
    found = carry(value, FieldPair("h", "q", values=values), Pair({"h": specs.hubspot}, {"q": specs.quickbooks}), side)
    return None if isinstance(found, Failure) else str(found)


@settings(deadline=None, max_examples=300)
@given(maps(), st.data())
def test_what_crossed_is_agreed_and_crosses_no_second_time(
    made: tuple[Pair[FieldSpec], ValueMap], data: st.DataObject
) -> None:
    """No echo, no flip: whatever the map's shape, a value that was carried over is equal from then on."""
    specs, values = made
    to = data.draw(st.sampled_from(Side))
    value = data.draw(st.sampled_from([one.value for one in specs.other(to).options]))
    there = first(to, value, specs, values)
    if there is None:
        return
    now = Pair(there, value) if to is HUBSPOT else Pair(value, there)
    pair = FieldPair("h", "q", values=values)
    both = Pair({"h": specs.hubspot}, {"q": specs.quickbooks})
    assert agree(now, pair, both)
    result = merge(
        [pair], Pair({}, {}), Pair({"h": now.hubspot}, {"q": now.quickbooks}),
        direction=Direction.TWO_WAY, policy=data.draw(st.sampled_from(Policy)), native=None, specs=both,
    )  # fmt: skip
    assert result.quiet
    assert (result.settled.hubspot, result.settled.quickbooks) == ({"h": now.hubspot}, {"q": now.quickbooks})


@settings(deadline=None, max_examples=300)
@given(maps(), st.data())
def test_an_edit_that_means_the_same_writes_nothing(
    made: tuple[Pair[FieldSpec], ValueMap], data: st.DataObject
) -> None:
    """Several options for one value: choosing another of them is no change of what QuickBooks holds."""
    specs, values = made
    here = [one.value for one in specs.hubspot.options]
    before, after = data.draw(st.sampled_from(here)), data.draw(st.sampled_from(here))
    there = first(QUICKBOOKS, before, specs, values)
    if there is None or first(QUICKBOOKS, after, specs, values) != there:
        return
    result = merge(
        [FieldPair("h", "q", values=values)], Pair({"h": before}, {"q": there}), Pair({"h": after}, {"q": there}),
        direction=Direction.TWO_WAY, policy=Policy.QUICKBOOKS, native=None,
        specs=Pair({"h": specs.hubspot}, {"q": specs.quickbooks}),
    )  # fmt: skip
    assert result.quiet


@settings(deadline=None, max_examples=300)
@given(maps())
def test_the_way_back_of_what_nobody_marked_leads_there_again(made: tuple[Pair[FieldSpec], ValueMap]) -> None:
    """Round trip: an option that QuickBooks' value comes back as stands for that value."""
    specs, values = made
    unmarked = ValueMap(Pair({}, values.into.quickbooks))
    for option in specs.quickbooks.options:
        back = counterparts(option.value, HUBSPOT, specs, unmarked)
        if len(back) == 1:
            there = counterparts(back[0], QUICKBOOKS, specs, unmarked)
            names = {
                one.label.strip().lower() for one in specs.quickbooks.options if one.value in (*there, option.value)
            }
            assert option.value in there or len(names) == 1, (option, back, there)
