"""An invoice whose customer stands on one side only: what is said where the one cause of it is known (S41)."""

from __future__ import annotations

from collections.abc import Mapping

from syncapp.core.catalogue.entry import Entry, Who
from syncapp.core.values import Side

CODE = "customer_not_found"
TITLE = (
    "An invoice should have an associated customer. Make sure the associated customer is present in both "
    "HubSpot & QuickBooks Online to sync this invoice"
)
_NOBODY_THERE = "The contact of this invoice[, {customer},] has no customer in QuickBooks Online."
_NOBODY_HERE = "The customer of this invoice[, “{customer}”,] has no contact in HubSpot."
_NO_ADDRESS = "The contact of this invoice[, {customer},] has no email address in HubSpot."
_CLICK = "Click “Sync this contact first”: what is missing on the other side is created and the invoice follows."
_FILTERS = "Or change the filters: open the contact sync, Edit, Filters."
_DIRECTION = "Or set another direction: open the contact sync, Edit, Configure."
_MAKE_THERE = "In QuickBooks Online, Sales › Customers, make the customer with the contact's email address[, {email}]."
_MAKE_HERE = "In HubSpot, CRM › Contacts, make the contact with the customer's email address."
_ENTER_THERE = "Or in QuickBooks Online, Sales › Customers, enter[ {email} as] the contact's email address on the customer who is meant."
_THE_SAME_THERE = "In QuickBooks Online, Sales › Customers, enter the same address on the customer who is meant, or make the customer with it."
_TAKE_BACK = "Take {it} back first: on its page here, or under Failures, Ignored, click “Stop ignoring”. The invoice then follows."
_RESTORE = (
    "In HubSpot, CRM › Contacts, click Actions › Restore records and restore the contact. Its page here then offers to create "
    "the customer again."
)
_TURN_ON = "Turn the contact sync on: open Integrations, then QuickBooks Online."


def _entry(
    what: str,
    why: str,
    *remedy: str,
    fix: str,
    ways: tuple[str, ...] = (),
    who: Who = Who.EITHER,
    in_order: bool = False,
) -> Entry:
    return Entry(CODE, TITLE, what, why, remedy, fix, who, in_order=in_order, ways=ways)


def _no_address(why: str) -> Entry:
    """Of a contact without one, for whom no customer is made."""
    enter = "In HubSpot, open the contact under CRM › Contacts and enter the email address."
    ways = ("open_customers", "contact_sync")
    return _entry(_NO_ADDRESS, why, enter, _THE_SAME_THERE, fix="open_contact", ways=ways, in_order=True)


