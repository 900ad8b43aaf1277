"""The value map of one mapping as a table: which value stands for which, what is open, what has changed (B33)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from syncapp.core.mapping import FieldPair
from syncapp.core.schema import FieldSpec
from syncapp.core.value_map import NONE, ValueMap, counterparts, option_of, takes_map, usable
from syncapp.core.values import Direction, Pair, Side
from syncapp.queries.setup.walk import Walk

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """One value, and what it becomes on the other side."""

    name: str  # of its input
    label: str
    note: str
    becomes: str
    choices: Labels
    several: bool = False  # it stands for several already: one of them is asked for, and "none" is no answer

    @property
    def open(self) -> bool:
        return self.becomes == NONE


@dataclass(frozen=True)
class Values:
    """`there`: HubSpot's values on their way to QuickBooks; `back`: those of QuickBooks that want an answer of their own."""

    hubspot: str
    quickbooks: str
    there: tuple[Asked, ...]
    back: tuple[Asked, ...]

    @property
    def open(self) -> int:
        return sum(one.open for one in (*self.there, *self.back))

    @property
    def contested(self) -> tuple[Asked, ...]:
        """Which stand for several, and none is the way back."""
        return tuple(one for one in self.back if one.several and one.open)

    @property
    def trouble(self) -> tuple[str, ...]:
        """What happened to the lists since the map was made."""
        return tuple(f"“{one.label}”: {one.note}" for one in (*self.there, *self.back) if one.note)


def values_of(walk: Walk, pair: FieldPair, way: str) -> Values | None:
    """None where the pair carries no choices from lists."""
    specs = specs_of(walk, pair)
    if specs is None or not way:
        return None
    hubspot, quickbooks = specs.hubspot, specs.quickbooks
    there = _there(specs, pair.values) if Direction(way).reaches(Side.QUICKBOOKS) else ()
    back = _back(specs, pair.values, both=bool(there)) if Direction(way).reaches(Side.HUBSPOT) else ()
    return Values(hubspot.label, quickbooks.label, there, back)


def specs_of(walk: Walk, pair: FieldPair) -> Pair[FieldSpec] | None:
    hubspot, quickbooks = walk.specs.hubspot.get(pair.hubspot), walk.specs.quickbooks.get(pair.quickbooks)
    mapped = hubspot and quickbooks and takes_map(hubspot, quickbooks)
    return Pair(hubspot, quickbooks) if mapped and hubspot and quickbooks else None


def _there(specs: Pair[FieldSpec], chosen: ValueMap) -> tuple[Asked, ...]:
    return tuple(_asked(value, Side.QUICKBOOKS, specs, chosen) for value in _known(Side.HUBSPOT, specs.hubspot, chosen))


def _back(specs: Pair[FieldSpec], chosen: ValueMap, *, both: bool) -> tuple[Asked, ...]:
    """Both ways, a value that exactly one option stands for goes back to it without a question."""
    standing = _standing(specs, chosen) if both else {}
    asked = []
    for value in _known(Side.QUICKBOOKS, specs.quickbooks, chosen):
        options = standing.get(value, ())
        if len(options) != 1:
            asked.append(_asked(value, Side.HUBSPOT, specs, chosen, options))
    return tuple(asked)


def _standing(specs: Pair[FieldSpec], chosen: ValueMap) -> dict[str, tuple[str, ...]]:
    """By QuickBooks value the HubSpot options that become it."""
    found: dict[str, tuple[str, ...]] = {}
    for option in specs.hubspot.options:
        for value in counterparts(option.value, Side.QUICKBOOKS, specs, chosen)[:1]:
            found[value] = (*found.get(value, ()), option.value)
    return found


def _known(side: Side, spec: FieldSpec, chosen: ValueMap) -> Iterable[str]:
    """Those in use, and those that were chosen once and are inactive or gone by now."""
    used = [option.value for option in spec.options if option.active]
    decided = [value for value, other in chosen.into[side.other].items() if other != NONE]
    return dict.fromkeys([*used, *decided])


def _asked(value: str, to: Side, specs: Pair[FieldSpec], chosen: ValueMap, among: tuple[str, ...] = ()) -> Asked:
    found = counterparts(value, to, specs, chosen)
    becomes = found[0] if len(found) == 1 and (len(among) < 2 or found[0] in among) else NONE
    prefix = "there" if to is Side.QUICKBOOKS else "back"
    return Asked(
        name=f"{prefix}:{value}",
        label=chosen.name(to.other, value, specs.other(to)),
        note=_note(value, becomes, to, specs, chosen),
        becomes=becomes,
        choices=_choices(to, specs[to], chosen, becomes, among),
        several=len(among) > 1,
    )


