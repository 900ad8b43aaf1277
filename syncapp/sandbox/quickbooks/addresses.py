"""Physical addresses: each written one is a thing with an Id of its own."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault
from syncapp.sandbox.quickbooks.fields import clean
from syncapp.sandbox.quickbooks.schema_common import ADDRESS

NAMES = ("BillAddr", "ShipAddr", "ShipFromAddr", "PrimaryAddr", "OtherAddr")
COMBINED = 2000  # characters of the five lines together [D]


def settle(ctx: Context, old: Doc | None, new: dict[str, Any]) -> None:
    """A new or changed address gets the next Id; one that stays or is the customer's keeps its own (seen)."""
    for name in NAMES:
        value = new.get(name)
        if not value or "Id" in value:
            continue
        _check(name, value)
        before = (old or {}).get(name)
        if before and {key: part for key, part in clean(ADDRESS.fields, before).items() if part is not None} == value:
            new[name] = before
        else:
            new[name] = {"Id": str(ctx.books.store.next_number(f"{ctx.books.realm}/address")), **value}


def _check(name: str, value: dict[str, Any]) -> None:
    together = sum(len(value.get(f"Line{n}", "")) for n in range(1, 6))
    if together > COMBINED:
        raise Fault(
            "2050",
            "String length specified does not match the supported length. "
            f"Min:0 Max:{COMBINED:,} supported. Supplied length:{together:,}",
            name,
        )
