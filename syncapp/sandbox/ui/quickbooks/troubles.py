"""What can be made to go wrong in QuickBooks, with the catalogue's code of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from syncapp.sandbox.ui.quickbooks import connection, hand, shared
from syncapp.sandbox.ui.quickbooks.hand import PREFIX, SALES, change, do, done, step
from syncapp.sandbox.ui.quickbooks.shared import Doc
from syncapp.sandbox.ui.troubles import COMMON, Done, Step, Trouble
from syncapp.sandbox.ui.visit import Visit

HELD = "Held & Sons"
TWINS = "twins@example.com"


def _price(visit: Visit) -> Done:
    doc = hand.invoice(visit)
    undo = change(visit, "Invoice", doc, Line=hand.lines(doc))
    do(visit, change(visit, "Invoice", doc, Line=hand.repriced(doc, 10)))
    return done(visit, "Invoice", doc, undo)


def _mend_price(visit: Visit) -> Done | None:
    """Alder: 10.00 was put on the first line."""
    doc = hand.numbered(visit, "HS-2001")
    if doc is None or "HS-2001" not in hand.mistaken(visit) or doc["SyncToken"] == "0":
        return None
    return done(visit, "Invoice", doc, change(visit, "Invoice", doc, Line=hand.repriced(doc, -10)))


def _payment(visit: Visit) -> tuple[Doc, Doc]:
    """A payment that is in no deposit, with its invoice."""
    books = shared.company(visit)
    for doc in hand.from_hubspot(visit, lambda one: one.get("LinkedTxn")):
        for linked in doc["LinkedTxn"]:
            payment = books.get("Payment", linked["TxnId"]) if linked["TxnType"] == "Payment" else None
            if payment and payment["TotalAmt"] and not books.index.find("deposited", ("Payment", payment["Id"])):
                return payment, doc
    return hand.first([], "There is no payment outside a deposit on an invoice of HubSpot's."), {}


def _no_payment(visit: Visit) -> Done:
    payment, invoice = _payment(visit)
    do(visit, step(visit, "payment", {"Id": payment["Id"]}, operation="delete"))
    return done(visit, "Invoice", invoice, step(visit, "payment", hand.again(payment)))


def _mend_payment(visit: Visit) -> Done | None:
    """Elm Court: the removed payment is entered again."""
    doc = hand.numbered(visit, "HS-2002")
    gone = shared.company(visit).gone("Payment").values()
    found = [one for one in gone if doc and _pays(one, doc)]
    if not doc or not doc["Balance"] or not found:
        return None
    return done(visit, "Invoice", doc, step(visit, "payment", hand.again(found[-1])))


def _less_paid(visit: Visit) -> Done:
    """1.00 less than HubSpot says."""
    payment, invoice = _payment(visit)
    line = payment["Line"][0]
    less = [{**line, "Amount": shared.number(Decimal(str(line["Amount"])) - 1)}, *payment["Line"][1:]]
    total = shared.number(Decimal(str(payment["TotalAmt"])) - 1)
    undo = change(visit, "Payment", payment, Line=payment["Line"], TotalAmt=payment["TotalAmt"])
    do(visit, change(visit, "Payment", payment, Line=less, TotalAmt=total))
    return done(visit, "Invoice", invoice, undo)


def _due_later(visit: Visit) -> Done:
    doc = hand.invoice(visit)
    later = (date.fromisoformat(doc["DueDate"]) + timedelta(days=7)).isoformat()
    do(visit, change(visit, "Invoice", doc, DueDate=later))
    return done(visit, "Invoice", doc, change(visit, "Invoice", doc, DueDate=doc["DueDate"]))


def _other_customer(visit: Visit) -> Done:
    own = (one for one in shared.newest(visit, "Invoice") if not str(one.get("DocNumber", "")).startswith(PREFIX))
    good = (
        one
        for one in own
        if one["TotalAmt"] and not one.get("LinkedTxn") and one.get("DocNumber") not in hand.mistaken(visit)
    )
    doc = hand.first(good, "There is no invoice of QuickBooks' own without payments.")
    others = (
        one
        for one in shared.newest(visit, "Customer")
        if one["Active"]
        and one["Id"] != doc["CustomerRef"]["value"]
        and one["CurrencyRef"]["value"] == doc["CurrencyRef"]["value"]
    )
    other = hand.first(others, "There is no other customer.")
    undo = change(visit, "Invoice", doc)
    moved = change(visit, "Invoice", doc)
    moved["body"]["CustomerRef"] = {"value": other["Id"]}
    do(visit, moved)
    return done(visit, "Invoice", doc, undo)


def _pays(payment: Doc, invoice: Doc) -> bool:
    return any(line["LinkedTxn"][0]["TxnId"] == invoice["Id"] for line in payment.get("Line", []))


def _deleted(visit: Visit) -> Done:
    doc = hand.invoice(visit, lambda one: not one.get("LinkedTxn"))
    do(visit, step(visit, "invoice", {"Id": doc["Id"]}, operation="delete"))
    return done(visit, "Invoice", doc, step(visit, "invoice", hand.again(doc)))


def _inactive(entity: str, pick: Callable[[Visit], Doc]) -> Callable[[Visit], Done]:
    def wrong(visit: Visit) -> Done:
        doc = pick(visit)
        do(visit, change(visit, entity, doc, Active=False))
        return done(visit, entity, doc, change(visit, entity, doc, Active=True))

    return wrong


def _mend_inactive(entity: str, wanted: Callable[[Doc], Any]) -> Callable[[Visit], Done | None]:
    def mend(visit: Visit) -> Done | None:
        found = [doc for doc in shared.newest(visit, entity) if not doc.get("Active", True) and wanted(doc)]
        return done(visit, entity, found[0], change(visit, entity, found[0], Active=True)) if found else None

    return mend


def _its_customer(visit: Visit) -> Doc:
    books = shared.company(visit)
    doc = hand.invoice(visit, lambda one: books.get("Customer", one["CustomerRef"]["value"]).get("PrimaryEmailAddr"))
    found: Doc = books.get("Customer", doc["CustomerRef"]["value"])
    return found


def _its_item(visit: Visit) -> Doc:
    """Of the newest invoice of HubSpot's, an item that HubSpot knows by its SKU."""
    books = shared.company(visit)
    found = (
        item
        for doc in hand.from_hubspot(visit)
        for line in doc["Line"]
        if SALES in line and (item := books.get("Item", shared.ref_of(line[SALES], "ItemRef"))) and item.get("Sku")
    )
    return hand.first((one for one in found if one["Active"]), "There is no active item with a SKU on an invoice.")


