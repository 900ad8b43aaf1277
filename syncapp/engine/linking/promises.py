"""Who is to be linked with whom: what people have chosen and no run has carried out yet, so that nobody else can have either."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from syncapp.storage.models import SyncRecord
from syncapp.storage.models.records import SyncRecordQuerySet

# Of a decision of HubSpot's record: the key of the row that is meant; "same" of a payment (A29).
PARTNER = ("link", "same")
# Beside "link", of two invoices of which one alone is void: the other is to be void too, on that side and of that total (A10).
VOID_TOO = "void_too"


@dataclass(frozen=True)
class Promise:
    """Of one of two: the other."""

    key: int
    label: str

    @property
    def said(self) -> str:
        """`chosen for “Gil Grey”: the next run links the two`"""
        return f"chosen for {self.label}: the next run links the two"


def promises(rows: Iterable[SyncRecord]) -> dict[int, Promise]:
    """By record, either of the two, as far as these rows tell. Whoever is ignored is linked with nobody by any run."""
    known = {row.pk: row for row in rows}
    ignored = {key for key, row in known.items() if row.status == SyncRecord.Status.IGNORED}
    found = {}
    for row in known.values():
        for key in (row.decision[name] for name in PARTNER if row.decision.get(name)):
            if ignored & {row.pk, key}:
                continue
            found[row.pk] = Promise(key, in_quotes(known.get(key)))
            found[key] = Promise(row.pk, in_quotes(row))
    return found


def choosers(workspace: int, partners: Collection[int]) -> SyncRecordQuerySet:
    """The records of HubSpot for which somebody has chosen one of these."""
    chosen = reduce(or_, (Q(**{f"decision__{name}__in": list(partners)}) for name in PARTNER))
    # Few are decided for, and an index lists those.
    return SyncRecord.objects.exclude(decision={}).filter(chosen, workspace=workspace, quickbooks_id=None)


def chosen_already(partner: SyncRecord, promise: Promise) -> str:
    return f"{partner.label or partner.number} is chosen for {promise.label} already: the next run links the two"


def in_quotes(row: SyncRecord | None) -> str:
    return f"“{row.label or row.number}”" if row is not None and (row.label or row.number) else "another record"
