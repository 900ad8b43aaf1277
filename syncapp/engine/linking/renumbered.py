"""Invoices that stood on both sides before the sync was turned on, and are alike in all but their number.

One that was renumbered while nobody watched, such as before our database was lost, is the same sale; and a customer may
have bought twice on one day. Invoices carry no mark that would tell (A27), and neither is made a second time by a guess:
who gives both the same number links them (A5), who says that they are two lets each cross.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Q

from syncapp.core.errors import Failure
from syncapp.core.lines import figure
from syncapp.core.policies import is_void
from syncapp.core.records import Invoice, InvoiceStatus
from syncapp.core.values import ObjectType, Side
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.engine.linking.pairs import Linking
from syncapp.engine.rows import chunks
from syncapp.engine.setup.floor import floor_of, later
from syncapp.storage.models import SyncRecord

Key = tuple[Side, str, Decimal, date | None]


def rows_beside(p: Pass, unlinked: Iterable[SyncRecord]) -> list[SyncRecord]:
    """Rows that stand alone as well and may be alike; what was never decided about is due with them."""
    alike = {(invoice.total, invoice.date) for row in unlinked if (invoice := _stood(p, row))}
    alone = p.records().filter(Q(hubspot_id=None) | Q(quickbooks_id=None), object_type=ObjectType.INVOICE)
    found: list[SyncRecord] = []
    for days in chunks(sorted({day for _, day in alike if day})):
        rows = alone.filter(document_date__in=days).iterator()
        found += [row for row in rows if (row.amount, row.document_date) in alike]
    return found


def ask_about_renumbered(linking: Linking, unlinked: Iterable[SyncRecord]) -> None:
    alone: dict[Key, list[tuple[SyncRecord, Invoice]]] = defaultdict(list)
    for row in linking.each:
        if not row.linked and row.pk not in linking.taken and (invoice := _stood(linking.p, row)):
            alone[_key(invoice, invoice.side)].append((row, invoice))
    for row in unlinked:
        invoice = _stood(linking.p, row)
        if invoice is None or row.linked or row.pk in linking.taken or row.pk in linking.in_question:
            continue
        beside = alone[_key(invoice, invoice.side.other)]
        if other := next(_alike(linking, row, invoice, beside), None):
            params = {"invoice": other.number or "", "amount": figure(invoice.total, invoice.currency)}
            params |= {"date": str(invoice.date), "system": other.side.label}
            linking.in_question[row.pk] = Failure("same_but_number", params)


def _alike(
    linking: Linking, row: SyncRecord, invoice: Invoice, beside: Iterable[tuple[SyncRecord, Invoice]]
) -> Iterator[Invoice]:
    for other_row, other in beside:
        here = invoice.side is Side.HUBSPOT
        (hubspot_row, hubspot), quickbooks = ((row, invoice), other) if here else ((other_row, other), invoice)
        customer = linking.parties.customer_of(hubspot, hubspot_row.decision).id
        same = bool(customer) and customer == quickbooks.customer_id
        if same and invoice.number != other.number and row.decision.get("not_duplicate") != other.number:
            yield other


def _key(invoice: Invoice, side: Side) -> Key:
    return side, invoice.currency, invoice.total, invoice.date


def _stood(p: Pass, row: SyncRecord) -> Invoice | None:
    """Its invoice, if that was there when the sync was turned on and is no copy of ours."""
    invoice = next((one for one in sides(p, row) if isinstance(one, Invoice)), None)
    if invoice is None or row.linked or is_void(invoice) or invoice.key:
        return None
    if invoice.side is Side.HUBSPOT:
        floor = floor_of(row)
        return invoice if floor and floor["status"] != InvoiceStatus.DRAFT.value else None
    started = p.rules[ObjectType.INVOICE].started_at
    return invoice if started and invoice.created_at and not later(invoice.created_at, started) else None
