"""A document that was deleted in QuickBooks and entered there again as it was: the reversal, which mends itself (S3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncapp.core.lines import load
from syncapp.core.matching import One, match_invoice
from syncapp.core.records import Invoice
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.storage.models import SyncRecord

if TYPE_CHECKING:
    from syncapp.engine.link import Linking

Status = SyncRecord.Status


def invoices_again(linking: Linking) -> dict[int, SyncRecord]:
    """A HubSpot-native invoice whose document was deleted, and the one document that is the same in everything (A5)."""
    p = linking.p
    rows = linking.each
    free = [
        invoice
        for row in rows
        if not row.linked and row.status != Status.IGNORED and row.pk not in linking.taken
        and isinstance(invoice := p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, row.quickbooks_id), Invoice)
    ]  # fmt: skip
    found: dict[int, SyncRecord] = {}
    for row in rows:
        if free and row.linked and row.origin == Side.HUBSPOT and _is_gone(p, row) and (other := _same(p, row, free)):
            found[row.pk] = linking.rows[Side.QUICKBOOKS, other.id]
            free.remove(other)
    return found


def _is_gone(p: Pass, row: SyncRecord) -> bool:
    return (Side.QUICKBOOKS, ObjectType.INVOICE, row.quickbooks_id) in p.questions.missing


def _same(p: Pass, row: SyncRecord, free: list[Invoice]) -> Invoice | None:
    invoice = p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
    held = (row.quickbooks_base or {}).get("content")
    if not isinstance(invoice, Invoice) or not held:
        return None
    customer = load(held).customer_id
    verdict = match_invoice(invoice, free, lambda one: one.customer_id == customer)
    return verdict.record if isinstance(verdict, One) else None
