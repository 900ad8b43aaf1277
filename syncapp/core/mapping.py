"""One mapped pair of fields: which way it goes, whether its types fit, and a value carried over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from syncapp.core.errors import Failure
from syncapp.core.naming import proper_name
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.transforms import KINDS, TRANSFORMS, Unfit, Unmapped, Unusable, called, converted, mapped, words
from syncapp.core.value_map import NO_MAP, ValueMap, counterparts, takes_map
from syncapp.core.values import Direction, Pair, Side, Value, email_key, split_emails

Specs = Pair[Mapping[str, FieldSpec]]


class Origin(StrEnum):
    DEFAULT = "default"  # can be switched off
    CUSTOM = "custom"  # added by a person, can be deleted (S29)
    LOCKED = "locked"  # always on


def pair_key(hubspot: str, quickbooks: str) -> str:
    """What a pair of fields is named by in settings, forms and addresses."""
    return f"{hubspot}|{quickbooks}"


@dataclass(frozen=True)
class FieldPair:
    hubspot: str
    quickbooks: str
    origin: Origin = Origin.DEFAULT
    enabled: bool = True
    transform: str = "same"
    values: ValueMap = field(default=NO_MAP, hash=False)  # of choices from lists: which stands for which (B33)
    owned: bool = False  # belongs to the side where the invoice was made (A8, S3)
    shared_on: Side | None = None  # made on this side, both may change it although it is owned (A8: comments)
    blank_means_blank: bool = False  # A13
    from_now: datetime | None = None  # A13: added then, and not to change what both sides held by that time
    direction: Direction | None = None  # narrower than the sync's
    seeds: bool = False  # a new record gets it even against `direction` (A3: the email of a new customer)

    @property
    def key(self) -> str:
        return pair_key(self.hubspot, self.quickbooks)

    def name(self, side: Side) -> str:
        return self.hubspot if side is Side.HUBSPOT else self.quickbooks

    def owner(self, native: Side | None) -> Side | None:
        """The only side that may change it, if one is."""
        return native if self.owned and native is not self.shared_on else None


@dataclass(frozen=True)
class Compatibility:
    """The directions in which a pair may be mapped, or the sentence that says why in none."""

    directions: tuple[Direction, ...] = ()
    refusal: str = ""


def compatible(hubspot: FieldSpec, quickbooks: FieldSpec) -> Compatibility:
    """Whether these fields can be mapped: S29, product facts §1.4, read-only fields."""
    specs = Pair(hubspot, quickbooks)
    fitting = [
        side for side, target in specs if _types_fit(specs.other(side), target) and not specs.other(side).for_new
    ]
    if not fitting:
        return Compatibility(refusal=_types_refusal(hubspot, quickbooks))
    sides = [side for side in fitting if not specs[side].read_only]
    if not sides:
        return Compatibility(refusal=_read_only_refusal(specs, fitting))
    one_way = tuple(Direction(f"to-{side.value}") for side in sides)
    return Compatibility((Direction.TWO_WAY, *one_way) if len(sides) == 2 else one_way)


_DAYS = (FieldType.DATE, FieldType.DATETIME)


def _types_fit(source: FieldSpec, target: FieldSpec) -> bool:
    if target.type is FieldType.TEXT:
        return True  # anything can be read as text, but text is not read back
    if source.type in _DAYS and target.type in _DAYS:
        return True
    if source.open_list and target.type is FieldType.OPTION:
        return True
    return takes_map(source, target) or (source.type is target.type and target.type is not FieldType.OPTIONS)


def _types_refusal(hubspot: FieldSpec, quickbooks: FieldSpec) -> str:
    return (
        f"“{hubspot.label}” in HubSpot holds {KINDS[hubspot.type]} and “{quickbooks.label}” in QuickBooks Online holds "
        f"{KINDS[quickbooks.type]}. Only fields of the same kind can be mapped, or any field into a text field."
    )


def _read_only_refusal(specs: Pair[FieldSpec], fitting: list[Side]) -> str:
    if len(fitting) == 2:
        return f"“{specs.hubspot.label}” and “{specs.quickbooks.label}” can only be read, so nothing could be written."
    target = fitting[0]
    other = specs.other(target)
    return (
        f"“{specs[target].label}” in {target.label} can only be read, and “{other.label}” in {target.other.label} holds "
        f"{KINDS[other.type]}, which cannot be filled from a text."
    )


def targets(pair: FieldPair, direction: Direction, specs: Specs) -> frozenset[Side]:
    """The sides that this pair may write to under the sync's direction, its own, its types and read-only flags.

    A field that the account no longer has counts as writable: carrying to it then says that it is gone.
    """
    return frozenset(
        side
        for side in Side
        if direction.reaches(side)
        and (pair.direction is None or pair.direction.reaches(side))
        and _open(pair, side, specs)
    )


def _open(pair: FieldPair, side: Side, specs: Specs) -> bool:
    source, target = specs.other(side).get(pair.name(side.other)), specs[side].get(pair.name(side))
    if source is None or target is None:
        return True
    return not target.read_only and not source.for_new and _types_fit(source, target)


def carry(value: Value, pair: FieldPair, specs: Specs, to: Side, zone: tzinfo = UTC) -> Value | Failure:
    """`value` of the other side as `to` would hold it. Never cut: too long is a failure.

    Signs that a vendor refuses are replaced in the names of people and companies (S14); else they are left to the
    vendor, who alone knows its list.
    """
    if value is None:
        return None
    source, target = specs.other(to).get(pair.name(to.other)), specs[to].get(pair.name(to))
    if source is None or target is None:
        gone = to.other if source is None else to
        return Failure("inactive_reference", {"field": pair.name(gone), "value": "", "system": gone.label})
    try:
        result = _crossed(
            value, pair, Pair(source, target) if to is Side.QUICKBOOKS else Pair(target, source), to, zone
        )
        if result is None:  # such as an address field that holds a comma only
            raise Unfit(KINDS[target.type])
    except Unmapped as unmapped:
        return _unmapped(unmapped, pair, source, target, to)
    except Unusable as unusable:
        params = {"field": target.label, "value": unusable.value, "system": to.label, "mapping": pair.key}
        return Failure("inactive_reference", params)
    except Unfit as unfit:
        params = {"field": source.label, "value": words(value), "expected": unfit.expected}
        return Failure("absurd_value", params)
    return _fitting(result, pair, source, target, to)


def agree(now: Pair[Value], pair: FieldPair, specs: Specs, zone: tzinfo = UTC) -> bool:
    """Whether one side's value is the other's, carried over. One that could not be written now may agree all the same."""
    hubspot, quickbooks = specs.hubspot.get(pair.hubspot), specs.quickbooks.get(pair.quickbooks)
    if hubspot and quickbooks and takes_map(hubspot, quickbooks):
        return any(
            counterparts(str(now.other(side)), side, Pair(hubspot, quickbooks), pair.values) == (now[side],)
            for side in Side
        )
    if pair.transform == "email" and _among(now):
        return True
    return any(carry(now.other(side), pair, specs, side, zone) == now[side] for side in Side)


def _among(now: Pair[Value]) -> bool:
    """A2: each of QuickBooks' addresses counts, so a contact keeps its own while it is one of them."""
    own, theirs = now.hubspot, now.quickbooks
    return isinstance(own, str) and isinstance(theirs, str) and email_key(own) in split_emails(theirs)


