"""Payments that are settled, and count more in HubSpot than on their invoice in QuickBooks (A28, A30).

HubSpot counts all that was kept of a payment. QuickBooks has what is applied: of what was paid over the balance a rest is left
that another invoice, or this one once it is open again, may get.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db.models import Q

from syncapp.core.lines import figure
from syncapp.core.plans.cash_alone import SHOWN
from syncapp.core.records import BOUNCED
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.payments.awaited import told_apart
from syncapp.engine.payments.ignored import counted
from syncapp.engine.payments.parts import is_part
from syncapp.engine.people.asked import BY_HAND
from syncapp.storage.convert import decode_base
from syncapp.storage.models import SyncRecord

ZERO = Decimal(0)


def uneven_on(p: Pass, invoices: Sequence[SyncRecord]) -> Iterator[tuple[SyncRecord, Decimal, str]]:
    """Each with how much more HubSpot counts, and in words."""
    if not invoices:
        return
    stand = Q(status=SyncRecord.Status.SYNCING) | Q(status=SyncRecord.Status.EXCLUDED, decision__has_key=BY_HAND)
    payments = p.records().filter(stand, object_type=ObjectType.PAYMENT, invoice__in=[row.pk for row in invoices])
    rows = list(payments.filter(hubspot_id__isnull=False).order_by("pk"))
    p.questions.read(Side.HUBSPOT, ObjectType.PAYMENT, [str(row.hubspot_id) for row in rows if not row.linked])
    for row in rows:
        if (more := _here(p, row) - _there(row)) > 0:
            where = "is not applied in QuickBooks Online" if row.linked else "stands in HubSpot alone"
            yield row, more, f"{figure(more, row.currency)} of {told_apart(row)} {where}"


def given_back(p: Pass, row: SyncRecord) -> Decimal:
    """What its invoice has of it in QuickBooks more than HubSpot counts, because its refund was booked by hand there."""
    if BY_HAND not in row.decision or not row.linked:
        return ZERO
    refunded = decode_base(row.hubspot_base).values.get("hs_refunds_amount")
    return min(max(_there(row) - _here(p, row), ZERO), refunded) if isinstance(refunded, Decimal) else ZERO


def _here(p: Pass, row: SyncRecord) -> Decimal:
    if not row.linked:
        return counted(p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, row.hubspot_id))
    held = decode_base(row.hubspot_base).values
    amount, refunded, status = (held.get(name) for name in ("amount", "hs_refunds_amount", "status"))
    if not isinstance(amount, Decimal) or status in BOUNCED:
        return ZERO
    less = refunded if isinstance(refunded, Decimal) and not is_part(row) else ZERO
    return ZERO if status == "refunded" else amount - less


def _there(row: SyncRecord) -> Decimal:
    """Its money: what is only shown of a credit beside it counts as open in HubSpot."""
    amount = decode_base(row.quickbooks_base).values.get("amount") if row.linked else ZERO
    return amount - Decimal(row.params.get(SHOWN, 0)) if isinstance(amount, Decimal) else ZERO
