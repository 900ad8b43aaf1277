"""Which pairs of fields a saved set-up turns on, and whom they are meant for (A13).

Set-ups are in the form of a draft's data: what is offered has a row only where somebody has chosen otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from syncapp.core.mapping import FieldPair, pair_key
from syncapp.engine.rules import FROM_NOW

SetUp = Mapping[str, Any]


def key_of(row: Mapping[str, Any]) -> str:
    return pair_key(row["hubspot"], row["quickbooks"])


def from_now(of: SetUp) -> set[str]:
    return set(of["settings"].get(FROM_NOW, ()))


def on(of: SetUp, offered: Iterable[FieldPair]) -> set[str]:
    """The keys of those that are on."""
    rows = {key_of(row): row["enabled"] for row in of["mappings"]}
    return {pair.key for pair in offered if rows.get(pair.key, True)} | {
        key for key, enabled in rows.items() if enabled
    }


def turned_on(before: SetUp, chosen: SetUp, offered: Iterable[FieldPair]) -> set[str]:
    """Those that are added, or were switched off."""
    offered = tuple(offered)
    return on(chosen, offered) - on(before, offered)


def meant_for_all(before: SetUp, chosen: SetUp, offered: Iterable[FieldPair]) -> set[str]:
    """Of those that are on, the ones that take in what is linked already: turned on, from now on before, or of which values
    now stand for others (B33)."""
    offered = tuple(offered)
    anew = turned_on(before, chosen, offered) | from_now(before) | _remapped(before, chosen)
    return (anew & on(chosen, offered)) - from_now(chosen)


def _remapped(before: SetUp, chosen: SetUp) -> set[str]:
    then, now = (
        {key_of(row): row.get("values", {}).get("into", {}) for row in one["mappings"]} for one in (before, chosen)
    )
    return {key for key in then.keys() & now.keys() if then[key] != now[key]}
