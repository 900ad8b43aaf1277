"""The payments of some invoices: those that stand with one of them, and those that HubSpot has on one and on others (A25)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from syncapp.core.records import Payment
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.storage.models import MatchKey, SyncRecord, Workspace


def payments_of(workspace: Workspace, invoices: Iterable[SyncRecord]) -> Any:
    invoices = list(invoices)
    keys = MatchKey.objects.filter(workspace=workspace, object_type=ObjectType.PAYMENT, side=Side.HUBSPOT)
    mine = keys.filter(key__in=[f"invoice:{row.hubspot_id}" for row in invoices if row.hubspot_id])
    of_them = Q(invoice__in=[row.pk for row in invoices]) | Q(pk__in=set(mine.values_list("record_id", flat=True)))
    return SyncRecord.objects.filter(of_them, workspace=workspace, object_type=ObjectType.PAYMENT)


def one_takes_of_it(p: Pass, payment: Payment) -> bool:
    """Whether one of the invoices that HubSpot has this payment on is not left out (A14)."""
    left_out = (SyncRecord.Status.EXCLUDED, SyncRecord.Status.IGNORED)
    invoices = p.records().filter(object_type=ObjectType.INVOICE).of(Side.HUBSPOT, payment.invoice_ids)
    found: bool = invoices.exclude(status__in=left_out).exists()
    return found
