"""Laws of "Ask me": nothing of a field is written before somebody has chosen, and what is chosen is what is written (B4)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core.mapping import FieldPair, targets
from syncapp.core.merge import Choice, FieldConflict, Merge
from syncapp.core.values import Pair, Policy, Side, Value
from tests.core.test_merge_laws import SPECS, applied, merged, situations, values, written

laws = settings(deadline=None, max_examples=100)
Situation = dict[str, object]
sides = st.sampled_from(Side)


def asking(situation: Situation) -> Situation:
    return {**situation, "policy": Policy.ASK}


def chosen(side: Side, *conflicts: FieldConflict) -> dict[str, Choice]:
    """`side` for each of these, as they were shown."""
    return {one.pair.key: choice(side, Pair(one.hubspot, one.quickbooks)) for one in conflicts}


def choice(side: Side, seen: Pair[Value]) -> Choice:
    return Choice(side, seen, seen[side])


def without(result: Merge, pairs: set[FieldPair]) -> tuple[dict[str, Value], ...]:
    """What is written but for these pairs."""
    names = Pair(*({pair.name(side) for pair in pairs} for side in Side))
    return tuple(
        {name: value for name, value in changes.items() if name not in names[side]} for side, changes in result.changes
    )


@laws
@given(situations())
def test_nothing_of_a_field_is_written_before_somebody_has_chosen(situation: Situation) -> None:  # B4
    result = merged(asking(situation))
    for one in result.undecided:
        for side in Side:
            assert one.pair.name(side) not in result.changes[side]
            assert one.pair.name(side) not in result.settled[side]  # and nothing of it counts as agreed


@laws
@given(situations(), sides)
def test_the_other_fields_sync_as_under_any_policy(situation: Situation, winner: Side) -> None:  # B4
    asked, decided = merged(asking(situation)), merged({**situation, "policy": Policy(winner.value)})
    disputed = {one.pair for one in asked.undecided}
    disputed |= {pair for pair, _ in decided.failures}  # what cannot be carried over is told before anybody is asked
    assert without(asked, disputed) == without(decided, disputed)
    assert (asked.violations, asked.cleared) == (decided.violations, decided.cleared)


@laws
@given(situations(), sides)
def test_whoever_chooses_one_side_for_all_gets_what_its_policy_would_have_written(
    situation: Situation, side: Side
) -> None:  # B4
    ask = asking(situation)
    by_hand = merged({**ask, "choices": chosen(side, *merged(ask).undecided)})
    by_policy = merged({**situation, "policy": Policy(side.value)})
    assert written(by_hand) == written(by_policy)
    assert by_hand.agreed == by_policy.agreed
    assert [one.chosen for one in by_hand.conflicts] == [one.chosen for one in by_policy.conflicts]
    assert all(one.by_person for one in by_hand.conflicts)


@laws
@given(situations(), sides, values)
def test_a_choice_for_other_values_than_those_that_stand_there_is_none(
    situation: Situation, side: Side, other: Value
) -> None:  # B4: what changed between the page and the click is asked again
    ask = asking(situation)
    result = merged(ask)
    stale = {
        one.pair.key: choice(side, Pair(other, one.quickbooks)) for one in result.undecided if one.hubspot != other
    }
    assert merged({**ask, "choices": stale}) == result


@laws
@given(situations(), sides)
def test_after_a_choice_both_sides_hold_the_value_and_nothing_is_left_to_ask(situation: Situation, side: Side) -> None:
    ask = asking(situation)
    decided = {**ask, "choices": chosen(side, *merged(ask).undecided)}
    after = merged(applied(decided, merged(decided)))
    assert written(after) == ({}, {})
    assert not after.undecided


@laws
@given(situations(), sides, values)
def test_what_is_chosen_instead_ends_up_on_both_sides(situation: Situation, side: Side, value: Value) -> None:
    # B4: "choose otherwise" after a policy has chosen
    settled = applied(situation, merged(situation))
    now: Pair[dict[str, Value]] = settled["now"]  # type: ignore[assignment]
    equal = [pair for pair in situation["pairs"] if _is_shared(pair, settled)]  # type: ignore[attr-defined]
    choices = {
        pair.key: Choice(side, Pair(now.hubspot[pair.hubspot], now.quickbooks[pair.quickbooks]), value)
        for pair in equal
    }
    if value is None:
        return
    first = merged({**settled, "choices": choices})
    for pair in equal:
        assert first.changes[side].get(pair.name(side), now[side][pair.name(side)]) == value
        assert pair.name(side.other) not in first.changes.other(side)  # carried over only once it stands there
    second = merged(applied({**settled, "choices": choices}, first))
    for pair in equal:
        assert second.changes.other(side).get(pair.name(side.other), now.other(side)[pair.name(side.other)]) == value


def _is_shared(pair: FieldPair, situation: Situation) -> bool:
    """Agreed on, and either side may be written."""
    now: Pair[dict[str, Value]] = situation["now"]  # type: ignore[assignment]
    base: Pair[dict[str, Value]] = situation["base"]  # type: ignore[assignment]
    open_sides = targets(pair, situation["direction"], SPECS) - {pair.owner(situation["native"])}  # type: ignore[arg-type]
    held = [(now[side][pair.name(side)], base[side].get(pair.name(side), object())) for side in Side]
    agreed = all(value == known for value, known in held) and held[0][0] == held[1][0]
    return len(open_sides) == 2 and agreed


@laws
@given(situations())
def test_only_what_both_may_change_is_ever_asked(situation: Situation) -> None:  # A9
    for one in merged(asking(situation)).undecided:
        assert targets(one.pair, situation["direction"], SPECS) == set(Side)  # type: ignore[arg-type]
        assert one.pair.owner(situation["native"]) is None  # type: ignore[arg-type]


@laws
@given(situations(), sides)
def test_made_equal_by_hand_there_is_nothing_to_ask(situation: Situation, side: Side) -> None:  # B4
    ask = asking(situation)
    now: Pair[dict[str, Value]] = situation["now"]  # type: ignore[assignment]
    disputed = [one.pair for one in merged(ask).undecided]
    mended = Pair(dict(now.hubspot), dict(now.quickbooks))
    for pair in disputed:
        mended[side.other][pair.name(side.other)] = mended[side][pair.name(side)]
    result = merged({**ask, "now": mended})
    assert not {one.pair for one in result.undecided} & set(disputed)
    for pair in disputed:
        assert pair.name(side) not in result.changes[side]
