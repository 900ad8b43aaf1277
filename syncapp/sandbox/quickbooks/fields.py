"""Kinds of fields, and the first look at a body: unknown names, types, lengths, forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks.errors import Fault
from syncapp.sandbox.quickbooks.money import cents, decimal, fine

EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;.<>]+")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
LARGEST = Decimal("99999999999.99")  # assumed


@dataclass(frozen=True)
class Field:
    kind: str
    limit: int = 0
    to: str = ""  # what a reference points to; "" where nothing is looked up
    choices: tuple[str, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=dict)
    of: Field | None = None

    def check(self, name: str, value: Any) -> Any:
        """The typed value, a fault for one that is none."""
        return CLEANERS[self.kind](self, name, value)


MONEY, NUMBER, FLAG, DAY = Field("money"), Field("number"), Field("flag"), Field("date")
IGNORED = Field("ignored")  # known, computed by QuickBooks, a written value is dropped


def text(limit: int) -> Field:
    return Field("text", limit)


def email(limit: int) -> Field:
    return Field("object", fields={"Address": Field("email", limit), "Id": IGNORED, "Default": IGNORED, "Tag": IGNORED})


def ref(to: str = "") -> Field:
    return Field("ref", to=to)


def choice(*choices: str) -> Field:
    return Field("choice", choices=choices)


def nested(fields: Mapping[str, Field]) -> Field:
    return Field("object", fields=fields)


def many(of: Field) -> Field:
    return Field("list", of=of)


def clean(fields: Mapping[str, Field], body: Any) -> dict[str, Any]:
    """The body with typed values; `None` where a value was sent empty, read-only fields left out."""
    if not isinstance(body, dict):
        raise Fault(
            "2010",
            "Property Name:Can not instantiate value of type from the given body specified is unsupported or invalid",
        )
    out: dict[str, Any] = {}
    for name, value in body.items():
        spec = fields.get(name)
        if spec is None:
            raise Fault("2010", f'Property Name:Unrecognized field "{name}" specified is unsupported or invalid', name)
        if spec.kind != "ignored":
            # The official Python client sends "" for dates and amounts that it does not know [S].
            out[name] = None if value is None or value == "" else CLEANERS[spec.kind](spec, name, value)
    return out


def _text(spec: Field, name: str, value: Any) -> str:
    if isinstance(value, dict | list):
        raise Fault(
            "2010",
            f"Property Name:Can not instantiate value of {name} specified is unsupported or invalid",
            name,
        )
    out = ("true" if value else "false") if isinstance(value, bool) else str(value)
    if spec.limit and len(out) > spec.limit:
        raise Fault(
            "2050",
            "String length specified does not match the supported length. "
            f"Min:0 Max:{spec.limit:,} supported. Supplied length:{len(out):,}",
            name,
        )
    return out


def _email(spec: Field, name: str, value: Any) -> str:
    out = _text(spec, name, value)
    # Several addresses, separated by commas, are common in these fields (A2).
    if not all(EMAIL.fullmatch(part.strip()) for part in out.split(",")):
        raise Fault(
            "2210",
            f"Email Address does not conform to the syntax rules of RFC 822. Supplied value: {out}",
            name,
        )
    return out


def _decimal(name: str, value: Any) -> Decimal:
    """2010 for what is no number, as for every value of a wrong type (seen in a log: QtyOnHand "Sku")."""
    try:
        out = decimal(value)
    except ValueError as error:
        raise Fault(
            "2010",
            f"Property Name:Can not construct instance of {name} specified is unsupported or invalid",
            name,
        ) from error
    if abs(out) > LARGEST:
        raise Fault("2140", f"Invalid Amount : {name} is too large. Supplied value:{value}", name)
    return out


def _money(spec: Field, name: str, value: Any) -> Decimal:
    return cents(_decimal(name, value))  # more than two decimals are rounded half up, assumed


def _number(spec: Field, name: str, value: Any) -> Decimal:
    return fine(_decimal(name, value))


def _flag(spec: Field, name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in ("true", "false"):
        return str(value).lower() == "true"
    raise Fault("2010", f"Property Name:{name} specified is unsupported or invalid", name)


def _date(spec: Field, name: str, value: Any) -> str:
    if not isinstance(value, str) or not DATE.fullmatch(value):
        raise Fault("2060", f"Invalid Date Format : {name} should be YYYY-MM-DD. Supplied value:{value}", name)
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise Fault("2070", f"Invalid Date : {name}. Supplied value:{value}", name) from error
    return value


def _choice(spec: Field, name: str, value: Any) -> str:
    if value not in spec.choices:
        raise Fault("2170", f"Invalid Enumeration: {value}", name)
    return str(value)


_OF_REFERENCES = {"value", "name", "type"}


def _ref(spec: Field, name: str, value: Any) -> dict[str, str] | None:
    if not isinstance(value, dict) or not value.keys() <= _OF_REFERENCES:
        raise Fault(
            "2010",
            f"Property Name:Can not instantiate value of {name} specified is unsupported or invalid",
            name,
        )
    target = value.get("value")
    return None if target is None or target == "" else {"value": str(target)}


def _object(spec: Field, name: str, value: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        raise Fault(
            "2010",
            f"Property Name:Can not instantiate value of {name} specified is unsupported or invalid",
            name,
        )
    out = clean(spec.fields, value)
    if None in out.values():
        out = {key: part for key, part in out.items() if part is not None}
    return out or ({} if not value else None)


def _list(spec: Field, name: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or spec.of is None:
        raise Fault(
            "2010",
            f"Property Name:Can not instantiate value of {name} specified is unsupported or invalid",
            name,
        )
    cleaner = CLEANERS[spec.of.kind]
    return [part for part in (cleaner(spec.of, name, each) for each in value) if part is not None]


CLEANERS: dict[str, Any] = {
    "text": _text,
    "email": _email,
    "money": _money,
    "number": _number,
    "flag": _flag,
    "date": _date,
    "choice": _choice,
    "ref": _ref,
    "object": _object,
    "list": _list,
}
