"""Laws of the three-way merge, over any pairs, bases, directions, owners and policies."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core.mapping import FieldPair, Specs, targets
from syncapp.core.merge import Merge, merge
from syncapp.core.schema import FieldSpec
from syncapp.core.values import Direction, Pair, Policy, Side, Value

H, Q = Side.HUBSPOT, Side.QUICKBOOKS
NOTHING: tuple[dict[str, Value], dict[str, Value]] = ({}, {})


def written(result: Merge) -> tuple[dict[str, Value], dict[str, Value]]:
    return result.changes.hubspot, result.changes.quickbooks


NAMES = "abc"
values = st.sampled_from([None, "1", "2", "3"])


@st.composite
def pairs_of_fields(draw: st.DrawFn) -> FieldPair:
    name = draw(st.sampled_from(NAMES))
    return FieldPair(
        name,
        name.upper(),
        owned=draw(st.booleans()),
        shared_on=draw(st.sampled_from([None, H, Q])),
        blank_means_blank=draw(st.booleans()),
        direction=draw(st.sampled_from([None, None, *Direction])),
    )


SPECS: Specs = Pair(
    {
        "a": FieldSpec("a", "A"),
        "b": FieldSpec("b", "B", max_length=10),
        "c": FieldSpec("c", "C", required=True),
    },
    {
        "A": FieldSpec("A", "A"),
        "B": FieldSpec("B", "B", read_only=True),
        "C": FieldSpec("C", "C", clearable=False),
    },
)


@st.composite
def situations(draw: st.DrawFn) -> dict[str, object]:
    def side(names: str, always: bool) -> dict[str, Value]:
        return {name: draw(values) for name in names if always or draw(st.booleans())}

    pairs = draw(st.lists(pairs_of_fields(), max_size=3, unique_by=lambda pair: pair.hubspot))
    return {
        "pairs": pairs,
        "base": Pair(side(NAMES, False), side(NAMES.upper(), False)),
        "now": Pair(side(NAMES, True), side(NAMES.upper(), True)),
        "direction": draw(st.sampled_from(Direction)),
        "policy": draw(st.sampled_from(Policy)),
        "native": draw(st.sampled_from([None, H, Q])),
        "specs": SPECS,
    }


def merged(situation: dict[str, object]) -> Merge:
    return merge(**situation)  # type: ignore[arg-type]


def applied(situation: dict[str, object], result: Merge) -> dict[str, object]:
    """What both ledgers and the bases hold once the writes are done and answered."""
    now: Pair[dict[str, Value]] = situation["now"]  # type: ignore[assignment]
    base: Pair[dict[str, Value]] = situation["base"]  # type: ignore[assignment]
    after = Pair(*({**values, **result.changes[side]} for side, values in now))
    bases = Pair(*({**values, **result.settled[side]} for side, values in base))
    for side in Side:
        for name, (source, value) in result.agreed[side].items():
            bases[side][name] = after[side][name]
            bases.other(side)[source] = value
    return {**situation, "now": after, "base": bases}


laws = settings(deadline=None, max_examples=300)


@laws
@given(situations())
def test_the_plan_of_an_equal_pair_is_empty(situation: dict[str, object]) -> None:
    now: Pair[dict[str, Value]] = situation["now"]  # type: ignore[assignment]
    same = Pair(now.hubspot, {name.upper(): value for name, value in now.hubspot.items()})
    result = merged({**situation, "now": same})
    assert result.quiet
    assert not result.conflicts
    assert not result.cleared


@laws
@given(situations())
def test_merging_again_after_the_changes_plans_nothing(situation: dict[str, object]) -> None:
    # I3, convergence
    result = merged(situation)
    again = merged(applied(situation, result))
    assert written(again) == NOTHING
    assert again.conflicts == result.undecided
    assert not again.cleared
    assert again.violations == result.violations


@laws
@given(situations())
def test_no_change_is_dropped_without_something_that_says_so(situation: dict[str, object]) -> None:
    # I4
    result = merged(situation)
    now: Pair[dict[str, Value]] = situation["now"]  # type: ignore[assignment]
    base: Pair[dict[str, Value]] = situation["base"]  # type: ignore[assignment]
    after: Pair[dict[str, Value]] = applied(situation, result)["now"]  # type: ignore[assignment]
    told = {one.pair for one in (*result.conflicts, *result.violations, *result.cleared)}
    told |= {pair for pair, _ in result.failures}
    for pair in situation["pairs"]:  # type: ignore[attr-defined]
        open_sides = targets(pair, situation["direction"], SPECS)  # type: ignore[arg-type]
        for side in Side:
            name, there = pair.name(side), pair.name(side.other)
            if not (name in base[side] and there in base[side.other]) or now[side][name] == base[side][name]:
                continue
            one_way = len(open_sides) < 2
            assert after[side.other][there] == now[side][name] or pair in told or one_way


@laws
@given(situations())
def test_nothing_is_written_where_direction_owner_or_field_forbid_it(situation: dict[str, object]) -> None:
    # I7
    result = merged(situation)
    for pair in situation["pairs"]:  # type: ignore[attr-defined]
        allowed = targets(pair, situation["direction"], SPECS) - {pair.owner(situation["native"])}  # type: ignore[arg-type]
        for side in Side:
            assert pair.name(side) not in result.changes[side] or side in allowed


@laws
@given(situations())
def test_a_field_is_written_on_one_side_at_most(situation: dict[str, object]) -> None:
    result = merged(situation)
    for pair in situation["pairs"]:  # type: ignore[attr-defined]
        assert not (pair.hubspot in result.changes.hubspot and pair.quickbooks in result.changes.quickbooks)


@laws
@given(situations())
def test_nothing_is_blanked_unless_the_pair_says_so(situation: dict[str, object]) -> None:
    # A13
    result = merged(situation)
    for pair in situation["pairs"]:  # type: ignore[attr-defined]
        for side in Side:
            if result.changes[side].get(pair.name(side), "filled") is None:
                assert pair.blank_means_blank
                spec = SPECS[side][pair.name(side)]
                assert not spec.required
                assert spec.clearable


@laws
@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_the_mappings_changes_nothing(situation: dict[str, object], dice: Random) -> None:
    pairs = list(situation["pairs"])  # type: ignore[call-overload]
    dice.shuffle(pairs)
    result, again = merged(situation), merged({**situation, "pairs": pairs})
    assert (again.changes, again.agreed, again.settled) == (result.changes, result.agreed, result.settled)
    for told in ("conflicts", "violations", "failures", "cleared"):
        assert {str(one) for one in getattr(again, told)} == {str(one) for one in getattr(result, told)}


@laws
@given(situations())
def test_swapping_sides_and_policy_swaps_the_plan(situation: dict[str, object]) -> None:
    result, mirrored = merged(situation), merged(swapped(situation))
    assert mirrored.changes == flipped(result.changes)
    assert mirrored.settled == flipped(result.settled)
    assert mirrored.agreed == flipped(result.agreed)
    assert [one.chosen for one in mirrored.conflicts] == [one.chosen and one.chosen.other for one in result.conflicts]
    assert [one.side for one in mirrored.violations] == [one.side.other for one in result.violations]
    assert [one.side for one in mirrored.cleared] == [one.side.other for one in result.cleared]
    assert len(mirrored.failures) == len(result.failures)


def flipped(pair: Pair) -> Pair:  # type: ignore[type-arg]
    return Pair(pair.quickbooks, pair.hubspot)


def swapped(situation: dict[str, object]) -> dict[str, object]:
    ways = {Direction.TO_HUBSPOT: Direction.TO_QUICKBOOKS, Direction.TO_QUICKBOOKS: Direction.TO_HUBSPOT}

    def way(direction: Direction | None) -> Direction | None:
        return ways.get(direction, direction) if direction else None

    def other(side: Side | None) -> Side | None:
        return side.other if side else None

    pairs = [
        replace(
            pair,
            hubspot=pair.quickbooks,
            quickbooks=pair.hubspot,
            direction=way(pair.direction),
            shared_on=other(pair.shared_on),
        )
        for pair in situation["pairs"]  # type: ignore[attr-defined]
    ]
    policies = {Policy.HUBSPOT: Policy.QUICKBOOKS, Policy.QUICKBOOKS: Policy.HUBSPOT, Policy.ASK: Policy.ASK}
    policy = policies[situation["policy"]]  # type: ignore[index]
    return {
        "pairs": pairs,
        "base": flipped(situation["base"]),  # type: ignore[arg-type]
        "now": flipped(situation["now"]),  # type: ignore[arg-type]
        "specs": flipped(SPECS),
        "direction": way(situation["direction"]),  # type: ignore[arg-type]
        "policy": policy,
        "native": other(situation["native"]),  # type: ignore[arg-type]
    }
