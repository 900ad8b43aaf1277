"""What stands beside an invoice, where its filter asks about it: its contacts or customer, and what its lines sell (S31)."""

from __future__ import annotations

from collections.abc import Iterable

from syncapp.core.criteria import Associated
from syncapp.core.records import Invoice
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.storage.models import SyncRecord


def judged(p: Pass, row: SyncRecord) -> Invoice | None:
    """The side whose record the filter is asked about: of a linked one where it was made, if that may stop it (A14)."""
    rules = p.rules[ObjectType.INVOICE]
    if row.linked and not rules.stops:
        return None
    hubspot = p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
    quickbooks = p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, row.quickbooks_id)
    found = quickbooks if row.linked and row.origin == Side.QUICKBOOKS else hubspot or quickbooks
    return found if isinstance(found, Invoice) else None


def asks(p: Pass) -> bool:
    """Whether who stands beside a linked invoice has to be read."""
    rules = p.rules[ObjectType.INVOICE]
    return any(_asked(p, target.other) for target in rules.stops)


def read_associated(p: Pass, invoices: Iterable[Invoice]) -> None:
    """Onto the shelf, in a few calls, and nothing where no criterion asks for it."""
    invoices = list(invoices)
    for side in Side:
        for kind in _asked(p, side):
            p.questions.read(
                side, kind, [one for invoice in invoices if invoice.side is side for one in _ids(invoice, kind)]
            )


def associated_values(p: Pass, invoice: Invoice | None) -> Associated:
    """By object, the values of each associated record that exists."""
    if invoice is None:
        return {}
    return {
        kind: [
            record.values for one in _ids(invoice, kind) if (record := p.on_shelf(invoice.side, kind, one)) is not None
        ]
        for kind in _asked(p, invoice.side)
    }


def _asked(p: Pass, source: Side) -> set[ObjectType]:
    chosen = p.rules[ObjectType.INVOICE].filters.get(source.other)
    return {one.associated for group in chosen.groups for one in group.criteria if one.associated} if chosen else set()


def _ids(invoice: Invoice, kind: ObjectType) -> list[str]:
    if kind is ObjectType.PRODUCT:
        return list(dict.fromkeys(line.product_id for line in invoice.lines if line.product_id))
    if invoice.side is Side.QUICKBOOKS:
        return [invoice.customer_id] if invoice.customer_id else []
    return list(dict.fromkeys([*(invoice.contact_ids or ()), *invoice.billing_contact_ids]))
