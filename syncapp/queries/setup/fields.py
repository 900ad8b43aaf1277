"""The mapped fields of a walk: each pair with its arrow, its lock and a sample, and what may be added (S28, S29)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from syncapp.core.defaults import LOCKED_BECAUSE
from syncapp.core.mapping import FieldPair, Origin, compatible, pair_key, targets
from syncapp.core.money import amount_text
from syncapp.core.plans.classes import OF_LINES
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.transforms import KINDS, words
from syncapp.core.values import Direction, ObjectType, Pair, Side, Value, day_words
from syncapp.engine.rules import FROM_NOW, mapped_pairs, offered_pairs
from syncapp.queries.both_sides import MONEY
from syncapp.queries.setup.values import Values, specs_of, values_of
from syncapp.queries.setup.walk import Walk
from syncapp.queries.setup.words import RULED, Ruled
from syncapp.storage import samples
from syncapp.storage.convert import decode
from syncapp.storage.models import FieldMapping, SyncRecord

TYPES: Mapping[FieldType, tuple[str, str]] = {  # the icon's word and how a list of fields says it
    FieldType.TEXT: ("Text", "text"),
    FieldType.NUMBER: ("Number", "number"),
    FieldType.DATE: ("Date", "date"),
    FieldType.DATETIME: ("Date and time", "date and time"),
    FieldType.BOOL: ("Yes or no", "yes or no"),
    FieldType.OPTION: ("Option", "option"),
    FieldType.OPTIONS: ("Options", "several options"),
}
# What the sync itself decides: a mapping onto it would undo that.
OURS: Mapping[ObjectType, frozenset[str]] = {
    ObjectType.CONTACT: frozenset({"DisplayName", "hs_additional_emails"}),
    ObjectType.PRODUCT: frozenset(),
    ObjectType.INVOICE: frozenset(
        {"hs_invoice_status", "hs_currency", "hs_invoice_billable", "hs_external_invoice_id"}
    ),
}


@dataclass(frozen=True)
class Sample:
    """The record that was last carried over, for a value beside each field."""

    label: str = ""
    at: datetime | None = None
    values: Pair[Mapping[str, Any]] = Pair({}, {})  # noqa: RUF009 - never written to
    content: Mapping[str, Any] | None = None
    currency: str = ""
    record: SyncRecord | None = None
    whole: bool = False  # HubSpot's fields that are not mapped were read too

    def unread(self, side: Side, name: str) -> bool:
        """Nobody has asked what it holds of this field."""
        return side is Side.HUBSPOT and self.record is not None and not self.whole and name not in self.values[side]

    def of(self, walk: Walk, side: Side, name: str) -> str:
        """What it holds of this field, in words; empty where nothing is known."""
        return said(walk.object_type, walk.specs[side].get(name), decode(self.values[side].get(name)), self.currency)


@dataclass(frozen=True)
class Shown:
    label: str
    icon: str
    kind: str
    sample: str
    custom: bool = False


@dataclass(frozen=True)
class Row:
    key: str
    sides: tuple[Shown, Shown]
    way: str  # a Direction, or "" where nothing can be written now
    locked: str  # the reason, in place of a switch
    enabled: bool = True
    added: bool = False
    blank: bool = False
    notes: tuple[str, ...] = ()  # of a value map: what has no counterpart, what the vendors changed
    off_so_far: bool = False  # switched on it asks which of the linked records are meant (A13)
    from_now: bool = False

    @property
    def label(self) -> str:
        return self.sides[0].label


def pairs_of(walk: Walk) -> tuple[FieldPair, ...]:
    return mapped_pairs(_stored(walk.data["mappings"]), walk.object_type, walk.specs.quickbooks)


def _stored(rows: Iterable[Mapping[str, Any]]) -> list[FieldMapping]:
    return [
        FieldMapping(
            hubspot_field=row["hubspot"], quickbooks_field=row["quickbooks"], origin=row["origin"],
            enabled=row["enabled"], transform=row["transform"], blank_means_blank=row["blank_means_blank"],
            values=row.get("values", {}),
        )
        for row in rows
    ]  # fmt: skip


def off_so_far(walk: Walk) -> set[str]:
    """The pairs that are off in the sync as it stands, where records are linked that they could take in."""
    rows = (walk.data.get("basis") or {}).get("mappings", ()) if walk.linked else ()
    off = [row for row in rows if not row["enabled"] and not for_new(walk, row["quickbooks"])]
    return {pair_key(row["hubspot"], row["quickbooks"]) for row in off}


def for_new(walk: Walk, quickbooks: str) -> bool:
    """What is linked already never gets it."""
    spec = walk.specs.quickbooks.get(quickbooks)
    return spec is not None and spec.for_new


def is_added(walk: Walk, pair: FieldPair) -> bool:
    """By a person; what is offered can be switched off but is always there."""
    offered = [(one.hubspot, one.quickbooks) for one in offered_pairs(walk.object_type, walk.specs.quickbooks)]
    return (pair.hubspot, pair.quickbooks) not in offered


def last_synced(walk: Walk) -> Sample:
    rows = SyncRecord.objects.filter(
        workspace=walk.workspace, object_type=walk.object_type, status=SyncRecord.Status.SYNCING
    )
    row = rows.exclude(hubspot_base=None).exclude(quickbooks_base=None).order_by("-last_changed_at", "-pk").first()
    if row is None:
        return Sample()
    bases = Pair(row.hubspot_base or {}, row.quickbooks_base or {})
    values = Pair(bases.hubspot.get("values", {}), bases.quickbooks.get("values", {}))
    content = bases.hubspot.get("content")
    row.workspace = walk.workspace
    return Sample(row.label or row.number, row.last_changed_at, values, content, row.currency, row)


def with_the_others(sample: Sample) -> Sample:
    """With HubSpot's fields that are not mapped, where they were read lately: a run reads those that are."""
    others = samples.kept(sample.record) if sample.record else None
    if others is None:
        return sample
    hubspot, quickbooks = sample.values.hubspot, sample.values.quickbooks
    return replace(sample, values=Pair({**others, **hubspot}, quickbooks), whole=True)


