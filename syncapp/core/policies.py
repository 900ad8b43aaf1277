"""What is forced whatever a person chooses: the locked filters, who owns an invoice, the walls of an account."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from syncapp.core.errors import Failure
from syncapp.core.lines import content
from syncapp.core.mapping import FieldPair
from syncapp.core.records import Invoice, InvoiceStatus, Record
from syncapp.core.values import Pair, Side, plain

MAX_NUMBER = 21  # QuickBooks' DocNumber; never cut (A18)
HUBSPOT_SOURCES = (
    "hubspot",
    "crm_ui",
    "crm",
)  # lower case; the option labelled HubSpot is looked up, these are its usual values


@dataclass(frozen=True)
class Locked:
    """A filter that nobody can change, and why (S26)."""

    code: str
    sentence: str
    reason: str


LOCKED_OUTBOUND = (
    Locked("source", "Invoice source is HubSpot", "One that another sync brought in would come twice."),
    Locked("draft", "Invoice is finalized", "A draft goes once it is finalized."),
    Locked(
        "before_start",
        "Created or modified after the sync was turned on",
        "Older ones may be in QuickBooks already. One changed later needs approval.",
    ),
)


def native_side(hubspot: Invoice | None, quickbooks: Invoice | None, account: Mapping[str, Any]) -> Side:
    """Where the invoice was created: a HubSpot invoice that is a copy (our mark, not billable, Data Sync) is not native."""
    if hubspot is None:
        return Side.QUICKBOOKS
    copy = hubspot.key or not hubspot.billable or not from_hubspot(hubspot, account)
    return Side.QUICKBOOKS if quickbooks is not None and copy else Side.HUBSPOT


def from_hubspot(invoice: Invoice, account: Mapping[str, Any]) -> bool:
    """S23: of the option that is labelled HubSpot in this account, or of its usual value. An account that tells no
    source is judged by `billable` and our mark alone."""
    own = account.get(OWN_SOURCE)
    known = {*HUBSPOT_SOURCES, own.lower()} if own else HUBSPOT_SOURCES
    return invoice.source is None or invoice.source.lower() in known


OWN_SOURCE = "own_source"  # in HubSpot's settings: the value of the option “HubSpot” of “Invoice source”


def fingerprint(record: Record, pairs: tuple[FieldPair, ...]) -> dict[str, str]:
    """What *modified* is measured against (A15, A16): mapped fields, lines, money and status; no time stamps.

    It depends on what stands in the vendor's system alone. Each mapped field stands by itself, so that a mapping that
    is added or taken away later modifies nothing, and neither does a field that the account no longer tells; a day that
    is told as a time counts as that time, so that another company time zone modifies nothing (A19).
    """
    fields = {pair.name(record.side) for pair in pairs if pair.enabled}
    told = {FIELD + name: _digest(_held(record, name)) for name in fields if name in record.values}
    if isinstance(record, Invoice):
        held = [content(record), plain(record.balance), record.status.value]
        return {**told, "status": record.status.value, "content": _digest(json.dumps(held, sort_keys=True))}
    return {**told, "content": _digest(str(getattr(record, "active", True)))}


FIELD = "field "  # before the name of a mapped field in a fingerprint


def _held(record: Record, name: str) -> str:
    value = record.moments.get(name, record.values[name])
    return plain(value) if isinstance(value, Decimal) else str(value)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def unmodified(record: Record, then: Mapping[str, str] | None, pairs: tuple[FieldPair, ...]) -> bool:
    """Whether it is as its fingerprint says that it was; false where there is none to compare with."""
    if not then or "content" not in then:
        return False
    now = fingerprint(record, pairs)
    known = (then.keys() & now.keys()) - {"status"}
    return all(then[name] == now[name] for name in known)


def seal(invoice: Invoice) -> str:
    """What a person has in view when approving: when any of it changes, the approval covers it no more (A10, A15)."""
    shown = [
        invoice.number, str(invoice.date), str(invoice.due_date), invoice.currency, str(invoice.total), str(invoice.balance),
        invoice.status.value, invoice.contact_ids, invoice.customer_id, content(invoice),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def walls(accounts: Pair[Mapping[str, Any]], *, service_dates: bool = False) -> tuple[Failure, ...]:
    """What the QuickBooks company demands of every invoice and a HubSpot invoice cannot give (S6, S7).

    `service_dates`: lines go out with one, as a bookkeeper has confirmed (B26).
    """
    company = accounts.quickbooks
    found = []
    if company.get("tax_required"):
        found.append(Failure("tax_code_required", {"country": str(company.get("country", ""))}))
    if company.get("revenue_recognition") and not service_dates:
        found.append(Failure("service_date_required"))
    return tuple(found)


def is_void(invoice: Invoice) -> bool:
    return invoice.status is InvoiceStatus.VOIDED
