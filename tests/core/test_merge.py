"""Cases of the three-way merge. The base of a side is what its server returned when the pair agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from syncapp.core.mapping import FieldPair, Specs
from syncapp.core.merge import Merge, merge
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import Direction, Pair, Policy, Side, Value

H, Q = Side.HUBSPOT, Side.QUICKBOOKS
PAIR = FieldPair("h", "q")
OWNED = FieldPair("h", "q", owned=True)
TEXT: Specs = Pair({"h": FieldSpec("h", "Comments")}, {"q": FieldSpec("q", "Memo")})
NO_BASE = object()


def run(
    now: tuple[Value, Value],
    base: object = NO_BASE,
    *,
    pair: FieldPair = PAIR,
    direction: Direction = Direction.TWO_WAY,
    policy: Policy = Policy.HUBSPOT,
    native: Side | None = None,
    specs: Specs = TEXT,
) -> Merge:
    bases = Pair({}, {}) if base is NO_BASE else Pair({"h": base[0]}, {"q": base[1]})  # type: ignore[index]
    return merge(
        [pair],
        bases,
        Pair({"h": now[0]}, {"q": now[1]}),
        direction=direction,
        policy=policy,
        native=native,
        specs=specs,
    )


def written(result: Merge) -> tuple[dict[str, Value], dict[str, Value]]:
    return result.changes.hubspot, result.changes.quickbooks


NOTHING: tuple[dict[str, Value], dict[str, Value]] = ({}, {})


def test_an_edit_on_one_side_is_carried_to_the_other() -> None:
    result = run(("new", "old"), ("old", "old"))
    assert written(result) == ({}, {"q": "new"})
    assert result.agreed.quickbooks == {"q": ("h", "new")}
    assert written(run(("old", "new"), ("old", "old"))) == ({"h": "new"}, {})


def test_the_same_edit_on_both_sides_is_agreement() -> None:
    result = run(("new", "new"), ("old", "old"))
    assert written(result) == NOTHING
    assert result.settled == Pair({"h": "new"}, {"q": "new"})
    assert not result.conflicts


def test_different_edits_follow_the_policy_and_are_recorded() -> None:
    # A9, F95
    for policy, wrote in ((Policy.HUBSPOT, ({}, {"q": "one"})), (Policy.QUICKBOOKS, ({"h": "two"}, {}))):
        result = run(("one", "two"), ("old", "old"), policy=policy)
        assert written(result) == wrote
        (conflict,) = result.conflicts
        assert (conflict.base, conflict.hubspot, conflict.quickbooks) == (Pair("old", "old"), "one", "two")
        assert conflict.chosen == policy.value


def test_edits_of_different_fields_merge() -> None:
    # F96
    pairs = [FieldPair("a", "A"), FieldPair("b", "B")]
    specs = Pair(
        {n: FieldSpec(n, n) for n in "ab"},
        {n: FieldSpec(n, n) for n in "AB"},
    )
    result = merge(
        pairs,
        Pair({"a": "1", "b": "1"}, {"A": "1", "B": "1"}),
        Pair({"a": "2", "b": "1"}, {"A": "1", "B": "3"}),
        direction=Direction.TWO_WAY,
        policy=Policy.HUBSPOT,
        native=None,
        specs=specs,
    )
    assert written(result) == ({"b": "3"}, {"A": "2"})
    assert not result.conflicts


def test_an_edit_that_was_taken_back_writes_nothing() -> None:
    # F99
    assert run(("old", "old"), ("old", "old")).quiet


def test_what_a_vendor_cut_or_cleaned_is_not_an_edit() -> None:
    # F50: QuickBooks kept less than what was sent; its base is what it returned
    result = run(("Mulch 🌱 now", "Mulch now"), ("Mulch 🌱 now", "Mulch now"))
    assert written(result) == NOTHING
    assert written(run(("Mulch 🌱 later", "Mulch now"), ("Mulch 🌱 now", "Mulch now"))) == (
        {},
        {"q": "Mulch 🌱 later"},
    )


def test_without_base_equal_values_are_agreed() -> None:
    result = run(("same", "same"))
    assert written(result) == NOTHING
    assert result.settled == Pair({"h": "same"}, {"q": "same"})


def test_without_base_the_filled_side_fills_the_empty_one() -> None:
    assert written(run(("x", None))) == ({}, {"q": "x"})
    assert written(run((None, "x"))) == ({"h": "x"}, {})


def test_without_base_the_direction_still_holds() -> None:
    result = run((None, "x"), direction=Direction.TO_QUICKBOOKS)
    assert written(result) == NOTHING
    assert result.settled == Pair({}, {})


def test_without_base_different_values_follow_the_policy_and_the_loser_is_kept() -> None:
    result = run(("x", "y"), policy=Policy.QUICKBOOKS)
    assert written(result) == ({"h": "y"}, {})
    assert [(one.hubspot, one.quickbooks, one.chosen) for one in result.conflicts] == [("x", "y", Q)]


def test_without_base_an_owned_field_follows_its_owner_whatever_the_policy() -> None:
    for policy in Policy:
        assert written(run(("x", "y"), pair=OWNED, native=Q, policy=policy)) == ({"h": "y"}, {})
        assert written(run(("x", "y"), pair=OWNED, native=H, policy=policy)) == ({}, {"q": "x"})


def test_a_base_of_one_side_only_is_no_base() -> None:
    result = merge(
        [PAIR], Pair({"h": "x"}, {}), Pair({"h": "x"}, {"q": "y"}), direction=Direction.TWO_WAY,
        policy=Policy.HUBSPOT, native=None, specs=TEXT,
    )  # fmt: skip
    assert written(result) == ({}, {"q": "x"})


def test_a_change_of_an_owned_field_on_the_other_side_is_a_violation_and_nothing_is_overwritten() -> None:
    # S3, A8
    for native, now in ((H, ("old", "edited")), (Q, ("edited", "old"))):
        result = run(now, ("old", "old"), pair=OWNED, native=native)
        assert written(result) == NOTHING
        (violation,) = result.violations
        assert violation.side is native.other
        assert (violation.base, violation.now, violation.owner_value) == ("old", "edited", "old")
        assert not result.quiet


def test_a_violation_stops_the_owners_own_change_of_that_field() -> None:
    result = run(("owner", "edited"), ("old", "old"), pair=OWNED, native=H)
    assert written(result) == NOTHING
    assert len(result.violations) == 1


def test_a_violation_that_is_reversed_or_repeated_by_the_owner_is_gone() -> None:
    # S3: reversing the change makes it sync again by itself
    assert run(("old", "old"), ("old", "old"), pair=OWNED, native=H).quiet
    assert run(("edited", "edited"), ("old", "old"), pair=OWNED, native=H).quiet


def test_a_violation_does_not_depend_on_the_direction() -> None:
    for direction in Direction:
        assert run(("old", "edited"), ("old", "old"), pair=OWNED, native=H, direction=direction).violations


def test_emptying_an_owned_field_on_the_other_side_is_a_violation() -> None:
    assert run(("old", None), ("old", "old"), pair=OWNED, native=H).violations


def test_the_owners_change_is_carried() -> None:
    assert written(run(("new", "old"), ("old", "old"), pair=OWNED, native=H)) == ({}, {"q": "new"})


def test_comments_of_a_quickbooks_invoice_belong_to_both() -> None:
    # A8
    comments = replace(OWNED, shared_on=Q)
    assert written(run(("new", "old"), ("old", "old"), pair=comments, native=Q)) == ({}, {"q": "new"})
    assert run(("old", "new"), ("old", "old"), pair=comments, native=H).violations


def test_an_emptied_field_never_blanks_the_other_side() -> None:
    # A13: taken into that side's base and told
    result = run((None, "old"), ("old", "old"))
    assert written(result) == NOTHING
    assert [str(one) for one in result.cleared] == ["h"]
    assert result.settled == Pair({"h": None}, {})


def test_after_a_clearing_the_next_edit_of_the_other_side_still_comes_over() -> None:
    assert written(run((None, "new"), (None, "old"))) == ({"h": "new"}, {})


def test_an_emptied_field_does_not_win_over_an_edit() -> None:
    for policy in Policy:
        result = run((None, "new"), ("old", "old"), policy=policy)
        assert written(result) == ({"h": "new"}, {})
        assert not result.conflicts
        assert result.cleared


def test_emptying_the_target_of_a_one_way_field_is_left_alone_like_any_change_there() -> None:
    result = run(("old", None), ("old", "old"), direction=Direction.TO_QUICKBOOKS)
    assert result.quiet
    assert not result.cleared
    assert result.settled == Pair({}, {})


def test_blank_means_blank_blanks_the_other_side() -> None:
    blank = replace(PAIR, blank_means_blank=True)
    result = run((None, "old"), ("old", "old"), pair=blank)
    assert written(result) == ({}, {"q": None})
    assert not result.cleared


@pytest.mark.parametrize("memo", [{"required": True}, {"clearable": False}])
def test_a_field_that_cannot_be_empty_is_not_blanked(memo: dict[str, bool]) -> None:
    specs = Pair(TEXT.hubspot, {"q": FieldSpec("q", "Memo", **memo)})  # type: ignore[arg-type]
    result = run((None, "old"), ("old", "old"), pair=replace(PAIR, blank_means_blank=True), specs=specs)
    assert written(result) == NOTHING
    assert result.cleared


def test_one_way_leaves_a_change_on_its_target_alone_until_the_source_changes() -> None:
    one_way = Direction.TO_QUICKBOOKS
    result = run(("old", "edited"), ("old", "old"), direction=one_way)
    assert result.quiet
    assert result.settled == Pair({}, {})
    again = run(("new", "edited"), ("old", "old"), direction=one_way, policy=Policy.QUICKBOOKS)
    assert written(again) == ({}, {"q": "new"})
    assert not again.conflicts


def test_a_narrower_pair_holds_within_a_two_way_sync() -> None:
    # A3: the address of a linked customer flows to HubSpot only
    email = replace(PAIR, direction=Direction.TO_HUBSPOT, transform="email")
    assert run(("new@x.example", "old@x.example"), ("old@x.example", "old@x.example"), pair=email).quiet
    result = run(("old@x.example", "New@x.example, b@x.example"), ("old@x.example", "old@x.example"), pair=email)
    assert written(result) == ({"h": "new@x.example"}, {})


def test_several_addresses_are_equal_to_their_first_one() -> None:
    # A2
    assert run(("a@x.example", "A@x.example, b@x.example"), pair=replace(PAIR, transform="email")).quiet


def test_a_read_only_field_is_never_written() -> None:
    specs = Pair({"h": FieldSpec("h", "H", read_only=True)}, TEXT.quickbooks)
    assert written(run(("old", "new"), ("old", "old"), specs=specs)) == NOTHING


def test_a_date_and_an_instant_of_the_same_day_are_equal() -> None:
    # A19
    specs = Pair({"h": FieldSpec("h", "H", FieldType.DATETIME)}, {"q": FieldSpec("q", "Q", FieldType.DATE)})
    assert run((datetime(2026, 11, 24, tzinfo=UTC), date(2026, 11, 24)), specs=specs).quiet


def test_numbers_are_equal_whatever_their_zeros() -> None:
    specs = Pair({"h": FieldSpec("h", "H", FieldType.NUMBER)}, {"q": FieldSpec("q", "Q", FieldType.NUMBER)})
    assert run((Decimal("42.50"), Decimal("42.5")), specs=specs).quiet


def test_a_value_that_does_not_fit_is_a_failure_of_that_field_and_not_written() -> None:
    specs = Pair(TEXT.hubspot, {"q": FieldSpec("q", "Memo", max_length=3)})
    result = run(("long", "old"), ("old", "old"), specs=specs)
    assert written(result) == NOTHING
    assert [failure.code for _, failure in result.failures] == ["text_too_long"]
    assert result.settled == Pair({}, {})


def test_a_conflict_whose_winner_does_not_fit_is_recorded_when_it_is_decided_not_before() -> None:
    specs = Pair(TEXT.hubspot, {"q": FieldSpec("q", "Memo", max_length=3)})
    result = run(("long", "new"), ("old", "old"), specs=specs)
    assert result.failures
    assert not result.conflicts


def test_a_field_that_was_not_read_is_never_taken_for_an_empty_one() -> None:
    # F45
    for now in (Pair({}, {"q": "x"}), Pair({"h": "x"}, {})):
        result = merge(
            [PAIR], Pair({"h": "x"}, {"q": "x"}), now, direction=Direction.TWO_WAY, policy=Policy.HUBSPOT,
            native=None, specs=TEXT,
        )  # fmt: skip
        assert result.quiet
        assert not result.cleared


def test_a_pair_that_is_switched_off_is_not_looked_at() -> None:
    assert run(("new", "old"), ("old", "old"), pair=replace(PAIR, enabled=False)).quiet