def _crossed(value: Value, pair: FieldPair, specs: Pair[FieldSpec], to: Side, zone: tzinfo) -> Value:
    if takes_map(specs.hubspot, specs.quickbooks):
        return mapped(value, specs, to, pair.values)
    if specs.other(to).open_list and specs[to].type is FieldType.OPTION:
        return called(value, specs[to])
    transform = TRANSFORMS.get(pair.transform, TRANSFORMS["same"])
    return converted(transform.apply(value, to), specs.other(to), specs[to], zone)


def _unmapped(found: Unmapped, pair: FieldPair, source: FieldSpec, target: FieldSpec, to: Side) -> Failure:
    """S45: the value, its field, the list that lacks it, and which mapping it is about."""
    params = {"field": source.label, "value": found.value, "target": target.label, "system": to.label}
    params["mapping"] = pair.key
    if found.choices > 1:
        return Failure("unmapped_value", params | {"choices": str(found.choices)})
    if not source.open_list:
        params["row"] = target.label if to is Side.HUBSPOT else source.label  # what its mapping is called on Configure
    if found.several:
        params["several"] = " or ".join(f"“{name}”" for name in found.several)
    else:
        params["lacking"] = target.label
    return Failure("unmapped_value", params)


def _fitting(value: Value, pair: FieldPair, source: FieldSpec, target: FieldSpec, to: Side) -> Value | Failure:
    """What is too long is shortened where it was written, so the field is called what it is called there."""
    if isinstance(value, str) and target.proper_name:
        value = proper_name(value)
    if isinstance(value, str) and target.max_length is not None and len(value) > target.max_length:
        figures = {"length": f"{len(value):,}", "limit": f"{target.max_length:,}"}
        choice = {"mapped": source.label} if pair.origin is not Origin.LOCKED else {}
        return Failure("text_too_long", {"field": source.label, "system": to.label, **figures, **choice})
    return value
