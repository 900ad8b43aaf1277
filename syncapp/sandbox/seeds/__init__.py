"""Named data sets: the demo company with its mistakes, in two steps, and companies with a wall of their own each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from syncapp.sandbox import heap
from syncapp.sandbox.seeds import expected, hostile, quickbooks, variants
from syncapp.sandbox.seeds.company import build
from syncapp.sandbox.seeds.hand import SeedError as SeedError
from syncapp.sandbox.seeds.into_hubspot import HubSpotHalf
from syncapp.sandbox.seeds.later_hubspot import HubSpotLater
from syncapp.sandbox.seeds.model import Company

if TYPE_CHECKING:
    from syncapp.sandbox.port import Port

RECORDS = 200
RANDOM_SEED = 7
FIRST, SECOND = "landscaping", "landscaping-later"
COMPANIES: dict[str, Callable[[datetime, int, int], Company]] = {
    FIRST: build,
    "canada": variants.canada,
    "revenue_recognition": variants.revenue_recognition,
    "custom_numbers": variants.custom_numbers,
    "closed_books": variants.closed_books,
    "multicurrency": variants.multicurrency,
    "minimal": variants.minimal,
    "hostile": hostile.hostile,
}
EXPECTED = {
    FIRST: expected.AFTER_FIRST_SYNC,
    SECOND: (*expected.AFTER_FIRST_SYNC, *expected.AFTER_LATER),
    "hostile": hostile.EXPECTED,
    **variants.EXPECTED,
}
# What fails besides once a person has finalized the drafts of a company, and the sync has run again.
FINALIZED = {"hostile": hostile.FINALIZED, **variants.FINALIZED}
NAMES = (*COMPANIES, SECOND)
LATER = (SECOND,)

_SIGNS_OF_LIFE = {
    "hubspot": ("contacts", "companies", "products", "invoices", "commerce_payments"),
    "quickbooks": ("customer", "item", "invoice", "payment", "creditmemo"),
}


def is_empty(port: Port) -> bool:
    """Nobody has put a record of their own into the account yet."""
    return not any(port.vendor.objects(name, 1, 0, None)["total"] for name in _SIGNS_OF_LIFE[port.vendor.system])


def plant(port: Port, name: str, records: int = RECORDS, random_seed: int = RANDOM_SEED) -> None:
    """Put a data set into a port; with the same arguments the two ports' halves belong together."""
    with heap.filling():
        _plant(port, name, records, random_seed)
    port.store.put("sandbox", "seed", {"names": [*_played(port), name]})
    port.store.put("sandbox", "expected", {"records": expected.shown(EXPECTED[name])})


def _plant(port: Port, name: str, records: int, random_seed: int) -> None:
    vendor: Any = port.vendor  # the protocol of all vendors has no doors for history
    if name in COMPANIES:
        company = COMPANIES[name](port.clock.now(), records, random_seed)
        if port.vendor.system == "hubspot":
            HubSpotHalf(company, vendor).load()
        else:
            quickbooks.load(company, vendor)
            if name == FIRST:
                quickbooks.load_beside(company, vendor)
    elif FIRST not in _played(port):
        raise SeedError("landscaping-later adds to landscaping. Seed that first.")
    elif SECOND in _played(port):
        raise SeedError("landscaping-later has been added already.")
    elif port.vendor.system == "hubspot":
        HubSpotLater(vendor, port.clock).play()
    else:
        quickbooks.later(vendor, port.clock)


def _played(port: Port) -> list[str]:
    return list((port.store.get("sandbox", "seed") or {}).get("names", []))
