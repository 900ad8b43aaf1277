"""The addresses of contacts: two people can have one name, and a person who chooses between them must see whom."""

from __future__ import annotations

from collections.abc import Iterable

from syncapp.core.plans.contact import EMAIL
from syncapp.core.values import Side
from syncapp.engine.rows import chunks
from syncapp.storage.convert import decode
from syncapp.storage.models import MatchKey, SyncRecord


def addresses(contacts: Iterable[SyncRecord]) -> dict[int, str]:
    """By record, what HubSpot has; of one that is left out no more is stored than what it may be found by."""
    held = {row.pk: (row.hubspot_seen or row.hubspot_base or {}).get("values", {}).get(EMAIL) for row in contacts}
    found = {pk: str(decode(value)) for pk, value in held.items() if value}
    for chunk in chunks([pk for pk in held if pk not in found]):
        keys = MatchKey.objects.filter(record__in=chunk, side=Side.HUBSPOT, key__startswith="email:").order_by("-pk")
        found |= {record: key.removeprefix("email:") for record, key in keys.values_list("record_id", "key")}
    return found


def called(contact: SyncRecord, email: str | None) -> str:
    """`Grace Kim (grace@kim.test)`"""
    return f"{contact.label or 'Without a name'} ({email or f'HubSpot ID {contact.hubspot_id}'})"
