"""Contacts, customers, products and items."""

from __future__ import annotations

from syncapp.core.catalogue.entry import Entry, Who

CONTACTS = (
    Entry(
        "customer_not_found",
        "An invoice should have an associated customer. Make sure the associated customer is present in both "
        "HubSpot & QuickBooks Online to sync this invoice",  # S41
        "No active customer in QuickBooks Online has the email address of this invoice's contact[ ({email})], "
        "and the contact sync does not create one.",
        (
            "Click “Sync this contact first”: the customer is created and the invoice follows.",
            "Or in QuickBooks Online, Sales › Customers, open the right customer, click Edit and enter[ {email} as]"
            " the contact's email address.",
            "Or in HubSpot, Commerce › Invoices, give the invoice a contact that is already synced.",
        ),
        "sync_contact",
        Who.EITHER,
    ),
    Entry(
        "display_name_duplicate",
        "The display name is a duplicate",  # S42
        "A customer in QuickBooks Online already has this display name[, “{name}”][ ({holder})], and a display name can "
        "be used only once.",
        (
            "If it is the same company, click “Bill through this customer”: its invoices go to that customer.",
            "If it is another one, click “Choose another display name”, for example “First Last (Company)”.",
            "Or in QuickBooks Online, Sales › Customers, open the customer that has the name and change its "
            "Customer display name.",
        ),
        "bill_through",
        Who.BOOKKEEPER,
    ),
    Entry(
        "display_name_held",
        "The display name is a duplicate: a vendor or an employee has it",  # S42, S45
        "QuickBooks Online uses a display name only once over customers, vendors and employees, and this one[, “{name}”,] "
        "belongs to a vendor or an employee[: {holder}].",
        (
            "Click “Choose another display name” and take one that nobody has, for example “Name (Customer)”.",
            "Or in QuickBooks Online, Expenses › Vendors or Payroll › Employees, open the one that has the name and "
            "change its display name.",
        ),
        "choose_name",
        Who.BOOKKEEPER,
    ),
    Entry(
        "ambiguous_customer",
        "More than one customer has this email address",
        "Several active customers in QuickBooks Online have the address of this contact[: {email} ({candidates})]. "
        "Nothing is guessed.",
        (
            "Click “Choose the customer” and take the one that is billed.",
            "Or in QuickBooks Online, Sales › Customers, leave the address with one customer only.",
        ),
        "pick_customer",
        Who.BOOKKEEPER,
    ),
    Entry(
        "ambiguous_contact",
        "The invoice has several contacts and none is the billing contact",
        "It is not clear who is billed[: {candidates}].",
        (
            "Click “Choose the contact”.",
            "Or in HubSpot, open the invoice under Commerce › Invoices and label one contact “Billing contact”.",
        ),
        "pick_contact",
        Who.OPERATIONS,
    ),
    Entry(
        "shared_email",
        "Another customer already uses this email address",
        "A HubSpot contact is linked to one customer, and the customer[ “{holder}”] with the same address[ {email}] "
        "is linked already.",
        (
            "Open Linking and choose: same contact, contact without an email address, or ignore.",
            "Or in QuickBooks Online, Sales › Customers, give this customer an address of its own.",
        ),
        "link_records",
        Who.BOOKKEEPER,
    ),
    Entry(
        "customer_inactive",
        "The customer is inactive or deleted in QuickBooks Online",
        "The invoice's customer[ “{customer}”] cannot be billed while it is inactive.",
        (
            "In QuickBooks Online, Sales › Customers, click the small gear above the list and tick “Include "
            "inactive”, then choose “Make active” beside the customer.",
            "Or click “Choose the customer” and take another one.",
        ),
        "pick_customer",
        Who.BOOKKEEPER,
    ),
    Entry(
        "no_name",
        "The record has no name",
        "A customer needs a display name and a product needs a name, and this record has none: no company, no "
        "first or last name and no email address.",
        ("In HubSpot, open the record under CRM › Contacts or Commerce › Products and enter a name.",),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "invalid_email",
        "The email address is not valid",
        "The other system refuses the address[ “{email}”].",
        (
            "Correct the address: in HubSpot under CRM › Contacts, in QuickBooks Online under Sales › Customers.",
            "Several addresses in QuickBooks Online are separated by commas.",
        ),
        "open_hubspot",
        Who.EITHER,
    ),
)

PRODUCTS = (
    Entry(
        "ambiguous_sku",
        "More than one product has this SKU",
        "Products are matched by SKU, and several have the same one[: {sku} ({candidates})]. Nothing is guessed.",
        (
            "Give each its own SKU: in QuickBooks Online under Sales › Products and services, in HubSpot under "
            "Commerce › Products.",
            "Or click “Choose the item”.",
        ),
        "pick_item",
        Who.EITHER,
    ),
    Entry(
        "item_inactive",
        "The item is inactive or deleted in QuickBooks Online",
        "A line of the invoice belongs to the item[ “{item}”], which cannot be sold while it is inactive.",
        (
            "In QuickBooks Online, Sales › Products and services, filter by status Inactive and choose “Make "
            "active” beside the item.",
            "Or in HubSpot, put the line on another product.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
    ),
    Entry(
        "duplicate_item_name",
        "The name is already used by another item",
        "QuickBooks Online uses an item name only once, and another item already has this one[, “{name}”].",
        (
            "If it is the same product, enter the SKU of the HubSpot product on that item in QuickBooks Online under "
            "Sales › Products and services: they are then matched.",
            "If not, rename one of the two.",
        ),
        "pick_item",
        Who.BOOKKEEPER,
    ),
    Entry(
        "account_inactive",
        "The account is inactive or deleted in QuickBooks Online",
        "The account[ “{account}”] that this needs cannot be posted to while it is inactive.",
        (
            "In QuickBooks Online, gear icon › Chart of accounts, show inactive accounts and choose “Make active”.",
            "Or choose another account here: open the sync, Edit, Configure.",
        ),
        "configure",
        Who.BOOKKEEPER,
    ),
)
