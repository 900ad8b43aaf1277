"""The Filters step: a card per direction, with what is locked, what is chosen and what is recommended (S26, S31, S32)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from syncapp.core.criteria import Criterion
from syncapp.core.defaults import RECOMMENDED_FILTERS
from syncapp.core.filters import EVERYTHING, Filter, Group, frozen, sentence, words
from syncapp.core.plan import STOP_UNMATCHED
from syncapp.core.policies import LOCKED_OUTBOUND
from syncapp.core.schema import FieldSpec
from syncapp.core.values import Direction, ObjectType, Side
from syncapp.queries.setup.passing import Passing, passing, today_of
from syncapp.queries.setup.walk import Walk
from syncapp.queries.setup.words import NOUNS
from syncapp.storage.convert import decode_filter

Groups = Sequence[Sequence[Mapping[str, Any]]]
ASSOCIATED: Mapping[ObjectType, tuple[ObjectType, ...]] = {ObjectType.INVOICE: (ObjectType.CONTACT, ObjectType.PRODUCT)}


@dataclass(frozen=True)
class Lock:
    text: str
    reason: str
    code: str = ""
    more: str = ""  # what only some want to know
    property: str = ""  # what it asks for, so that nothing recommends it again


@dataclass(frozen=True)
class Card:
    object_type: ObjectType
    target: Side
    way: str  # the one-way direction, for its arrow
    text: str
    changed: bool  # from what holds now
    locks: tuple[Lock, ...]
    suggestion: str  # the recommended filter in words; empty where it stands already
    advised: str  # for whom that is
    warning: str  # whom the recommended filter leaves out, once it is chosen
    passing: Passing
    filtered: bool  # there is a criterion
    stops: bool  # linked records that no longer match stop (A14)

    @property
    def source(self) -> Side:
        return self.target.other

    @property
    def noun(self) -> str:
        """What the records are called on the side that they come from."""
        return NOUNS[self.object_type][0 if self.target is Side.QUICKBOOKS else 1]

    @property
    def title(self) -> str:
        return f"{self.source.label} → {self.target.label}"


def cards(walk: Walk) -> list[Card]:
    chosen = {target: chosen_filter(walk, target) for target in walk.targets}
    passed = passing(walk, chosen)
    return [_card(walk, target, chosen[target], passed[target]) for target in walk.targets]


def _card(walk: Walk, target: Side, chosen: Filter, passed: Passing) -> Card:
    return Card(
        walk.object_type,
        target,
        Direction(f"to-{target.value}").value,
        text_of(walk, target, chosen),
        walk.sync is not None and _changed(walk, target),
        _locks(walk, target),
        "" if stands(walk, target) else offered(walk, target),
        ADVISED.get((walk.object_type, target), ""),
        _leaves_out(walk, target),
        passed,
        bool(chosen.filled),
        stops(walk, target),
    )


def stops(walk: Walk, target: Side) -> bool:
    return target.value in walk.settings.get(STOP_UNMATCHED, ())


def chosen_filter(walk: Walk, target: Side) -> Filter:
    return decode_filter(walk.data["filters"].get(target.value, []))


def _changed(walk: Walk, target: Side) -> bool:
    before = (walk.data.get("basis") or {}).get("settings", {}).get(STOP_UNMATCHED, ())
    chosen = walk.data["filters"].get(target.value, [])
    return _stored(walk, target) != chosen or (target.value in before) != stops(walk, target)


def _stored(walk: Walk, target: Side) -> Groups:
    groups: Groups = (walk.data.get("basis") or {}).get("filters", {}).get(target.value, [])
    return groups


def associated_specs(walk: Walk, source: Side) -> dict[ObjectType, Mapping[str, FieldSpec]]:
    fields = walk.accounts[source].fields if walk.accounts else {}
    return {one: fields.get(one, {}) for one in ASSOCIATED.get(walk.object_type, ())}


def text_of(walk: Walk, target: Side, chosen: Filter) -> str:
    """One sentence that is true with what is locked too: the criteria in words, else which of them all pass."""
    key = (walk.object_type, target)
    invoiced = key == (ObjectType.CONTACT, Side.QUICKBOOKS) and walk.settings.get("outbound") == "invoiced"
    if not chosen.filled:
        return f"All {ON_AN_INVOICE if invoiced else ALL[key]}"
    noun = (
        ON_AN_INVOICE
        if invoiced
        else NOUN_OF.get(key) or f"{NOUNS[walk.object_type][0 if target is Side.QUICKBOOKS else 1]}s"
    )
    told = sentence(chosen, walk.specs[target.other], associated_specs(walk, target.other))
    return f"{noun[:1].upper()}{noun[1:]} where {told}"


def decided(walk: Walk, target: Side) -> str:
    """The same with what becomes of linked ones, for the sum of the last step."""
    too = "; linked ones that no longer match stop too" if stops(walk, target) else ""
    return f"{text_of(walk, target, chosen_filter(walk, target))}{too}"


ON_AN_INVOICE = "contacts that are on a finalized invoice and have an email address"
NOUN_OF: Mapping[tuple[ObjectType, Side], str] = {
    (ObjectType.INVOICE, Side.QUICKBOOKS): "finalized invoices of HubSpot"
}
ALL: Mapping[tuple[ObjectType, Side], str] = {
    (ObjectType.CONTACT, Side.QUICKBOOKS): "contacts that have an email address",
    (ObjectType.CONTACT, Side.HUBSPOT): "active customers",
    (ObjectType.PRODUCT, Side.QUICKBOOKS): "products",
    (ObjectType.PRODUCT, Side.HUBSPOT): "active items",
    (
        ObjectType.INVOICE,
        Side.QUICKBOOKS,
    ): "finalized invoices of HubSpot that were made or changed after the sync was turned on",
    (ObjectType.INVOICE, Side.HUBSPOT): "invoices that are not void",
}


def criterion_words(walk: Walk, target: Side, criterion: Criterion) -> str:
    return words(criterion, walk.specs[target.other], associated_specs(walk, target.other))


# --- recommended


def recommended(walk: Walk, target: Side) -> Filter:
    """As it is saved: "after today" is the date of today (A17). What is locked is not recommended besides."""
    locked = {lock.property for lock in _locks(walk, target)}
    groups = RECOMMENDED_FILTERS[walk.object_type].get(target, EVERYTHING).groups
    left = (Group(tuple(one for one in group.criteria if one.property not in locked)) for group in groups)
    return frozen(Filter(tuple(group for group in left if group.criteria)), today_of(walk.workspace))


def offered(walk: Walk, target: Side) -> str:
    """What is recommended, in words."""
    told = sentence(recommended(walk, target), walk.specs[target.other])
    return told.replace(" is after ", " after ")  # as a name of the filter, not as a sentence


def stands(walk: Walk, target: Side) -> bool:
    """Whether every group asks for what is recommended, or nothing is."""
    wanted = {(one.property, one.operator) for group in recommended(walk, target).filled for one in group.criteria}
    groups = chosen_filter(walk, target).filled
    asked = [{(one.property, one.operator) for one in group.criteria} for group in groups]
    return not wanted or (bool(asked) and all(wanted <= group for group in asked))


ADVISED: Mapping[tuple[ObjectType, Side], str] = {
    (
        ObjectType.CONTACT,
        Side.HUBSPOT,
    ): "Then invoices of customers without an email address fail. Without it every active customer becomes a contact, those without an address too.",
    (
        ObjectType.INVOICE,
        Side.HUBSPOT,
    ): "Then only new invoices come over. Without it all older ones come too, and Review counts them before any is made.",
}


def _leaves_out(walk: Walk, target: Side) -> str:
    """Invoices need the customers that the recommended filter keeps out; the number is of those that it keeps out now."""
    if (walk.object_type, target) != (ObjectType.CONTACT, Side.HUBSPOT) or not stands(walk, target):
        return ""
    wanted = recommended(walk, target)
    in_force = chosen_filter(walk, target) == wanted == decode_filter(_stored(walk, target))
    number = walk.kept_out_of(target) if in_force else 0
    told = f"{number:,} customer{'' if number == 1 else 's'}" if number else "customers"
    return (
        f"This filter excludes {told} without an email address. An invoice of one fails until somebody clicks "
        "“Sync this contact first” on it, or enters the address."
    )


# --- locked

HISTORY = (
    "In QuickBooks Online, enter those that it lacks, with the same number, customer, date and total, best by export and import: the "
    "first run links them and makes none twice."
)


def _locks(walk: Walk, target: Side) -> tuple[Lock, ...]:
    if walk.object_type is ObjectType.INVOICE and target is Side.QUICKBOOKS:
        return tuple(
            Lock(one.sentence, one.reason, one.code, HISTORY if one.code == "before_start" else "")
            for one in LOCKED_OUTBOUND
        )
    found = LOCKS.get((walk.object_type, target), ())
    if (
        walk.object_type is ObjectType.CONTACT
        and target is Side.QUICKBOOKS
        and walk.settings.get("outbound") == "invoiced"
    ):
        found = (*found, INVOICED)
    return found


INVOICED = Lock(
    "Contact is on a finalized invoice",
    "Leads are not customers. This is chosen on Configure.",
)
LOCKS: Mapping[tuple[ObjectType, Side], tuple[Lock, ...]] = {
    (ObjectType.CONTACT, Side.QUICKBOOKS): (Lock("Email is known", "Customers are found by it.", property="email"),),
    (ObjectType.CONTACT, Side.HUBSPOT): (
        Lock("Customer is active", "An inactive one enters once it is made active again.", property="Active"),
    ),
    (ObjectType.PRODUCT, Side.HUBSPOT): (
        Lock(
            "Item is active and not a category",
            "No other can stand on an invoice.",
            property="Active",
        ),
    ),
    (ObjectType.INVOICE, Side.HUBSPOT): (Lock("Invoice is not void", "One voided before it was linked is not made."),),
}
