"""Whom an invoice names in HubSpot: a contact, who may be called otherwise than the customer that QuickBooks bills."""

from __future__ import annotations

from syncapp.core.values import name_key
from syncapp.engine.parties import billed_contact
from syncapp.queries.record_versions import Held
from syncapp.storage.models import LONG, SyncRecord


def contact_there(record: SyncRecord, hubspot: Held) -> SyncRecord | None:
    """None where it has the customer's name, is none or one of several, or is not known here."""
    invoice = hubspot.invoice or hubspot.agreed_invoice
    named = billed_contact(invoice, record.decision.get("contact")) if invoice and record.hubspot_id else None
    if not isinstance(named, str):
        return None
    contact = record.customer if record.customer and record.customer.hubspot_id == named else _known(record, named)
    customer = record.customer_name or (record.customer.label if record.customer else "")
    return contact if contact and name_key(contact.label) not in (None, name_key(customer)) else None


def _known(record: SyncRecord, contact: str) -> SyncRecord | None:
    rows = SyncRecord.objects.filter(workspace=record.workspace_id, object_type="contact", hubspot_id=contact)
    return rows.defer(*LONG).first()
