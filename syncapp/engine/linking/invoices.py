"""Invoices that are there on both sides already: same number, customer, currency, total and date (A5)."""

from __future__ import annotations

from syncapp.core.matching import One, match_invoice
from syncapp.core.policies import native_side
from syncapp.core.records import Invoice
from syncapp.core.values import ObjectType, Side
from syncapp.engine.linking.pairs import Linking
from syncapp.storage.models import SyncRecord


def link_invoices(linking: Linking, unlinked: list[SyncRecord]) -> None:
    by_number: dict[str, list[Invoice]] = {}
    for one in linking.records(Invoice, Side.QUICKBOOKS):
        by_number.setdefault((one.number or "").strip().casefold(), []).append(one)
    for row in unlinked:
        invoice = linking.p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
        if row.pk in linking.taken or not isinstance(invoice, Invoice) or invoice.key:
            continue
        there = by_number.get((invoice.number or "").strip().casefold(), [])
        if invoice.number and there and invoice.status != "draft":
            _invoice_verdict(linking, row, invoice, there)


def _invoice_verdict(linking: Linking, row: SyncRecord, invoice: Invoice, there: list[Invoice]) -> None:
    customer = linking.parties.customer_of(invoice, row.decision).id
    linked = {
        one.id for one in there if (other := linking.partner(one)) and (other.linked or other.pk in linking.taken)
    }
    verdict = match_invoice(invoice, there, lambda one: bool(customer) and one.customer_id == customer, linked)
    if isinstance(verdict, One) and (partner := linking.partner(verdict.record)):
        original = linking.p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, partner.quickbooks_id)
        account = linking.p.accounts.hubspot.settings
        made_in = native_side(invoice, original if isinstance(original, Invoice) else None, account)
        linking.link(row, partner, "Same number, customer, currency, total and date.", made_in)
