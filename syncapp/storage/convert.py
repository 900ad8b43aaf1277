"""Rows ↔ core values: JSON that gives back exactly what was put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from syncapp.core.criteria import Criterion, Operator
from syncapp.core.filters import Filter, Group
from syncapp.core.plan import Approval, Base, Change
from syncapp.core.schema import FieldSpec, FieldType, Option
from syncapp.core.value_map import ValueMap
from syncapp.core.values import ObjectType, Pair, Side, Value, shown


def encode(value: Value) -> Any:
    """A value as JSON: texts and booleans as they are, the others tagged."""
    if isinstance(value, Decimal):
        return {"n": str(value)}
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return value


def decode(stored: Any) -> Value:
    if not isinstance(stored, dict):
        return stored  # type: ignore[no-any-return]
    (tag, text), *_ = stored.items()
    return {"n": Decimal, "t": datetime.fromisoformat, "d": date.fromisoformat}[tag](text)  # type: ignore[operator,no-any-return]


def bounded(amount: Decimal) -> Decimal | None:
    """What a column of money holds; an absurd figure is not shown rather than cut."""
    return amount if abs(amount) < Decimal(10) ** 17 else None


def encode_base(base: Base) -> dict[str, Any]:
    return {
        "values": {name: encode(value) for name, value in base.values.items()},
        "content": base.content,
        "lines": dict(base.lines),
        **({"coded": {line: dict(coding) for line, coding in base.coded.items()}} if base.coded else {}),
    }


def decode_base(stored: Mapping[str, Any] | None) -> Base:
    if not stored:
        return Base()
    values = {name: decode(value) for name, value in stored.get("values", {}).items()}
    told = {name: stored.get(name, {}) for name in ("lines", "coded")}
    return Base(values=values, content=stored.get("content"), **told)


def approval_of(decision: Mapping[str, Any]) -> Approval | None:
    """What a person has approved for a record, if anything."""
    held = decision.get("approved")
    return Approval(held["what"], held["seal"]) if held else None


def encode_changes(changes: tuple[Change, ...]) -> list[dict[str, Any]]:
    return [{"field": one.field, "from": shown(one.before), "to": shown(one.after)} for one in changes]


def encode_spec(spec: FieldSpec) -> dict[str, Any]:
    row = {
        "name": spec.name,
        "label": spec.label,
        "type": spec.type.value,
        "path": spec.path,
        "group": spec.group,
        "read_only": spec.read_only,
        "required": spec.required,
        "max_length": spec.max_length,
        "clearable": spec.clearable,
        "for_new": spec.for_new,
        "proper_name": spec.proper_name,
        "open_list": spec.open_list,
        "zero_is_none": spec.zero_is_none,
        "options": [[option.value, option.label, *([] if option.active else [False])] for option in spec.options],
    }
    return {name: value for name, value in row.items() if value not in (None, "", [], False)} | {
        "clearable": spec.clearable
    }


def decode_spec(row: Mapping[str, Any]) -> FieldSpec:
    options = tuple(Option(*option) for option in row.get("options", []))
    plain = {name: value for name, value in row.items() if name not in ("options", "type")}
    return FieldSpec(type=FieldType(row.get("type", "text")), options=options, **plain)


def encode_map(chosen: ValueMap) -> dict[str, Any]:
    """Only what a person has chosen: `{"into": {side: {value: value}}, "names": {side: {value: name}}}`."""
    parts = {"into": chosen.into, "names": chosen.names}
    told = {part: {side.value: dict(found) for side, found in pair if found} for part, pair in parts.items()}
    return {part: sides for part, sides in told.items() if sides}


def decode_map(stored: Mapping[str, Any]) -> ValueMap:
    into, names = (stored.get(part, {}) for part in ("into", "names"))
    return ValueMap(
        Pair(into.get(Side.HUBSPOT, {}), into.get(Side.QUICKBOOKS, {})),
        Pair(names.get(Side.HUBSPOT, {}), names.get(Side.QUICKBOOKS, {})),
    )


class Specs(Mapping[str, FieldSpec]):
    """The fields of one object by name, each decoded when it is first asked for: there are hundreds, and few are used."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows = {row["name"]: row for row in rows}
        self._decoded: dict[str, FieldSpec] = {}

    def __getitem__(self, name: str) -> FieldSpec:
        if name not in self._decoded:
            self._decoded[name] = decode_spec(self._rows[name])
        return self._decoded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def encode_filter(chosen: Filter) -> list[list[dict[str, Any]]]:
    """Groups of criteria as a draft keeps them."""
    return [[_encode_criterion(one) for one in group.criteria] for group in chosen.filled]


def _encode_criterion(one: Criterion) -> dict[str, Any]:
    return {
        "property": one.property,
        "operator": one.operator.value,
        "values": [encode(value) for value in one.values],
        "associated": one.associated.value if one.associated else "",
    }


def decode_filter(groups: Sequence[Sequence[Mapping[str, Any]]]) -> Filter:
    return Filter(tuple(Group(tuple(_decode_criterion(one) for one in group)) for group in groups))


def _decode_criterion(row: Mapping[str, Any]) -> Criterion:
    associated = ObjectType(row["associated"]) if row.get("associated") else None
    return Criterion(
        row["property"], Operator(row["operator"]), tuple(decode(value) for value in row["values"]), associated
    )
