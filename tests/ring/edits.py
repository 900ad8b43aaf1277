"""What people wrote stands where they wrote it (faults.md, I4)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from syncapp.storage.models import Conflict, SyncRecord
from tests.crash.books import number
from tests.ring.ring import Doc, Ring

FIELDS = {
    "contact": (("firstname", "GivenName"), ("lastname", "FamilyName"), ("phone", "PrimaryPhone.FreeFormNumber"), ("company", "CompanyName"), ("city", "BillAddr.City")),
    "product": (("name", "Name"), ("hs_sku", "Sku"), ("price", "UnitPrice"), ("description", "Description")),
    "invoice": (("hs_number", "DocNumber"), ("hs_invoice_date", "TxnDate"), ("hs_due_date", "DueDate"), ("hs_comments", "CustomerMemo.value")),
}  # fmt: skip
TERMS = ("payment_terms", "SalesTermRef.name")  # equal by what stands for what (lists.py)
KINDS = {
    "contact": ("contacts", "customer"),
    "product": ("products", "item"),
    "invoice": ("invoices", "invoice"),
    "payment": ("commerce_payments", "payment"),
}


def rows_of(ring: Ring) -> list[SyncRecord]:
    return list(SyncRecord.objects.filter(workspace=ring.world.workspace).select_related("invoice", "waiting_on"))


def people_are_heard(ring: Ring) -> Iterator[str]:
    """I4: what a person wrote stands where they wrote it, unless somebody wrote the other side later, or the choice is recorded."""
    rows = rows_of(ring)
    ids = {
        (side, row.object_type, str(row.hubspot_id if side == "hubspot" else row.quickbooks_id)): row
        for row in rows
        for side in ("hubspot", "quickbooks")
    }
    for (side, kind, ident, name), said in ring.said.items():
        row = ids.get((side, kind, ident))
        if row is None:
            continue
        now = _value(ring, side, kind, ident, name)
        if now is None or same(now[0], said.value):
            continue
        pair = next((one for one in (*FIELDS[kind], TERMS) if name in one), None)
        if pair and _said_there(ring, _other(side, kind, row, pair)) >= said.when - 1:
            continue
        if ring.directed and said.when <= ring.met.get((kind, str(row.hubspot_id), str(row.quickbooks_id)), -1):
            continue  # where one side follows the other, it does so in what both held when they were found to be one
        if pair and Conflict.objects.filter(record=row, hubspot_field=pair[0]).exists():
            continue
        yield f"{row}: a person gave {name} in {side} {said.value!r} at turn {said.when}, and it is {now[0]!r} ({row.status} {row.reason})"
    yield from _hands(ring, rows)


def _said_there(ring: Ring, place: tuple[str, str, str, str]) -> int:
    """The turn in which somebody last gave this a value, be it that they made the record."""
    said = ring.said.get(place)
    return max(said.when if said else -2, ring.made.get(place[:3], -2))


def _other(side: str, kind: str, row: SyncRecord, pair: tuple[str, str]) -> tuple[str, str, str, str]:
    if side == "hubspot":
        return "quickbooks", kind, str(row.quickbooks_id), pair[1]
    return "hubspot", kind, str(row.hubspot_id), pair[0]


def _value(ring: Ring, side: str, kind: str, ident: str, name: str) -> tuple[Any] | None:
    """None where the record is gone."""
    mine, other = KINDS[kind]
    if side == "hubspot":
        found = next((one for one in ring.here(mine) if str(one["id"]) == ident), None)
        return (found["properties"].get(name),) if found else None
    found = next((one for one in ring.there(other) if one["Id"] == ident), None)
    return (said_of(found, path(found, name)),) if found else None


def _hands(ring: Ring, rows: list[SyncRecord]) -> Iterator[str]:
    """S44: lines that a person changed in QuickBooks on HubSpot's invoice are never overwritten."""
    bills = {one["Id"]: one for one in ring.there("invoice")}
    for ident, (when, doc) in ring.hand_written.items():
        row = next((one for one in rows if one.object_type == "invoice" and one.quickbooks_id == ident), None)
        now = bills.get(ident)
        if (
            now is None
            or row is None
            or row.origin != "hubspot"
            or row.status != "failing"
            or row.reason != "native_invoice_edited"
        ):
            continue
        if money_lines(now) != money_lines(doc) and not str(now.get("PrivateNote", "")).startswith("Voided"):
            yield f"{row}: lines that a person wrote at turn {when} were overwritten: {money_lines(doc)} → {money_lines(now)}"


def money_lines(doc: Doc) -> list[tuple[Decimal, str]]:
    return sorted(
        (number(one.get("Amount")), " ".join(str(one.get("Description") or "").split()))
        for one in doc["Line"]
        if one["DetailType"] != "SubTotalLineDetail"
    )


def said_of(doc: Doc, value: Any) -> Any:
    """A value without what QuickBooks puts behind the names of what is inactive."""
    return value.removesuffix(" (deleted)") if doc.get("Active") is False and isinstance(value, str) else value


def path(doc: Doc, name: str) -> Any:
    value: Any = doc
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def same(a: Any, b: Any) -> bool:
    if a in (None, "") or b in (None, ""):
        return (a or "") == (b or "")
    a, b = str(a), str(b)
    if a[:10] == b[:10] and len(a[:10]) == 10 and a[4:5] == "-":
        return True
    try:
        return Decimal(a) == Decimal(b)
    except ArithmeticError:
        a, b = (unicodedata.normalize("NFC", " ".join(one.split())) for one in (a, b))
        return a == b
