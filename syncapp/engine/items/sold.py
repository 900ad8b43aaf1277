"""Which items of QuickBooks Online a line of an invoice can stand on (A21, A22)."""

from __future__ import annotations

from syncapp.core.new_items import KIND_EXCLUDED
from syncapp.core.values import ObjectType
from syncapp.storage.models import SyncRecord


def kind_of(item: SyncRecord) -> str:
    """What QuickBooks Online calls its type, as it was last read. What is excluded for it is told by its reason."""
    held = item.quickbooks_seen or item.quickbooks_base or {}
    return KIND_EXCLUDED.get(item.reason) or str((held.get("values") or {}).get("Type") or "")


def why_not_sold(item: SyncRecord) -> str:
    """Why no line can be this item, by what was last read of it; empty where one can."""
    if item.object_type != ObjectType.PRODUCT or not item.quickbooks_id:
        return "That is no item of QuickBooks Online."
    if item.inactive or item.reason == "item_inactive":
        return f"{item.label} is inactive in QuickBooks Online. Make it active there, or choose another."
    kind = kind_of(item)
    if kind == "Category":
        return f"{item.label} is a category in QuickBooks Online, which cannot be sold. Choose an item."
    if kind == "Group":
        return f"{item.label} is a bundle in QuickBooks Online, which is sold by its parts and not as one line. Choose an item."
    return ""
