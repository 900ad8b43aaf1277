"""Whether two accounts can be synced, said before any switch is thrown and every night after: fine, advisable or
blocking (B1, S6, S7, S9). Only what the accounts themselves tell; what was not read is not called fine."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from syncapp.core.preflight import company, connection, portal, together
from syncapp.core.preflight.facts import HUBSPOT_SCOPES, Chosen, CustomItem, Facts, Finding, Known, Level
from syncapp.core.preflight.together import CONNECTED_APPS
from syncapp.core.values import Side

__all__ = [
    "CONNECTED_APPS",
    "HUBSPOT_SCOPES",
    "OF_THE_ACCOUNTS",
    "QUIET",
    "Chosen",
    "CustomItem",
    "Facts",
    "Finding",
    "Known",
    "Level",
    "preflight",
    "worse",
]

ITEMS: tuple[Callable[[Facts], Finding | None], ...] = (
    *portal.ITEMS,
    *company.ITEMS,
    *connection.ITEMS,
    *together.ITEMS,
)
# What keeps anything at all from syncing, whatever is chosen in a set-up.
OF_THE_ACCOUNTS = frozenset({"scopes", "marks", "subscription"})
# Said on the list, and no change of an account: what a quiet day looks like too, and what the records themselves tell.
QUIET = frozenset({*(f"announcements_{side.value}" for side in Side), "doubles", "other_sync", "workflow"})
_RANK = {Level.FINE: 0, Level.ADVISABLE: 1, Level.BLOCKING: 2}


def preflight(facts: Facts) -> tuple[Finding, ...]:
    """Every item that can be told of what was read, in the order in which people go through them."""
    return tuple(found for item in ITEMS if (found := item(facts)) is not None)


def worse(before: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str]:
    """The items that stand worse than they did; one that was not told before counts only if it blocks."""
    return frozenset(
        code for code, level in now.items() if _RANK[Level(level)] > _RANK[Level(before.get(code, Level.ADVISABLE))]
    )
