"""What an added mapping means for what is linked already (A13); inside the transaction that saves the set-up.

Where it is meant for it too, what a base holds of such a field is forgotten, because nobody has agreed on it over this
mapping yet: the run that begins with the saved set-up then compares both sides as at a first link. Where it holds from
now on, now is noted: `engine/from_now.py` completes the bases by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from syncapp.core.mapping import pair_key
from syncapp.core.values import ObjectType, Side
from syncapp.engine.rules import FROM_NOW, SAVED_AT, accounts_of, offered_pairs, protected_through
from syncapp.storage.models import ObjectSync, SyncRecord

CHUNK = 500


def note_saved(sync: ObjectSync, before: Mapping[str, Any] | None) -> None:
    """When each mapping that holds from now on was saved; `before`: the set-up until now, in the form of a draft's data."""
    held = before["settings"].get(FROM_NOW, ()) if before else ()
    noted, now = sync.settings.pop(SAVED_AT, {}), timezone.now().isoformat()
    saved = {key: noted.get(key, now) if key in held else now for key in sync.settings.get(FROM_NOW, ())}
    sync.settings |= {SAVED_AT: saved} if saved else {}


def spread(sync: ObjectSync, before: Mapping[str, Any], chosen: Mapping[str, Any]) -> int:
    """How many linked records the added mappings of `chosen` take in; both in the form of a draft's data."""
    names, unread = _added(before, chosen), _unread(sync, before, chosen)
    closed = _closed(sync) if names else None
    number = 0
    for rows in _linked(sync) if names or unread else ():
        meant = [row for row in rows if names and not _protected(row, closed)]
        forgotten = [row for row in meant if _forget(row, Side.QUICKBOOKS, names)]
        forgotten += [row for row in rows if _forget(row, Side.HUBSPOT, unread) and row not in forgotten]
        SyncRecord.objects.all().save_all(forgotten, ["hubspot_base", "quickbooks_base"])
        number += len(meant)
    return number


def _unread(sync: ObjectSync, before: Mapping[str, Any], chosen: Mapping[str, Any]) -> set[str]:
    """HubSpot's fields of mappings that are new, hold from now on and carry what no other one does: what a base knows of
    such a field is of an earlier mapping, since which nobody has read it."""
    now, known = set(chosen["settings"].get(FROM_NOW, ())), {_key(row) for row in before["mappings"]}
    anew = {row["hubspot"] for row in chosen["mappings"] if row["enabled"] and _key(row) in now - known}
    if not anew:
        return anew
    accounts, object_type = accounts_of(sync.workspace), ObjectType(sync.object_type)
    offered = offered_pairs(object_type, accounts.quickbooks.fields.get(object_type, {}) if accounts else {})
    mapped = Counter([pair.hubspot for pair in offered] + [row["hubspot"] for row in chosen["mappings"]])
    return {name for name in anew if mapped[name] == 1}


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


def _forget(row: SyncRecord, side: Side, names: set[str]) -> bool:
    """Whether there was something to forget."""
    base = getattr(row, f"{side.value}_base") or {}
    held: dict[str, Any] = base.get("values", {})
    kept = {name: value for name, value in held.items() if name not in names}
    if kept == held:
        return False
    setattr(row, f"{side.value}_base", {**base, "values": kept})
    return True
