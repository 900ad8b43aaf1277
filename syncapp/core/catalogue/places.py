"""Where a record of each kind is opened in either system, as the remedies name it."""

from __future__ import annotations

from collections.abc import Mapping

from syncapp.core.values import ObjectType, Side

PLACES: Mapping[tuple[Side, ObjectType], str] = {
    (Side.HUBSPOT, ObjectType.CONTACT): "in HubSpot under CRM › Contacts",
    (Side.HUBSPOT, ObjectType.PRODUCT): "in HubSpot under Commerce › Products",
    (Side.HUBSPOT, ObjectType.INVOICE): "in HubSpot under Commerce › Invoices",
    (Side.HUBSPOT, ObjectType.PAYMENT): "in HubSpot under Commerce › Payments",
    (Side.QUICKBOOKS, ObjectType.CONTACT): "in QuickBooks Online under Sales › Customers",
    (Side.QUICKBOOKS, ObjectType.PRODUCT): "in QuickBooks Online under Sales › Products and services",
    (Side.QUICKBOOKS, ObjectType.INVOICE): "in QuickBooks Online under Sales › Invoices",
    (Side.QUICKBOOKS, ObjectType.PAYMENT): "in QuickBooks Online under Sales › All sales",
}

# Causes whose `system` is the side that is to be put right; that of others is the side that refuses what the other holds.
STANDS_THERE = frozenset({"absurd_value", "currency_not_enabled", "date_out_of_range", "permission", "void_refused"})
