"""One property's text to a value of ours, and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from syncapp.connectors.hubspot.schema import DAYS
from syncapp.core.schema import FieldType
from syncapp.core.values import Value, clean_text, day_of, midnight_utc, plain

_MOST_DIGITS = 16  # before the point; no amount of money has more


class AbsurdError(ValueError):
    """The text cannot be what its field says it is."""


def read_value(field_type: FieldType, text: Any, zone: tzinfo) -> Value:
    """`AbsurdError` where the text is not of the type; empty is None."""
    if text is None or text == "":
        return None
    if isinstance(text, bool):  # every value is a string in the reference; a real boolean means the same
        text = "true" if text else "false"
    text = str(text)
    if field_type is FieldType.NUMBER:
        return number(text)
    if field_type is FieldType.BOOL:
        return _truth(text)
    if field_type is FieldType.DATETIME:
        return instant(text)
    if field_type is FieldType.DATE:
        return _day(text, zone)
    return clean_text(text)


def number(text: str) -> Decimal:
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        raise AbsurdError(text) from None
    if not found.is_finite() or found.adjusted() >= _MOST_DIGITS or (found.adjusted() < -_MOST_DIGITS and found):
        raise AbsurdError(text)
    return found


def instant(text: str) -> datetime:
    """ISO or epoch milliseconds."""
    text = text.strip()
    try:
        if text.lstrip("-").isdigit() and len(text) > 8:
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise AbsurdError(text) from None


def _day(text: str, zone: tzinfo) -> date:
    """A plain day, or the day of an instant (A19)."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    try:
        return day_of(instant(text), zone)
    except OverflowError:
        raise AbsurdError(text) from None


def moment_of_day(text: Any) -> datetime | None:
    """Of a day that is told as a time: that time, where its day depends on the company's zone (A19)."""
    try:
        found = instant(str(text)) if text else None
    except AbsurdError:
        return None
    return found if found and found != midnight_utc(found.date()) else None


def _truth(text: str) -> bool:
    lowered = text.strip().lower()
    if lowered not in ("true", "false"):
        raise AbsurdError(text)
    return lowered == "true"


def write_value(name: str, value: Value) -> str:
    """What is sent for a value; "" clears."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return iso(midnight_utc(value)) if name in DAYS else value.isoformat()
    return value


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
