"""Contacts, customers, products and items."""

from __future__ import annotations

from dataclasses import replace

from syncapp.core.catalogue.customers import TITLE
from syncapp.core.catalogue.entry import Entry, Who

MAKE_ACTIVE = (
    "In QuickBooks Online, Sales › Customers, choose “Make active” beside the customer. The list shows inactive ones once you "
    "click the small gear above it and tick “Include inactive”."
)
CONTACTS = (
    Entry(
        "customer_not_found",
        TITLE,  # S41; where the one cause is known, catalogue/customers.py says it
        "The customer of this invoice stands on one side only.[ No active customer in QuickBooks Online has the "
        "address {email} of its contact.][ Its contact {without_email} has no email address in HubSpot.][ “{customer}” has no "
        "contact in HubSpot.]",
        "An invoice goes to the customer who is linked with its contact. The contact sync made none: it is off, it does not "
        "go that way, its filters exclude them, or there is no email address.",
        (
            "[In HubSpot, open {without_email} under CRM › Contacts and enter the email address: the rest goes by itself.]",
            "Where the contact has an email address, click “Sync this contact first”. What is missing on the other side is then "
            "created, and the invoice follows. Where it has none, enter one in HubSpot, CRM › Contacts: the rest goes by itself.",
            "Or in QuickBooks Online, Sales › Customers, open the right customer, click Edit and enter[ {email} as]"
            " the contact's email address.",
            "Or in HubSpot, Commerce › Invoices, give the invoice a contact that is already synced.",
        ),
        "sync_contact",
        Who.HERE,
        who_first=Who.OPERATIONS,
        ways=("open_customers",),
    ),
    Entry(
        "display_name_duplicate",
        "The display name is a duplicate",  # S42
        "A customer in QuickBooks Online already has the display name that this contact would get[, “{name}”][ "
        "({holder})].",
        "QuickBooks Online uses a display name only once, and contacts of one company would all get the same.",
        (
            "If it is the same company, click “Bill through this customer”: its invoices go to that customer.",
            "If it is another one, click “Choose another display name”, for example “First Last (Company)”.",
            "Or in QuickBooks Online, Sales › Customers, open the customer that has the name and change its "
            "Customer display name.",
        ),
        "bill_through",
        Who.HERE,
        also="choose_name",
    ),
    Entry(
        "display_name_held",
        "The display name is a duplicate: a vendor or an employee has it",  # S42, S45
        "The display name that this contact would get[, “{name}”,] belongs to a vendor or an employee[: {holder}].",
        "QuickBooks Online uses a display name only once over customers, vendors and employees.",
        (
            "Click “Choose another display name” and take one that nobody has, for example “Name (Customer)”.",
            "Or in QuickBooks Online, Expenses › Vendors or Payroll › Employees, open the one that has the name and "
            "change its display name.",
        ),
        "choose_name",
        Who.HERE,
    ),
    Entry(
        "ambiguous_customer",
        "More than one customer has this email address",
        "Several active customers in QuickBooks Online have the address of this contact[: {email} ({candidates})].",
        "Only one of them is billed, and which one is not guessed.",
        (
            "Click “Choose the customer” and take the one that is billed.",
            "Or in QuickBooks Online, Sales › Customers, leave the address with one customer only.",
        ),
        "pick_customer",
        Who.HERE,
    ),
    Entry(
        "ambiguous_contact",
        "The invoice has several contacts and none is the billing contact",
        "It is not clear who is billed[: {candidates}].",
        "The invoice has several contacts and none is labelled as the billing contact. Nothing is guessed.",
        (
            "Click “Choose the contact”.",
            "Or in HubSpot, open the invoice under Commerce › Invoices and label one contact “Billing contact”.",
        ),
        "pick_contact",
        Who.HERE,
    ),
    Entry(
        "shared_email",
        "Another customer already uses this email address",
        "The HubSpot contact with the email address of this customer[, {email},] is for another customer[, “{holder}”,] already.",
        "A HubSpot contact is linked to one customer, so what becomes of the second one is somebody's choice.",
        (
            "Open Linking and choose: same contact, contact without an email address, or ignore.",
            "Or in QuickBooks Online, Sales › Customers, give this customer an address of its own.",
        ),
        "link_records",
        Who.HERE,
    ),
    Entry(
        "partner_ignored",
        "What it belongs to is ignored here",
        "The record of the other side that it belongs to[, “{partner}”,] is ignored: somebody has said so.",
        "A new one would be there a second time, so none is made until somebody says what is meant.",
        (
            "Click “Open Linking” and link the two, or choose another one.",
            "Or ignore this one too.",
        ),
        "link_records",
        Who.HERE,
    ),
    Entry(
        "customer_inactive",
        "The customer is inactive or deleted in QuickBooks Online",
        "The customer[ “{customer}”] is inactive or deleted in QuickBooks Online.",
        "Nobody can be billed while inactive, and no second customer is made in their place.",
        (
            MAKE_ACTIVE,
            "Or click “Choose the customer” and take another one.",
            "If the customer was merged into another, leave it inactive: in Linking, unlink the contact from it and bill the "
            "contact through the one that is left. Its invoices then go there.",
        ),
        "pick_customer",
        Who.BOOKKEEPER,
        ways=("open_customers",),
    ),
    Entry(
        "no_name",
        "The record has no name",
        "There is nothing that it could be called: no name, no company and no email address.",
        "A customer needs a display name and a product needs a name.",
        ("Open it where it was made[, {where},] and enter a name.",),
        "open_hubspot",
        Who.EITHER,
        also="open_quickbooks",
    ),
    Entry(
        "invalid_email",
        "The email address is not valid",
        "The other system refuses the email address[ “{email}”].",
        "It is not written as an address is there, and an invoice sent to it would not arrive.",
        (
            "Correct the address where it was entered[: {where}].",
            "Several addresses in QuickBooks Online are separated by commas.",
        ),
        "open_hubspot",
        Who.EITHER,
        also="open_quickbooks",
    ),
)

