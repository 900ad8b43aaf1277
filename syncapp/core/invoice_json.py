"""An invoice as JSON and back, exactly: what a base holds. Decimals are strings, never floats.

Fields at their default are left out, and so is how it was read (`raw`, `moments`). A name that this version does not know is ignored,
so that a base written by a newer one can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from syncapp.core.records import Invoice, InvoiceStatus, Line, LineKind
from syncapp.core.values import Side, Value

_AMOUNTS = frozenset({"amount", "quantity", "unit_price", "discount", "percent", "total", "balance", "tax", "deposit"})
_DAYS = frozenset({"date", "due_date"})
_INSTANTS = frozenset({"created_at", "updated_at"})
_TUPLES = frozenset({"contact_ids", "billing_contact_ids", "payment_ids"})
_LINES = frozenset({"lines", "adjustments"})
UNSTORED = frozenset({"raw", "moments"})


def dump(invoice: Invoice) -> dict[str, Any]:
    """`invoice` without how it was read (`UNSTORED`), ready for `json.dumps`."""
    return {name: _plain(name, value) for name, value in _stated(invoice)}


def load(stored: Mapping[str, Any]) -> Invoice:
    """The invoice that `dump` was given."""
    return Invoice(**_known(Invoice, stored))


def _stated(record: Invoice | Line) -> list[tuple[str, Any]]:
    named = ((one, getattr(record, one.name)) for one in fields(record) if one.init and one.name not in UNSTORED)
    return [(one.name, value) for one, value in named if value != _default(one)]


def _default(one: Field[Any]) -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _AMOUNTS:
        return str(value)
    if name in _DAYS | _INSTANTS:
        return value.isoformat()
    if name in _LINES:
        return [{part: _plain(part, of) for part, of in _stated(line)} for line in value]
    if name == "values":
        return {field: _tagged(held) for field, held in value.items()}
    if name in ("recode", "absurd"):
        return dict(value)
    if name == "linked":
        return [list(pair) for pair in value]
    return list(value) if name in _TUPLES else value


def _known(kind: type[Invoice] | type[Line], stored: Mapping[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind) if one.init}
    return {name: _typed(kind, name, value) for name, value in stored.items() if name in names}


def _typed(kind: type[Invoice] | type[Line], name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _AMOUNTS:
        return Decimal(value)
    if name in _DAYS:
        return date.fromisoformat(value)
    if name in _INSTANTS:
        return datetime.fromisoformat(value)
    if name in _LINES:
        return tuple(Line(**_known(Line, line)) for line in value)
    if name == "values":
        return {field: _untagged(held) for field, held in value.items()}
    if name == "linked":
        return tuple((pair[0], pair[1]) for pair in value)
    if name in _TUPLES:
        return tuple(value)
    return _ENUMS[kind, name](value) if (kind, name) in _ENUMS else value


_ENUMS: Mapping[tuple[type, str], Any] = {
    (Invoice, "side"): Side,
    (Invoice, "status"): InvoiceStatus,
    (Line, "kind"): LineKind,
}


def _tagged(value: Value) -> Any:
    """A mapped field's value; what JSON has no form of is named by its type."""
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _untagged(value: Any) -> Value:
    if not isinstance(value, Mapping):
        return value  # type: ignore[no-any-return]
    ((kind, text),) = value.items()
    return {"decimal": Decimal, "datetime": datetime.fromisoformat, "date": date.fromisoformat}[kind](text)  # type: ignore[operator, no-any-return]
