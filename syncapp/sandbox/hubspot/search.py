"""CRM search: filters, sorting, paging, and its limits."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Callable
from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot import shapes
from syncapp.sandbox.hubspot.errors import refusal
from syncapp.sandbox.hubspot.finding import Asked, Filter, Found, Sorting, Test, find
from syncapp.sandbox.hubspot.kinds import Kind, named
from syncapp.sandbox.hubspot.models import Record
from syncapp.sandbox.hubspot.request import Request
from syncapp.sandbox.hubspot.responses import record_json, shown_names
from syncapp.sandbox.hubspot.values import iso, number, parse_moment

LONGEST = 3_000  # characters of a search body [D], but for `properties`
DEEPEST = 10_000
GROUPS, PER_GROUP, ALL_FILTERS = 5, 6, 18
QUERIED = {
    "contacts": ("firstname", "lastname", "email", "phone", "company", "hs_additional_emails"),
    "companies": ("name", "domain", "phone", "website"),
    "products": ("name", "description", "price", "hs_sku"),
}
_TOKEN = re.compile(r"[\w*]+")


def search(request: Request, type_name: str) -> Answer:
    kind = request.kind(type_name, "read")
    body = request.body(shapes.SEARCH)
    if _length(request.call.body, body) > LONGEST:
        raise refusal(400, "VALIDATION_ERROR", f"The request body is longer than {LONGEST} characters.")
    limit, after = _number(body, "limit", 10), _number(body, "after", 0)
    if not 1 <= limit <= 200:
        raise refusal(400, "VALIDATION_ERROR", f"limit must be between 1 and 200, but was {limit}")
    if after + limit > DEEPEST:
        raise refusal(400, "VALIDATION_ERROR", f"Paging past {DEEPEST} results is not supported.")
    found = _found(request, kind, _compile(request, kind, body), _sorting(request, kind, body.get("sorts") or []))
    names = shown_names(kind.key, [str(one) for one in body.get("properties") or []], search=True)
    data: dict[str, Any] = {
        "total": len(found),
        "results": [record_json(request.account, one, names) for one in found.page(after, limit)],
    }
    if after + limit < len(found):
        data["paging"] = {"next": {"after": str(after + limit)}}
    return Answer(200, data)


def _length(raw: bytes, body: dict[str, Any]) -> int:
    """Of what is asked. The names in `properties` do not count: connectors send hundreds of them [C]."""
    names = json.dumps(body.get("properties") or [], ensure_ascii=False)
    return len(raw.decode("utf-8", "replace")) - len(names)


def _number(body: dict[str, Any], key: str, default: int) -> int:
    text = str(default if body.get(key) in (None, "") else body[key])
    if not text.isdigit():
        raise refusal(400, "VALIDATION_ERROR", f"Invalid input JSON: {key} has to be a number, but was {text}")
    return int(text)


def _found(request: Request, kind: Kind, asked: Asked, sorting: Sorting | None) -> Found:
    """Through the index, which may run behind; archived records are never there."""
    account = request.account
    behind = {
        key.removeprefix(f"{kind.key}:") for key in account.store.all("search_lag") if key.startswith(f"{kind.key}:")
    }
    return find(account, kind.key, asked, sorting, behind)


def _compile(request: Request, kind: Kind, body: dict[str, Any]) -> Asked:
    groups = body.get("filterGroups") or []
    if body.get("filters"):  # the shorthand
        groups = [*groups, {"filters": body["filters"]}]
    lists = [one.get("filters") or [] for one in groups]
    if len(lists) > GROUPS or any(len(one) > PER_GROUP for one in lists) or sum(map(len, lists)) > ALL_FILTERS:
        raise refusal(
            400, "VALIDATION_ERROR",
            f"At most {GROUPS} filterGroups with {PER_GROUP} filters each and {ALL_FILTERS} filters in total are allowed.",
        )  # fmt: skip
    words = str(body.get("query") or "").lower()
    return Asked(
        [[_filter(request, kind, one) for one in filters] for filters in lists if filters],
        (lambda record: _matches_query(kind, record, words)) if words else None,
    )


def _matches_query(kind: Kind, record: Record, words: str) -> bool:
    text = " ".join(record["properties"].get(name, "") for name in QUERIED.get(kind.key, ())).lower()
    return bool(text) and all(word in text for word in words.split())


def _problem(message: str) -> Exception:
    return refusal(
        400,
        "VALIDATION_ERROR",
        f"There was a problem with the request. {message}",
        errors=[{"message": message}],
    )  # text assumed


def _filter(request: Request, kind: Kind, one: Any) -> Filter:
    """One filter as a test of a record, and how a column finds what passes it."""
    name, operator = str(one["propertyName"]), str(one["operator"])
    if name.startswith("associations."):
        return _association(request, name.removeprefix("associations."), one)
    definition = request.account.fields.get(kind.key, name)
    if definition is None:
        raise _problem(f"Property '{name}' does not exist on {kind.label}.")
    if operator == "HAS_PROPERTY":
        return Filter(lambda record: name in record["properties"])
    if operator == "NOT_HAS_PROPERTY":
        return Filter(lambda record: name not in record["properties"])
    if operator in {"CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"}:
        return Filter(_tokens(name, operator, _value(one, "value")))
    return _comparison(name, operator, definition, one)


def _association(request: Request, other: str, one: dict[str, Any]) -> Filter:
    kind, wanted = named(other), str(one.get("value"))
    if kind is None or one["operator"] != "EQ":
        raise _problem(f"Unsupported association filter: {one}")
    request.need_objects(kind, "read")
    return Filter(lambda record: wanted in record["associations"].get(kind.key, {}), end=(kind.key, wanted))


def _value(one: dict[str, Any], key: str) -> str:
    if one.get(key) is None:
        raise _problem(f"operator {one['operator']} requires {key}")
    return str(one[key])


def _readers(definition: dict[str, Any]) -> tuple[Callable[[str], Any], Callable[[str], Any]]:
    """How a filter's value and a kept value are read for comparison. Kept times sort as text."""
    if definition["type"] == "number":
        return number, number
    if definition["type"] in {"datetime", "date"}:
        length = 10 if definition["type"] == "date" else 24

        def read(text: str) -> str | None:
            moment = parse_moment(text)
            return iso(moment)[:length] if moment else None

        return read, _as_kept
    if definition["type"] == "enumeration":
        return _as_kept, _as_kept  # case matters [D]
    return str.lower, str.lower


