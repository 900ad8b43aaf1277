"""A shop so small that it syncs in a blink, and yet needs every kind of write that the product knows.

Two stages. *arrive*: people have made records on both sides, nothing is synced. *edit*: all of that is synced, and
people have changed, paid, voided and removed things on both sides.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.crash.place import Place, Snapshot, opened

Doc = dict[str, Any]
ZONE = ZoneInfo("America/Los_Angeles")
OBJECTS = "/crm/v3/objects"
TO_CONTACT, LINE_TO_INVOICE = 177, 410


def stages(folder: Path, empty: Path) -> dict[str, Snapshot]:
    """Snapshots by the name of the stage, each right before the sync that is to be disturbed."""
    found = {}
    with opened(folder / "shop", migrated=empty) as place:
        place.control("hubspot", "settings", {"edit_finalized_invoices": True})
        _books(place)
        place.set_up()
        for name, play in STAGES.items():
            play(place)
            place.forget_journal()
            found[name] = place.snapshot(folder / name)
            assert not place.sync().stopped
    return found


def today() -> str:
    """The company's day; on the last day of a month the first of the next.

    The clock of a story goes on for two hours, and a void of an earlier month would wait for somebody's approval.
    """
    now = datetime.now(ZONE).date()
    tomorrow = now + timedelta(days=1)
    return (tomorrow if tomorrow.day == 1 else now).isoformat()


# -- QuickBooks ------------------------------------------------------------------------------------------------


def make(place: Place, entity: str, body: Doc, **query: str) -> Doc:
    """A create, or with Id and SyncToken an update, by a person."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    path = f"{entity.lower()}?{asked}" if asked else entity.lower()
    answer: Doc = place.as_user("quickbooks", "POST", path, body)
    made: Doc = answer.get(entity, answer)
    return made


def found(place: Place, entity: str, field: str, value: str) -> Doc:
    """The living record whose `field` is `value`."""
    records = place.objects("quickbooks", entity.lower())
    return next(one for one in records if one.get(field) == value and one.get("status") != "Deleted")


def change(place: Place, entity: str, field: str, value: str, **fields: Any) -> Doc:
    doc = found(place, entity, field, value)
    head = {name: doc[name] for name in ("Id", "SyncToken", "CustomerRef") if name in doc}
    return make(place, entity, {**head, "sparse": True, **fields})


def line(item: Doc, quantity: str, price: str, *, taxed: bool = False, **more: Any) -> Doc:
    amount = (Decimal(quantity) * Decimal(price)).quantize(Decimal("0.01"))
    detail = {"ItemRef": {"value": item["Id"]}, "Qty": float(quantity), "UnitPrice": float(price)}
    detail["TaxCodeRef"] = {"value": "TAX" if taxed else "NON"}
    return {"DetailType": "SalesItemLineDetail", "Amount": float(amount), "SalesItemLineDetail": detail, **more}


def discount(amount: float) -> Doc:
    return {"DetailType": "DiscountLineDetail", "Amount": amount, "DiscountLineDetail": {"PercentBased": False}}


def shipping(amount: float) -> Doc:
    detail = {"ItemRef": {"value": "SHIPPING_ITEM_ID"}}
    return {"DetailType": "SalesItemLineDetail", "Amount": amount, "SalesItemLineDetail": detail}


def invoice(place: Place, number: str, customer: Doc, *lines: Doc, tax: str = "") -> Doc:
    body = {"DocNumber": number, "TxnDate": today(), "CustomerRef": {"value": customer["Id"]}, "Line": list(lines)}
    if tax:
        body["TxnTaxDetail"] = {"TxnTaxCodeRef": {"value": tax}}
    return make(place, "Invoice", body)


def payment(place: Place, customer: Doc, reference: str, *shares: tuple[Doc, float]) -> Doc:
    lines = [{"Amount": amount, "LinkedTxn": [{"TxnId": on["Id"], "TxnType": "Invoice"}]} for on, amount in shares]
    total = sum(amount for _, amount in shares)
    body = {"CustomerRef": {"value": customer["Id"]}, "TotalAmt": total, "TxnDate": today(), "PaymentRefNum": reference}
    return make(place, "Payment", {**body, "Line": lines})


# -- HubSpot ---------------------------------------------------------------------------------------------------


