"""A linked invoice that was given to somebody else since both sides last agreed: in QuickBooks, or in HubSpot (S3, A2)."""

from __future__ import annotations

from syncapp.core.invoice_json import load
from syncapp.core.records import Invoice
from syncapp.core.values import ObjectType, Side
from syncapp.engine.collect import sides
from syncapp.engine.context import Pass
from syncapp.engine.parties import Parties, billed_contact
from syncapp.storage.convert import decode_base
from syncapp.storage.models import SyncRecord


def was_for_another(p: Pass, row: SyncRecord) -> Invoice | None:
    """The QuickBooks invoice as last agreed, where it names another customer now."""
    held = decode_base(row.quickbooks_base).content if row.linked else None
    now = p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, row.quickbooks_id)
    before = load(held) if held else None
    differs = before and isinstance(now, Invoice) and before.customer_id != now.customer_id
    return before if differs else None


def customer_moved(p: Pass, parties: Parties, row: SyncRecord) -> bool:
    """To one through whom the contact of HubSpot is not billed; a sub-customer of the same payer is (A2)."""
    before = was_for_another(p, row)
    _, now = sides(p, row)
    if not before or not isinstance(now, Invoice) or parties.same_payer(before, now):
        return False
    return not _same_party(p, parties, row)


def contact_moved(p: Pass, parties: Parties, row: SyncRecord) -> bool:
    """In HubSpot, to a contact that is not billed through the customer of QuickBooks' invoice."""
    return _contact_changed(p, row) and not _same_party(p, parties, row)


def _contact_changed(p: Pass, row: SyncRecord) -> bool:
    """Whether another one contact is billed than when both sides last agreed."""
    now = p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
    if not row.linked or not isinstance(now, Invoice) or now.contact_ids is None:
        return False
    held = decode_base(row.hubspot_base).content
    if not held:
        return False
    chosen = row.decision.get("contact")
    before, billed = billed_contact(load(held), chosen), billed_contact(now, chosen)
    if not isinstance(billed, str):
        return False
    # Who a copy was made for is not told by the answers that it was made with.
    return before != billed if isinstance(before, str) else row.origin == Side.QUICKBOOKS


def _same_party(p: Pass, parties: Parties, row: SyncRecord) -> bool:
    hubspot, quickbooks = sides(p, row)
    if not isinstance(hubspot, Invoice) or not isinstance(quickbooks, Invoice):
        return True
    party = parties.customer_of(hubspot, row.decision)
    return party.id == quickbooks.customer_id or parties.billed_through(hubspot, quickbooks, row.decision)
