"""All pages of the QuickBooks port."""

from __future__ import annotations

from syncapp.sandbox.call import Call
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
_RECORDS = {
    "customerdetail": ("customers", "nameId"), "items": ("items", "itemId"), "invoice": ("invoices", "txnId"),
    "recvpayment": ("payments", "txnId"),
}  # fmt: skip


def address_of(call: Call) -> str:
    """Our page for an address of QuickBooks' own app, as other programs link to it; empty where it is none."""
    match call.path.strip("/").split("/"):
        case ["app", "homepage"]:
            return "/ui/"
        case ["app", name] if name in _RECORDS:
            kind, parameter = _RECORDS[name]
            return f"/ui/{kind}/{call.param(parameter)}/"
    return ""


ROUTES: list[Route] = [
    ("GET", "", home),
    *payments.ROUTES,
    *deposits.ROUTES,
    *preferences.ROUTES,
    *documents.routes(),
    *lists.routes(),
    *troubles.routes(TROUBLES),
]
