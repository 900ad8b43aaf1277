"""One sync of a file as the set-up that it would become here: whatever it names is looked up in these accounts (B9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from syncapp.core.configuration import A_DAY, A_DECIMAL, TO, Objection, is_day, is_decimal
from syncapp.core.criteria import Criterion, Operator, freeze
from syncapp.core.mapping import Origin, pair_key
from syncapp.core.plan import STOP_UNMATCHED
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.value_map import NONE, ValueMap
from syncapp.core.values import ObjectType, Pair, Side
from syncapp.engine.payments.methods import BACK, CHOSEN
from syncapp.engine.rules import FROM_NOW, AccountView, offered_pairs
from syncapp.engine.setup.mapping_changes import key_of
from syncapp.queries.configuration.describing import NAMED, TAGS, USUAL, entries_for, list_of, specs_of
from syncapp.queries.configuration.names import Entry, Named, NotHere, field_found, found, options_of, spoken
from syncapp.queries.setup.cards import ASSOCIATED
from syncapp.storage.convert import decode, encode, encode_map

TAG_OF = {name: tag for tag, name in TAGS.items()}
Row = dict[str, Any]


@dataclass
class Reader:
    """`same`: whether the file was made of the same account of each side. What cannot be read is kept in `problems`."""

    object_type: ObjectType
    accounts: Pair[AccountView]
    same: Pair[bool]
    today: date
    place: str
    problems: list[Objection] = field(default_factory=list)

    def chosen(self, part: Mapping[str, Any], basis: Mapping[str, Any]) -> Row:
        """What the part does not mention is as in `basis`. Both and the answer in the form of a draft's data."""
        settings = self._settings(part, basis["settings"])
        mappings = basis["mappings"]
        if "mappings" in part:
            mappings = [row for one in self._mappings(part["mappings"]) if (row := one)]
            settings.pop(FROM_NOW, None)
            settings |= self._from_now(part["mappings"], mappings, basis)
        filters = {TO[to]: self._groups(to, groups) for to, groups in part.get("filters", {}).items()}
        return {
            "direction": part.get("direction", basis["direction"]),
            "policy": part.get("conflicts", basis["policy"]),
            "settings": settings,
            "mappings": mappings,
            "filters": {side: groups for side, groups in {**basis["filters"], **filters}.items() if groups},
        }

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """What is not here is a problem of this place of the file."""
        try:
            yield
        except NotHere as reason:
            self.problems.append(Objection(f"{self.place}.{place}", str(reason)))

    # --- settings

    def _settings(self, part: Mapping[str, Any], basis: Mapping[str, Any]) -> Row:
        settings = dict(basis)
        for name in USUAL[self.object_type]:
            if name in part:
                with self.at(name):
                    settings[name] = self._named(name, part[name]) if name in NAMED else part[name]
        if "stop_linked_records" in part:
            settings[STOP_UNMATCHED] = sorted({TO[to] for to in part["stop_linked_records"]})
        if self.object_type is ObjectType.INVOICE:
            self._methods(part, settings)
        return settings

    def _named(self, setting: str, named: Named | None) -> str:
        listed = entries_for(setting, self.accounts) if named else []
        if setting == "discount_item":
            listed = [one for one in listed if one.active]
        return self._theirs(named, listed)

    def _theirs(self, named: Named | None, listed: Sequence[Entry]) -> str:
        side = Side.QUICKBOOKS
        return found(named, listed, side, same=self.same[side]) if named else NONE

    def _methods(self, part: Mapping[str, Any], settings: Row) -> None:
        listed = list_of(self.accounts, Side.QUICKBOOKS, "methods")
        if "methods" in part:
            settings.pop(CHOSEN, None)
            if part["methods"] is not None:
                settings[CHOSEN] = self._each(
                    "methods", part["methods"], lambda one: (one["hubspot"], self._theirs(one["quickbooks"], listed))
                )
        if "methods_back" in part:
            back = self._each(
                "methods_back",
                part["methods_back"],
                lambda one: (self._theirs(one["quickbooks"], listed), one["hubspot"]),
            )
            settings.pop(BACK, None)
            settings |= {BACK: back} if back else {}

    def _each(self, name: str, rows: Sequence[Any], told: Callable[[Any], tuple[str, str]]) -> dict[str, str]:
        """Rows as pairs; each left side once."""
        known: dict[str, str] = {}
        for number, one in enumerate(rows):
            with self.at(f"{name}[{number}]"):
                here, there = told(one)
                if here in known:
                    raise NotHere("This stands for something already, further up.")
                known[here] = there
        return known

    # --- mapped fields

    def _mappings(self, rows: Sequence[Any]) -> Iterator[Row | None]:
        specs = specs_of(self.object_type, self.accounts)
        offered = {(one.hubspot, one.quickbooks): one for one in offered_pairs(self.object_type, specs.quickbooks)}
        known: set[str] = set()
        for number, one in enumerate(rows):
            place = f"mappings[{number}]"
            row = None
            with self.at(place):
                names = {
                    side.value: field_found(one[side.value], specs[side], side, same=self.same[side]) for side in Side
                }
                pair = offered.get((names["hubspot"], names["quickbooks"]))
                key = pair_key(**names)
                if key in known:
                    raise NotHere("These two fields are mapped already, further up.")
                known.add(key)
                if pair and pair.origin is Origin.LOCKED:
                    raise NotHere("This mapping is always on and is not in a file.")
                if pair is None and not one.get("added", False):
                    raise NotHere("This is no mapping that is there by itself. Say “added”: true.")
                row = self._mapping(one, names, specs, place)
            yield row

    def _mapping(
        self, one: Mapping[str, Any], names: Mapping[str, str], specs: Pair[Mapping[str, FieldSpec]], place: str
    ) -> Row:
        return {
            **names,
            "origin": "custom" if one.get("added", False) else "default",
            "enabled": one.get("on", True),
            "blank_means_blank": one.get("blank_means_blank", False),
            "transform": one.get("transform", "same"),
            "values": encode_map(self._values(one, Pair(specs.hubspot.get(names["hubspot"]), specs.quickbooks.get(names["quickbooks"])), place)),
        }  # fmt: skip

    def _values(self, one: Mapping[str, Any], specs: Pair[FieldSpec | None], place: str) -> ValueMap:
        names: Pair[dict[str, str]] = Pair({}, {})

        def value(side: Side, named: Named | None) -> str:
            if named is None:
                return NONE
            id = found(named, options_of(specs[side]), side, same=self.same[side])
            if spoken(named) != id:
                names[side][id] = spoken(named)
            return id

        def into(target: Side, name: str) -> dict[str, str]:
            return self._each(
                f"{place}.{name}",
                one.get(name, ()),
                lambda row: (value(target.other, row[target.other.value]), value(target, row[target.value])),
            )

        there, back = into(Side.QUICKBOOKS, "values"), into(Side.HUBSPOT, "values_back")
        return ValueMap(Pair(back, there), Pair(*(dict(sorted(told.items())) for _, told in names)))

    def _from_now(self, rows: Sequence[Any], mappings: Sequence[Row], basis: Mapping[str, Any]) -> Row:
        """What is offered has no row of its own, and is from now on as it was."""
        specs = specs_of(self.object_type, self.accounts)
        unsaid = {pair.key for pair in offered_pairs(self.object_type, specs.quickbooks)}
        unsaid -= {key_of(row) for row in mappings}
        later = [key for key in basis["settings"].get(FROM_NOW, ()) if key in unsaid]
        later += [key_of(row) for one, row in zip(rows, mappings, strict=False) if one.get("from_now_on")]
        return {FROM_NOW: later} if later else {}

    # --- filters

    def _groups(self, to: str, groups: Sequence[Sequence[Any]]) -> list[list[Row]]:
        source = Side(TO[to]).other
        told = []
        for number, group in enumerate(groups):
            rows = []
            for at, one in enumerate(group):
                with self.at(f"filters.{to}[{number}][{at}]"):
                    rows.append(self._criterion(one, source))
            told.append(rows)
        return [rows for rows in told if rows]

    def _criterion(self, one: Mapping[str, Any], source: Side) -> Row:
        beside = one.get("of", "")
        if beside and ObjectType(beside) not in ASSOCIATED.get(self.object_type, ()):
            raise NotHere(f"A filter of {self.object_type.plural} cannot ask of {beside}s.")
        specs = specs_of(ObjectType(beside or self.object_type), self.accounts)[source]
        name = field_found(one["property"], specs, source, same=self.same[source])
        listed = options_of(specs.get(name))
        kind = _kind(specs[name].type, one["operator"]) if name in specs else ""
        values = tuple(decode(self._value(value, listed, source, kind)) for value in one.get("values", ()))
        asked = freeze(Criterion(name, Operator(one["operator"]), values), self.today)
        return {
            "property": name,
            "operator": asked.operator.value,
            "values": [encode(value) for value in asked.values],
            "associated": beside,
        }

    def _value(self, told: Any, listed: Sequence[Entry], source: Side, kind: str) -> Any:
        if isinstance(told, dict) and len(told) == 1:
            ((tag, value),) = told.items()
            return value if tag == "yes" else {TAG_OF[tag]: value}
        if kind and isinstance(told, str):
            return {kind: _fitting(told, kind)}
        return found(told, listed, source, same=self.same[source]) if listed else spoken_or_id(told)


_DAYS = (FieldType.DATE, FieldType.DATETIME)


def _kind(of: FieldType, operator: str) -> str:
    """The tag that a plain text stands for where nothing else can be meant: a day or a number."""
    if of is FieldType.NUMBER or operator == Operator.LAST_DAYS:
        return TAG_OF["number"]
    return TAG_OF["date"] if of in _DAYS else ""


def _fitting(told: str, kind: str) -> str:
    """The text; raises NotHere."""
    fits, words = (is_day, A_DAY) if kind == TAG_OF["date"] else (is_decimal, A_DECIMAL)
    if not fits(told):
        raise NotHere(f"“{told}” is not {words}.")
    return told


def spoken_or_id(told: Named) -> str:
    return told if isinstance(told, str) else told["id"]
