"""A record's state and a sync's direction: icon, word and color."""

from __future__ import annotations

from typing import Any

from django import template

from syncapp.core.values import Direction
from syncapp.queries.states import State

register = template.Library()


@register.inclusion_tag("components/status.html")
def status(state: State, pill: bool = False) -> dict[str, Any]:
    """A state with icon, word and colour, in this order of importance."""
    return {"word": State(state).look, "pill": pill}


DIRECTION_WORDS = {
    Direction.TWO_WAY: "Data syncs between apps",
    Direction.TO_HUBSPOT: "Data syncs only to HubSpot",
    Direction.TO_QUICKBOOKS: "Data syncs only to QuickBooks Online",
}


@register.inclusion_tag("components/flow.html")
def flow(direction: str, named: bool = False) -> dict[str, Any]:
    """Two lanes between HubSpot, left, and QuickBooks, right: a drawn arrow is open, a dotted lane is closed."""
    return {"direction": direction, "named": named, "words": direction_words(direction)}


@register.filter
def direction_words(direction: str) -> str:
    return DIRECTION_WORDS[Direction(direction)] if direction else "Not set up"
