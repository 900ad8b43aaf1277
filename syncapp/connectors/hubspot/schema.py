"""The fields of HubSpot's objects: those that we always ask for, and how the account describes its own.

A row's name is the property's. `hs_invoice_date` and its kind are instants in HubSpot and dates for us (A19).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syncapp.connectors.hubspot.kinds import (
    ADJUSTMENTS,
    COMPANIES,
    CONTACTS,
    INVOICES,
    KEY,
    LINES,
    PAYMENTS,
    PRODUCTS,
    Kind,
)
from syncapp.connectors.hubspot.shape import mapping, mappings
from syncapp.core.schema import FieldSpec, FieldType, Option

_TEXT, _NUMBER, _DATE, _INSTANT = FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.DATETIME
_BOOL, _OPTION = FieldType.BOOL, FieldType.OPTION

# Instants whose day alone means something: read by A19, written as midnight UTC.
DAYS = frozenset({"hs_invoice_date", "hs_due_date", "hs_initiated_date", "hs_payment_date", "hs_payout_date"})

ALWAYS: Mapping[Kind, Mapping[str, FieldType]] = {
    CONTACTS: {
        "email": _TEXT, "hs_additional_emails": _TEXT, "firstname": _TEXT, "lastname": _TEXT, "phone": _TEXT,
        "company": _TEXT, "address": _TEXT, "city": _TEXT, "state": _TEXT, "zip": _TEXT, "country": _TEXT,
        "associatedcompanyid": _TEXT, "hs_merged_object_ids": _TEXT, "createdate": _INSTANT, "lastmodifieddate": _INSTANT, KEY: _TEXT,
    },
    COMPANIES: {"name": _TEXT},
    PRODUCTS: {
        "name": _TEXT, "hs_sku": _TEXT, "price": _NUMBER, "description": _TEXT, "createdate": _INSTANT,
        "hs_lastmodifieddate": _INSTANT, KEY: _TEXT,
    },
    LINES: {
        "name": _TEXT, "description": _TEXT, "quantity": _NUMBER, "price": _NUMBER, "amount": _NUMBER,
        "discount": _NUMBER, "hs_discount_percentage": _NUMBER, "hs_total_discount": _NUMBER, "hs_sku": _TEXT,
        "hs_product_id": _TEXT, "hs_position_on_quote": _NUMBER, "hs_tax_amount": _NUMBER,
        "hs_lastmodifieddate": _INSTANT, KEY: _TEXT,
    },
    INVOICES: {
        "hs_number": _TEXT, "hs_title": _TEXT, "hs_invoice_status": _OPTION, "hs_currency": _OPTION,
        "hs_invoice_date": _DATE, "hs_due_date": _DATE, "hs_invoice_billable": _BOOL, "hs_invoice_source": _OPTION,
        "hs_purchase_order_number": _TEXT, "hs_comments": _TEXT, "hs_amount_billed": _NUMBER,
        "hs_amount_paid": _NUMBER, "hs_balance_due": _NUMBER, "hs_payment_date": _DATE,
        "hs_external_invoice_id": _TEXT, "hs_createdate": _INSTANT, "hs_lastmodifieddate": _INSTANT, KEY: _TEXT,
    },
    PAYMENTS: {
        "hs_initial_amount": _NUMBER, "hs_initiated_date": _DATE, "hs_currency_code": _OPTION,
        "hs_latest_status": _OPTION, "hs_payment_method_type": _OPTION, "hs_processor_type": _OPTION,
        "hs_reference_number": _TEXT, "hs_internal_comment": _TEXT, "hs_refunds_amount": _NUMBER,
        "hs_customer_email": _TEXT, "hs_payment_source_app": _OPTION, "hs_createdate": _INSTANT,
        "hs_lastmodifieddate": _INSTANT, KEY: _TEXT,
    },
    **{
        kind: {"hs_label": _TEXT, "hs_type": _OPTION, "hs_value": _NUMBER, "hs_sort_order": _NUMBER}
        for kind in ADJUSTMENTS
    },
}  # fmt: skip

_TYPES = {
    "string": FieldType.TEXT,
    "phone_number": FieldType.TEXT,
    "number": FieldType.NUMBER,
    "date": FieldType.DATE,
    "datetime": FieldType.DATETIME,
    "bool": FieldType.BOOL,
    "enumeration": FieldType.OPTION,
}
_REQUIRED = {INVOICES: {"hs_currency"}, PRODUCTS: {"name"}, PAYMENTS: {"hs_initial_amount", "hs_initiated_date"}}
_LONGEST_TEXT = 65_536


def field_of(kind: Kind, found: Mapping[str, Any]) -> FieldSpec | None:
    """A property as the account describes it; None for what nobody can map (hidden, archived, our mark)."""
    name = str(found.get("name") or "")
    if not name or name == KEY or found.get("hidden") or found.get("archived"):
        return None
    field_type = _type(name, found)
    required = name in _REQUIRED.get(kind, ())
    return FieldSpec(
        name=name,
        label=str(found.get("label") or name),
        type=field_type,
        read_only=_read_only(found),
        required=required,
        max_length=_LONGEST_TEXT if field_type is FieldType.TEXT else None,
        options=tuple(_options(found)),
        group=str(found.get("groupName") or ""),
        clearable=not required,
    )


def _type(name: str, found: Mapping[str, Any]) -> FieldType:
    if name in DAYS:
        return FieldType.DATE
    field_type = _TYPES.get(str(found.get("type")), FieldType.TEXT)
    if field_type is FieldType.OPTION and found.get("fieldType") == "checkbox":
        return FieldType.OPTIONS
    if field_type is FieldType.OPTION and found.get("fieldType") == "booleancheckbox":
        return FieldType.BOOL
    return field_type


def _read_only(found: Mapping[str, Any]) -> bool:
    told = mapping(found.get("modificationMetadata"))
    return bool(told.get("readOnlyValue") or found.get("calculated"))


def _options(found: Mapping[str, Any]) -> list[Option]:
    """Hidden ones too: nobody is offered them, but records go on holding them."""
    given = sorted(mappings(found.get("options")), key=_place)
    return [
        Option(str(one.get("value")), str(one.get("label") or one.get("value")), not one.get("hidden")) for one in given
    ]


def _place(option: Mapping[str, Any]) -> int:
    order = option.get("displayOrder")
    return order if isinstance(order, int) else 0
