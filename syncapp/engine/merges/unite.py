"""Two rows become one: of a pair that was found the row with the HubSpot id stays, and all that pointed to the other
points to it. Done for many pairs in a few statements, in the transaction of whoever found them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F

from syncapp.engine.rows import BATCH, chunks
from syncapp.storage.models import Activity, Alias, Conflict, MatchKey, Operation, SyncRecord

POINTERS: Sequence[tuple[Any, str]] = (
    (SyncRecord, "invoice_id"),
    (SyncRecord, "waiting_on_id"),
    (SyncRecord, "customer_id"),
    (Alias, "record_id"),
    (Operation, "record_id"),
    (Activity, "record_id"),
    (Conflict, "record_id"),
)
FIELDS = [
    "quickbooks_id",
    "quickbooks_version",
    "hubspot_base",
    "quickbooks_base",
    "currency",
    "origin",
    "invoice",
    "next_attempt_at",
]


def unite(pairs: Mapping[int, SyncRecord]) -> None:
    """`pairs`: the row that stays, by the key of the one that goes."""
    for gone in chunks(list(pairs)):
        _close_conflicts(gone)
        for model, field in POINTERS:
            _repoint(model, field, gone, pairs)
        _copy_keys(gone, pairs)
        _keep_decisions(gone, pairs)
        SyncRecord.objects.filter(pk__in=gone).delete()
        SyncRecord.objects.all().save_all([pairs[pk] for pk in gone], FIELDS)


def _close_conflicts(gone: Sequence[int]) -> None:
    """What was asked of the pair that goes is asked no more; of one field of the row that stays one question is open."""
    opened = Conflict.objects.filter(record__in=gone, closed_at=None)
    opened.update(closed_at=F("at"), closed_by=Conflict.ClosedBy.MERGED, chosen="", by=None)


def _repoint(model: Any, field: str, gone: Sequence[int], pairs: Mapping[int, SyncRecord]) -> None:
    rows = list(model.objects.filter(**{f"{field}__in": gone}))
    for row in rows:
        setattr(row, field, pairs[getattr(row, field)].pk)
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=[field.removesuffix("_id")], batch_size=BATCH
    )


def _copy_keys(gone: Sequence[int], pairs: Mapping[int, SyncRecord]) -> None:
    """Of one side, as where two customers are merged, both may have the same; those of the row that goes, go with it."""
    keys = MatchKey.objects.filter(record__in=gone)
    for key in (rows := list(keys)):
        key.pk, key.record_id = None, pairs[key.record_id].pk
    MatchKey.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


def _keep_decisions(gone: Sequence[int], pairs: Mapping[int, SyncRecord]) -> None:
    """What a person has decided for the row that goes holds for the one that stays, read as it is now.

    Who is linked is billed through nobody (A1).
    """
    for row in SyncRecord.objects.filter(pk__in=gone).exclude(decision={}):
        kept = SyncRecord.objects.get(pk=pairs[row.pk].pk)
        theirs = {name: value for name, value in row.decision.items() if name != "through" or not kept.linked}
        kept.decision = {**theirs, **kept.decision}
        kept.save(update_fields=["decision"])
