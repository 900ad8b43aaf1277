"""The payments of some invoices: those that stand with one of them, and those that HubSpot has on one and on others (A25)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from syncapp.core.plan import STOPPED
from syncapp.core.records import Payment
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.storage.models import MatchKey, SyncRecord, Workspace

INVOICE = "invoice:"  # the key of an invoice that a payment is on


def payments_of(workspace: Workspace, invoices: Iterable[SyncRecord]) -> Any:
    return SyncRecord.objects.filter(
        on_one_of(workspace, invoices), workspace=workspace, object_type=ObjectType.PAYMENT
    )


def on_one_of(workspace: Workspace, invoices: Iterable[SyncRecord]) -> Q:
    """The same, to be asked for with others."""
    invoices = list(invoices)
    named = [f"{INVOICE}{row.hubspot_id}" for row in invoices if row.hubspot_id]
    keys = MatchKey.objects.filter(workspace=workspace, object_type=ObjectType.PAYMENT, side=Side.HUBSPOT)
    mine = set(keys.filter(key__in=named).values_list("record_id", flat=True)) if named else set()
    return Q(invoice__in=[row.pk for row in invoices]) | Q(pk__in=mine)


def invoices_of(workspace: Workspace, payments: Iterable[SyncRecord]) -> Any:
    """The other way round."""
    payments = list(payments)
    keys = MatchKey.objects.filter(record__in=payments, side=Side.HUBSPOT, key__startswith=INVOICE)
    named = [key.removeprefix(INVOICE) for key in keys.values_list("key", flat=True)]
    mine = Q(pk__in=[row.invoice_id for row in payments if row.invoice_id]) | Q(hubspot_id__in=named)
    return SyncRecord.objects.filter(mine, workspace=workspace, object_type=ObjectType.INVOICE)


def payments_rest(invoice: SyncRecord) -> bool:
    """Whether the payments of an invoice rest with it: linked, and out of its filter (A14) or left out by a person."""
    return invoice.linked and (invoice.reason == STOPPED or invoice.status == SyncRecord.Status.IGNORED)


def one_takes_of_it(p: Pass, payment: Payment) -> bool:
    """Whether one of the invoices that HubSpot has this payment on is not left out (A14)."""
    left_out = (SyncRecord.Status.EXCLUDED, SyncRecord.Status.IGNORED)
    invoices = p.records().filter(object_type=ObjectType.INVOICE).of(Side.HUBSPOT, payment.invoice_ids)
    found: bool = invoices.exclude(status__in=left_out).exists()
    return found