def rows_of(walk: Walk, sample: Sample) -> list[Row]:
    """The locked ones first, then what goes by rule, then what can be switched, what was added last."""
    mapped = [_row(walk, pair, sample) for pair in pairs_of(walk)]
    ruled = [row for one in RULED[walk.object_type] if (row := _ruled(one, sample, walk.direction)).way]
    locked, free = [row for row in mapped if row.locked], [row for row in mapped if not row.locked]
    return [*locked, *ruled, *(row for row in free if not row.added), *(row for row in free if row.added)]


def told_on(rows: Iterable[Row]) -> str:
    """`10 of 11`: of the fields that can be written in this direction, those that are."""
    able = [row for row in rows if row.way]
    return f"{sum(row.enabled for row in able)} of {len(able)}"


def _row(walk: Walk, pair: FieldPair, sample: Sample) -> Row:
    shown = [_shown(walk, side, pair.name(side), sample) for side in Side]
    locked = (
        LOCKED_BECAUSE.get(pair.hubspot, "It is always the same on both sides.") if pair.origin is Origin.LOCKED else ""
    )
    added = pair.origin is Origin.CUSTOM and is_added(walk, pair)
    way, sides = way_of(walk, pair), (shown[0], shown[1])
    notes = _notes(values_of(walk, pair, way)) if added and pair.enabled else ()
    off, later = pair.key in off_so_far(walk), pair.key in walk.settings.get(FROM_NOW, ())
    return Row(pair.key, sides, way, locked, pair.enabled, added, pair.blank_means_blank, notes, off, later)


MOST_NOTES = 3


def _notes(values: Values | None) -> tuple[str, ...]:
    if values is None:
        return ()
    number = values.open
    lacking = f"{number} value{' has' if number == 1 else 's have'} no counterpart" if number else ""
    few = values.trouble[:MOST_NOTES]
    more = f"and {len(values.trouble) - len(few)} more" if len(values.trouble) > len(few) else ""
    return tuple(note for note in (lacking, *few, more) if note)


def way_of(walk: Walk, pair: FieldPair) -> str:
    """Which way a pair goes, from the sync's direction and from what can be written."""
    reached = targets(pair, walk.direction, walk.specs)
    if len(reached) == len(Side):
        return Direction.TWO_WAY.value
    return f"to-{next(iter(reached)).value}" if reached else ""


def _shown(walk: Walk, side: Side, name: str, sample: Sample) -> Shown:
    spec, told = walk.specs[side].get(name), sample.of(walk, side, name)
    if spec is None:
        return Shown(name, "text", "Text", told)
    return Shown(spec.label, spec.type.value, TYPES[spec.type][0], told, name.startswith("custom:"))


def said(object_type: ObjectType, spec: FieldSpec | None, value: Value, currency: str) -> str:
    """A value as its vendor's pages show it: money as money, of an option its label."""
    if value is None:
        return ""
    if isinstance(value, Decimal) and spec and spec.name in MONEY[object_type]:
        return amount_text(value, currency)
    if isinstance(value, str) and spec and spec.options:
        labels = {option.value: option.label for option in spec.options}
        return ", ".join(labels.get(part, part) for part in value.split(";"))
    return day_words(value) if isinstance(value, date) else words(value)


def _ruled(one: Ruled, sample: Sample, direction: Direction) -> Row:
    told = _content(one.sample, sample.content or {})
    sides = (Shown(one.hubspot, one.icon, one.kind, told), Shown(one.quickbooks, one.icon, one.kind, told))
    ways = [side for side in Side if one.way.reaches(side) and (direction.reaches(side) or one.sample == "balance")]
    way = Direction.TWO_WAY.value if len(ways) == len(Side) else f"to-{ways[0].value}" if ways else ""
    return Row(one.hubspot, sides, way, one.reason)


def _content(name: str, content: Mapping[str, Any]) -> str:
    """Of the lines their number and sum, of the balance what is open."""
    currency = str(content.get("currency", ""))
    if name == "lines" and (number := len(content.get("lines", ()))):
        return f"{number} line{'' if number == 1 else 's'}, {amount_text(Decimal(content.get('total', '0')), currency)}"
    return amount_text(Decimal(content.get("balance", "0")), currency) if name == "balance" and content else ""


