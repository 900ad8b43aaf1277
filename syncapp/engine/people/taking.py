"""Whether QuickBooks' version of a HubSpot invoice can be taken into HubSpot, as far as what is stored tells (B19)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from syncapp.core.invoice_json import load
from syncapp.core.plans.taking import NEVER_AGREED, NOT_THERE, lines_taken
from syncapp.core.records import Invoice
from syncapp.core.values import Direction, ObjectType, Pair, Side
from syncapp.engine.people.asked import Held, stored
from syncapp.storage.convert import decode_base
from syncapp.storage.models import Catalog, ObjectSync, SyncRecord

NO_LINES = ("payment", "customer")  # what was changed is none of what HubSpot could be told, by the failure's params


def why_not_taken(record: SyncRecord) -> str:
    """In a sentence; empty where it can be tried. HubSpot alone knows the rest, and refuses without changing anything."""
    if record.object_type != ObjectType.INVOICE or any(name in record.params for name in NO_LINES):
        return "What was changed in QuickBooks Online is nothing that HubSpot can be told."
    here, there = (_invoice(stored(record, side)) for side in Side)
    was_here, was_there = _invoice(record.hubspot_base), _invoice(record.quickbooks_base)
    if here is None or there is None or was_here is None or was_there is None:
        return NEVER_AGREED
    sync = ObjectSync.objects.filter(workspace=record.workspace_id, object_type=ObjectType.INVOICE).first()
    if sync is None or not Direction(sync.direction).reaches(Side.HUBSPOT):
        return NOT_THERE
    if at := _refused_at(record):
        return (
            f"HubSpot refused to have a finalized invoice edited on {at:%b} {at.day}: “Edit finalized invoices” is off in its "
            "settings of invoices. Once it is on, “Check again” on Integrations lets it be tried anew."
        )
    found = lines_taken(here, there, Pair(was_here, was_there), decode_base(record.hubspot_base).lines)
    return found if isinstance(found, str) else ""


def _invoice(kept: Held) -> Invoice | None:
    content = decode_base(kept).content if kept else None
    return load(content) if content is not None else None


def _refused_at(record: SyncRecord) -> datetime | None:
    of_hubspot = Catalog.objects.filter(connection__workspace=record.workspace_id, connection__side=Side.HUBSPOT)
    settings: dict[str, Any] | None = of_hubspot.values_list("settings", flat=True).first()
    told = (settings or {}).get("edits_refused_at")
    return datetime.fromisoformat(told) if told else None
