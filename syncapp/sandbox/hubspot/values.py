"""Property values as HubSpot keeps them: everything a string, normalised by the property's type."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from syncapp.sandbox.hubspot.errors import Issue

Definition = dict[str, Any]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EPOCH = re.compile(r"-?\d{1,14}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s,;<>().]{2,}")
# Numbers that count: which ones HubSpot keeps as integers is assumed.
WHOLE = {
    "hs_position_on_quote", "hs_product_id", "hs_recurring_billing_number_of_payments", "numberofemployees",
}  # fmt: skip
LARGEST, LONGEST_NUMBER = Decimal("1e15"), 40  # assumed
LONGEST = 65_536  # characters of a text value [K]


def iso(moment: datetime) -> str:
    """HubSpot's form: UTC with milliseconds. As text these sort like the moments they name."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"


def plain(number: Decimal) -> str:
    """A computed number as HubSpot shows it: no exponent, no zeros at the end."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def parse_moment(text: str) -> datetime | None:
    """Epoch milliseconds, an ISO instant with its zone or a plain day (its midnight UTC); None where it is none [D]."""
    text = text.strip()
    try:
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        if not _DATE.fullmatch(text) and not _MOMENT.fullmatch(text):
            return None
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def number(text: str | None) -> Decimal | None:
    """The number that a value holds, or None."""
    return Decimal(text) if text is not None and _NUMBER.fullmatch(text) else None


def as_text(value: Any) -> str | None:
    """A JSON value as the text that HubSpot would keep; None clears the property."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, (list, dict)):
        raise TypeError("a property value is a single value")
    return str(value)


def is_email(text: str) -> bool:
    return bool(_EMAIL.fullmatch(text))


def _clean_enumeration(definition: Definition, text: str) -> str | Issue:
    allowed = {option["value"] for option in definition["options"]}
    parts = [part for part in text.split(";") if part] if definition["fieldType"] == "checkbox" else [text]
    for part in parts:
        if part not in allowed:
            shown = ", ".join(option["value"] for option in definition["options"])
            return Issue(definition["name"], "INVALID_OPTION", f"{part} was not one of the allowed options: [{shown}]")
    return ";".join(parts)


def _clean_date(definition: Definition, text: str) -> str | Issue:
    moment = parse_moment(text)
    if moment is None:
        return Issue(definition["name"], "INVALID_DATE", f"{text} was not a valid date.")
    if not _DATE.fullmatch(text) and (moment.hour or moment.minute or moment.second or moment.microsecond):
        return Issue(definition["name"], "INVALID_DATE", f"{text} is not midnight UTC.")  # [K]
    return moment.date().isoformat()


def _clean_number(name: str, text: str) -> str | Issue:
    value = number(text)
    if value is None or abs(value) >= LARGEST or len(text) > LONGEST_NUMBER:
        return Issue(name, "INVALID_NUMBER", f"{text} was not a valid number.")
    if name in WHOLE and value != value.to_integral_value():
        return Issue(name, "INVALID_INTEGER", f"{text} was not a valid integer.")
    return text


def clean(definition: Definition, value: Any) -> str | Issue | None:
    """The value to keep, None to clear it, or why it cannot be taken."""
    name, text = definition["name"], as_text(value)
    if text is None or not text.strip():
        return None
    kind = definition["type"]
    if kind == "number":
        return _clean_number(name, text.strip())
    if kind == "bool":
        lowered = text.strip().lower()
        if lowered in {"true", "false"}:
            return lowered
        return Issue(name, "INVALID_OPTION", f"{text} was not one of the allowed options: [true, false]")
    if kind == "enumeration":
        return text if definition["externalOptions"] else _clean_enumeration(definition, text)
    if kind == "date":
        return _clean_date(definition, text.strip())
    if kind == "datetime":
        moment = parse_moment(text)
        return iso(moment) if moment else Issue(name, "INVALID_DATE", f"{text} was not a valid date.")
    if len(text) > LONGEST:
        return Issue(name, "PROPERTY_VALUE_TOO_LONG", f"The value of {name} is longer than {LONGEST} characters.")
    return text
