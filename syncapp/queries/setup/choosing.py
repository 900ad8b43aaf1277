"""Which objects can be set up next, in the order in which they need each other (S27)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from syncapp.core.values import ObjectType
from syncapp.queries.connections import Integrations
from syncapp.queries.setup.words import INTRODUCED

SET_UP = (ObjectType.CONTACT, ObjectType.PRODUCT, ObjectType.INVOICE)


@dataclass(frozen=True)
class Choice:
    object_type: ObjectType
    text: str
    missing: tuple[ObjectType, ...] = ()  # what it needs and is not set up yet

    @property
    def name(self) -> str:
        return f"{self.object_type.value.capitalize()} sync"


def choices(set_up: Collection[str]) -> list[Choice]:
    """Contacts, products, invoices, without those that are set up; payments come with invoices."""
    left = [object_type for object_type in SET_UP if object_type not in set_up]
    needed = {ObjectType.INVOICE: tuple(one for one in left if one is not ObjectType.INVOICE)}
    return [Choice(one, INTRODUCED[one], needed.get(one, ())) for one in left]


def in_the_way(found: Integrations) -> str:
    """Why nothing can be set up now, in a sentence; empty where it can."""
    missing = [card.label for card in found.cards if not card.connected]
    if missing:
        return f"{' and '.join(missing)} must be connected first."
    if any(finding.code == "scopes" for finding in found.blocking):
        return "HubSpot has not granted everything that is needed. Reconnect it and allow what is asked for."
    if not found.may_add:
        recorded = f"is recorded as {found.edition.capitalize()}" if found.edition else "is not recorded"
        return f"HubSpot's edition {recorded}. Adding a sync needs Starter, Professional or Enterprise of its Operations Hub."
    return ""
