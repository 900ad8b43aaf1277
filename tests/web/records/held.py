"""Records with what both sides hold, as a run stores them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from syncapp.core.invoice_json import dump
from syncapp.core.plan import Base
from syncapp.core.records import Invoice, Line
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import Side, Value
from syncapp.storage.convert import encode_base, encode_spec
from syncapp.storage.models import Catalog, Connection, SyncRecord, Workspace
from tests.web.conftest import Shop

NAMES = {Side.HUBSPOT: ("hs_number", "hs_due_date"), Side.QUICKBOOKS: ("DocNumber", "DueDate")}


def line(id_: str, amount: str, name: str = "Mowing", quantity: str = "1", **more: Any) -> Line:
    price = Decimal(amount) / Decimal(quantity)
    return Line(id=id_, amount=Decimal(amount), quantity=Decimal(quantity), unit_price=price, name=name, **more)


def invoice(
    side: Side, *lines: Line, balance: str | None = None, due: date = date(2026, 12, 24), **more: Any
) -> Invoice:
    total = sum((one.amount for one in lines), Decimal(0)) + more.get("tax", Decimal(0))
    owed = total if balance is None else Decimal(balance)
    number, days = NAMES[side]
    values: dict[str, Value] = {number: "HS-2034", days: due}
    customer = {"customer_id": "7", "customer_name": "Alder HOA"} if side is Side.QUICKBOOKS else {}
    return Invoice(
        side=side, id="1", number="HS-2034", currency="USD", total=total, balance=owed, lines=lines, due_date=due,
        date=date(2026, 11, 20), values=values, **{**customer, **more},
    )  # fmt: skip


def held(one: Invoice, pairs: dict[str, str] | None = None) -> dict[str, Any]:
    return encode_base(Base(values=one.values, content=dump(one), lines=pairs or {}))


def edited(shop: Shop, **fields: Any) -> SyncRecord:
    """Made in HubSpot, equal once, and then the mulch was changed in QuickBooks (S44)."""
    here = invoice(Side.HUBSPOT, line("h1", "1470", "Mulch, dark", "42"), line("h2", "850", "Spreading", "10"))
    there = invoice(Side.QUICKBOOKS, line("1", "1470", "Mulch, dark", "42"), line("2", "850", "Spreading", "10"))
    now = invoice(Side.QUICKBOOKS, line("1", "1330", "Mulch, dark", "38"), line("2", "850", "Spreading", "10"))
    standard: dict[str, Any] = {
        "label": "HS-2034", "number": "HS-2034", "amount": Decimal(2320), "open_balance": Decimal(2320), "origin": "hubspot",
        "status": "failing", "reason": "native_invoice_edited", "params": {"changed": "Mulch, dark: 1330 instead of 1470"},
        "hubspot_base": held(here, {"h1": "1", "h2": "2"}), "quickbooks_base": held(there), "quickbooks_seen": held(now),
        "customer_name": "Alder HOA", "document_date": date(2026, 11, 20), "due_date": date(2026, 12, 24),
        "hubspot_status": "open", "quickbooks_status": "open",
    }  # fmt: skip
    return shop.record(**{**standard, **fields})


def offer(workspace: Workspace, side: str, object_type: str, *specs: FieldSpec) -> None:
    """What an account calls its fields."""
    catalog, _ = Catalog.objects.get_or_create(
        connection=Connection.objects.get(workspace=workspace, side=side), defaults={"refreshed_at": timezone.now()}
    )
    catalog.fields = {**catalog.fields, object_type: [encode_spec(one) for one in specs]}
    catalog.save()


def contact_fields(shop: Shop) -> None:
    offer(shop.workspace, "hubspot", "contact", FieldSpec("email", "Email"), FieldSpec("phone", "Phone Number"))
    offer(
        shop.workspace, "quickbooks", "contact", FieldSpec("DisplayName", "Display name"), FieldSpec("PrimaryPhone.FreeFormNumber", "Phone"),
        FieldSpec("PrimaryEmailAddr.Address", "Email"), FieldSpec("SalesTermRef", "Terms", FieldType.OPTION),
    )  # fmt: skip
