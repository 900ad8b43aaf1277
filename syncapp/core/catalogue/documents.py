"""Invoices: what is missing, clashes or does not fit."""

from __future__ import annotations

from syncapp.core.catalogue.entry import Entry, Who

DOCUMENTS = (
    Entry(
        "number_taken",
        "The number is already used by another document",
        "[Number {number} belongs to {holder}. ]An invoice keeps its number in both systems, and nothing is "
        "renumbered silently.",
        (
            "Click “Compare the two documents”. If they are the same invoice, link them.",
            "If not, change the number of one: in HubSpot under Commerce › Invoices, or in QuickBooks Online under "
            "Sales › All sales.",
        ),
        "link_document",
        Who.BOOKKEEPER,
    ),
    Entry(
        "number_too_long",
        "The number is longer than QuickBooks Online allows",
        "[{number} is the number. ][It has {length} characters. ][At most {limit} fit. ]A number is never cut, because both "
        "systems show the same one.",
        (
            "In HubSpot, open the invoice under Commerce › Invoices and give it a number of at most 21 characters.",
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "no_exact_price",
        "No unit price gives exactly the amount of a line",
        "[The line “{line}” is {amount} in HubSpot; the nearest that QuickBooks Online calculates is {nearest}. ]"
        "QuickBooks multiplies quantity by price, and no price gives the same amount. No line is rounded.",
        (
            "In HubSpot, open the invoice under Commerce › Invoices and change the quantity, price or discount of the "
            "line a little; or set the quantity to 1 and write the real one into the description.",
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "text_too_long",
        "A text is longer than the other system allows",
        "[The field is “{field}”. ][The text has {length} characters. ][{system} takes at most {limit}. ]A text is never cut.",
        (
            "Shorten the text where it was written.",
            "Or map another field that takes more: open the sync, Edit, Configure, Mapped fields.",
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "no_contact",
        "The invoice has no contact",
        "The customer of an invoice is found through its contact, and this invoice has none.",
        ("In HubSpot, open the invoice under Commerce › Invoices and add a contact.",),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "no_lines",
        "The invoice has no lines",
        "QuickBooks Online takes no invoice without a line.",
        ("Open the invoice in HubSpot under Commerce › Invoices and add a line, or void it.",),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "custom_line_item_unusable",
        "“Custom Line Item” cannot be used",
        "Lines without a known product go on the item “Custom Line Item”, and in QuickBooks Online that item is "
        "inactive, is not a service, or is on another account than the chosen one[: {found}].",
        (
            "In QuickBooks Online, Sales › Products and services, make “Custom Line Item” active and put it on the "
            "chosen income account.",
            "Or choose its account here: open the invoice sync, Edit, Configure, Custom Line Item.",
        ),
        "configure",
        Who.BOOKKEEPER,
    ),
    Entry(
        "category_item",
        "A line is on a category, not on an item",
        "[“{item}” is a category in QuickBooks Online. ]Only items can be sold.",
        (
            "In HubSpot, put the line on a product whose SKU belongs to an item.",
            "Or in QuickBooks Online, Sales › Products and services, enter the SKU on the item that is meant.",
        ),
        "pick_item",
        Who.EITHER,
    ),
    Entry(
        "custom_field_dropped",
        "QuickBooks Online did not keep a custom field",
        "[“{field}” was sent with “{value}” and came back without it. ]QuickBooks says nothing when a custom field is "
        "switched off or not shown on invoices.",
        (
            "In QuickBooks Online, gear icon › Custom fields, make the field active and show it on invoices.",
            "Or switch the mapping off: open the invoice sync, Edit, Configure, Mapped fields.",
        ),
        "configure",
        Who.BOOKKEEPER,
    ),
)
