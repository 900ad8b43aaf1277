"""Invoices that are there on both sides already: same number, customer, currency, total and date (A5)."""

from __future__ import annotations

from collections.abc import Iterable

from syncapp.core.matching import One, match_invoice
from syncapp.core.policies import is_void, native_side
from syncapp.core.records import Invoice
from syncapp.core.values import ObjectType, Side, number_key
from syncapp.engine.linking.pairs import Linking
from syncapp.storage.models import SyncRecord


def link_invoices(linking: Linking, unlinked: list[SyncRecord]) -> None:
    there = _by_number(linking.records(Invoice, Side.QUICKBOOKS))
    here = _by_number(one for one in linking.records(Invoice, Side.HUBSPOT) if not one.key)
    for row in (*unlinked, *_void_before(linking, unlinked)):
        invoice = linking.p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
        if row.pk in linking.taken or not isinstance(invoice, Invoice) or invoice.key:
            continue
        number = number_key(invoice.number)
        if number and number in there and invoice.status != "draft":
            _invoice_verdict(linking, row, invoice, there[number], here[number])


def _void_before(linking: Linking, unlinked: list[SyncRecord]) -> list[SyncRecord]:
    """HubSpot's void invoices of these numbers: nothing makes them due again, but that QuickBooks' is void too (A10)."""
    due = {row.pk for row in unlinked}
    found = [linking.partner(one) for one in linking.records(Invoice, Side.HUBSPOT) if is_void(one)]
    return [row for row in found if row and row.pk not in due and not row.linked]


def _by_number(invoices: Iterable[Invoice]) -> dict[str | None, list[Invoice]]:
    found: dict[str | None, list[Invoice]] = {}
    for one in invoices:
        found.setdefault(number_key(one.number), []).append(one)
    return found


def _invoice_verdict(
    linking: Linking, row: SyncRecord, invoice: Invoice, there: list[Invoice], here: list[Invoice]
) -> None:
    """Each has to be the only one that the other can be: which of several is meant, nobody guesses."""
    verdict = match_invoice(invoice, there, lambda one: _is_for(linking, invoice, one), _linked(linking, there))
    if not isinstance(verdict, One):
        return
    quickbooks = verdict.record
    back = match_invoice(quickbooks, here, lambda one: _is_for(linking, one, quickbooks), _linked(linking, here))
    if isinstance(back, One) and (partner := linking.partner(quickbooks)):
        original = linking.p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, partner.quickbooks_id)
        account = linking.p.accounts.hubspot.settings
        made_in = native_side(invoice, original if isinstance(original, Invoice) else None, account)
        linking.link(row, partner, "Same number, customer, currency, total and date.", made_in)


def _linked(linking: Linking, invoices: Iterable[Invoice]) -> set[str]:
    return {one.id for one in invoices if (row := linking.partner(one)) and (row.linked or row.pk in linking.taken)}


def _is_for(linking: Linking, hubspot: Invoice, quickbooks: Invoice) -> bool:
    row = linking.partner(hubspot)
    customer = linking.parties.customer_of(hubspot, row.decision if row else {}).id
    return bool(customer) and customer == quickbooks.customer_id