def _as_kept(text: str) -> str:
    return text


def _comparison(name: str, operator: str, definition: dict[str, Any], one: dict[str, Any]) -> Filter:
    if operator in {"IN", "NOT_IN"}:
        return _membership(name, operator == "IN", definition, one)
    read, kept = _readers(definition)
    low = read(_value(one, "value"))
    high = read(_value(one, "highValue")) if operator == "BETWEEN" else None
    if low is None or (operator == "BETWEEN" and high is None):
        raise _problem(f"Invalid value in filter on {name}: {one.get('value')}")
    compare: dict[str, Callable[[Any], bool]] = {
        "EQ": lambda value: value == low,
        "NEQ": lambda value: value != low,
        "LT": lambda value: value < low,
        "LTE": lambda value: value <= low,
        "GT": lambda value: value > low,
        "GTE": lambda value: value >= low,
        "BETWEEN": lambda value: low <= value <= high,
    }
    holds = compare[operator]

    def passes(record: Record) -> bool:
        text = record["properties"].get(name)
        if text is None:  # NEQ leaves out records without a value too [K]
            return False
        value = kept(text)
        return value is not None and holds(value)

    bounds: dict[str, tuple[Any, Any]] = {
        "EQ": (low, low), "LT": (None, low), "LTE": (None, low), "GT": (low, None), "GTE": (low, None),
        "BETWEEN": (low, high),
    }  # fmt: skip
    if operator not in bounds:
        return Filter(passes)
    return Filter(passes, name, kept, [bounds[operator]], above=operator == "GT", below=operator == "LT")


def _membership(name: str, inside: bool, definition: dict[str, Any], one: dict[str, Any]) -> Filter:
    read, kept = _readers(definition)
    values = one.get("values")
    if not values:
        raise _problem(f"operator {one['operator']} requires values")
    # Values of text properties have to come in lower case [D]: they are compared as given.
    wanted = {str(value) if read is str.lower else read(str(value)) for value in values}

    def passes(record: Record) -> bool:
        text = record["properties"].get(name)
        return text is not None and (kept(text) in wanted) == inside

    if not inside:
        return Filter(passes)
    return Filter(passes, name, kept, [(value, value) for value in wanted if value is not None])


def _tokens(name: str, operator: str, value: str) -> Test:
    wanted = _TOKEN.findall(value.lower())
    inside = operator == "CONTAINS_TOKEN"

    def passes(record: Record) -> bool:
        text = record["properties"].get(name)
        if text is None:
            return False
        tokens = _TOKEN.findall(text.lower())
        found = bool(wanted) and all(any(fnmatch.fnmatchcase(token, one) for token in tokens) for one in wanted)
        return found == inside

    return passes


def _sorting(request: Request, kind: Kind, sorts: Any) -> Sorting | None:
    if len(sorts) > 1:
        raise _problem("At most one sort is allowed.")
    if not sorts:
        return None
    one = sorts[0]
    if isinstance(one, dict):
        name, down = str(one["propertyName"]), one.get("direction") == "DESCENDING"
    else:
        name, down = str(one).lstrip("-"), str(one).startswith("-")
    definition = request.account.fields.get(kind.key, name)
    if definition is None:
        raise _problem(f"Property '{name}' does not exist on {kind.label}.")
    return Sorting(name, _readers(definition)[1], down)
