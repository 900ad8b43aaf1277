"""What two people chose in one set-up, put together: each choice is of the one who made it; where both did, mine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syncapp.core.mapping import pair_key
from syncapp.core.values import Side

Part = Mapping[str, Any]


def carried(mine: Part, theirs: Part) -> dict[str, Any]:
    """Both in the form of a draft's data, `mine` with the `basis` that it was begun from; without one all of it is chosen."""
    basis = mine.get("basis")
    if not basis:
        return dict(mine)
    rows = [{_key(row): row for row in part["mappings"]} for part in (basis, theirs, mine)]
    filters = [{side.value: part["filters"].get(side.value, []) for side in Side} for part in (basis, theirs, mine)]
    return {
        **{name: _one(basis[name], theirs[name], mine[name]) for name in ("direction", "policy")},
        "settings": _each(basis["settings"], theirs["settings"], mine["settings"]),
        "mappings": list(_whole(*rows).values()),
        "filters": _whole(*filters),
    }


def _key(row: Part) -> str:
    return pair_key(row["hubspot"], row["quickbooks"])


def _one(before: Any, theirs: Any, mine: Any) -> Any:
    return theirs if mine == before else mine


def _whole(before: Part, theirs: Part, mine: Part) -> dict[str, Any]:
    """By name, each as a whole; None is what is not there."""
    names = [*theirs, *(name for name in mine if name not in theirs)]
    found = {name: _one(before.get(name), theirs.get(name), mine.get(name)) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def _each(before: Part, theirs: Part, mine: Part) -> dict[str, Any]:
    """Settings: of a list and of a table each entry by itself, so that what one added and the other added both stay."""
    found = _whole(before, theirs, mine)
    for name, value in found.items():
        three = [part.get(name) or type(value)() for part in (before, theirs, mine)]
        if isinstance(value, list):
            found[name] = _entries(*three)
        elif isinstance(value, dict):
            found[name] = _whole(*three)
    return found


def _entries(before: list[str], theirs: list[str], mine: list[str]) -> list[str]:
    kept = [one for one in theirs if one in mine or one not in before]
    return kept + [one for one in mine if one not in before and one not in theirs]
