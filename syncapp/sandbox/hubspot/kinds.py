"""The CRM object types that the emulator keeps, and the names under which the API knows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One object type. `key` is its path name, by which everything else here calls it."""

    key: str
    type_id: str  # [D]; those of discounts, fees and taxes are unconfirmed: assumed
    singular: str  # the name in association types ("invoice_to_contact") and in dated paths
    scope: str  # the noun of crm.objects.<scope>.read; empty where only the umbrella opens it
    defaults: tuple[str, ...]  # properties of a list or read that asks for none [S]
    search_defaults: tuple[str, ...] = ()  # of a search, where they differ
    modified: str = "hs_lastmodifieddate"
    unique: tuple[str, ...] = ()  # standard properties usable as idProperty
    umbrella: str = ""  # a legacy scope that suffices as well
    inline_key: str = ""  # how the type is called inside a record's `associations`
    beside: bool = False  # no part of an invoice's bookkeeping: kept as plain records, without rules of its own

    @property
    def association_key(self) -> str:
        return self.inline_key or self.key

    @property
    def label(self) -> str:
        """The name in error texts."""
        return self.singular.upper()

    @property
    def created(self) -> str:
        return "hs_createdate" if "hs_createdate" in self.defaults else "createdate"


_HS = ("hs_createdate", "hs_lastmodifieddate", "hs_object_id")
_PLAIN = ("createdate", "hs_lastmodifieddate", "hs_object_id")
_CONTACT = ("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname")
_COMPANY = ("name", "domain", *_PLAIN)
_DEAL = ("dealname", "amount", "closedate", "pipeline", "dealstage", *_PLAIN)
_PRODUCT = ("name", "description", "price", *_PLAIN)
_LINE = ("quantity", "amount", "price", *_PLAIN)
_TICKET = ("subject", "content", "hs_pipeline", "hs_pipeline_stage", *_PLAIN)

_OWN = (
    Kind("contacts", "0-1", "contact", "contacts", _CONTACT, modified="lastmodifieddate", unique=("email",)),
    Kind("companies", "0-2", "company", "companies", _COMPANY),
    Kind("deals", "0-3", "deal", "deals", _DEAL),
    Kind("products", "0-7", "product", "products", _PRODUCT, umbrella="e-commerce"),
    # The record's `associations` call them "line items", with a blank [C].
    Kind(
        "line_items",
        "0-8",
        "line_item",
        "line_items",
        _PLAIN,
        _LINE,
        umbrella="e-commerce",
        inline_key="line items",
    ),
    Kind("invoices", "0-53", "invoice", "invoices", _HS),
    Kind("commerce_payments", "0-101", "commerce_payment", "commercepayments", _HS),
    # Scopes of the three below: those of line items, assumed.
    Kind("discounts", "0-84", "discount", "line_items", _HS, umbrella="e-commerce"),
    Kind("fees", "0-85", "fee", "line_items", _HS, umbrella="e-commerce"),
    Kind("taxes", "0-86", "tax", "line_items", _HS, umbrella="e-commerce"),
)
# What every account has besides, as readers of whole accounts ask for it; typeIds and defaults [K].
_BESIDE = (
    Kind("tickets", "0-5", "ticket", "", _TICKET, umbrella="tickets", beside=True),
    Kind("quotes", "0-14", "quote", "quotes", _HS, beside=True),
    Kind("orders", "0-123", "order", "orders", _HS, beside=True),
    Kind("carts", "0-142", "cart", "carts", _HS, beside=True),
    Kind("subscriptions", "0-69", "subscription", "subscriptions", _HS, beside=True),
    Kind("notes", "0-46", "note", "contacts", _HS, beside=True),
    Kind("meetings", "0-47", "meeting", "contacts", _HS, beside=True),
    Kind("calls", "0-48", "call", "contacts", _HS, beside=True),
    Kind("emails", "0-49", "email", "contacts", _HS, beside=True),
    Kind("tasks", "0-27", "task", "contacts", _HS, beside=True),
)
KINDS: dict[str, Kind] = {kind.key: kind for kind in (*_OWN, *_BESIDE)}

# Types of HubSpot's that are not kept here: plural:singular.
_ELSEWHERE = """
appointments:appointment communications:communication courses:course feedback_submissions:feedback_submission
goal_targets:goal_target leads:lead listings:listing partner_clients:partner_client partner_services:partner_service
postal_mail:postal_mail projects:project services:service users:user contracts:contract deal_splits:deal_split
marketing_events:marketing_event
"""
ELSEWHERE: dict[str, str] = {name: pair.partition(":")[0] for pair in _ELSEWHERE.split() for name in pair.split(":")}

_NAMES: dict[str, Kind] = {
    name: kind for kind in KINDS.values() for name in (kind.key, kind.singular, kind.type_id, kind.inline_key) if name
}


def named(name: str) -> Kind | None:
    """The type behind a plural or singular name or a typeId; case is ignored as by HubSpot [T]."""
    return _NAMES.get(name) or _NAMES.get(name.lower())