# Of an invoice that stands there: it stays with whom it was made for.
INACTIVE_OF_LINKED = replace(
    next(one for one in CONTACTS if one.code == "customer_inactive"),
    why="The invoice stands there already, and nothing of it can be changed while its customer is inactive.",
    remedy=(MAKE_ACTIVE,),
    fix="open_customer",
    ways=(),
)

PRODUCTS = (
    Entry(
        "ambiguous_sku",
        "More than one product has this SKU",
        "Several products have the same SKU[: {sku} ({candidates})].",
        "Products are matched by SKU, so each must have its own. Nothing is guessed.",
        (
            "Give each its own SKU: in QuickBooks Online under Sales › Products and services, in HubSpot under "
            "Commerce › Products.",
            "Or click “Choose the item”.",
        ),
        "pick_item",
        Who.EITHER,
    ),
    Entry(
        "sku_of_bundle",
        "The SKU belongs to a bundle",
        "The SKU of the product[, {sku},] is that of a bundle in QuickBooks Online[: “{item}”].",
        "A bundle is sold there by its parts, each a line of its own, so no product is linked with it. A second item with its "
        "SKU could not be told from it.",
        (
            "In QuickBooks Online, Sales › Products and services, take the SKU off the bundle. The product then goes by itself.",
            "Or in HubSpot under Commerce › Products, give the product a SKU of its own.",
        ),
        "open_item",
        Who.BOOKKEEPER,
    ),
    Entry(
        "item_inactive",
        "The item is inactive or deleted in QuickBooks Online",
        "The item[ “{item}”] is inactive or deleted in QuickBooks Online.[ The line “{line}” of the invoice leads to it.][ "
        "This stands on it there: “{lines}”.]",
        "A line of an invoice belongs to it, and what is inactive cannot be sold. No other item takes its place.",
        (
            "In QuickBooks Online, Sales › Products and services, filter by status Inactive and choose “Make "
            "active” beside the item.",
            "Or in HubSpot, put the line on another product. Where the invoice stands in QuickBooks Online already, its "
            "lines keep their items: there, open it under Sales › Invoices and choose another item on the line.",
            "If it was merged into another item, leave it inactive, and in HubSpot put the line on the product of the item "
            "that is left. If that has none, unlink this product here and link it with that item.",
        ),
        "open_item",
        Who.BOOKKEEPER,
    ),
    Entry(
        "discount_item_inactive",
        "The item for discounts is inactive or deleted in QuickBooks Online",
        "Discounts of lines go on the item[ “{item}”], which is inactive or deleted in QuickBooks Online.",
        "What is inactive cannot be sold. No other item takes its place.",
        (
            "In QuickBooks Online, Sales › Products and services, filter by status Inactive and choose “Make "
            "active” beside the item.",
            "Or choose another item for discounts here, or leave them in the price: open the invoice sync, Edit, Configure.",
        ),
        "configure",
        Who.BOOKKEEPER,
    ),
    Entry(
        "class_inactive",
        "A class or location is inactive in QuickBooks Online",
        "Something that the invoice stands under there[, the {kind} “{name}”,] is inactive or deleted.",
        "Nothing of an invoice can be changed while it names something inactive. Class and "
        "location belong to QuickBooks Online, so they are never taken off.",
        (
            "In QuickBooks Online, gear icon › All lists › Classes, or Locations: show inactive entries and choose “Make "
            "active”.",
            "Or open the invoice there under Sales › Invoices and choose another one. That is no edit of the invoice, and "
            "it stays as you choose.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
    ),
    Entry(
        "duplicate_item_name",
        "The name is already used by another item",
        "Another item in QuickBooks Online already has this name[, “{name}”][: the item “{item}”][ below “{below}”].",
        "QuickBooks Online uses an item name only once[ at each level; without a SKU on both, nobody can tell whether the one "
        "below “{below}” is the same product].",
        (
            "If it is the same product, enter the SKU of the HubSpot product on that item in QuickBooks Online. It stands under "
            "Sales › Products and services; the two are then matched.",
            "Or click “Choose the item” and link the two here.",
            "If it is another product, rename one of the two[, or enter a SKU of its own on the one below “{below}”].",
        ),
        "pick_item",
        Who.BOOKKEEPER,
    ),
    Entry(
        "reserved_item_name",
        "The name is kept for lines without a product",
        "Lines without a product stand on the item “Custom Line Item” of QuickBooks Online, and this product is to be called "
        "so there, too.",
        "QuickBooks Online uses an item name only once. On one item, the sales of this product and those of all other "
        "lines could not be told apart.",
        ("Give the product another name in HubSpot under Commerce › Products.",),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "account_inactive",
        "The account is inactive or deleted in QuickBooks Online",
        "The account[ “{account}”] that this is booked on is inactive or deleted in QuickBooks Online.",
        "Nothing can be booked on an account while it is inactive.",
        (
            "In QuickBooks Online, gear icon › Chart of accounts, show inactive accounts and choose “Make active”.",
            "Or click “Choose the account” and choose another one.",
        ),
        "choose_account",
        Who.BOOKKEEPER,
    ),
)

# Of an invoice whose line leads to no product that Linking asks about.
AMBIGUOUS_ON_LINE = replace(
    next(one for one in PRODUCTS if one.code == "ambiguous_sku"),
    what="Several items in QuickBooks Online have the SKU of a line of this invoice[: {sku} ({candidates})].",
    why="The item of a line is found by its SKU. Which of them was sold is not guessed.",
    remedy=(
        "In QuickBooks Online, Sales › Products and services, give each of them its own SKU, or choose “Make inactive” "
        "beside what is not sold any more. The invoice then goes by itself.",
    ),
    fix="open_item",
    who=Who.BOOKKEEPER,
)