def create(place: Place, kind: str, *links: tuple[str, int], **properties: str) -> str:
    ends = [
        {"to": {"id": other}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}]}
        for other, type_id in links
    ]
    answer = place.as_user("hubspot", "POST", f"{OBJECTS}/{kind}", {"properties": properties, "associations": ends})
    return str(answer["id"])


def patch(place: Place, kind: str, record_id: str, **properties: str) -> None:
    place.as_user("hubspot", "PATCH", f"{OBJECTS}/{kind}/{record_id}", {"properties": properties})


def of_property(place: Place, kind: str, name: str, value: str) -> str:
    """The id of the living record with that property."""
    records = place.objects("hubspot", kind)
    return next(str(one["id"]) for one in records if one["properties"].get(name) == value and not one["archived"])


def bill(place: Place, number: str, contact: str, *lines: Doc) -> str:
    """An invoice made and finalized in HubSpot."""
    moment = datetime.fromisoformat(today()).replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
    made = create(place, "invoices", (contact, TO_CONTACT), hs_currency="USD", hs_number=number,
                  hs_invoice_date=moment, hs_due_date=moment)  # fmt: skip
    for one in lines:
        create(place, "line_items", (made, LINE_TO_INVOICE), **one)
    patch(place, "invoices", made, hs_invoice_status="open")
    return made


def pay(place: Place, invoice_id: str, amount: str, reference: str) -> None:
    body = {"amount": amount, "date": today(), "method": "check", "reference": reference}
    place.as_user("hubspot", "POST", f"{OBJECTS}/invoices/{invoice_id}/payments", body)


# -- what happens ----------------------------------------------------------------------------------------------


def _books(place: Place) -> None:
    """A US company with manual sales tax, discounts and shipping."""
    agency = place.as_user("quickbooks", "POST", "taxagency", {"DisplayName": "County"})["TaxAgency"]["Id"]
    rate = {"TaxRateName": "County", "RateValue": 8, "TaxApplicableOn": "Sales", "TaxAgencyId": agency}
    body = {"TaxCode": "County", "TaxRateDetails": [rate]}
    code = place.as_user("quickbooks", "POST", "taxservice/taxcode", body)["TaxCodeId"]
    preferences = {
        "TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": False, "TaxGroupCodeRef": {"value": code}},
        "SalesFormsPrefs": {"AllowDiscount": True, "AllowShipping": True, "CustomTxnNumbers": False},
    }
    place.control("quickbooks", "settings", {"Preferences": preferences})


def arrive(place: Place) -> None:
    _arrive_in_quickbooks(place)
    _arrive_in_hubspot(place)


def _arrive_in_quickbooks(place: Place) -> None:
    income = found(place, "Account", "Name", "Sales of Product Income")["Id"]
    mulch, labor = (
        make(
            place,
            "Item",
            {"Name": name, "Sku": sku, "Type": "Service", "UnitPrice": price, "IncomeAccountRef": {"value": income}},
        )
        for name, sku, price in (("Mulch", "MUL-1", 42.5), ("Labor", "LAB-1", 68))
    )
    ann, bob, _ = (
        make(place, "Customer", {
            "DisplayName": name, "GivenName": name.split()[0], "FamilyName": name.split()[1],
            "PrimaryEmailAddr": {"Address": f"{name.split()[0].lower()}@example.com"},
        })
        for name in ("Ann Arbor", "Bob Birch", "Dora Dale")
    )  # fmt: skip
    code = found(place, "TaxCode", "Name", "County")["Id"]
    invoice(
        place,
        "1001",
        ann,
        line(mulch, "4", "42.5", taxed=True),
        line(labor, "1.5", "68"),
        discount(10),
        shipping(15),
        tax=code,
    )
    second = invoice(place, "1002", bob, line(labor, "3", "33.33"), shipping(12))
    third = invoice(place, "1003", bob, line(mulch, "2", "42.5", taxed=True), discount(5), tax=code)
    invoice(place, "1004", ann, line(labor, "1", "68"))
    payment(place, bob, "5001", (second, 30), (third, 20))  # one payment on two invoices: two pairs (A25)
    payment(place, bob, "5002", (second, 25.5))


