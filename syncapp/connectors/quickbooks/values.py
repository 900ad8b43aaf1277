"""Single values: out of QuickBooks' JSON, and into it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from syncapp.connectors.quickbooks.numbers import decimal_of, json_number
from syncapp.connectors.quickbooks.schema import CUSTOM, REFERENCE
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import Value, clean_text, day_of

Raw = Mapping[str, Any]
_CUSTOM_VALUES = ("StringValue", "NumberValue", "DateValue", "BooleanValue")


def value_in(raw: Raw, spec: FieldSpec) -> Value:
    """The field's value; None where it is empty or cannot be read."""
    if spec.path.startswith(CUSTOM):
        return _custom_value(raw, spec)
    if spec.path.startswith(REFERENCE):
        return ref(raw, spec.path.removeprefix(REFERENCE))
    found: Any = raw
    for name in spec.path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return typed(found, spec.type)


def typed(found: Any, kind: FieldType) -> Value:
    """A JSON value as the field's type; None for what is none."""
    if found is None or found == "":
        return None
    try:
        value: Value = _READERS.get(kind, _text)(found)
        return value
    except ValueError:
        return None


def ref(raw: Raw, name: str) -> str | None:
    """What a reference points to."""
    found = raw.get(name)
    value = found.get("value") if isinstance(found, Mapping) else None
    return str(value) if value not in (None, "") else None


def ref_name(raw: Raw, name: str) -> str | None:
    found = raw.get(name)
    return clean_text(str(found["name"])) if isinstance(found, Mapping) and found.get("name") else None


def instant(found: Any) -> datetime | None:
    if not isinstance(found, str):
        return None
    try:
        at = datetime.fromisoformat(found)
    except ValueError:
        return None
    # Stamps carry the company's offset; one without is taken as UTC rather than as this machine's time.
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def day(found: Any) -> date | None:
    """A plain date; the day of a date-time as it is written."""
    try:
        return date.fromisoformat(found[:10]) if isinstance(found, str) else None
    except ValueError:
        return None


def custom_rows(raw: Raw) -> list[Raw]:
    rows = raw.get("CustomField")
    return (
        [row for row in rows if isinstance(row, Mapping) and row.get("DefinitionId")] if isinstance(rows, list) else []
    )


def _custom_value(raw: Raw, spec: FieldSpec) -> Value:
    wanted = spec.path.removeprefix(CUSTOM)
    row = next((row for row in custom_rows(raw) if str(row["DefinitionId"]) == wanted), {})
    for name, kind in zip(
        _CUSTOM_VALUES, (FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.BOOL), strict=True
    ):
        if row.get(name) is not None:
            return typed(row[name], kind)
    return None


def _text(found: Any) -> Value:
    if isinstance(found, str):
        return clean_text(found)
    if isinstance(found, bool):
        return "true" if found else "false"
    return str(found) if isinstance(found, int | Decimal) else None


def _flag(found: Any) -> Value:
    if isinstance(found, bool):
        return found
    return {"true": True, "false": False}.get(str(found).lower())


_READERS: Mapping[FieldType, Any] = {
    FieldType.NUMBER: decimal_of,
    FieldType.DATE: day,
    FieldType.DATETIME: instant,
    FieldType.BOOL: _flag,
}


def place(body: dict[str, Any], spec: FieldSpec, value: Value, zone: tzinfo, raw: Raw) -> None:
    """Put a value where it belongs in the body of a write.

    An address and the like are replaced as a whole, so they start from what `raw` has.
    """
    if spec.path.startswith(CUSTOM):
        _place_custom(body, spec, value, zone, raw)
        return
    if spec.path.startswith(REFERENCE):
        body[spec.path.removeprefix(REFERENCE)] = None if value is None else {"value": str(value)}
        return
    outer, _, inner = spec.path.partition(".")
    if not inner:
        body[outer] = _cleared(spec) if value is None else written(value, zone)
        return
    there = raw.get(outer)
    kept = (
        {key: part for key, part in there.items() if key not in ("Lat", "Long")} if isinstance(there, Mapping) else {}
    )
    # An empty text clears; null would be read as "not sent" by some of QuickBooks' own clients.
    body.setdefault(outer, kept)[inner] = _cleared(spec) if value is None else written(value, zone)


def written(value: Value, zone: tzinfo) -> str | int | float | bool | None:
    """A value as JSON; an instant becomes its date, for QuickBooks' own fields are days (A19)."""
    if isinstance(value, Decimal):
        return json_number(value)
    if isinstance(value, datetime):
        return day_of(value, zone).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _cleared(spec: FieldSpec) -> str | None:
    return "" if spec.type in (FieldType.TEXT, FieldType.OPTION) else None


def _place_custom(body: dict[str, Any], spec: FieldSpec, value: Value, zone: tzinfo, raw: Raw) -> None:
    """A list is replaced as a whole: the values of the other definitions go along."""
    wanted = spec.path.removeprefix(CUSTOM)
    rows = body.setdefault("CustomField", [dict(row) for row in custom_rows(raw)])
    row = next((row for row in rows if str(row["DefinitionId"]) == wanted), None)
    if row is None:
        row = {"DefinitionId": wanted, "Type": _custom_type(value)}
        rows.append(row)
    for old in _CUSTOM_VALUES:
        row.pop(old, None)
    name = str(row.get("Type", "StringType")).removesuffix("Type") + "Value"
    row[name] = "" if value is None and name == "StringValue" else written(value, zone)


def _custom_type(value: Value) -> str:
    if isinstance(value, bool):
        return "BooleanType"
    if isinstance(value, Decimal):
        return "NumberType"
    return "DateType" if isinstance(value, date) else "StringType"
