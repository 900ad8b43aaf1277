"""Invoices: what is missing, clashes or does not fit."""

from __future__ import annotations

from syncapp.core.catalogue.entry import LOCKED, LOCKED_ON, Entry, Who

DOCUMENTS = (
    Entry(
        "number_taken",
        "The number is already used by another document",
        "Another document has this number already[: {number} belongs to {holder}][, and {several} could be the same].",
        "An invoice keeps its number in both systems[, which of {several} is meant is not guessed], and nothing is renumbered "
        "silently.",
        (
            "Click “Compare the two documents”. If they are the same invoice, “Link the two” is offered there.",
            "[Where both are one sale, void it in {standing}, too. “Compare the two documents” offers it. Nothing is then owed on "
            "either side.]",
            "[Of {several}, void the one that was made by mistake. The other is then linked by itself.]",
            "If not, change the number of one where that one was made: in HubSpot, open it under Commerce › Invoices and "
            "click Actions › Edit; in QuickBooks Online, open it under Sales › All sales.",
            LOCKED,
        ),
        "link_document",
        Who.HERE,
    ),
    Entry(
        "same_but_number",
        "The same sale under another number, or not?",
        "The invoice[ {invoice}][ in {system}] is of the same customer and day[ ({date})] over the same total[ ({amount})].",
        "Both stood there before the sync was turned on. It may be one sale, of which one number was changed, or two. "
        "Nothing is guessed, because a second invoice would ask for the money twice.",
        (
            "If it is one, give both the same number: in HubSpot under Commerce › Invoices, in QuickBooks Online under Sales › "
            "Invoices. They are then linked.",
            "If not, click “Duplicate or not?” and choose “It is another sale” (it crosses) or “It is the same sale” (it is "
            "ignored).",
        ),
        "is_duplicate",
        Who.EITHER,
    ),
    Entry(
        "no_number",
        "The invoice has no number",
        "It is finalized in HubSpot and has no number.",
        "An invoice keeps its number in both systems, and none is made up here.",
        ("In HubSpot, open the invoice under Commerce › Invoices, click Actions › Edit and give it a number.", LOCKED),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "no_date",
        "The invoice has no date",
        "It is finalized in HubSpot and has no invoice date.",
        "Without one QuickBooks Online would book it on the day on which it is sent, and no date is made up here.",
        (
            "In HubSpot, open the invoice under Commerce › Invoices, click Actions › Edit and give it an invoice date.",
            LOCKED,
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "number_too_long",
        "The number is longer than QuickBooks Online allows",
        "The number[ {number}] has more characters[ ({length})] than fit[ ({limit})].",
        "A number is never cut, because both systems show the same one.",
        (
            "In HubSpot, open the invoice under Commerce › Invoices, click Actions › Edit and give it a number of at most "
            "21 characters.",
            LOCKED,
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "date_out_of_range",
        "A date is far away from today",
        "A date of the record is before 1990 or more than ten years ahead[: “{field}” in {system} is {date}].",
        "Such a date is a slip of the key nearly always, and it would book money in a year that nobody looks at. Dates "
        "are never moved here.",
        (
            "Correct the date where the record was made[: {where}].",
            LOCKED_ON,
        ),
        "open_hubspot",
        Who.EITHER,
        also="open_quickbooks",
    ),
    Entry(
        "no_exact_price",
        "No unit price gives exactly the amount of a line",
        "A line has an amount that QuickBooks Online cannot calculate[: “{line}” is {amount} in HubSpot, and the "
        "nearest there is {nearest}][: the quantity of “{line}” is {quantity}, and only 7 decimals are kept there].",
        "QuickBooks multiplies quantity by price, and no price gives the same amount. No line is rounded.",
        (
            "In HubSpot, change the quantity, price or discount of the line a little. Open the invoice under Commerce › "
            "Invoices and click Actions › Edit. Or set the quantity to 1 there and write the real one into the description.",
            LOCKED,
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "text_too_long",
        "A text is longer than the other system allows",
        "A text does not fit on the other side.[ The field is “{field}”.][ It has {length} characters.][ {system} "
        "takes at most {limit}.]",
        "A text is never cut, because what is missing could matter.",
        (
            "Shorten the text where it was written[: {where}].",
            LOCKED_ON,
            "[Or map “{mapped}” to another field that takes more: open the sync, Edit, Configure, Mapped fields.]",
        ),
        "open_hubspot",
        Who.EITHER,
        also="open_quickbooks",
    ),
    Entry(
        "unsupported_characters",
        "A name has characters that the other system does not take",
        "The name is refused[ by {system}] for a character in it[: “{value}”].",
        "QuickBooks Online takes no colon, no tab or line break and no emoji in a name. The name of a product is never "
        "changed on the way, because people look for it.",
        ("Take the character out of the name where it was written[: {where}]. It then goes by itself.",),
        "open_hubspot",
        Who.EITHER,
        also="open_quickbooks",
    ),
    Entry(
        "no_contact",
        "The invoice has no contact",
        "Nobody is named on the invoice in HubSpot.",
        "The customer of an invoice is found through its contact.",
        ("In HubSpot, open the invoice under Commerce › Invoices and add a contact.",),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "no_lines",
        "The invoice has no lines",
        "There is nothing on the invoice that could be sent.",
        "QuickBooks Online takes no invoice without a line.",
        ("Open the invoice in HubSpot under Commerce › Invoices and add a line, or void it.",),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "custom_line_item_unusable",
        "“Custom Line Item” cannot be used",
        "The item “Custom Line Item” in QuickBooks Online cannot be used[: {found}].[ The line “{line}” would stand on it.]",
        "Lines without a known product go on this item, so it has to be an active service, on the chosen income account and "
        "no product of its own.",
        (
            "In QuickBooks Online, Sales › Products and services, make “Custom Line Item” active, a service, and put it on the "
            "chosen income account[, “{account}”]. A product that was renamed to it gets its own name back.",
            "Or click “Choose the account” and choose another one for it.",
        ),
        "choose_account",
        Who.BOOKKEEPER,
    ),
    Entry(
        "no_item",
        "A line matches no item",
        "A line of the invoice has no item in QuickBooks Online[: “{line}”], and the sync is set to let such an invoice fail.",
        "Every line of an invoice there is of an item, and this one is found neither by its product nor by its SKU.",
        (
            "In QuickBooks Online, Sales › Products and services, enter the SKU of the line on the item that is meant.",
            "Or let such lines go on “Custom Line Item”: open the invoice sync, Edit, Configure, Custom Line Item.",
        ),
        "open_item",
        Who.BOOKKEEPER,
    ),
    Entry(
        "item_unnamed",
        "A line has no name to make an item of",
        "A line of the invoice matches no item in QuickBooks Online[: “{line}”], and it has neither a name nor a SKU.",
        "The sync is set to make an item for such a line, and an item needs a name.",
        (
            "In HubSpot, open the invoice under Commerce › Invoices and give the line a name or a product.",
            "Or let such lines go on “Custom Line Item”: open the invoice sync, Edit, Configure.",
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "item_name_taken",
        "The name of the new item is taken",
        "The item[ “{item}”] that would be made[ for the line “{line}”] has a name that is taken in QuickBooks Online[, "
        "by {holder}][, while the line has the SKU {sku}].",
        "QuickBooks Online uses an item name only once, and it is not certain that this one is meant.",
        (
            "If it is meant, enter the SKU of the line on it in QuickBooks Online, under Sales › Products and services. Or "
            "choose the product of that SKU on the line in HubSpot.",
            "If it is not, rename it there or the line in HubSpot. The invoice then goes by itself.",
        ),
        "open_item",
        Who.BOOKKEEPER,
    ),
    Entry(
        "category_item",
        "A line is on a category, not on an item",
        "A line of the invoice leads to a category in QuickBooks Online, by its product or its SKU[: the line “{line}” to the "
        "category “{item}”].",
        "Only items can be sold; a category only holds items.",
        (
            "In QuickBooks Online, Sales › Products and services, take the SKU off the category and enter it on the item that "
            "is meant.",
            "Or in HubSpot, put the line on a product whose SKU belongs to an item: Commerce › Invoices, Actions › Edit.",
            LOCKED,
        ),
        "open_item",
        Who.BOOKKEEPER,
    ),
    Entry(
        "bundle_item",
        "A line is of a bundle",
        "A line of the invoice leads to a bundle in QuickBooks Online, by its product or its SKU[: the line “{line}” to the "
        "bundle “{item}”].",
        "A bundle is sold there by its parts, each a line with a price of its own, and HubSpot has one line for all of it.",
        (
            "[Open the product “{linked}” in Linking and unlink it from the bundle first. ]In QuickBooks Online, Sales › Products "
            "and services, make an item of its own for it. Take a service or a non-inventory item, and move the SKU of the bundle "
            "there.[ Then link the product “{linked}” with that item in Linking.]",
            "Or in HubSpot, put the parts on the invoice, a line each: Commerce › Invoices, Actions › Edit.",
            LOCKED,
        ),
        "open_item",
        Who.BOOKKEEPER,
    ),
    Entry(
        "custom_field_dropped",
        "QuickBooks Online did not keep a custom field",
        "A custom field was sent and came back empty[: “{field}” with “{value}”].",
        "QuickBooks Online says nothing when a custom field is switched off or not shown on invoices.",
        (
            "In QuickBooks Online, gear icon › Custom fields, make the field active and show it on invoices.",
            "Or switch the mapping off: open the invoice sync, Edit, Configure, Mapped fields.",
        ),
        "configure",
        Who.BOOKKEEPER,
    ),
)
