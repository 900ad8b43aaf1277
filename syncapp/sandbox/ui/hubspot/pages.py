"""All pages of the HubSpot port."""

from __future__ import annotations

from syncapp.sandbox.call import Call
from syncapp.sandbox.hubspot.kinds import named
from syncapp.sandbox.ui import tools, troubles
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.frame import TOOLS
from syncapp.sandbox.ui.home import home
from syncapp.sandbox.ui.hubspot import apps, invoices, others, payments, records, settings
from syncapp.sandbox.ui.hubspot.shared import title_of
from syncapp.sandbox.ui.hubspot.troubles import TROUBLES
from syncapp.sandbox.ui.visit import Visit

NAV = (
    ("", (("", "Start"),)),
    ("CRM", (("contacts", "Contacts"), ("companies", "Companies"))),
    ("Commerce", (("invoices", "Invoices"), ("commerce_payments", "Payments"), ("products", "Products"))),
    ("Parts of invoices", (("line_items", "Line items"), ("discounts", "Discounts"), ("fees", "Fees"), ("taxes", "Taxes"))),
    ("", (("settings", "Settings"),)),
)  # fmt: skip
_TITLES = {path: text for _, items in (*NAV, ("", TOOLS)) for path, text in items}


def address(visit: Visit, kind: str, record_id: str, realm: str) -> str:
    """The page of a record as the API names it; empty where there is none."""
    found = named(kind)
    return visit.at(found.key, record_id) if found else ""


FAULT_ROUTES = {
    "all": ("Every request", "", ""),
    "writes": ("Every write", "POST,PATCH,PUT,DELETE", r"^/crm/(?!.*/(search|batch/read)$)"),
    "reads": ("Reads of one record", "GET", r"/objects/.*/\d+$"),
    "search": ("Searches", "POST", r"/search$"),
    "invoices": ("Writes of invoices", "POST,PATCH,PUT,DELETE", r"/(invoices?|0-53)(/\d+|/batch/(create|update|upsert|archive))?$"),
    "lines": ("Writes of line items", "POST,PATCH,PUT,DELETE", r"/(line_items?|0-8)(/\d+|/batch/(create|update|upsert|archive))?$"),
    "payments": ("Writes of payments", "POST,PATCH,PUT,DELETE", r"/(commerce_payments?|0-101)(/\d+|/batch/(create|update|upsert|archive))?$"),
    "contacts": ("Writes of contacts", "POST,PATCH,PUT,DELETE", r"/(contacts?|0-1)(/\d+|/batch/(create|update|upsert|archive))?$"),
    "associations": ("Associations", "", r"/associations/"),
    "token": ("Tokens", "", r"^/oauth/"),
}  # fmt: skip


def kinds(visit: Visit) -> list[tuple[str, str, int]]:
    """Address, title and number of every kind of record."""
    counts = visit.vendor.overview(None)["counts"]
    return [(kind, titles(kind), count) for kind, count in counts.items()]


def titles(part: str) -> str:
    """What the first part of an address is called."""
    return _TITLES.get(part) or title_of(part)


_RECORDS = {"0-1": "contacts", "0-2": "companies", "0-7": "products", "0-53": "invoices", "0-101": "commerce_payments"}


def address_of(call: Call) -> str:
    """Our page for an address of HubSpot's own app, as other programs link to it; empty where it is none."""
    match call.path.strip("/").split("/"):
        case ["home"]:
            return "/ui/"
        case ["contacts", _, "record", kind, record] if kind in _RECORDS:
            return f"/ui/{_RECORDS[kind]}/{record}/"
        case ["contacts", _, "objects", kind, *_] if kind in _RECORDS:
            return f"/ui/{_RECORDS[kind]}/"
        case ["integrations-settings", *_]:
            return "/ui/settings/connected-apps/"
        case ["settings" | "property-settings" | "workflows", *_]:
            return "/ui/settings/"
    return ""


ROUTES: list[Route] = [
    ("GET", "", home),
    *records.routes(),
    *invoices.ROUTES,
    *payments.ROUTES,
    *settings.ROUTES,
    *apps.ROUTES,
    *troubles.routes(TROUBLES),
    *tools.ROUTES,
    *others.ROUTES,
]
