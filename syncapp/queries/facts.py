"""What tells records of one kind apart, as their side holds it: address and phone, SKU and price, amount and date."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from syncapp.core.values import ObjectType, Side
from syncapp.queries.record_versions import Amount, Shown
from syncapp.storage.convert import decode
from syncapp.storage.models import SyncRecord

# Label, HubSpot's name, QuickBooks' name.
_FIELDS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    ObjectType.CONTACT: (
        ("Email", "email", "PrimaryEmailAddr.Address"),
        ("Phone", "phone", "PrimaryPhone.FreeFormNumber"),
        ("Company", "company", "CompanyName"),
        ("City", "city", "BillAddr.City"),
    ),
    ObjectType.PRODUCT: (("SKU", "hs_sku", "Sku"), ("Price", "price", "UnitPrice")),
}
_MONEY = frozenset({"price", "UnitPrice"})

Facts = dict[str, Shown]


def facts_of(record: SyncRecord, side: Side, currency: str = "") -> Facts:
    """By label; what is not known is left out. `currency`: what the account counts in."""
    if record.object_type not in _FIELDS:
        told: Facts = {
            "Amount": None if record.amount is None else Amount(record.amount, record.currency),
            "Date": record.document_date,
        }
        return {label: value for label, value in {**told, "Customer": record.customer_name}.items() if value}
    held = getattr(record, f"{side.value}_seen") or getattr(record, f"{side.value}_base") or {}
    values = held.get("values", {})
    told = {}
    for label, *names in _FIELDS[record.object_type]:
        name = names[0] if side is Side.HUBSPOT else names[1]
        if (value := decode(values.get(name))) not in (None, ""):
            told[label] = (
                Amount(value, record.currency or currency) if name in _MONEY and isinstance(value, Decimal) else value
            )
    if record.object_type == ObjectType.PRODUCT and record.number:
        told.setdefault("SKU", record.number)
    return told
