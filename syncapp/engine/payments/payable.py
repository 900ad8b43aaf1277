"""The invoices that a HubSpot payment is on, as both sides were last read (A25)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, Subquery, Sum

from syncapp.core.catalogue.reasons import EXCLUDED
from syncapp.core.dividing import Payable
from syncapp.core.errors import entry
from syncapp.core.invoice_json import load
from syncapp.core.records import Invoice
from syncapp.core.values import ObjectType, Side
from syncapp.storage.models import MatchKey, SyncRecord

ZERO = Decimal(0)
OPEN = (SyncRecord.Status.PENDING, SyncRecord.Status.FAILING)


def payable(record: SyncRecord) -> list[Payable]:
    """Oldest first."""
    keys = MatchKey.objects.filter(record=record, side=Side.HUBSPOT, key__startswith="invoice:")
    ids = [key.removeprefix("invoice:") for key in keys.values_list("key", flat=True)]
    rows = SyncRecord.objects.filter(workspace=record.workspace_id, object_type=ObjectType.INVOICE)
    told = rows.of(Side.HUBSPOT, ids).select_related("customer").annotate(applied=Subquery(_of_this_payment(record)))
    known = {str(row.hubspot_id): row for row in told}
    found = [
        _of_record(known[one], getattr(known[one], "applied", None) or ZERO) if one in known else _unknown(one)
        for one in ids
    ]
    return sorted(found, key=lambda one: (str(one.date or "9"), len(one.id), one.id))


def _of_this_payment(record: SyncRecord) -> Any:
    """What QuickBooks has applied of it to an invoice already: as its parts, as the one that it was linked with before it
    was put on several, or as what may be the same money, entered there by a person (A29)."""
    rows = SyncRecord.objects.filter(
        object_type=ObjectType.PAYMENT, invoice=OuterRef("pk"), quickbooks_id__isnull=False
    )
    mine = Q(pk=record.pk) | Q(hubspot_id__startswith=f"{record.hubspot_id}/") | Q(hubspot_id=None, status__in=OPEN)
    return rows.filter(mine).order_by().values("invoice").annotate(sum=Sum("amount")).values("sum")


def _of_record(row: SyncRecord, applied: Decimal) -> Payable:
    here, there = (_read(row, side) for side in Side)
    owed = min(there.balance + applied, there.total) if there else here.total if here else row.amount
    return Payable(
        id=str(row.hubspot_id),
        label=row.label or "An invoice without a number",
        date=row.document_date,
        open=owed,
        open_in_hubspot=here.balance if here else None,
        customer=row.customer_name or (row.customer.label if row.customer else ""),
        not_there="" if row.linked else _why_not_there(row),
    )


def _read(row: SyncRecord, side: Side) -> Invoice | None:
    held: Any = getattr(row, f"{side.value}_seen") or getattr(row, f"{side.value}_base")
    return load(held["content"]) if row.id_on(side) and held and held.get("content") else None


def _unknown(invoice: str) -> Payable:
    return Payable(
        id=invoice, label="An invoice that does not sync", not_there="It does not stand in QuickBooks Online."
    )


def _why_not_there(row: SyncRecord) -> str:
    if row.status == SyncRecord.Status.FAILING:
        return f"Not in QuickBooks Online: {entry(row.reason).title}."
    if row.status == SyncRecord.Status.EXCLUDED:
        return f"Not in QuickBooks Online. {EXCLUDED.get(row.reason, 'It is excluded by a rule.')}"
    return "Not in QuickBooks Online yet."
