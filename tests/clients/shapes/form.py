"""A small language for the form of JSON answers, and what in a value does not keep to it.

A form is lines of `key type`; `key? type` may be missing, any other key has to be there, and a key that no
line names is wrong. Types: `string`, `int`, `number`, `boolean`, `moment` (ISO in UTC), `local` (ISO with
an offset, no fraction), `local.millis` (with three digits of one), `date`, `uuid`, `digits`, `any`, the name of another form, `[type]` a list, `{type}` a map, `a|b` either, and `"word"` that very word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?[+-]\d\d:\d\d")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

PLAIN = {
    "string": lambda value: isinstance(value, str),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "moment": lambda value: isinstance(value, str) and bool(_MOMENT.fullmatch(value)),
    "date": lambda value: isinstance(value, str) and bool(_DATE.fullmatch(value)),
    "local": lambda value: isinstance(value, str) and bool(_LOCAL.fullmatch(value)) and "." not in value,
    "local.millis": lambda value: isinstance(value, str) and bool(_LOCAL.fullmatch(value)) and "." in value,
    "uuid": lambda value: isinstance(value, str) and bool(_UUID.fullmatch(value)),
    "digits": lambda value: isinstance(value, str) and value.isdigit(),
    "any": lambda value: True,
}


@dataclass(frozen=True)
class Form:
    """One JSON object."""

    required: Mapping[str, str]
    optional: Mapping[str, str]


def read(text: str) -> Form:
    """A form from its lines; what follows `#` is a remark."""
    required: dict[str, str] = {}
    optional: dict[str, str] = {}
    for line in text.strip().splitlines():
        key, _, kind = line.partition("#")[0].strip().partition(" ")
        if key:
            (optional if key.endswith("?") else required)[key.rstrip("?")] = kind.strip()
    return Form(required, optional)


@lru_cache(maxsize=512)
def _alternatives(kind: str) -> tuple[str, ...]:
    """Splits at `|` outside of brackets."""
    found, depth, start = [], 0, 0
    for at, sign in enumerate(kind):
        depth += (sign in "[{") - (sign in "]}")
        if sign == "|" and depth == 0:
            found.append(kind[start:at])
            start = at + 1
    return (*found, kind[start:])


class Forms:
    """Forms that refer to each other by name."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._forms = {name: read(text) for name, text in texts.items()}

    def problems(self, value: Any, kind: str, at: str = "answer") -> list[str]:
        """Everything in the value that is not as the type says; of alternatives the nearest is told."""
        nearest: list[str] | None = None
        for one in _alternatives(kind):
            found = self._one(value, one.strip(), at)
            if not found:
                return []
            if nearest is None or len(found) < len(nearest):
                nearest = found
        return nearest or []

    def _one(self, value: Any, kind: str, at: str) -> list[str]:
        if kind.startswith('"'):
            return [] if value == kind.strip('"') else [f"{at}: {value!r} is not {kind}"]
        if kind in PLAIN:
            return [] if PLAIN[kind](value) else [f"{at}: {value!r} is no {kind}"]
        if kind.startswith("["):
            if not isinstance(value, list):
                return [f"{at}: {value!r} is no list"]
            return [one for i, item in enumerate(value) for one in self.problems(item, kind[1:-1], f"{at}[{i}]")]
        if not isinstance(value, dict):
            return [f"{at}: {value!r} is no object"]
        if kind.startswith("{"):
            return [one for key, item in value.items() for one in self.problems(item, kind[1:-1], f"{at}.{key}")]
        return self._object(value, self._forms[kind], kind, at)

    def _object(self, value: dict[str, Any], form: Form, kind: str, at: str) -> list[str]:
        found = [f"{at}: {key} is missing from {kind}" for key in form.required if key not in value]
        for key, item in value.items():
            expected = form.required.get(key) or form.optional.get(key)
            if expected is None:
                found.append(f"{at}: {kind} knows no {key}")
            else:
                found += self.problems(item, expected, f"{at}.{key}")
        return found
