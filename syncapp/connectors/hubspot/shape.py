"""Parts of an answer, taken only where they have the form that the reference gives them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from syncapp.connectors.errors import GarbageAnswer
from syncapp.connectors.protocol import Problem

Raw = dict[str, Any]


def garbage(what: str) -> GarbageAnswer:
    return GarbageAnswer(Problem("garbage_answer", f"HubSpot answered {what}"))


def mapping(value: Any) -> Mapping[str, Any]:
    """An object, else an empty one: for what may be missing."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list, else none: for what may be missing."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    """A text, or the texts of a list."""
    found = value if isinstance(value, list) else [value]
    return [str(one) for one in found if isinstance(one, str | int) and not isinstance(one, bool)]


def rows(answer: Any, what: str) -> list[Mapping[str, Any]]:
    """The results of an answer, which must be a list of objects."""
    found = mapping(answer).get("results")
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise garbage(f"no {what}")
    return found


def identifier(value: Any) -> str:
    """An id as text; the reference shows both texts and numbers."""
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise garbage(f"an id that is none: {value!r}")
    return str(value)


def record(raw: Any) -> Raw:
    """An object with its id and its properties, all of them texts or None."""
    told = mapping(raw)
    if not isinstance(told.get("properties"), Mapping):
        raise garbage("an object without properties")
    properties = {str(name): text(value) for name, value in told["properties"].items()}
    return {**told, "id": identifier(told.get("id")), "properties": properties}


def text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    raise garbage("a property that is no single value")


def next_page(answer: Mapping[str, Any]) -> str | None:
    """The cursor of the page that follows, None after the last."""
    after = mapping(mapping(answer.get("paging")).get("next")).get("after")
    return None if after in (None, "") else identifier(after)