# By the side on which the invoice stands, and why its contact or customer does not sync there.
NOT_FOUND: Mapping[tuple[Side, str], Entry] = {
    (Side.HUBSPOT, "filter"): _entry(
        _NOBODY_THERE, "The filters of the contact sync exclude this contact.", _CLICK, _FILTERS, _ENTER_THERE,
        fix="sync_contact", who=Who.HERE, ways=("contact_sync", "open_customers"),
    ),
    (Side.HUBSPOT, "no_email"): _entry(
        _NO_ADDRESS,
        "A customer is found by the email address, so this contact has none in QuickBooks Online.",
        "In HubSpot, open the contact under CRM › Contacts and enter the email address: the rest goes by itself.",
        "Or in HubSpot, Commerce › Invoices, give the invoice a contact that is already synced.",
        fix="open_contact", who=Who.OPERATIONS,
    ),
    (Side.HUBSPOT, "direction"): _entry(
        _NOBODY_THERE, "Contacts do not sync to QuickBooks Online, so no customer is made there.", _MAKE_THERE, _DIRECTION,
        fix="open_customers", who=Who.BOOKKEEPER, ways=("contact_sync",),
    ),
    (Side.HUBSPOT, "direction, no email"): _no_address(
        "A customer is found by the email address, and contacts do not sync to QuickBooks Online."
    ),
    (Side.HUBSPOT, "off, no email"): _no_address(
        "A customer is found by the email address, and the contact sync is off, so none is made."
    ),
    (Side.HUBSPOT, "off"): _entry(
        _NOBODY_THERE, "The contact sync is off, so no customer is made there.", _MAKE_THERE, f"Or t{_TURN_ON[1:]}",
        fix="open_customers", who=Who.BOOKKEEPER, ways=("contact_sync",),
    ),
    (Side.HUBSPOT, "ignored"): _entry(
        _NOBODY_THERE, "Somebody ignored this contact.", _TAKE_BACK.replace("{it}", "the contact"),
        "Or in HubSpot, Commerce › Invoices, give the invoice a contact that is already synced.",
        fix="open_ignored", who=Who.HERE,
    ),
    (Side.HUBSPOT, "deleted"): _entry(
        "The contact of this invoice[, {customer},] was deleted in HubSpot, and its customer in QuickBooks Online.",
        "An invoice goes to the customer who is linked with its contact, and neither is there any more.",
        _RESTORE,
        "Or in HubSpot, Commerce › Invoices, give the invoice a contact that is already synced.",
        fix="open_contacts", who=Who.OPERATIONS,
    ),
    (Side.QUICKBOOKS, "deleted"): _entry(
        "The customer of this invoice[, “{customer}”,] was deleted in QuickBooks Online, and its contact in HubSpot.",
        "An invoice stands in HubSpot with the contact that is linked with its customer, and neither is there any more.",
        _RESTORE,
        "Or in QuickBooks Online, Sales › Invoices, give the invoice a customer who is already synced.",
        fix="open_contacts", who=Who.OPERATIONS,
    ),
    (Side.QUICKBOOKS, ""): _entry(
        _NOBODY_HERE, "An invoice stands in HubSpot with the contact that is linked with its customer.", _CLICK, f"Or i{_MAKE_HERE[1:]}",
        fix="sync_contact", who=Who.HERE, ways=("open_contacts",),
    ),
    (Side.QUICKBOOKS, "filter"): _entry(
        _NOBODY_HERE, "The filters of the contact sync exclude this customer.", _CLICK, _FILTERS,
        fix="sync_contact", who=Who.HERE, ways=("contact_sync",),
    ),
    (Side.QUICKBOOKS, "direction"): _entry(
        _NOBODY_HERE, "Contacts do not sync to HubSpot, so none is made there.", _MAKE_HERE, _DIRECTION,
        fix="open_contacts", who=Who.OPERATIONS, ways=("contact_sync",),
    ),
    (Side.QUICKBOOKS, "off"): _entry(
        _NOBODY_HERE, "The contact sync is off, so no contact is made there.", _MAKE_HERE, f"Or t{_TURN_ON[1:]}",
        fix="open_contacts", who=Who.OPERATIONS, ways=("contact_sync",),
    ),
    (Side.QUICKBOOKS, "no_email"): _entry(
        "The customer of this invoice[, “{customer}”,] has no email address in QuickBooks Online.",
        "A contact is found by the email address, so this customer has none in HubSpot.",
        "In QuickBooks Online, Sales › Customers, open the customer and enter the email address: the rest goes by itself.",
        fix="open_customer", who=Who.BOOKKEEPER,
    ),
    (Side.QUICKBOOKS, "inactive"): _entry(
        "The customer of this invoice[, “{customer}”,] is inactive in QuickBooks Online.",
        "No contact is made in HubSpot for a customer who is inactive.",
        "In QuickBooks Online, Sales › Customers, choose “Make active” beside the customer: the rest goes by itself.",
        fix="open_customer", who=Who.BOOKKEEPER,
    ),
    (Side.QUICKBOOKS, "ignored"): _entry(
        _NOBODY_HERE, "Somebody ignored this customer.", _TAKE_BACK.replace("{it}", "the customer"),
        fix="open_ignored", who=Who.HERE,
    ),
}  # fmt: skip


def cause_of(side: Side, status: str, reason: str) -> str:
    """What keeps the contact or customer from syncing, as far as it is told apart."""
    cause = "ignored" if status == "ignored" else reason if status == "excluded" else ""
    return cause if (side, cause) in NOT_FOUND else ""
