"""Why a line stands on “Custom Line Item”, and what lets later invoices use an item of their own (A22, S10, S11)."""

from __future__ import annotations

from collections.abc import Mapping

# By what is known of the line's product in HubSpot: NO_PRODUCT, UNKNOWN, or the status or reason of its record.
NO_PRODUCT, UNKNOWN = "no_product", "unknown"
_LATER = "later invoices use its item"
ON_CUSTOM_ITEM: Mapping[str, str] = {
    NO_PRODUCT: f"no product is chosen on this line in HubSpot. Choose one that has a SKU, and {_LATER}.",
    UNKNOWN: "no product that is known here, and no item in QuickBooks Online, has been found for this line.",
    "no_sku": f"{{product}} has no SKU in HubSpot. Give it one, and {_LATER}.",
    "filter": f"{{product}} is excluded by the filters of the product sync. Let it through, and {_LATER}.",
    "direction": f"products do not sync to QuickBooks Online. Make an item with the SKU of {{product}} there, and {_LATER}.",
    "before_start": f"{{product}} is older than the product sync. Change it in HubSpot once, and {_LATER}.",
    "ignored": f"{{product}} is ignored here. Take it back, and {_LATER}.",
    "failing": f"{{product}} is failing. Once that is settled, {_LATER}.",
    "linked": f"{{product}} has its item by now: {_LATER}.",
    "pending": f"{{product}} was not in QuickBooks Online yet. Once it is, {_LATER}.",
}
