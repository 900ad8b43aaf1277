"""All pages of the QuickBooks port."""

from __future__ import annotations

from syncapp.sandbox.call import Call
from syncapp.sandbox.quickbooks.models import BY_PATH
from syncapp.sandbox.ui import tools, troubles
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.frame import TOOLS
from syncapp.sandbox.ui.home import home
from syncapp.sandbox.ui.quickbooks import audit, deposits, documents, lists, others, payments, preferences
from syncapp.sandbox.ui.quickbooks.shared import ENTITY_OF, PATHS, title_of
from syncapp.sandbox.ui.quickbooks.troubles import TROUBLES
from syncapp.sandbox.ui.visit import Visit

NAV = (
    ("", (("", "Start"),)),
    ("Sales", (("invoices", "Invoices"), ("payments", "Payments"), ("credit-memos", "Credit memos"),
               ("customers", "Customers"), ("items", "Products and services"))),
    ("Expenses", (("vendors", "Vendors"),)),
    ("Payroll", (("employees", "Employees"),)),
    ("Transactions", (("deposits", "Bank deposits"),)),
    ("Gear icon", (("accounts", "Chart of accounts"), ("preferences", "Account and settings"), ("audit-log", "Audit log"))),
)  # fmt: skip
_TITLES = {path: text for _, items in (*NAV, ("", TOOLS)) for path, text in items}
FAULT_ROUTES = {
    "all": ("Every request", "", ""),
    "writes": ("Every write", "POST", r"^/v3/company/\d+/(?!query|cdc)"),
    "reads": ("Reads of one record", "GET", r"^/v3/company/\d+/[^/]+/\d+$"),
    "query": ("Queries", "", r"/query$"),
    "cdc": ("Change data capture", "", r"/cdc$"),
    "batch": ("Batches", "POST", r"/batch$"),
    "invoice": ("Writes of invoices", "POST", r"/invoice(/\d+/send)?$"),
    "customer": ("Writes of customers", "POST", r"/customer$"),
    "payment": ("Writes of payments", "POST", r"/payment$"),
    "token": ("Tokens", "POST", r"^/oauth2/"),
}


def titles(part: str) -> str:
    """What the first part of an address is called."""
    return _TITLES.get(part) or (title_of(ENTITY_OF[part]) if part in ENTITY_OF else part)


def kinds(visit: Visit) -> list[tuple[str, str, int]]:
    """Address, title and number of every kind of record."""
    counts = visit.vendor.overview(visit.realm)["counts"]
    return [(PATHS[entity], title_of(entity), counts[entity.lower()]) for entity in PATHS]


def address(visit: Visit, kind: str, record_id: str, realm: str) -> str:
    """The page of a record as the API names it; empty where there is none."""
    found = BY_PATH.get(kind.lower())
    return visit.at(PATHS[found.name], record_id, realm=realm or visit.realm) if found else ""


_RECORDS = {
    "customerdetail": ("customers", "nameId"), "items": ("items", "itemId"), "invoice": ("invoices", "txnId"),
    "recvpayment": ("payments", "txnId"),
}  # fmt: skip


def address_of(call: Call) -> str:
    """Our page for an address of QuickBooks' own app, as other programs link to it; empty where it is none."""
    match call.path.strip("/").split("/"):
        case ["app", "homepage"]:
            return "/ui/"
        case ["app", "settings" | "salestax"]:
            return "/ui/preferences/"
        case ["app", "customers"]:
            return "/ui/customers/"
        case ["app", "chartofaccounts"]:
            return "/ui/accounts/"
        case ["app", "terms"]:
            return "/ui/terms/"
        case ["app", name] if name in _RECORDS:
            kind, parameter = _RECORDS[name]
            record = call.param(parameter)
            return f"/ui/{kind}/{record}/" if record else f"/ui/{kind}/"
    return ""


ROUTES: list[Route] = [
    ("GET", "", home),
    *payments.ROUTES,
    *deposits.ROUTES,
    *preferences.ROUTES,
    *documents.routes(),
    *lists.routes(),
    *troubles.routes(TROUBLES),
    *audit.ROUTES,
    *tools.ROUTES,
    *others.ROUTES,
]
