"""What stands in a list of an account, as a file names it: by its id in the same account, by its name in another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from syncapp.connectors.protocol import ListEntry
from syncapp.core.schema import FieldSpec
from syncapp.core.values import Side, name_key

CUSTOM = "custom:"  # begins the names of fields that a company numbers itself
Named = str | Mapping[str, str]


class NotHere(Exception):
    """The account has nothing of that name; the text says so."""


@dataclass(frozen=True)
class Entry:
    id: str
    name: str
    active: bool = True


def entries_of(listed: Iterable[ListEntry]) -> list[Entry]:
    return [Entry(one.id, one.name, one.active) for one in listed]


def options_of(spec: FieldSpec | None) -> list[Entry]:
    return [Entry(one.value, one.label, one.active) for one in spec.options] if spec else []


def custom_fields(specs: Mapping[str, FieldSpec]) -> list[Entry]:
    return [Entry(name, specs[name].label) for name in specs if name.startswith(CUSTOM)]


def called(id: str, name: str) -> Named:
    """As it stands in the file. What nobody knows a name of, or is called as it is stored, is one word."""
    return {"id": id, "name": name} if name not in ("", id) else id


def name_in(id: str, listed: Sequence[Entry]) -> str:
    return next((one.name for one in listed if one.id == id), "")


def spoken(named: Named) -> str:
    return named if isinstance(named, str) else named["name"]


def found(named: Named, listed: Sequence[Entry], side: Side, *, same: bool) -> str:
    """The id here. What was in the same account and is gone by now keeps its id; else raises NotHere."""
    id, name = (named, named) if isinstance(named, str) else (named["id"], named["name"])
    ids = {one.id for one in listed}
    if same and id in ids:
        return id
    alike = [one for one in listed if name_key(one.name) == name_key(name)]
    used = [one for one in alike if one.active] or alike
    if len(used) == 1:
        return used[0].id
    if len(used) > 1:
        raise NotHere(f"{side.label} has {len(used)} of the name “{name}”, so it cannot be told which is meant.")
    if same and (not isinstance(named, str) or id.isdigit()):
        return id  # a word alone is a name that somebody has typed, unless it can only be a number of QuickBooks
    if id in ids and isinstance(named, str):
        return id
    raise NotHere(f"“{name}” is not in {side.label} here.")


def field_named(name: str, specs: Mapping[str, FieldSpec]) -> Named:
    spec = specs.get(name) if name.startswith(CUSTOM) else None
    return called(name, spec.label if spec else "")


def field_found(named: Named, specs: Mapping[str, FieldSpec], side: Side, *, same: bool) -> str:
    """Fields that a company numbers itself are found like what stands in a list; others have one name everywhere."""
    id = named if isinstance(named, str) else named["id"]
    return found(named, custom_fields(specs), side, same=same) if id.startswith(CUSTOM) else id


def plain(named: Any) -> str:
    return str(named if isinstance(named, str) else named["id"])
