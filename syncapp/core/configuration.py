"""The set-up of a workspace as a file (B9): its form, and what is wrong with one that has another.

JSON in a fixed order. It says what syncs and how, never to whom it belongs, no secret and no record. Whatever comes from
a list of an account stands there as `{"id": …, "name": …}`: the id holds in the same account, the name in another. What
a file does not mention stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from syncapp.core.criteria import Operator
from syncapp.core.lines import AS_LINE, IN_PRICE
from syncapp.core.new_items import CREATE, FAIL, SOLD
from syncapp.core.plans.cash_alone import SHOW_ONLY
from syncapp.core.transforms import TRANSFORMS
from syncapp.core.values import Direction, ObjectType, Policy

FORMAT, VERSION = "syncapp configuration", 1
LARGEST = 256 * 1024  # bytes; the whole set-up of a large company is a tenth of it
DEEPEST = "It is nested too deeply to be a configuration."
OBJECTS = {one.plural: one for one in (ObjectType.CONTACT, ObjectType.PRODUCT, ObjectType.INVOICE)}
TO = {"to_hubspot": "hubspot", "to_quickbooks": "quickbooks"}  # the side that records go to


@dataclass(frozen=True)
class Objection:
    """`place`: where in the file, as `syncs.invoices.mappings[2].hubspot`; empty where it is the file itself."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


class BadFile(Exception):
    """It is no configuration; `problems` says where and why."""

    def __init__(self, problems: Iterable[Objection]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(map(str, self.problems)))


