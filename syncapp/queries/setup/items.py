"""The items of QuickBooks Online on which a line can stand, for a set-up to choose from (A21)."""

from __future__ import annotations

from syncapp.connectors.protocol import ListEntry
from syncapp.core.new_items import SOLD
from syncapp.core.values import ObjectType, Pair
from syncapp.engine.items.sold import why_not_sold
from syncapp.engine.rules import AccountView
from syncapp.storage.models import SyncRecord

MOST = 2000  # a longer list cannot be chosen from
KINDS = (*SOLD, "Inventory")


def items_of(accounts: Pair[AccountView] | None) -> list[ListEntry]:
    """By name; what no line can stand on counts as inactive. As products were last read, else some of the company's lists."""
    if accounts is None:
        return []
    workspace = accounts.quickbooks.connection.workspace_id
    rows = SyncRecord.objects.filter(
        workspace=workspace, object_type=ObjectType.PRODUCT, quickbooks_id__isnull=False
    ).order_by("label", "pk")
    known = {
        str(row.quickbooks_id): ListEntry(id=str(row.quickbooks_id), name=row.label, active=not why_not_sold(row))
        for row in rows[:MOST]
    }
    listed = accounts.quickbooks.lists.get("items", ())
    known |= {one.id: one for one in listed if one.id not in known and one.kind in KINDS}
    return sorted(known.values(), key=lambda one: (one.name.casefold(), one.id))


def item_named(accounts: Pair[AccountView] | None, item: str) -> str:
    """Its name, else its ID in QuickBooks Online; empty for none."""
    return item and next((one.name for one in items_of(accounts) if one.id == item), f"ID {item}")
