"""All pages of the HubSpot port."""

from __future__ import annotations

from syncapp.sandbox.ui import troubles
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.home import home
from syncapp.sandbox.ui.hubspot import invoices, payments, records
from syncapp.sandbox.ui.hubspot.troubles import TROUBLES

NAV = (
    ("", "Start"), ("contacts", "Contacts"), ("companies", "Companies"), ("products", "Products"),
    ("invoices", "Invoices"), ("commerce_payments", "Payments"), ("troubles", "Make it go wrong"),
)  # fmt: skip
ROUTES: list[Route] = [
    ("GET", "", home),
    *records.routes(),
    *invoices.ROUTES,
    *payments.ROUTES,
    *troubles.routes(TROUBLES),
]
