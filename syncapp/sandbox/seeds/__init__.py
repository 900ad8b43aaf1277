"""Named data sets: the demo company with its mistakes, in two steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncapp.sandbox.port import Port

RECORDS = 200
RANDOM_SEED = 7
NAMES = ("landscaping", "landscaping-later")
LATER = ("landscaping-later",)

_SIGNS_OF_LIFE = {
    "hubspot": ("contacts", "companies", "products", "invoices", "commerce_payments"),
    "quickbooks": ("customer", "item", "invoice", "payment", "creditmemo"),
}


def is_empty(port: Port) -> bool:
    """Nobody has put a record of their own into the account yet."""
    return not any(port.vendor.objects(name, 1, 0, None)["total"] for name in _SIGNS_OF_LIFE[port.vendor.system])


def plant(port: Port, name: str, records: int, random_seed: int) -> None:
    """Put a data set into a port; the two ports' halves belong together."""
    raise NotImplementedError
