"""The properties that every HubSpot account has, by type and name."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.hubspot.definitions import beside
from syncapp.sandbox.hubspot.definitions.billing import DISCOUNTS, FEES, INVOICES, TAXES
from syncapp.sandbox.hubspot.definitions.deal import DEALS
from syncapp.sandbox.hubspot.definitions.goods import LINE_ITEMS, PRODUCTS
from syncapp.sandbox.hubspot.definitions.payment import PAYMENTS
from syncapp.sandbox.hubspot.definitions.people import COMPANIES, CONTACTS

STANDARD: dict[str, dict[str, dict[str, Any]]] = {
    kind: {definition["name"]: definition for definition in definitions}
    for kind, definitions in {
        "contacts": CONTACTS,
        "companies": COMPANIES,
        "deals": DEALS,
        "products": PRODUCTS,
        "line_items": LINE_ITEMS,
        "invoices": INVOICES,
        "discounts": DISCOUNTS,
        "fees": FEES,
        "taxes": TAXES,
        "commerce_payments": PAYMENTS,
        **beside.BESIDE,
    }.items()
}

# The group of the built-ins; those of payments, discounts, fees and taxes are assumed [?].
GROUPS: dict[str, tuple[str, str]] = {
    "contacts": ("contactinformation", "Contact Information"),
    "companies": ("companyinformation", "Company Information"),
    "deals": ("dealinformation", "Deal Information"),
    "products": ("productinformation", "Product Information"),
    "line_items": ("lineiteminformation", "Line item Information"),
    "invoices": ("invoiceinformation", "Invoice Information"),
    "discounts": ("discountinformation", "Discount Information"),
    "fees": ("feeinformation", "Fee Information"),
    "taxes": ("taxinformation", "Tax Information"),
    "commerce_payments": ("commerce_payments", "Payment Information"),
    **beside.GROUPS,
}
