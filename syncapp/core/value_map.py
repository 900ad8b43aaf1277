"""Value maps: which option of a HubSpot field stands for which value of a QuickBooks list, and the way back (B33).

What a person has chosen holds. What nobody has decided goes by equal names, case and blanks ignored, so that an
option that is made on both sides later needs nobody. Several HubSpot options may stand for one QuickBooks value;
then one of them is the way back: the chosen one, else the one of the same name. A value without a counterpart is
named and never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from syncapp.core.schema import FieldSpec, FieldType, Option
from syncapp.core.values import Pair, Side, name_key

NONE = ""  # chosen: no counterpart
LISTED = (FieldType.OPTION, FieldType.OPTIONS)


@dataclass(frozen=True)
class ValueMap:
    """`into[side]`: the value of that side by the other's; NONE where a person wants none, absent where nobody decided.

    `names[side]`: what the chosen values were called then, for when the list no longer knows them.
    """

    into: Pair[Mapping[str, str]] = field(default_factory=lambda: Pair({}, {}))
    names: Pair[Mapping[str, str]] = field(default_factory=lambda: Pair({}, {}))

    def name(self, side: Side, value: str, spec: FieldSpec) -> str:
        """As the account calls it now, else as it was called, else as it is stored."""
        known = option_of(spec, value)
        return known.label if known else self.names[side].get(value, value)

    def renamed(self, side: Side, value: str, spec: FieldSpec) -> str:
        """What it was called when it was chosen, if it is called otherwise now."""
        known, before = option_of(spec, value), self.names[side].get(value)
        return before if known and before and name_key(known.label) != name_key(before) else ""


NO_MAP = ValueMap()


def option_of(spec: FieldSpec, value: str) -> Option | None:
    return next((option for option in spec.options if option.value == value), None)


def takes_map(one: FieldSpec, other: FieldSpec) -> bool:
    """Both hold choices from a list, and at least one of them a single one: each single choice has a counterpart."""
    return {one.type, other.type} <= {*LISTED} and FieldType.OPTION in (one.type, other.type)


def counterparts(value: str, to: Side, specs: Pair[FieldSpec], chosen: ValueMap) -> tuple[str, ...]:
    """What `value` of the other side may be on `to`: one is the answer, none is unmapped, several want a choice."""
    if (decided := chosen.into[to].get(value)) is not None:
        return (decided,) if decided else ()
    if to is Side.QUICKBOOKS:
        return _named_like(specs.hubspot, value, specs.quickbooks)
    return _ways_back(value, specs, chosen)


def _ways_back(value: str, specs: Pair[FieldSpec], chosen: ValueMap) -> tuple[str, ...]:
    """The option of the same name, unless it is meant for another value; else those that a person sent there."""
    decided = chosen.into.quickbooks
    named = _named_like(specs.quickbooks, value, specs.hubspot)
    if len(named) == 1 and decided.get(named[0], value) == value:
        return named
    sent = tuple(option.value for option in specs.hubspot.options if decided.get(option.value) == value)
    return sent or tuple(one for one in named if one not in decided)


def _named_like(source: FieldSpec, value: str, target: FieldSpec) -> tuple[str, ...]:
    """Those in use first: an inactive entry of the name counts only where there is no other."""
    known = option_of(source, value)
    key = name_key(known.label if known else value)
    same = [option for option in target.options if name_key(option.label) == key]
    active = [option.value for option in same if option.active]
    return tuple(active or [option.value for option in same])


def usable(value: str, to: Side, spec: FieldSpec) -> bool:
    """Whether the account takes the value: HubSpot takes a hidden option too, QuickBooks no inactive entry."""
    option = option_of(spec, value)
    return option is not None and (option.active or to is Side.HUBSPOT)


def contested(specs: Pair[FieldSpec], chosen: ValueMap) -> Iterator[tuple[str, tuple[str, ...]]]:
    """QuickBooks values for which several options stand and none is the way back, with those options."""
    for option in specs.quickbooks.options:
        ways = counterparts(option.value, Side.HUBSPOT, specs, chosen)
        if len(ways) > 1:
            yield option.value, ways
