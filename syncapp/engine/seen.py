"""What people are shown of a record: what each side holds while the two are not equal, and what lists are made of.

Nothing is asked for this: it is what the pass has read anyway, stored with where the record stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from syncapp.core.invoice_json import dump
from syncapp.core.plan import STOPPED, Base
from syncapp.core.reconcile import status_word_shown
from syncapp.core.records import Invoice, InvoiceStatus, Payment, Product, Record
from syncapp.core.values import Side
from syncapp.engine.context import GONE
from syncapp.engine.inactive import name_there
from syncapp.storage.convert import bounded, decode_base, encode_base
from syncapp.storage.models import SyncRecord

SEEN = (
    "hubspot_seen", "quickbooks_seen", "document_date", "due_date", "open_balance", "hubspot_status", "quickbooks_status",
    "customer", "customer_name",
)  # fmt: skip
# Of an invoice, what says how it was read or when it was touched, not what it holds.
BESIDE = frozenset({"version", "updated_at", "modified", "contact_ids", "billing_contact_ids", "payment_ids", "linked"})
UNSEEN = frozenset({"credit"})  # of a payment, what is kept for the plans and no page shows
CONTACTS = frozenset({"contact_ids", "billing_contact_ids"})
UNEQUAL = (SyncRecord.Status.FAILING, SyncRecord.Status.PENDING)


def held_by(record: Record, known: Base) -> Base:
    """What this side holds; fields that were not read this time are as they were."""
    values = {**known.values, **record.values}
    if isinstance(record, Payment):
        values |= {"amount": record.amount, "status": record.status}
        if record.side is Side.QUICKBOOKS:
            values["credit"] = record.credit
    return Base(values=values, content=_content(record, known.content or {}) if isinstance(record, Invoice) else None)


def _content(invoice: Invoice, known: Mapping[str, Any]) -> dict[str, Any]:
    """The contacts of a linked invoice are asked for now and then only; until then they are as they were."""
    unread = CONTACTS & known.keys() if invoice.contact_ids is None else frozenset()
    return {**dump(invoice), **{name: known[name] for name in unread}}


def note_seen(row: SyncRecord, hubspot: Record | None, quickbooks: Record | None) -> None:
    for side, record in ((Side.HUBSPOT, hubspot), (Side.QUICKBOOKS, quickbooks)):
        unequal = row.status in UNEQUAL or (row.linked and row.reason == STOPPED)
        setattr(row, f"{side.value}_seen", _unlike_base(row, record) if unequal and record else None)
        setattr(row, f"{side.value}_status", _status(row, side, record))
    note_alone(row, hubspot, quickbooks)
    # What stands in the system where it was made counts; of the other, what only it tells.
    for record in (quickbooks, hubspot) if row.origin == Side.HUBSPOT else (hubspot, quickbooks):
        _document(row, record)
    # Before it stands in QuickBooks, its customer may: then it has one name in all lists, before and after.
    if isinstance(hubspot, Invoice) and quickbooks is None and "customer" in row._state.fields_cache:
        row.customer_name = name_there(row.customer)[:500] or row.customer_name


def note_alone(row: SyncRecord, *records: Record | None) -> None:
    """Of a product without a partner, left out or not: its price says whose it is, where somebody looks for one."""
    for record in records:
        if isinstance(record, Product) and not row.linked:
            setattr(row, f"{record.side.value}_seen", _unlike_base(row, record))


def _unlike_base(row: SyncRecord, record: Record) -> dict[str, Any] | None:
    base = getattr(row, f"{record.side.value}_base")
    now = encode_base(held_by(record, decode_base(base)))
    return None if base and substance(base) == substance(now) else now


def substance(held: Mapping[str, Any]) -> tuple[Any, ...]:
    """What people are shown of it, whenever it was read, and whichever version kept it."""
    content = held.get("content") or {}
    values = {name: value for name, value in (held.get("values") or {}).items() if name not in UNSEEN}
    return values, {name: value for name, value in content.items() if name not in BESIDE}


def _status(row: SyncRecord, side: Side, record: Record | None) -> str:
    """In the words of both sides: draft, open, partly paid, paid, voided; a payment's own; deleted."""
    if isinstance(record, Invoice):
        return status_word_shown(record)
    if isinstance(record, Payment):
        return record.status[:24]
    return "deleted" if row.id_on(side) and getattr(row, f"{side.value}_version") == GONE else ""


def _document(row: SyncRecord, record: Record | None) -> None:
    if isinstance(record, Invoice):
        row.document_date, row.due_date = record.date or row.document_date, record.due_date or row.due_date
        # Paid too much, nothing is open, whatever HubSpot's balance says.
        owed = {InvoiceStatus.VOIDED: Decimal(0), InvoiceStatus.DRAFT: None}.get(
            record.status, max(record.balance, Decimal(0))
        )
        row.open_balance = None if owed is None else bounded(owed)
        row.customer_name = (record.customer_name or row.customer_name)[:500]
    elif isinstance(record, Payment):
        row.document_date = record.date or row.document_date
