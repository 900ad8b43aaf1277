"""The lists from which a field is picked: by the vendor's groups, each with its type, a sample, and why not (S29, S31)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from syncapp.core.mapping import targets
from syncapp.core.schema import FieldSpec
from syncapp.core.values import Side
from syncapp.queries.setup.fields import OURS, TYPES, Sample, pairs_of
from syncapp.queries.setup.walk import Walk

LONGEST = 40  # of a sample: the list must stay readable
GROUPS = {
    "contactinformation": "Contact information",
    "productinformation": "Product information",
    "invoiceinformation": "Invoice information",
}


@dataclass(frozen=True)
class Pick:
    """One field of a list. `closed`: it cannot be picked, for the reason that its label tells."""

    name: str
    label: str
    closed: bool = False


Picks = list[tuple[str, list[Pick]]]


def picks(walk: Walk, side: Side, sample: Sample, *, instead_of: str = "") -> Picks:
    """The fields of one side for a mapping; `instead_of`: the key of the one that is edited, which takes no field."""
    filled = _filled(walk, side, instead_of)
    one_way = walk.targets == [side]

    def pick(spec: FieldSpec) -> Pick:
        kind = TYPES[spec.type][1]
        if spec.name in OURS[walk.object_type]:
            return Pick(spec.name, f"{spec.label} ({kind}) · the sync itself decides it", closed=True)
        told = f"{spec.label} ({kind}, can only be read)" if spec.read_only else f"{spec.label} ({kind})"
        if source := filled.get(spec.name):
            return Pick(spec.name, f"{told} · filled from “{source}” already", closed=one_way)
        held = "not read yet" if sample.unread(side, spec.name) else _short(sample.of(walk, side, spec.name))
        return Pick(spec.name, f"{told} · {held}" if held else told, closed=one_way and spec.read_only)

    return grouped(walk, walk.specs[side].values(), pick)


def grouped(walk: Walk, specs: Iterable[FieldSpec], pick: Callable[[FieldSpec], Pick]) -> Picks:
    groups: dict[str, list[Pick]] = {}
    for spec in specs:
        groups.setdefault(_group_of(walk, spec), []).append(pick(spec))
    return list(groups.items())


def _group_of(walk: Walk, spec: FieldSpec) -> str:
    if not spec.group:
        return walk.object_type.value.capitalize()
    return GROUPS.get(spec.group) or spec.group.replace("_", " ").strip().capitalize()


def _filled(walk: Walk, side: Side, instead_of: str) -> dict[str, str]:
    """What a mapping that is on writes there already: the field's name → the label of the one that it comes from."""
    return {
        pair.name(side): source.label if (source := walk.specs[side.other].get(pair.name(side.other))) else ""
        for pair in pairs_of(walk)
        if pair.enabled and pair.key != instead_of and side in targets(pair, walk.direction, walk.specs)
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
