"""JSON bodies as HubSpot reads them: what does not parse or has a wrong type is refused with its place.

Names that a body has besides are passed over: an update that forgot its `properties` is answered "No properties
found to update", not refused for the names it had instead [C]. Scalars stand for each other, as HubSpot's
parser has it: a number where text is wanted, a numeral where a number is [T].
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from syncapp.sandbox.call import Refused
from syncapp.sandbox.hubspot.errors import refusal

TEXT, WHOLE, FLAG, ANY = "java.lang.String", "java.lang.Integer", "java.lang.Boolean", ""
TEXTS = "java.util.LinkedHashMap<java.lang.String,java.lang.String>"
Type = Any  # one of the names above, a Choice, a Shape, a list with the type of its items, or a pair (text, Shape)
Path = tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    name: str
    words: Sequence[str]


@dataclass(frozen=True)
class Shape:
    """An object: the names that are read with their types, and those that have to be there."""

    name: str
    fields: Mapping[str, Type]
    required: tuple[str, ...] = field(default=())


def parse(raw: bytes) -> Any:
    """The JSON of a body, or the 400 that says where it stops being JSON."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _invalid(1, error.start + 1, f": Invalid UTF-8 start byte 0x{raw[error.start]:x}") from None
    if not text.strip():
        raise _invalid(1, 0, ": No content to map due to end-of-input")  # assumed
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _invalid(error.lineno, error.colno, f": {error.msg}") from None  # reasons differ from Java's
    except (ValueError, RecursionError) as error:
        raise _invalid(1, 1, f": {error}") from None


def _no_constant(text: str) -> Any:
    raise ValueError(f"Non-standard token '{text}': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow")


def _invalid(line: int, column: int, reason: str) -> Refused:
    return refusal(400, "VALIDATION_ERROR", f"Invalid input JSON on line {line}, column {column}{reason}")


def check(raw: bytes, found: Any, wanted: Type) -> None:
    """Whether parsed JSON has the types that are read from it; the first that is wrong is refused."""
    _check(raw, found, wanted, ())


def _check(raw: bytes, found: Any, wanted: Type, path: Path) -> None:
    if isinstance(wanted, Shape):
        _check_object(raw, found, wanted, path)
    elif isinstance(wanted, list):
        if not isinstance(found, list):
            raise _mistyped(raw, found, "java.util.ArrayList", path)
        for one in found:
            _check(raw, one, wanted[0], path)
    elif isinstance(wanted, tuple):  # a word, or an object in place of it
        _check(raw, found, wanted[isinstance(found, dict)], path)
    elif isinstance(wanted, Choice):
        if found not in wanted.words:
            raise _at(
                raw,
                path,
                f'Cannot deserialize value of type `{wanted.name}` from String "{found}": not one of the values '
                f"accepted for Enum class: [{', '.join(wanted.words)}]",
            )
    elif wanted == TEXTS:
        if not isinstance(found, dict):
            raise _mistyped(raw, found, TEXTS, path)
        for name, value in found.items():
            if isinstance(value, (list, dict)):
                raise _mistyped(raw, value, TEXT, (*path, name))
    elif wanted != ANY and not _scalar(found, wanted):
        raise _mistyped(raw, found, wanted, path)


def _check_object(raw: bytes, found: Any, wanted: Shape, path: Path) -> None:
    if not isinstance(found, dict):
        raise _mistyped(raw, found, wanted.name, path)
    missing = [name for name in wanted.required if found.get(name) is None]
    if missing:
        line, column = _place(raw, len(raw.rstrip()) - 1)
        raise _invalid(line, column, f". Some required fields were not set: [{', '.join(missing)}]")  # [C]
    for name, kind in wanted.fields.items():
        if found.get(name) is not None:
            _check(raw, found[name], kind, (*path, name))


def _scalar(found: Any, wanted: str) -> bool:
    if isinstance(found, (list, dict)):
        return False
    if wanted == WHOLE:
        return (isinstance(found, (int, float)) and not isinstance(found, bool)) or str(found).lstrip("-").isdecimal()
    if wanted == FLAG:
        return isinstance(found, bool) or str(found) in {"true", "false"}
    return True


_TOKENS: tuple[tuple[type, str, str], ...] = (
    (list, "Array", "START_ARRAY"), (dict, "Object", "START_OBJECT"), (str, "String", "VALUE_STRING"),
    (bool, "Boolean", "VALUE_TRUE"), (int, "Integer", "VALUE_NUMBER_INT"), (float, "Floating-point", "VALUE_NUMBER_FLOAT"),
    (type(None), "Null", "VALUE_NULL"),
)  # fmt: skip


def _mistyped(raw: bytes, found: Any, wanted: str, path: Path) -> Refused:
    """Worded as seen for a list in place of a map [C]."""
    word, token = next((word, token) for kind, word, token in _TOKENS if isinstance(found, kind))
    reason = f"Cannot deserialize value of type `{wanted}` from {word} value (token `JsonToken.{token}`)"
    return _at(raw, path, reason)


def _at(raw: bytes, path: Path, reason: str) -> Refused:
    """The place of a value: behind the names that lead to it, the first of each where there are several."""
    position = 0
    for name in path:
        key = json.dumps(name, ensure_ascii=False).encode()
        start = raw.find(key, position)
        if start >= 0:
            position = start + len(key)
    while position < len(raw) and raw[position : position + 1] in b" \t\r\n:":
        position += 1
    return _invalid(*_place(raw, position), f": {reason}")


def _place(raw: bytes, position: int) -> tuple[int, int]:
    before = raw[: max(position, 0)]
    return before.count(b"\n") + 1, position - (before.rfind(b"\n") + 1) + 1
