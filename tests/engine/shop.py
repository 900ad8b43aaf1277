"""A shop with a handful of records on either side: it syncs in a blink and uses every kind of call."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.world import World

OBJECTS = "/crm/v3/objects"
CONTACT_OF_INVOICE, INVOICE_OF_LINE = 177, 410
Doc = dict[str, Any]


def open_shop(world: World) -> World:
    """Two customers and two items with an invoice each in QuickBooks, one of them paid; the same in HubSpot."""
    income = next(one["Id"] for one in world.objects("quickbooks", "account") if one["AccountType"] == "Income")
    for number in ("1", "2"):
        customer = quickbooks(
            world, "Customer", DisplayName=f"Ada {number}", PrimaryEmailAddr={"Address": f"ada{number}@example.com"}
        )
        item = quickbooks(
            world,
            "Item",
            Name=f"Mowing {number}",
            Sku=f"MOW-{number}",
            Type="Service",
            UnitPrice=40,
            IncomeAccountRef={"value": income},
        )
        invoice = quickbooks_invoice(world, f"100{number}", customer, item)
        if number == "1":
            line = {"Amount": 80, "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}
            quickbooks(
                world, "Payment", CustomerRef={"value": customer["Id"]}, TotalAmt=80, Line=[line], PaymentRefNum="4711"
            )
    world.set_up()
    for number in ("1", "2"):
        contact = hubspot(
            world, "contacts", email=f"ben{number}@example.com", firstname="Ben", lastname=f"Birch {number}"
        )
        hubspot(world, "products", name=f"Sod {number}", hs_sku=f"SOD-{number}", price="0.65")
        hubspot_invoice(world, f"HS-{number}", contact, f"SOD-{number}")
    return world


def quickbooks(world: World, entity: str, **fields: Any) -> Doc:
    return world.as_user("quickbooks", "POST", entity.lower(), fields)[entity]  # type: ignore[no-any-return]


def quickbooks_invoice(world: World, number: str, customer: Doc, item: Doc, **fields: Any) -> Doc:
    detail = {"ItemRef": {"value": item["Id"]}, "Qty": 2, "UnitPrice": 40}
    line = {
        "DetailType": "SalesItemLineDetail",
        "Amount": 80,
        "SalesItemLineDetail": detail,
        "Description": "front lawn",
    }
    return quickbooks(world, "Invoice", DocNumber=number, CustomerRef={"value": customer["Id"]}, Line=[line], **fields)


def hubspot(world: World, kind: str, *links: tuple[str, int], **properties: str) -> str:
    ends = [
        {"to": {"id": other}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}]}
        for other, type_id in links
    ]
    made = world.as_user("hubspot", "POST", f"{OBJECTS}/{kind}", {"properties": properties, "associations": ends})
    return str(made["id"])


def hubspot_invoice(world: World, number: str, contact: str, sku: str) -> str:
    today = datetime.now(UTC).strftime("%Y-%m-%dT00:00:00Z")
    invoice = hubspot(
        world,
        "invoices",
        (contact, CONTACT_OF_INVOICE),
        hs_number=number,
        hs_currency="USD",
        hs_invoice_date=today,
        hs_due_date=today,
    )
    hubspot(world, "line_items", (invoice, INVOICE_OF_LINE), name="Sod", hs_sku=sku, quantity="37", price="0.65")
    world.as_user("hubspot", "PATCH", f"{OBJECTS}/invoices/{invoice}", {"properties": {"hs_invoice_status": "open"}})
    return invoice


def all_settled(world: World) -> list[str]:
    """What is not in sync, by label and reason."""
    return [
        f"{row.object_type} {row.label}: {row.status} {row.reason}"
        for row in world.records()
        if row.status != "syncing"
    ]