# --- adding one


@dataclass(frozen=True)
class Fit:
    """Whether two fields can be mapped: the way and a sentence, or why not."""

    way: str = ""
    sentence: str = ""
    refusal: str = ""


def fit(walk: Walk, hubspot: str, quickbooks: str, *, instead_of: str = "") -> Fit:
    """`instead_of`: the key of the added mapping that is being edited."""
    specs = Pair(walk.specs.hubspot.get(hubspot), walk.specs.quickbooks.get(quickbooks))
    if specs.hubspot is None or specs.quickbooks is None:
        return Fit(refusal="Choose a field of each side.")
    if ours := next((spec.label for _, spec in specs if spec and spec.name in OURS[walk.object_type]), ""):
        return Fit(refusal=f"The sync itself decides “{ours}”. Choose another field.")
    if refusal := compatible(specs.hubspot, specs.quickbooks).refusal:
        return Fit(refusal=refusal)
    pair = FieldPair(hubspot, quickbooks, Origin.CUSTOM)
    way = way_of(walk, pair)
    if not way:
        return Fit(refusal=_closed(walk, specs.hubspot, specs.quickbooks))
    if refusal := _taken(walk, pair, instead_of) or _not_used(walk, pair) or _empty_list(walk, pair):
        return Fit(refusal=refusal)
    return Fit(way, _fits(specs.hubspot, specs.quickbooks, way))


def _closed(walk: Walk, hubspot: FieldSpec, quickbooks: FieldSpec) -> str:
    if quickbooks.for_new:
        return f"“{quickbooks.label}” is given to new lines and never read back, and data syncs only to HubSpot. Change the direction or choose another field."
    target, source = (hubspot, quickbooks) if walk.direction is Direction.TO_HUBSPOT else (quickbooks, hubspot)
    where = Side.HUBSPOT if target is hubspot else Side.QUICKBOOKS
    why = "can only be read" if target.read_only else f"cannot be filled from {KINDS[source.type]}"
    return f"Data syncs only to {where.label}, and “{target.label}” there {why}. Change the direction or choose another field."


def _taken(walk: Walk, pair: FieldPair, instead_of: str) -> str:
    """Two mappings that write one field would overwrite each other."""
    reached = targets(pair, walk.direction, walk.specs)
    for other in pairs_of(walk):
        if not other.enabled or other.key == instead_of:
            continue
        for side in reached & targets(other, walk.direction, walk.specs):
            if other.name(side) == pair.name(side):
                spec, source = walk.specs[side][pair.name(side)], walk.specs.other(side).get(other.name(side.other))
                return f"“{spec.label}” in {side.label} is filled from “{source.label if source else other.name(side.other)}” already. Turn that mapping off first."
    return ""


# What a company may not use, by the setting that tells it and the field that then refuses a value (B16).
NOT_USED = {
    "ClassRef": (
        "one_class",
        "no class for a whole invoice",
        "Track classes, with one class to the entire transaction",
    ),
    "DepartmentRef": ("locations", "no locations", "Track locations"),
}


def _not_used(walk: Walk, pair: FieldPair) -> str:
    setting, lacks, switch = NOT_USED.get(pair.quickbooks, ("", "", ""))
    told = walk.accounts.quickbooks.settings.get(setting, True) if walk.accounts else True
    if told or Side.QUICKBOOKS not in targets(pair, walk.direction, walk.specs):
        return ""
    if pair.quickbooks == "ClassRef" and OF_LINES in walk.specs.quickbooks:
        return "This company assigns a class to each row, and an invoice has none of its own. Choose “Class of new lines” instead."
    return (
        f"This company has {lacks}, so QuickBooks Online would refuse it. In QuickBooks Online, gear icon › Account and "
        f"settings › Advanced › Categories, turn on “{switch}”, then check the connection again."
    )


def _empty_list(walk: Walk, pair: FieldPair) -> str:
    """Such as owners, or a list that the company does not keep: every record would fail."""
    specs = specs_of(walk, pair)
    empty = [
        f"“{spec.label}” in {side.label}" for side, spec in specs or () if not any(one.active for one in spec.options)
    ]
    return f"{empty[0]} has no values to choose from, so nothing could stand for anything." if empty else ""


def _fits(hubspot: FieldSpec, quickbooks: FieldSpec, way: str) -> str:
    kinds = f"{TYPES[hubspot.type][0]} to {TYPES[quickbooks.type][1]}"
    if quickbooks.for_new:
        return (
            f"{kinds}: every line that is new in QuickBooks Online gets it. From then on the class of a line belongs there: "
            "what is recoded stays, and another choice in HubSpot changes no line that stands already."
        )
    if way == Direction.TWO_WAY:
        return f"{kinds}: goes both ways."
    target = Side.HUBSPOT if way == Direction.TO_HUBSPOT else Side.QUICKBOOKS
    return f"{kinds}: goes only to {target.label}."