def _choices(to: Side, spec: FieldSpec, chosen: ValueMap, becomes: str, among: tuple[str, ...]) -> Labels:
    offered = [option for option in spec.options if option.value in among or (option.active and len(among) < 2)]
    shown = [(option.value, option.label) for option in offered]
    if becomes and becomes not in dict(shown):
        known = option_of(spec, becomes)
        state = "inactive" if known else "no longer there"
        shown.append((becomes, f"{chosen.name(to, becomes, spec)} ({state})"))
    return tuple(shown)


def _note(value: str, becomes: str, to: Side, specs: Pair[FieldSpec], chosen: ValueMap) -> str:
    """What a vendor did to either of the two since they were chosen."""
    source = specs.other(to)
    if option_of(source, value) is None:
        return f"no longer in {to.other.label}; records that still have it cross as chosen here"
    if becomes and not usable(becomes, to, specs[to]):
        what = "inactive" if option_of(specs[to], becomes) else "no longer"
        return f"its counterpart is {what} in {to.label}, so a record with it fails"
    if before := chosen.renamed(to.other, value, source):
        return f"was called “{before}” when this was chosen"
    if becomes and (before := chosen.renamed(to, becomes, specs[to])):
        return f"its counterpart was called “{before}” when this was chosen"
    return ""


# --- what a person has chosen


def map_of(pair: FieldPair, specs: Pair[FieldSpec], given: Mapping[str, str], way: str) -> ValueMap:
    """The map as the table was answered; what the lists do not know, and was not chosen before, counts as none."""
    there = _answers("there:", given, pair.values.into.quickbooks, specs.hubspot, specs.quickbooks)
    half = ValueMap(Pair(pair.values.into.hubspot, there), pair.values.names)
    answered = _answers("back:", given, pair.values.into.hubspot, specs.quickbooks, specs.hubspot)
    back = answered if way == Direction.TO_HUBSPOT else _needed(answered, specs, half)
    return ValueMap(Pair(back, there), _names(specs, pair.values, Pair(back, there)))


def _answers(
    prefix: str, given: Mapping[str, str], before: Mapping[str, str], source: FieldSpec, target: FieldSpec
) -> dict[str, str]:
    known = {option.value for option in source.options} | set(before)
    usable_there = {option.value for option in target.options} | set(before.values()) | {NONE}
    told = {
        name.removeprefix(prefix): given[name]
        for name in given
        if name.startswith(prefix) and name.removeprefix(prefix) in known and given[name] in usable_there
    }
    return {**before, **told}


def _needed(back: Mapping[str, str], specs: Pair[FieldSpec], chosen: ValueMap) -> dict[str, str]:
    """Without what follows from the way there, and without a way back that no longer leads there."""
    standing = _standing(specs, chosen)
    kept = {}
    for value, option in back.items():
        options = standing.get(value, ())
        if not options or (len(options) > 1 and option in options):
            kept[value] = option
    return kept


def _names(specs: Pair[FieldSpec], before: ValueMap, into: Pair[Mapping[str, str]]) -> Pair[Mapping[str, str]]:
    def told(side: Side) -> dict[str, str]:
        values = {*into[side].values(), *into.other(side)} - {NONE}
        return {value: before.name(side, value, specs[side]) for value in sorted(values)}

    return Pair(told(Side.HUBSPOT), told(Side.QUICKBOOKS))


def in_words(chosen: ValueMap, specs: Pair[FieldSpec] | None) -> str:
    """`Net 30 as Net 30, Prepaid as Due on receipt`: what a person has chosen, the way there first."""
    if specs is None:
        return ""

    def told(to: Side) -> Iterable[str]:
        places = {option.value: place for place, option in enumerate(specs.other(to).options)}
        # In the order of the account's list: what is stored keeps none.
        for value, other in sorted(chosen.into[to].items(), key=lambda one: (places.get(one[0], len(places)), one[0])):
            becomes = chosen.name(to, other, specs[to]) if other else "nothing"
            back = "from QuickBooks " if to is Side.HUBSPOT else ""
            yield f"{back}{chosen.name(to.other, value, specs.other(to))} as {becomes}"

    return ", ".join([*told(Side.QUICKBOOKS), *told(Side.HUBSPOT)])