def _arrive_in_hubspot(place: Place) -> None:
    edging = create(place, "products", name="Edging", hs_sku="EDG-1", price="9.75")
    cleo = create(place, "contacts", email="cleo@example.com", firstname="Cleo", lastname="Cane")
    dora = create(place, "contacts", email="dora@example.com", firstname="Dora", lastname="Dale")
    edges = {"name": "Edging", "hs_sku": "EDG-1", "hs_product_id": edging, "quantity": "12", "price": "9.75"}
    odd = {"name": "Old stone wall, by the day", "quantity": "1", "price": "410"}  # no item knows it
    bill(place, "HS-1", cleo, edges, odd)
    bill(place, "HS-2", dora, {**edges, "quantity": "3"})
    third = bill(place, "HS-3", dora, {**edges, "quantity": "7"})
    fourth = bill(place, "HS-4", cleo, {**edges, "quantity": "20"})
    pay(place, fourth, "100.00", "")  # nothing but our mark tells it from another of this amount
    pay(place, third, "20.00", "6002")
    pay(place, fourth, "50.00", "6003")


def edit(place: Place) -> None:
    _edit_in_quickbooks(place)
    _edit_in_hubspot(place)


def _edit_in_quickbooks(place: Place) -> None:
    mulch, labor = (found(place, "Item", "Name", name) for name in ("Mulch", "Labor"))
    code = found(place, "TaxCode", "Name", "County")["Id"]
    change(place, "Customer", "DisplayName", "Ann Arbor", PrimaryPhone={"FreeFormNumber": "(555) 010-2000"})
    change(place, "Item", "Name", "Mulch", UnitPrice=44.25)
    kept = found(place, "Invoice", "DocNumber", "1001")["Line"][0]["Id"]
    rest = (line(labor, "2", "70", Description="Cleaning up"), discount(12.5))
    taxed = {"TxnTaxDetail": {"TxnTaxCodeRef": {"value": code}}}
    change(place, "Invoice", "DocNumber", "1001", Line=[line(mulch, "5", "42.5", taxed=True, Id=kept), *rest], **taxed)
    kept = found(place, "Invoice", "DocNumber", "1002")["Line"][0]["Id"]
    later = (datetime.fromisoformat(today()) + timedelta(days=45)).date().isoformat()
    change(
        place, "Invoice", "DocNumber", "1002", Line=[line(labor, "3", "33.33", Id=kept), shipping(14)], DueDate=later
    )
    kept = found(place, "Invoice", "DocNumber", "1003")["Line"][0]["Id"]
    change(
        place, "Invoice", "DocNumber", "1003", Line=[line(mulch, "2", "42.5", Id=kept)], TxnTaxDetail={"TotalTax": 0}
    )
    voided = found(place, "Invoice", "DocNumber", "1004")
    make(place, "Invoice", {"Id": voided["Id"], "SyncToken": voided["SyncToken"]}, operation="void")
    make(place, "Customer", {"DisplayName": "Eve Elm", "PrimaryEmailAddr": {"Address": "eve@example.com"}})
    _edit_payments(place)


def _edit_payments(place: Place) -> None:
    both = found(place, "Payment", "PaymentRefNum", "5001")
    shares = [
        {"Amount": share, "LinkedTxn": one["LinkedTxn"]} for one, share in zip(both["Line"], (35, 20), strict=True)
    ]
    change(place, "Payment", "PaymentRefNum", "5001", TotalAmt=55, Line=shares)
    removed = found(place, "Payment", "PaymentRefNum", "5002")
    make(place, "Payment", {"Id": removed["Id"], "SyncToken": removed["SyncToken"]}, operation="delete")


def _edit_in_hubspot(place: Place) -> None:
    patch(place, "contacts", of_property(place, "contacts", "email", "cleo@example.com"), phone="(555) 010-3000")
    create(place, "contacts", email="eve@example.com", firstname="Eve", lastname="Elm")  # she is linked
    patch(place, "products", of_property(place, "products", "hs_sku", "EDG-1"), price="10.25")
    patch(place, "line_items", of_property(place, "line_items", "quantity", "12"), quantity="14")
    patch(place, "invoices", of_property(place, "invoices", "hs_number", "HS-2"), hs_invoice_status="voided")
    payments = {name: of_property(place, "commerce_payments", "hs_reference_number", name) for name in ("6002", "6003")}
    patch(place, "commerce_payments", payments["6002"], hs_latest_status="failed")
    patch(place, "commerce_payments", payments["6003"], hs_initial_amount="60.00")


STAGES: dict[str, Callable[[Place], None]] = {"arrive": arrive, "edit": edit}
