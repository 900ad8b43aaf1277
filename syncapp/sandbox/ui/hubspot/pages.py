"""All pages of the HubSpot port."""

from __future__ import annotations

from syncapp.sandbox.call import Call
from syncapp.sandbox.ui import troubles
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.home import home
from syncapp.sandbox.ui.hubspot import invoices, payments, records, settings
from syncapp.sandbox.ui.hubspot.troubles import TROUBLES

NAV = (
    ("", "Start"), ("contacts", "Contacts"), ("companies", "Companies"), ("products", "Products"),
    ("invoices", "Invoices"), ("commerce_payments", "Payments"), ("settings", "Settings"),
    ("troubles", "Make it go wrong"),
)  # fmt: skip
_RECORDS = {"0-1": "contacts", "0-2": "companies", "0-7": "products", "0-53": "invoices", "0-101": "commerce_payments"}


def address_of(call: Call) -> str:
    """Our page for an address of HubSpot's own app, as other programs link to it; empty where it is none."""
    match call.path.strip("/").split("/"):
        case ["home"]:
            return "/ui/"
        case ["contacts", _, "record", kind, record] if kind in _RECORDS:
            return f"/ui/{_RECORDS[kind]}/{record}/"
    return ""


ROUTES: list[Route] = [
    ("GET", "", home),
    *records.routes(),
    *invoices.ROUTES,
    *payments.ROUTES,
    *settings.ROUTES,
    *troubles.routes(TROUBLES),
]
