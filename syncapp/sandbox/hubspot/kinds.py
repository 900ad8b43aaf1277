"""The CRM object types that the emulator keeps, and the names under which the API knows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One object type. `key` is its path name, by which everything else here calls it."""

    key: str
    type_id: str  # [D]; those of discounts, fees and taxes are unconfirmed: assumed
    singular: str  # the name in association types ("invoice_to_contact") and in dated paths
    label: str  # the name in error texts
    scope: str  # the noun of crm.objects.<scope>.read
    defaults: tuple[str, ...]  # properties of a list or read that asks for none [S]
    search_defaults: tuple[str, ...]
    created: str
    modified: str
    unique: tuple[str, ...] = ()  # standard properties usable as idProperty
    umbrella: str = ""  # a legacy scope that suffices as well
    inline_key: str = ""  # how the type is called inside a record's `associations`

    @property
    def association_key(self) -> str:
        return self.inline_key or self.key


_HS = ("hs_createdate", "hs_lastmodifieddate", "hs_object_id")
_PLAIN = ("createdate", "hs_lastmodifieddate", "hs_object_id")
_CONTACT = ("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname")
_COMPANY = ("name", "domain", "createdate", "hs_lastmodifieddate", "hs_object_id")
_DEAL = (
    "dealname",
    "amount",
    "closedate",
    "pipeline",
    "dealstage",
    "createdate",
    "hs_lastmodifieddate",
    "hs_object_id",
)
_PRODUCT = ("name", "description", "price", "createdate", "hs_lastmodifieddate", "hs_object_id")
_LINE = ("quantity", "amount", "price", "createdate", "hs_lastmodifieddate", "hs_object_id")

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "contacts",
            "0-1",
            "contact",
            "CONTACT",
            "contacts",
            _CONTACT,
            _CONTACT,
            "createdate",
            "lastmodifieddate",
            unique=("email",),
        ),
        Kind(
            "companies",
            "0-2",
            "company",
            "COMPANY",
            "companies",
            _COMPANY,
            _COMPANY,
            "createdate",
            "hs_lastmodifieddate",
        ),
        Kind(
            "deals",
            "0-3",
            "deal",
            "DEAL",
            "deals",
            _DEAL,
            _DEAL,
            "createdate",
            "hs_lastmodifieddate",
        ),
        Kind(
            "products",
            "0-7",
            "product",
            "PRODUCT",
            "products",
            _PRODUCT,
            _PRODUCT,
            "createdate",
            "hs_lastmodifieddate",
            umbrella="e-commerce",
        ),
        # The record's `associations` call them "line items", with a blank [C].
        Kind(
            "line_items",
            "0-8",
            "line_item",
            "LINE_ITEM",
            "line_items",
            _PLAIN,
            _LINE,
            "createdate",
            "hs_lastmodifieddate",
            umbrella="e-commerce",
            inline_key="line items",
        ),
        Kind(
            "invoices",
            "0-53",
            "invoice",
            "INVOICE",
            "invoices",
            _HS,
            _HS,
            "hs_createdate",
            "hs_lastmodifieddate",
        ),
        Kind(
            "commerce_payments",
            "0-101",
            "commerce_payment",
            "COMMERCE_PAYMENT",
            "commercepayments",
            _HS,
            _HS,
            "hs_createdate",
            "hs_lastmodifieddate",
        ),
        # Scopes of the three below: those of line items, assumed.
        Kind(
            "discounts",
            "0-84",
            "discount",
            "DISCOUNT",
            "line_items",
            _HS,
            _HS,
            "hs_createdate",
            "hs_lastmodifieddate",
            umbrella="e-commerce",
        ),
        Kind(
            "fees",
            "0-85",
            "fee",
            "FEE",
            "line_items",
            _HS,
            _HS,
            "hs_createdate",
            "hs_lastmodifieddate",
            umbrella="e-commerce",
        ),
        Kind(
            "taxes",
            "0-86",
            "tax",
            "TAX",
            "line_items",
            _HS,
            _HS,
            "hs_createdate",
            "hs_lastmodifieddate",
            umbrella="e-commerce",
        ),
    )
}

# Types of HubSpot's that no account here has records of, by plural and singular name.
_ELSEWHERE = """
    appointments appointment calls call carts cart communications communication courses course emails email
    feedback_submissions feedback_submission goal_targets goal_target leads lead listings listing meetings meeting
    notes note orders order partner_clients partner_client partner_services partner_service postal_mail projects
    project quotes quote services service subscriptions subscription tasks task tickets ticket users user
"""
ELSEWHERE = frozenset(_ELSEWHERE.split())

_NAMES: dict[str, Kind] = {
    name: kind
    for kind in KINDS.values()
    for name in (kind.key, kind.singular, kind.type_id, kind.inline_key)
    if name
}


def named(name: str) -> Kind | None:
    """The type behind a plural or singular name or a typeId; case is ignored as by HubSpot [T]."""
    return _NAMES.get(name) or _NAMES.get(name.lower())
