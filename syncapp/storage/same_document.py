"""Whether two stored records of one type can be the same document, by what is stored of them (A5, A10, A29)."""

from __future__ import annotations

from syncapp.core.money import amount_text
from syncapp.core.new_items import KIND_EXCLUDED, WORDS
from syncapp.core.records import InvoiceStatus
from syncapp.core.values import ObjectType, Side, day_words, number_key
from syncapp.storage.models import SyncRecord


def unlike(hubspot: SyncRecord, quickbooks: SyncRecord, *, void_aside: bool = False) -> str:
    """What forbids that they are one; empty where nothing does. The customer of an invoice is judged by a run alone.

    `void_aside`: what else does, where a person wants the void of one to hold for both (A10).
    """
    if hubspot.object_type == ObjectType.INVOICE:
        void = _void(hubspot, quickbooks)
        alone = [f"void in {void[0].label} alone"] if len(void) == 1 and not void_aside else []
        # By QuickBooks: the total of one that is void there tells nothing.
        zeroed = len(void) == 2 or (void_aside and Side.QUICKBOOKS in void)
        money = [*_currency(hubspot, quickbooks), *([] if zeroed else _amount(hubspot, quickbooks))]
        found = [*_numbers(hubspot, quickbooks), *alone, *money]
    elif hubspot.object_type == ObjectType.PAYMENT:
        apart = [] if hubspot.invoice_id == quickbooks.invoice_id else ["they pay different invoices"]
        found = [*apart, *_currency(hubspot, quickbooks), *_amount(hubspot, quickbooks)]
    else:
        found = _never_sold(quickbooks)
    return "; ".join(found)


def void_alone(hubspot: SyncRecord, quickbooks: SyncRecord) -> Side | None:
    """Where one invoice is void, if both may be one and the other still stands (A10)."""
    if hubspot.object_type != ObjectType.INVOICE:
        return None
    void = _void(hubspot, quickbooks)
    return void[0] if len(void) == 1 and not unlike(hubspot, quickbooks, void_aside=True) else None


def _never_sold(item: SyncRecord) -> list[str]:
    """No invoice that sells such a product could go."""
    kind = KIND_EXCLUDED.get(item.reason)
    return [f"{item.label} is {WORDS[kind]} in QuickBooks Online, which no line of an invoice can be"] if kind else []


def _void(hubspot: SyncRecord, quickbooks: SyncRecord) -> list[Side]:
    status = {Side.HUBSPOT: hubspot.hubspot_status, Side.QUICKBOOKS: quickbooks.quickbooks_status}
    return [side for side, word in status.items() if word == InvoiceStatus.VOIDED.value]


def _numbers(hubspot: SyncRecord, quickbooks: SyncRecord) -> list[str]:
    here, there = (number_key(row.number) for row in (hubspot, quickbooks))
    found = [] if here and here == there else [f"number {hubspot.number or 'none'} and {quickbooks.number or 'none'}"]
    if hubspot.document_date is None or hubspot.document_date != quickbooks.document_date:
        found.append(f"date {_day(hubspot)} and {_day(quickbooks)}")
    return found


def _day(row: SyncRecord) -> str:
    return day_words(row.document_date) or "unknown"


def _currency(hubspot: SyncRecord, quickbooks: SyncRecord) -> list[str]:
    here, there = hubspot.currency, quickbooks.currency
    return [] if here == there else [f"currency {here} and {there}"]


def _amount(hubspot: SyncRecord, quickbooks: SyncRecord) -> list[str]:
    if hubspot.amount is not None and hubspot.amount == quickbooks.amount:
        return []
    here, there = (
        "unknown" if row.amount is None else amount_text(row.amount, row.currency) for row in (hubspot, quickbooks)
    )
    return [f"amount {here} and {there}"]
