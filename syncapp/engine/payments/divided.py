"""What becomes of a HubSpot payment that is divided: its rows for each part, and what of it counts at which invoice (A25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from syncapp.core.plans.divided import fits
from syncapp.core.records import Payment, Record
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.payments.parts import DIVIDED, amounts_of, is_part, parts
from syncapp.storage.models import SyncRecord

_TAKEN_OVER = [
    "quickbooks_id", "quickbooks_version", "hubspot_base", "quickbooks_base", "origin", "writing",
]  # fmt: skip


def owner_of(row: SyncRecord) -> Side:
    """Who may change a payment that both sides have entered: with an invoice made in HubSpot it counts as entered there,
    and so does a part, which is made of the payment that stands there."""
    if is_part(row) or row.invoice is None:
        return Side.HUBSPOT
    return Side(row.invoice.origin or Side.HUBSPOT)


def without_copies(p: Pass, row: SyncRecord, payment: Record | None) -> Record | None:
    """As HubSpot has it, but for invoices that take nothing of it: those left out, and those held as made from it (A32).

    What stands in QuickBooks on its own invoice is of that, whatever else a workflow has put it on.
    """
    if not (isinstance(payment, Payment) and len(payment.invoice_ids) > 1 and row.linked and row.invoice):
        return payment
    if row.invoice.hubspot_id not in payment.invoice_ids:
        return payment
    left_out = (SyncRecord.Status.EXCLUDED, SyncRecord.Status.IGNORED)
    copies = (
        p.records().filter(object_type=ObjectType.INVOICE, quickbooks_id=None).of(Side.HUBSPOT, payment.invoice_ids)
    )
    copies = copies.filter(Q(status__in=left_out) | Q(reason="duplicate_from_workflow"))
    out = set(copies.values_list("hubspot_id", flat=True))
    return replace(payment, invoice_ids=tuple(one for one in payment.invoice_ids if one not in out))


def make_parts_due(p: Pass, payments: Any) -> None:
    """Whatever happens to a payment happens to its parts. `payments`: rows that have just become due."""
    for payment in payments.filter(decision__has_key=DIVIDED).values_list("hubspot_id", flat=True):
        parts(p.records(), payment).update(next_attempt_at=p.now())


def note_parts(p: Pass, rows: Iterable[SyncRecord]) -> None:
    """A row for each part of a payment that is divided as it stands; the part whose invoice it was on alone before takes
    over what it is linked with. Parts that are none any more are due."""
    for row in rows:
        payment = p.on_shelf(Side.HUBSPOT, ObjectType.PAYMENT, row.hubspot_id)
        amounts = None if is_part(row) else amounts_of(row)
        if amounts and isinstance(payment, Payment) and fits(amounts, payment):
            with transaction.atomic():
                _note(p, row, {invoice: amount for invoice, amount in amounts.items() if amount})


def _note(p: Pass, row: SyncRecord, amounts: Mapping[str, Decimal]) -> None:
    known = {str(one.hubspot_id).partition("/")[2] for one in parts(p.records(), str(row.hubspot_id))}
    invoices = p.records().filter(object_type=ObjectType.INVOICE).of(Side.HUBSPOT, amounts)
    by_id = {one.hubspot_id: one for one in invoices}
    before, row.invoice = row.invoice, None
    SyncRecord.objects.filter(pk=row.pk).update(invoice=None)
    for invoice in (one for one in amounts if one not in known):  # in this order, which of them goes first hangs on it
        part = SyncRecord(
            workspace=p.workspace, object_type=ObjectType.PAYMENT, hubspot_id=f"{row.hubspot_id}/{invoice}"
        )
        part.invoice, part.next_attempt_at = by_id.get(invoice), p.now()
        if row.linked and before is not None and part.invoice == before:
            _take_over(part, row)
        part.save()
    parts(p.records(), str(row.hubspot_id)).update(next_attempt_at=p.now())


def _take_over(part: SyncRecord, row: SyncRecord) -> None:
    for name in _TAKEN_OVER:
        setattr(part, name, getattr(row, name))
    row.quickbooks_id, row.quickbooks_version, row.hubspot_base, row.quickbooks_base = None, "", None, None
    row.writing = False
    row.save(update_fields=_TAKEN_OVER)