def written(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def parsed(data: bytes | str) -> dict[str, Any]:
    """The file as it is meant to be understood; raises BadFile."""
    document = _loaded(_text(data))
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadFile([Objection("", f"This is no configuration of syncapp: it does not say “format”: “{FORMAT}”.")])
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version != VERSION:
        told = f"is of version {_said(version)}" if "version" in document else "does not say its version"
        raise BadFile([Objection("version", f"The file {told}, and this syncapp reads version {VERSION}.")])
    if problems := list(_FILE(document, "")):
        raise BadFile(problems)
    return document


def _text(data: bytes | str) -> str:
    size = len(data if isinstance(data, bytes) else data.encode())
    if size > LARGEST:
        raise BadFile([Objection("", f"The file has {size:,} bytes. A configuration has at most {LARGEST:,}.")])
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
    except UnicodeDecodeError:
        raise BadFile([Objection("", "This is no text file.")]) from None
    if not text.strip():
        raise BadFile([Objection("", "The file is empty.")])
    return text


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadFile([Objection(place, f"This is no JSON: {error.msg[:1].lower()}{error.msg[1:]}.")]) from None
    except (RecursionError, ValueError) as error:  # too many digits, too, are no value
        raise BadFile(
            [Objection("", DEEPEST if isinstance(error, RecursionError) else "A number is too long.")]
        ) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadFile([Objection("", f"“{twice}” stands twice in the same place. Which of the two is meant?")])
    return found


def _no_number(text: str) -> Any:
    raise BadFile([Objection("", f"“{text}” is no number.")])


# --- the form: each kind is a function that says what is wrong with a value at a place

Kind = Callable[[Any, str], Iterator[Objection]]


def _said(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False)
    return told if len(told) <= 40 else f"{told[:40]}…"


def _kind(words: str, fits: Callable[[Any], bool]) -> Kind:
    def check(value: Any, place: str) -> Iterator[Objection]:
        if not fits(value):
            yield Objection(place, f"{_said(value)} is not {words}.")

    return check


def _one_of(*choices: str) -> Kind:
    told = " or ".join([", ".join(f"“{one}”" for one in choices[:-1]), f"“{choices[-1]}”"])
    return _kind(f"one of {told}" if len(choices) > 1 else f"“{choices[0]}”", lambda value: value in choices)


def _maybe(kind: Kind) -> Kind:
    def check(value: Any, place: str) -> Iterator[Objection]:
        if value is not None:
            yield from kind(value, place)

    return check


def _each(kind: Kind) -> Kind:
    def check(value: Any, place: str) -> Iterator[Objection]:
        if not isinstance(value, list):
            yield Objection(place, f"{_said(value)} is not a list.")
            return
        for number, one in enumerate(value):
            yield from kind(one, f"{place}[{number}]")

    return check


def _part(kinds: Mapping[str, Kind], needed: tuple[str, ...] = ()) -> Kind:
    def check(value: Any, place: str) -> Iterator[Objection]:
        if not isinstance(value, dict):
            yield Objection(place, f"{_said(value)} is not a group of settings.")
            return
        for name, one in value.items():
            where = f"{place}.{name}" if place else name
            if name in kinds:
                yield from kinds[name](one, where)
            else:
                near = get_close_matches(name, kinds, 1)
                yield Objection(where, f"This is not known.{f' Is “{near[0]}” meant?' if near else ''}")
        for name in needed:
            if name not in value:
                yield Objection(place, f"“{name}” is missing.")

    return check


def is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def is_decimal(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) <= 40 and Decimal(value).is_finite()
    except InvalidOperation:
        return False


LONGEST_TEXT = 400


def _is_text(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\0" in value:
        return False
    return all(not 0xD800 <= ord(sign) <= 0xDFFF for sign in value)  # halves of a sign, which no database takes


text = _kind(f"a text of up to {LONGEST_TEXT} letters", _is_text)
flag = _kind("true or false", lambda value: isinstance(value, bool))
number = _kind("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool))
A_DAY, A_DECIMAL = "a day such as “2026-12-31”", "a number such as “12.50”"
day = _kind(A_DAY, is_day)
_named = _part({"id": text, "name": text}, ("id", "name"))


def named(value: Any, place: str) -> Iterator[Objection]:
    """Of a list of an account: with its id, or by its name alone."""
    yield from text(value, place) if isinstance(value, str) else _named(value, place)


_tagged = {
    "number": _part({"number": _kind(A_DECIMAL, is_decimal)}),
    "date": _part({"date": day}),
    "time": _part({"time": _kind("a time such as “2026-12-31T09:30:00+00:00”", _is_time)}),
    "yes": _part({"yes": flag}),
}


def asked(value: Any, place: str) -> Iterator[Objection]:
    """What a criterion compares with."""
    tag = next(iter(value), "") if isinstance(value, dict) and len(value) == 1 else ""
    yield from _tagged.get(tag, named)(value, place)


_SIDES = _each(_one_of(*TO))
_MAPPING = _part(
    {
        "hubspot": named, "quickbooks": named, "on": flag, "added": flag, "from_now_on": flag, "blank_means_blank": flag,
        "transform": _one_of(*TRANSFORMS),
        "values": _each(_part({"hubspot": named, "quickbooks": _maybe(named)}, ("hubspot", "quickbooks"))),
        "values_back": _each(_part({"quickbooks": named, "hubspot": _maybe(named)}, ("quickbooks", "hubspot"))),
    },
    ("hubspot", "quickbooks"),
)  # fmt: skip
_CRITERION = _part(
    {
        "property": named, "of": _one_of("contact", "product"), "operator": _one_of(*(one.value for one in Operator)),
        "values": _each(asked),
    },
    ("property", "operator"),
)  # fmt: skip
_SYNC: dict[str, Kind] = {
    "direction": _one_of(*(one.value for one in Direction)),
    "conflicts": _one_of(*(one.value for one in Policy)),
    "mappings": _each(_MAPPING),
    "filters": _part(dict.fromkeys(TO, _each(_each(_CRITERION)))),
    "stop_linked_records": _SIDES,
}
ACCOUNT = _maybe(named)
_METHODS = _each(_part({"hubspot": text, "quickbooks": _maybe(named)}, ("hubspot", "quickbooks")))
OWN: dict[str, dict[str, Kind]] = {
    "contacts": {"outbound": _one_of("invoiced", "filter", "all")},
    "products": {"income_account": ACCOUNT, "item_kind": _one_of(*SOLD), "taxable": flag},
    "invoices": {
        "missing_item": _one_of("custom", CREATE, FAIL), "line_item_account": ACCOUNT, "new_item_account": ACCOUNT,
        "new_item_kind": _one_of(*SOLD), "new_item_taxable": flag, "deposit_cards": ACCOUNT, "deposit_other": ACCOUNT,
        "discounts": _one_of(IN_PRICE, AS_LINE), "discount_item": _maybe(named), "methods": _maybe(_METHODS), "methods_back": _METHODS,
    },
}  # fmt: skip
REDUCTIONS = ("sync", SHOW_ONLY)
ITEMS = "items_for_texts"
SETTINGS: dict[str, Kind] = {
    "company_time_zone": text,
    "protected_through": _maybe(day),
    "service_date_is_invoice_date": flag,
    "polling_interval_seconds": _maybe(number),
    "alert_from_failing_records": number,
    "alert_from_failure_rate_percent": number,
    "digest_hour": number,
    "send_without_asking": flag,
    "reductions_that_are_not_cash": _one_of(*REDUCTIONS),
    ITEMS: _each(_part({"text": text, "item": named}, ("text", "item"))),
}
ALERTS = {  # by their names in the file, those of the rules
    "alert_from_failing_records": "failing_from",
    "alert_from_failure_rate_percent": "rate_percent",
    "digest_hour": "digest_hour",
}
OF_INVOICES = ("send_without_asking", "reductions_that_are_not_cash")  # they stand with the invoice sync
_FILE = _part(
    {
        "format": text,
        "version": number,
        "accounts": _part(dict.fromkeys(("hubspot", "quickbooks"), _named)),
        "settings": _part(SETTINGS),
        "syncs": _part({name: _part({**_SYNC, **OWN[name]}) for name in OBJECTS}),
    }
)
