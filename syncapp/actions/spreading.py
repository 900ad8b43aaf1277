"""An added mapping that is meant for what is linked already too (A13); inside the transaction that saves the set-up.

What a base holds of such a field is forgotten, because nobody has agreed on it over this mapping yet: the run that
begins with the saved set-up then compares both sides as at a first link.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from syncapp.core.mapping import pair_key
from syncapp.engine.rules import FROM_NOW, accounts_of, protected_through
from syncapp.storage.models import ObjectSync, SyncRecord

CHUNK = 500


def spread(sync: ObjectSync, before: Mapping[str, Any], chosen: Mapping[str, Any]) -> int:
    """How many linked records the added mappings of `chosen` take in; both in the form of a draft's data."""
    names = _added(before, chosen)
    closed = _closed(sync) if names else None
    number = 0
    for rows in _linked(sync) if names else ():
        meant = [row for row in rows if not _protected(row, closed)]
        for row in meant:
            _forget(row, names)
        SyncRecord.objects.all().save_all(meant, ["quickbooks_base"])
        number += len(meant)
    return number


def _added(before: Mapping[str, Any], chosen: Mapping[str, Any]) -> set[str]:
    """QuickBooks' fields of the pairs that are on and meant for all: new ones, those that were from now on before, and
    those of which values now stand for others (B33)."""
    now, then = (set(part["settings"].get(FROM_NOW, ())) for part in (chosen, before))
    known = {_key(row): row.get("values", {}).get("into", {}) for row in before["mappings"] if _key(row) not in then}
    custom = [
        row for row in chosen["mappings"] if row["origin"] == "custom" and row["enabled"] and _key(row) not in now
    ]
    return {row["quickbooks"] for row in custom if known.get(_key(row)) != row.get("values", {}).get("into", {})}


def _key(row: Mapping[str, Any]) -> str:
    return pair_key(row["hubspot"], row["quickbooks"])


def _linked(sync: ObjectSync) -> Iterator[list[SyncRecord]]:
    """In chunks, each locked: a run that is under way must not have settled one between our reading and writing."""
    rows = SyncRecord.objects.filter(
        workspace=sync.workspace, object_type=sync.object_type, quickbooks_base__isnull=False
    )
    keys = list(rows.exclude(hubspot_id=None).exclude(quickbooks_id=None).values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield list(SyncRecord.objects.filter(pk__in=keys[start : start + CHUNK]).select_for_update(no_key=True))


def _closed(sync: ObjectSync) -> date | None:
    accounts = accounts_of(sync.workspace)
    return protected_through(sync.workspace, accounts.quickbooks.settings) if accounts else None


def _protected(row: SyncRecord, closed: date | None) -> bool:
    """Nothing of a protected month is written in QuickBooks (A24)."""
    day = ((row.quickbooks_base or {}).get("content") or {}).get("date")
    return bool(closed and day and date.fromisoformat(day) <= closed)


def _forget(row: SyncRecord, names: set[str]) -> None:
    base = row.quickbooks_base or {}
    values = {name: value for name, value in base.get("values", {}).items() if name not in names}
    row.quickbooks_base = {**base, "values": values}
