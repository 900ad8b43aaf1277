"""What a mapping that is added or switched on means for what is linked already (A13); inside the transaction that saves
the set-up.

Where it is meant for it too, what a base holds of such a field is forgotten, because nobody has agreed on it over this
mapping yet: the run that begins with the saved set-up then compares both sides as at a first link. Where it holds from
now on, now is noted: `engine/setup/from_now.py` completes the bases by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from syncapp.core.mapping import FieldPair, Specs, targets
from syncapp.core.values import Direction, ObjectType, Pair, Side
from syncapp.engine.rules import (
    FROM_NOW,
    SAVED_AT,
    AccountView,
    accounts_of,
    mapped_pairs,
    offered_pairs,
    protected_through,
)
from syncapp.engine.setup.mapping_changes import from_now, key_of, meant_for_all, on, turned_on
from syncapp.storage.models import ObjectSync, SyncRecord

CHUNK = 500


def note_saved(sync: ObjectSync, before: Mapping[str, Any] | None) -> None:
    """When each mapping that holds from now on was saved; `before`: the set-up until now, in the form of a draft's data."""
    held = from_now(before) & on(before, _offered(sync)) if before else set()
    noted, now = sync.settings.pop(SAVED_AT, {}), timezone.now().isoformat()
    saved = {key: noted.get(key, now) if key in held else now for key in sync.settings.get(FROM_NOW, ())}
    sync.settings |= {SAVED_AT: saved} if saved else {}


def spread(sync: ObjectSync, before: Mapping[str, Any], chosen: Mapping[str, Any]) -> int:
    """How many linked records the mappings of `chosen` take in; both in the form of a draft's data."""
    offered = _offered(sync)
    taken = _Taken(sync, meant_for_all(before, chosen, offered))
    unread = _unread(before, chosen, offered)
    number = 0
    for rows in _linked(sync) if taken.pairs or unread else ():
        meant = [(row, names) for row in rows if (names := taken.of(row))]
        forgotten = [row for row, names in meant if _forget(row, Side.QUICKBOOKS, names)]
        forgotten += [row for row in rows if _forget(row, Side.HUBSPOT, unread) and row not in forgotten]
        SyncRecord.objects.all().save_all(forgotten, ["hubspot_base", "quickbooks_base"])
        number += len(meant)
    return number


class _Taken:
    """Which mappings take a linked record in: in a protected month those alone that write nothing in QuickBooks (A24)."""

    def __init__(self, sync: ObjectSync, keys: Collection[str]) -> None:
        accounts = accounts_of(sync.workspace) if keys else None
        specs, direction = _fields(sync, accounts), Direction(sync.direction)
        pairs = mapped_pairs(sync.mappings.all(), ObjectType(sync.object_type), specs.quickbooks)
        self.pairs = [pair for pair in pairs if pair.key in keys]
        self._closed = protected_through(sync.workspace, accounts.quickbooks.settings) if accounts else None
        self._targets = {pair.key: targets(pair, direction, specs) for pair in self.pairs}

    def of(self, row: SyncRecord) -> set[str]:
        """QuickBooks' names of their fields."""
        protected = _protected(row, self._closed)
        return {pair.quickbooks for pair in self.pairs if not (protected and self._writes_there(pair, row))}

    def _writes_there(self, pair: FieldPair, row: SyncRecord) -> bool:
        owner = pair.owner(Side(row.origin) if row.origin else None)
        return Side.QUICKBOOKS in self._targets[pair.key] - {owner}


def _offered(sync: ObjectSync) -> Sequence[FieldPair]:
    return offered_pairs(ObjectType(sync.object_type), _fields(sync, accounts_of(sync.workspace)).quickbooks)


def _fields(sync: ObjectSync, accounts: Pair[AccountView] | None) -> Specs:
    """Those of both accounts; none where they have not been read."""
    object_type = ObjectType(sync.object_type)
    return Pair(*(one.fields.get(object_type, {}) for _, one in accounts)) if accounts else Pair({}, {})


def _unread(before: Mapping[str, Any], chosen: Mapping[str, Any], offered: Sequence[FieldPair]) -> set[str]:
    """HubSpot's fields of mappings that are turned on, hold from now on and carry what no other one does: what a base knows
    of such a field is of an earlier time, since which nobody has read it."""
    anew = {key.partition("|")[0] for key in turned_on(before, chosen, offered) & from_now(chosen)}
    known = {pair.key for pair in offered} | {key_of(row) for row in chosen["mappings"]}
    mapped = Counter(key.partition("|")[0] for key in known)
    return {name for name in anew if mapped[name] == 1}


def _linked(sync: ObjectSync) -> Iterator[list[SyncRecord]]:
    """In chunks, each locked: a run that is under way must not have settled one between our reading and writing."""
    rows = SyncRecord.objects.filter(
        workspace=sync.workspace, object_type=sync.object_type, quickbooks_base__isnull=False
    )
    keys = list(rows.linked().values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield list(SyncRecord.objects.filter(pk__in=keys[start : start + CHUNK]).select_for_update(no_key=True))


def _protected(row: SyncRecord, closed: date | None) -> bool:
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
