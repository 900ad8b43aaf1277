"""Why a set-up of a file cannot be applied: what the steps of the set-up would refuse, in their words (S6, S11, S29, S30)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from syncapp.core.configuration import Objection
from syncapp.core.mapping import FieldPair
from syncapp.core.values import Side
from syncapp.engine.rules import offered_pairs
from syncapp.engine.setup.mapping_changes import meant_for_all
from syncapp.queries.connections import WITHOUT_ADDING
from syncapp.queries.setup.fields import OURS, fit, is_added, pairs_of, way_of
from syncapp.queries.setup.values import values_of
from syncapp.queries.setup.walk import Walk

ASKED_LATER = ("other_sync_is_off",)  # a person says it where the sync is turned on (A5)
ADDING = (
    "HubSpot's edition, as it is stated on Integrations, does not allow adding {}. That needs Starter, Professional or "
    "Enterprise of its Operations Hub."
)


def problems(walk: Walk, basis: Mapping[str, Any], place: str) -> Iterator[Objection]:
    """`basis`: how it stands, in the form of a draft's data."""
    if walk.unread:
        yield Objection(place, "What the accounts offer has not been read yet. Open Integrations and check again.")
        return
    if walk.sync is None and _lacks_edition(walk):
        yield Objection(place, ADDING.format("a sync"))
    mappings = list(_mappings(walk, basis, place))
    yield from mappings
    said = (*ASKED_LATER, "mappings") if mappings else ASKED_LATER
    for lack in walk.lacks():
        if lack.field not in said:
            yield Objection(f"{place}.{lack.field}", lack.sentence)


def _lacks_edition(walk: Walk) -> bool:
    return walk.accounts is None or walk.accounts.hubspot.connection.edition in WITHOUT_ADDING


def _mappings(walk: Walk, basis: Mapping[str, Any], place: str) -> Iterator[Objection]:
    known = [] if walk.sync is None else basis["mappings"]
    pairs = {pair.key: pair for pair in pairs_of(walk)}
    for number, row in enumerate(walk.data["mappings"]):
        pair = pairs.get(f"{row['hubspot']}|{row['quickbooks']}")
        if pair is None or row in known or not is_added(walk, pair):
            continue
        for sentence in _refused(walk, pair, new=not any(_same_pair(row, one) for one in known)):
            yield Objection(f"{place}.mappings[{number}]", sentence)


def _same_pair(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return (one["hubspot"], one["quickbooks"]) == (other["hubspot"], other["quickbooks"])


def _refused(walk: Walk, pair: FieldPair, *, new: bool) -> Iterator[str]:
    gone = [side for side in Side if pair.name(side) not in walk.specs[side]]
    if gone:
        yield " ".join(f"{side.label} has no field “{pair.name(side)}” here." for side in gone)
        return
    if ours := {pair.hubspot, pair.quickbooks} & OURS[walk.object_type]:
        yield f"The sync itself fills “{min(ours)}”, so it cannot be mapped."
        return
    if new and _lacks_edition(walk):
        yield ADDING.format("a mapping")
    if pair.enabled and (refusal := fit(walk, pair.hubspot, pair.quickbooks, instead_of=pair.key).refusal):
        yield refusal
    values = values_of(walk, pair, way_of(walk, pair))
    if values and values.contested:
        names = " and ".join(f"“{one.label}”" for one in values.contested)
        yield f"Several options become {names}. Say in “values_back” which of them it is when it comes from QuickBooks Online."


def offered(walk: Walk) -> tuple[FieldPair, ...]:
    return offered_pairs(walk.object_type, walk.specs.quickbooks)


def taken_in(walk: Walk, basis: Mapping[str, Any]) -> int:
    """Linked records that a mapping changes too, as the file does not say “from now on” (A13)."""
    return walk.linked if walk.sync and meant_for_all(basis, walk.data, offered(walk)) else 0
