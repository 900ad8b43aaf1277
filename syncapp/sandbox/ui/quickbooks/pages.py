"""All pages of the QuickBooks port."""

from __future__ import annotations

from syncapp.sandbox.ui import troubles
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.home import home
from syncapp.sandbox.ui.quickbooks import deposits, documents, lists, payments, preferences
from syncapp.sandbox.ui.quickbooks.troubles import TROUBLES

NAV = (
    ("", "Start"), ("customers", "Customers"), ("items", "Products and services"), ("invoices", "Invoices"),
    ("payments", "Payments"), ("deposits", "Deposits"), ("credit-memos", "Credit memos"), ("vendors", "Vendors"),
    ("employees", "Employees"), ("preferences", "Preferences"), ("troubles", "Make it go wrong"),
)  # fmt: skip
ROUTES: list[Route] = [
    ("GET", "", home),
    *payments.ROUTES,
    *deposits.ROUTES,
    *preferences.ROUTES,
    *documents.routes(),
    *lists.routes(),
    *troubles.routes(TROUBLES),
]
