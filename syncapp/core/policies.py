"""What is forced whatever a person chooses: the locked filters, who owns an invoice, the walls of an account."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syncapp.core.errors import Failure
from syncapp.core.lines import content
from syncapp.core.mapping import FieldPair
from syncapp.core.records import Invoice, InvoiceStatus
from syncapp.core.values import Pair, Side

MAX_NUMBER = 21  # QuickBooks' DocNumber; never cut (A18)
HUBSPOT_SOURCES = ("hubspot", "crm_ui", "crm")  # lower case; the option labelled HubSpot is looked up, these are its usual values


@dataclass(frozen=True)
class Locked:
    """A filter that nobody can change, and why (S26)."""

    code: str
    sentence: str
    reason: str


LOCKED_OUTBOUND = (
    Locked("source", "Invoice source is HubSpot", "Invoices that another sync brought in would be sent back and doubled."),
    Locked("draft", "Invoice is finalized", "A draft may still change; finalizing it makes it go."),
    Locked(
        "before_start",
        "Created or modified after the sync was turned on",
        "Older invoices may stand in QuickBooks already; export and import them once instead.",
    ),
)


def native_side(hubspot: Invoice | None, quickbooks: Invoice | None) -> Side:
    """Where the invoice was created: a HubSpot invoice that is a copy (our mark, not billable, Data Sync) is not native."""
    if hubspot is None:
        return Side.QUICKBOOKS
    copy = hubspot.key or not hubspot.billable or not from_hubspot(hubspot)
    return Side.QUICKBOOKS if quickbooks is not None and copy else Side.HUBSPOT


def from_hubspot(invoice: Invoice) -> bool:
    """S23. An account that tells no source is judged by `billable` and our mark alone."""
    return invoice.source is None or invoice.source.lower() in HUBSPOT_SOURCES


def fingerprint(invoice: Invoice, pairs: tuple[FieldPair, ...]) -> dict[str, str]:
    """What *modified* is measured against (A15): mapped fields, lines, money and status; no time stamps."""
    header = {pair.hubspot: str(invoice.values.get(pair.hubspot)) for pair in pairs if pair.enabled}
    body = json.dumps([header, content(invoice), str(invoice.balance), invoice.status.value], sort_keys=True)
    return {"hash": hashlib.sha256(body.encode()).hexdigest(), "status": invoice.status.value}


def seal(invoice: Invoice) -> str:
    """What a person has in view when approving: when any of it changes, the approval covers it no more (A10, A15)."""
    shown = [
        invoice.number, str(invoice.date), str(invoice.due_date), invoice.currency, str(invoice.total), str(invoice.balance),
        invoice.status.value, invoice.contact_ids, invoice.customer_id, content(invoice),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def walls(accounts: Pair[Mapping[str, Any]]) -> tuple[Failure, ...]:
    """What the QuickBooks company demands of every invoice and a HubSpot invoice cannot give (S6, S7)."""
    company = accounts.quickbooks
    found = []
    if company.get("tax_required"):
        found.append(Failure("tax_code_required", {"country": str(company.get("country", ""))}))
    if company.get("revenue_recognition"):
        found.append(Failure("service_date_required"))
    return tuple(found)


def is_void(invoice: Invoice) -> bool:
    return invoice.status is InvoiceStatus.VOIDED