def _sku_twice(visit: Visit) -> Done:
    one = _its_item(visit)
    body = {
        "Name": f"Another {one['Sku']}",
        "Type": "Service",
        "IncomeAccountRef": one["IncomeAccountRef"],
        "UnitPrice": 10,
    }
    made = do(visit, step(visit, "item", {**body, "Sku": one["Sku"].lower()}))
    return done(visit, "Item", made, change(visit, "Item", made, Sku=f"{one['Sku']}-{made['Id']}"))


def _mend_sku(visit: Visit) -> Done | None:
    found = [doc for doc in shared.newest(visit, "Item") if doc.get("Sku") == "mulch-3"]
    return done(visit, "Item", found[0], change(visit, "Item", found[0], Sku="MULCH-4")) if found else None


def _shared_address(visit: Visit) -> Done:
    one = _its_customer(visit)
    body = {"DisplayName": f"{one['DisplayName']} Holdings", "PrimaryEmailAddr": one["PrimaryEmailAddr"]}
    made = do(visit, step(visit, "customer", body))
    return done(visit, "Customer", made, _other_address(visit, made))


def _other_address(visit: Visit, doc: Doc) -> Step:
    address = {"Address": f"customer.{doc['Id']}@example.com"}
    return change(visit, "Customer", doc, PrimaryEmailAddr=address)


def _twins(visit: Visit) -> Done:
    bodies = [{"DisplayName": f"{name} Twin", "PrimaryEmailAddr": {"Address": TWINS}} for name in ("Castor", "Pollux")]
    _, made = (do(visit, step(visit, "customer", body)) for body in bodies)
    return done(visit, "Customer", made, _other_address(visit, made))


def _mend_address(visit: Visit) -> Done | None:
    found = [doc for doc in shared.newest(visit, "Customer") if doc["DisplayName"] == "Oak Holdings"]
    if not found or not found[0].get("PrimaryEmailAddr"):
        return None
    return done(visit, "Customer", found[0], change(visit, "Customer", found[0], PrimaryEmailAddr={"Address": ""}))


def _held(visit: Visit) -> Done:
    made = do(visit, step(visit, "vendor", {"DisplayName": HELD}))
    return done(visit, "Vendor", made, change(visit, "Vendor", made, DisplayName=f"{HELD} (supplier {made['Id']})"))


