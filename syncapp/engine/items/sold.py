"""Which items of QuickBooks Online a line of an invoice can stand on (A21, A22)."""

from __future__ import annotations

from syncapp.core.values import ObjectType, Side
from syncapp.engine.people.asked import stored
from syncapp.storage.models import SyncRecord


def why_not_sold(item: SyncRecord) -> str:
    """Why no line can be this item, by what was last read of it; empty where one can."""
    if item.object_type != ObjectType.PRODUCT or not item.quickbooks_id:
        return "That is no item of QuickBooks Online."
    if item.inactive or item.reason == "item_inactive":
        return f"{item.label} is inactive in QuickBooks Online. Make it active there, or choose another."
    if item.reason == "category":
        return f"{item.label} is a category in QuickBooks Online, which cannot be sold. Choose an item."
    values = (stored(item, Side.QUICKBOOKS) or {}).get("values") or {}
    if values.get("Type") == "Group":
        return f"{item.label} is a bundle in QuickBooks Online, which is sold by its parts and not as one line. Choose an item."
    return ""
