"""HubSpot's object types: where they are found and how they hang together. One version for every path."""

from __future__ import annotations

from dataclasses import dataclass

from syncapp.core.values import ObjectType

VERSION = "2026-03"
KEY = "syncapp_quickbooks_key"  # our mark on a copy; unique in the account


@dataclass(frozen=True)
class Kind:
    name: str  # in paths
    modified: str = "hs_lastmodifieddate"
    created: str = "hs_createdate"
    marked: bool = True  # carries our mark
    group: str = ""  # where our property stands

    @property
    def path(self) -> str:
        return f"/crm/objects/{VERSION}/{self.name}"

    @property
    def properties_path(self) -> str:
        return f"/crm/properties/{VERSION}/{self.name}"

    def links_path(self, to: Kind) -> str:
        return f"/crm/associations/{VERSION}/{self.name}/{to.name}/batch/read"


CONTACTS = Kind("contacts", "lastmodifieddate", "createdate", group="contactinformation")
COMPANIES = Kind("companies", created="createdate", marked=False)
PRODUCTS = Kind("products", created="createdate", group="productinformation")
LINES = Kind("line_items", created="createdate", group="lineiteminformation")
INVOICES = Kind("invoices", group="invoiceinformation")
PAYMENTS = Kind("commerce_payments", group="commerce_payments")
DISCOUNTS = Kind("discounts", marked=False)
FEES = Kind("fees", marked=False)
TAXES = Kind("taxes", marked=False)

ADJUSTMENTS = (DISCOUNTS, FEES, TAXES)  # the order in which HubSpot applies them
POLLED = (CONTACTS, PRODUCTS, LINES, INVOICES, PAYMENTS)
MARKED = (CONTACTS, PRODUCTS, LINES, INVOICES, PAYMENTS)

OF_TYPE = {
    ObjectType.CONTACT: CONTACTS,
    ObjectType.PRODUCT: PRODUCTS,
    ObjectType.INVOICE: INVOICES,
    ObjectType.PAYMENT: PAYMENTS,
}
TYPE_OF = {kind.name: object_type for object_type, kind in OF_TYPE.items()}
OF_ENTITY = {
    "contact": CONTACTS,
    "product": PRODUCTS,
    "invoice": INVOICES,
    "payment": PAYMENTS,
    "line": LINES,
    "discount": DISCOUNTS,
    "fee": FEES,
    "tax": TAXES,
}

# What a list page tells of associations by itself.
INLINE = {
    CONTACTS: (),
    PRODUCTS: (),
    INVOICES: (CONTACTS, LINES, *ADJUSTMENTS),
    PAYMENTS: (INVOICES,),
}

# Association type from the entity that is created to what its link names; the direction matters.
LINK_TYPES = {
    ("invoice", "contact"): 177,
    ("line", "invoice"): 410,
    ("discount", "invoice"): 412,
    ("fee", "invoice"): 414,
    ("tax", "invoice"): 416,
    ("payment", "invoice"): 542,
    ("payment", "contact"): 387,
}