def _mend_held(entity: str, name: str, other: str) -> Callable[[Visit], Done | None]:
    def mend(visit: Visit) -> Done | None:
        found = [doc for doc in shared.newest(visit, entity) if doc["DisplayName"] == name]
        return done(visit, entity, found[0], change(visit, entity, found[0], DisplayName=other)) if found else None

    return mend


def _either(*mends: Callable[[Visit], Done | None]) -> Callable[[Visit], Done | None]:
    return lambda visit: next((done for one in mends if (done := one(visit))), None)


def _number(visit: Visit) -> Done:
    """Of a credit memo, which stays here: an invoice would cross at once, and HubSpot would count on."""
    numbers = [str(doc["DocNumber"]).removeprefix(PREFIX) for doc in hand.from_hubspot(visit)]
    following = f"{PREFIX}{max((int(one) for one in numbers if one.isdigit()), default=1000) + 1}"
    old = hand.invoice(visit)
    body = {"CustomerRef": old["CustomerRef"], "CurrencyRef": old["CurrencyRef"], "Line": hand.lines(old)}
    made = do(visit, step(visit, "creditmemo", {**body, "DocNumber": following}))
    return done(visit, "CreditMemo", made, change(visit, "CreditMemo", made, DocNumber=f"{made['Id']}-Q"))


def _mend_number(entity: str, number: str) -> Callable[[Visit], Done | None]:
    def mend(visit: Visit) -> Done | None:
        doc = hand.numbered(visit, number, entity)
        return done(visit, entity, doc, change(visit, entity, doc, DocNumber=f"{doc['Id']}-Q")) if doc else None

    return mend


TROUBLES = (
    Trouble("price", "A price changed on HubSpot's invoice", "10.00 more on the first line.", "native_invoice_edited",
            _price, _mend_price),
    Trouble("payment", "A payment removed", "A payment that HubSpot knows is deleted here.", "payment_removed",
            _no_payment, _mend_payment),
    Trouble("less-paid", "A payment changed", "1.00 less on a payment that HubSpot knows.", "payment_changed", _less_paid),
    Trouble("due", "Another due date on HubSpot's invoice", "HubSpot keeps its finalized invoices as they are.",
            "finalized_in_hubspot", _due_later),
    Trouble("other-customer", "Another customer on an invoice", "One that was made here is moved to somebody else.",
            "customer_changed", _other_customer),
    Trouble("deleted", "HubSpot's invoice deleted", "It is entered again under a new Id when put right.",
            "deleted_in_quickbooks", _deleted),
    Trouble("customer", "A customer made inactive", "The customer of HubSpot's newest invoice. Nothing fails yet: finalize "
            "another invoice for them in HubSpot next, and that one does.", "customer_inactive",
            _inactive("Customer", _its_customer),
            _mend_inactive("Customer", lambda doc: "Juniper" in doc["DisplayName"])),
    Trouble("item", "An item made inactive", "An item of HubSpot's newest invoice. Nothing fails yet: finalize an invoice "
            "with it in HubSpot next, and that one does.", "item_inactive",
            _inactive("Item", _its_item), _mend_inactive("Item", lambda doc: doc.get("Sku") == "EDGE-4")),
    Trouble("sku", "One SKU on two items", "In small letters: case does not count.", "ambiguous_sku", _sku_twice, _mend_sku),
    Trouble("address", "A customer with another's address", "A second customer has the email of one that is in sync.",
            "shared_email", _shared_address),
    Trouble("twins", "Two customers with one address", f"Make a contact with {TWINS} in HubSpot first.",
            "ambiguous_customer", _twins, _mend_address),
    Trouble("held", "A name that a vendor has", f"A vendor {HELD}: make a contact with that company name in HubSpot.",
            "display_name_held", _held,
            _either(_mend_held("Vendor", "Birch & Sons", "Birch & Sons Supply"),
                    _mend_held("Employee", "Quentin Quince", "Quentin R. Quince"))),
    Trouble("number", "A number typed by hand", "A credit memo gets the number that comes after HubSpot's here. Finalize an "
            "invoice in HubSpot next, with that number entered on it: it fails.", "number_taken", _number,
            _either(_mend_number("Invoice", "HS-2040"), _mend_number("CreditMemo", "HS-2041"))),
    *connection.TROUBLES,
    *COMMON,
)  # fmt: skip
