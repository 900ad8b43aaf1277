"""What another set-up means for the records that are there already; to be called inside the transaction that saves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from syncapp.core.values import ObjectType
from syncapp.engine.rules import FROM_NOW, accounts_of, pair_key, protected_through
from syncapp.storage.models import ObjectSync, SyncRecord

WHO_ENTERS = ("direction", "settings", "filters")
# Why a record was left out that another set-up may let in.
LEFT_OUT = ("direction", "filter", "no_sku", "not_needed", "invoice_excluded")


def decide_anew(sync: ObjectSync, before: Mapping[str, Any], chosen: Mapping[str, Any]) -> None:
    """What the set-up as it was had left out is looked at by the next run; no vendor would announce it."""
    if all(before[name] == chosen[name] for name in WHO_ENTERS):
        return
    objects = [sync.object_type, ObjectType.PAYMENT] if sync.object_type == ObjectType.INVOICE else [sync.object_type]
    records = SyncRecord.objects.filter(workspace=sync.workspace, object_type__in=objects)
    records.filter(status=SyncRecord.Status.EXCLUDED, reason__in=LEFT_OUT).update(next_attempt_at=timezone.now())


def spread(sync: ObjectSync, before: Mapping[str, Any], chosen: Mapping[str, Any]) -> int:
    """A13: added mappings that are to take in the linked records too; how many are looked at by the next run.

    What a base holds of such a field is forgotten: nobody has agreed on it over this mapping yet.
    """
    known = {pair_key(row["hubspot"], row["quickbooks"]) for row in before["mappings"]}
    later = chosen["settings"].get(FROM_NOW, ())
    keys = {pair_key(row["hubspot"], row["quickbooks"]): row for row in chosen["mappings"] if row["origin"] == "custom"}
    added = [row for key, row in keys.items() if key not in known and key not in later and row["enabled"]]
    if not added:
        return 0
    closed = _closed(sync)
    rows = [row for row in _linked(sync) if not _protected(row, closed)]
    for row in rows:
        _forget(row, {one["quickbooks"] for one in added})
        row.next_attempt_at = timezone.now()
    SyncRecord.objects.all().save_all(rows, ["quickbooks_base", "next_attempt_at"])
    return len(rows)


def _linked(sync: ObjectSync) -> QuerySet[SyncRecord]:
    rows = SyncRecord.objects.filter(workspace=sync.workspace, object_type=sync.object_type)
    return rows.exclude(hubspot_id=None).exclude(quickbooks_id=None).exclude(quickbooks_base=None)


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
