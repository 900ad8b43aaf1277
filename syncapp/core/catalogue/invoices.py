"""Invoices: what their lines, numbers, totals and owners forbid."""

from __future__ import annotations

from dataclasses import replace

from syncapp.core.catalogue.entry import LOCKED, Entry, Who

S44 = (
    "Line item or invoice amount modifications in HubSpot native invoices cannot be made through external "
    "applications. Please make any necessary changes directly in HubSpot"
)

MERGED = (
    "If two customers were merged into “{customer}” there, open the contact in Linking, unlink it from the one that is gone, "
    "and bill it through “{customer}”. Then it syncs by itself."
)

CHANGES = (
    Entry(
        "native_invoice_edited",
        S44,
        "The invoice was changed in QuickBooks Online[: {changed}][: {field}][ (total {quickbooks_total} there, "
        "{hubspot_total} in HubSpot)]. Nothing is overwritten.",
        "It was made in HubSpot, so only HubSpot may change its number, date, customer, lines, amounts, tax and comments.",
        (
            "Click “Compare the three versions” and then “Put QuickBooks back”. If the change is right and HubSpot lets "
            "finalized invoices be edited, click “Take into HubSpot” instead.",
            "Or undo the change in QuickBooks Online: open the invoice under Sales › Invoices; More › Audit history "
            "shows what it was. It then syncs by itself.",
            "Or make the same change in HubSpot by hand, under Commerce › Invoices.",
            f"[{MERGED}]",
        ),
        "compare",
        Who.HERE,
    ),
    Entry(
        "finalized_in_hubspot",
        "HubSpot does not let a finalized invoice be changed",
        "A change[ of {field}] that was made in QuickBooks Online was refused by HubSpot.",
        "The invoice was made in HubSpot and is finalized. HubSpot lets such an invoice be edited only if its settings say "
        "so, and never once a payment is on it[: {paid} is paid on this one].",
        (
            "In QuickBooks Online, put it back as it is in HubSpot: open the invoice under Sales › Invoices. It then "
            "syncs by itself.",
            "If the change is right and nothing is paid on the invoice in HubSpot, let finalized invoices be edited in "
            "HubSpot, under Settings › Objects › Invoices. It is then tried again by itself.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
    ),
    Entry(
        "owned_elsewhere",
        "Changed in HubSpot, belongs to QuickBooks",
        "It was changed in HubSpot[: {field}]. Nothing is overwritten.",
        "It was made in QuickBooks Online, and what was changed may be changed only there.",
        (
            "Click “Put HubSpot back”.",
            "If the change is right, make it in QuickBooks Online: open the invoice or payment under Sales › All sales.",
        ),
        "put_hubspot_back",
        Who.HERE,
    ),
    Entry(
        "customer_changed",
        "The customer was changed in QuickBooks Online",
        "The invoice[ {number}] names another customer in QuickBooks Online than the one it was made for.",
        "In HubSpot it stands with the first one's contact, and a finalized invoice cannot be given another one there.",
        (
            "If the change was a slip, put the customer back in QuickBooks Online under Sales › Invoices. It then syncs "
            "by itself.",
            "If it is right, copy the invoice there for the right customer (More › Copy) and void this one.",
            f"[{MERGED}]",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
    ),
    Entry(
        "contact_changed",
        "The contact was changed in HubSpot",
        "The invoice[ {number}] is for another contact in HubSpot now than for the one whose customer[, “{customer}”,] it "
        "stands with in QuickBooks Online. Nothing is overwritten.",
        "QuickBooks Online keeps the addresses of the customer that an invoice was made for, so it is not handed to another "
        "one by itself.",
        (
            "If the change was a slip, put the contact back in HubSpot: open the invoice under Commerce › Invoices. It then "
            "syncs by itself.",
            "If it is right, change the customer in QuickBooks Online too: open the invoice under Sales › Invoices and look "
            "at its addresses. It then syncs by itself.",
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "below_paid",
        "The new total is lower than what is already paid",
        "The invoice was made smaller than what is already paid[: the new total is {total}, and {paid} is paid].",
        "An invoice cannot become smaller than the payments applied to it, so the change is not sent.",
        (
            "In QuickBooks Online, open the invoice under Sales › Invoices, click the payment and unapply or refund "
            "the difference[ of {over}].",
            "Or in HubSpot, raise the total again: open the invoice under Commerce › Invoices.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
    ),
    Entry(
        "below_paid_in_hubspot",
        "The new total is lower than what HubSpot has been paid",
        "The invoice was made smaller in QuickBooks Online than what is already paid on it in HubSpot[: the new total is "
        "{total}, and {paid} is paid in HubSpot].",
        "HubSpot would show less than nothing as due, so it keeps the total that it has.",
        (
            "If the new total is right, take back or refund the difference[ of {over}] in HubSpot: open the payment under "
            "Commerce › Payments. The new total then follows by itself.",
            "If it is not, open the invoice in QuickBooks Online under Sales › Invoices and raise the total again[ to {paid} "
            "or more].",
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "total_changed",
        "QuickBooks changed the total",
        "The two totals differ[: {hubspot_total} in HubSpot, {quickbooks_total} in QuickBooks Online].",
        "QuickBooks added tax or rounded a line when it stored the invoice. No payment is applied until both are "
        "equal.",
        (
            "In QuickBooks Online, open the invoice under Sales › Invoices, take off the tax or the rounding that HubSpot "
            "does not have, and save. It then syncs by itself.",
            "If sales tax is added again: under Sales › Products and services, edit the item and set its sales tax to "
            "nontaxable, or mark the customer as tax exempt. Then click “Compare the three versions” and “Put QuickBooks "
            "back”.",
        ),
        "compare",
        Who.BOOKKEEPER,
    ),
    Entry(
        "not_followed",
        "Changed where the sync no longer looks",
        "The invoice was changed[ in {owner}] and stands on the other side as it was[: {hubspot_total} in HubSpot, "
        "{quickbooks_total} in QuickBooks Online].",
        "The sync of invoices is set to carry nothing that way[: from {owner}, where the invoice was made, to {target}].",
        (
            "If it is to cross: open the invoice sync, Edit, Configure, and choose “Data syncs between apps”. It then goes "
            "by itself.",
            "If it is not, undo the change where it was made: in HubSpot under Commerce › Invoices, in QuickBooks Online "
            "under Sales › Invoices.",
        ),
        "configure",
        Who.OWNER,
    ),
    Entry(
        "balance_differs",
        "The open balances differ",
        "What is still open differs[: {hubspot_balance} in HubSpot, {quickbooks_balance} in QuickBooks Online].",
        "Every known payment is in sync[, but for what is ignored: {ignored}].[ HubSpot counts as paid here what does not lower the balance "
        "in QuickBooks Online: {uneven}.][ Something besides changed the balance on one side by {beyond}.] Nothing that goes by itself makes "
        "the two equal.",
        (
            "In QuickBooks Online, open the invoice under Sales › Invoices and look under its payments for credits, "
            "deposits and write-offs.",
            "Record, apply or remove what only one side has: “Compare the three versions” shows both balances. Money that HubSpot "
            "alone has is entered in QuickBooks Online with + New › Receive payment. The invoice then syncs by itself.",
        ),
        "compare",
        Who.BOOKKEEPER,
        in_order=True,
    ),
    Entry(
        "decimals_unknown",
        "HubSpot keeps no decimals in this currency",
        "An amount on this invoice has decimals, of which HubSpot keeps none[ in {currency}].",
        "The invoice is not written rather than shown with a wrong total[: QuickBooks Online says {quickbooks_total}, HubSpot "
        "would calculate {hubspot_total}].",
        (
            "In QuickBooks Online, open the invoice under Sales › Invoices and change each amount that has decimals[, "
            "first that of the line “{line}”,] to a whole one.",
            "Tax and discounts count too. The invoice then syncs by itself.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
        in_order=True,
    ),
    Entry(
        "mirror_unequal",
        "The total in HubSpot cannot equal the total in QuickBooks Online",
        "HubSpot cannot show this invoice with its total[: QuickBooks Online says {quickbooks_total}, HubSpot would "
        "calculate {hubspot_total}].",
        "[Its lines come to {lines}, and {taken} is taken off by discounts and lines below zero. HubSpot takes off no more than "
        "there is, and counts shipping and tax in full. ][HubSpot has no price that makes the line “{line}” come to its amount. ]"
        "The invoice is not written rather than shown with a wrong total.",
        (
            "[In QuickBooks Online, open the invoice under Sales › Invoices, lower what is taken off by {excess}, and the shipping by "
            "as much. The total stays the same.]",
            "[In QuickBooks Online, open the invoice under Sales › Invoices and change the line “{line}” to a quantity of 1 at its "
            "amount.]",
            "Or take off the invoice in QuickBooks Online what is below zero, and give it as a credit memo instead: + New › Credit memo.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
    ),
    Entry(
        "deleted_in_hubspot",
        "Deleted in HubSpot",
        "The record was deleted in HubSpot and still exists in QuickBooks Online.",
        "A deletion never crosses by itself, because the books could not be put back.",
        (
            "Restore it[ {where}]: click Actions › Restore records above the list and choose it. It then syncs again.",
            "Or click “Recreate, void or unlink” and choose what is to become of the one in QuickBooks Online."
            "[ Voiding it there takes off the credit memo or the like that it applies, too: {credit} in all.]",
        ),
        "recreate",
        Who.OPERATIONS,
    ),
    Entry(
        "deleted_in_quickbooks",
        "Deleted in QuickBooks Online",
        "The record was deleted in QuickBooks Online and still exists in HubSpot.",
        "A deletion never crosses by itself, because it may have been a slip.",
        (
            "Click “Recreate, void or unlink” and choose what is to become of the one in HubSpot.",
            "Or, if it was a slip, enter it again in QuickBooks Online with the same number, customer, date and lines. It "
            "then syncs by itself.",
            "Who deleted it is told in QuickBooks Online, gear icon › Audit log.",
        ),
        "recreate",
        Who.HERE,
    ),
    Entry(
        "void_refused",
        "An invoice with payments cannot be voided",
        "The invoice is voided on one side, and the other side[, {system},] still has payments on it[: {paid}].",
        "Voiding it there too would leave that money without an invoice.",
        (
            "Remove or refund the payment first, where it was recorded[: {where}]. One of 0.00 counts, too. The void then goes "
            "by itself.",
        ),
        "open_quickbooks",
        Who.EITHER,
        also="open_hubspot",
    ),
    Entry(
        "void_not_followed",
        "Void on one side only",
        "The invoice is void[ in {voided}] and still stands[ in {standing}][, {open} of it open].",
        "The sync of invoices is set to carry nothing that way[: from {voided} to {standing}].",
        (
            "If it is to be void, void it on the other side, too. In HubSpot that is Commerce › Invoices, Actions › Void, in "
            "QuickBooks Online Sales › Invoices, More › Void. It is then in sync by itself.",
            "Or open the invoice sync, Edit, Configure, and choose “Data syncs between apps”. The void then crosses.",
        ),
        "configure",
        Who.EITHER,
    ),
    Entry(
        "voided_elsewhere",
        "Voided in HubSpot, belongs to QuickBooks",
        "The invoice was voided in HubSpot and still stands in QuickBooks Online.",
        "It was made in QuickBooks Online, and a void made in HubSpot does not change the books.",
        (
            "Click “Void in QuickBooks or restore in HubSpot” and choose which of the two is right.",
            "Or, if it is to be void, open it in QuickBooks Online under Sales › Invoices and click More › Void.",
        ),
        "void_or_restore",
        Who.HERE,
    ),
)

# Of an invoice that was changed by taking away a payment: the payment is what is put right.
PAYMENT_OF_IT_REMOVED = replace(
    next(one for one in CHANGES if one.code == "native_invoice_edited"),
    why="The payment was entered in HubSpot, which still shows the money as received.",
    remedy=(
        "Open the payment that was removed, under Payments on the invoice's page, and click “Put it back”. The invoice then "
        "goes by itself.",
        "Or enter the payment again in QuickBooks Online: + New › Receive payment. Equal amount and invoice are enough.",
        "If the money did not arrive, refund or delete the payment in HubSpot under Commerce › Payments.",
    ),
)

WALLS = (
    Entry(
        "service_date_required",
        "Business Validation Error: Enter a service date for the revenue recognition line item",  # S43
        "QuickBooks Online asks for a service date on each line, and this invoice has none.",
        "Revenue recognition is on in QuickBooks Online, and lines of HubSpot invoices have no service date.",
        (
            "Click “Confirm the service date” and say that revenue is recognized from the "
            "invoice date: each line then goes out with that date.",
            "Or, in QuickBooks Online, gear icon › Account and settings › Sales › Products and services, switch revenue "
            "recognition off, if your accountant agrees.",
            "Or enter this invoice in QuickBooks Online, with its service dates.",
        ),
        "service_date",
        Who.HERE,
    ),
    Entry(
        "tax_code_required",
        "This QuickBooks company needs tax on every invoice",  # S6
        "Each line of an invoice needs a tax code in this company, and this one has none.",
        "Invoices made in HubSpot carry no tax, so a company that needs it on every line cannot take them.",
        (
            "Make invoices in QuickBooks Online: they arrive in HubSpot with their tax.",
            "Here, open the invoice sync, click Edit and choose “Data syncs only to HubSpot”: nothing then fails.",
        ),
        "configure",
        Who.BOOKKEEPER,
    ),
    Entry(
        "order_discount",
        "A discount on the whole invoice cannot go to QuickBooks Online",  # S8
        "The invoice has a discount on the whole order[: {label} {amount}].",
        "QuickBooks Online has no counterpart for it, and without it the total would be another.",
        (
            "In HubSpot, move the discount from the whole invoice to its lines. Open the invoice under Commerce › Invoices, "
            "click Actions › Edit, remove the discount below the lines, give the lines theirs, and say in the comments what for.",
            LOCKED,
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "order_tax",
        "A tax on the whole invoice cannot go to QuickBooks Online",  # S8
        "The invoice has a tax on the whole order[: {label} {amount}].",
        "QuickBooks Online has no counterpart for it, and without it the total would be another.",
        (
            "In HubSpot, make the tax a line of its own. Open the invoice under Commerce › Invoices, click Actions › Edit, "
            "remove the tax below the lines, and add a line for it, best with a product that is synced.",
            LOCKED,
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "order_fee",
        "A fee on the whole invoice cannot go to QuickBooks Online",  # S8
        "The invoice has a fee on the whole order[: {label} {amount}].",
        "QuickBooks Online has no counterpart for it, and without it the total would be another.",
        (
            "In HubSpot, make the fee a line of its own. Open the invoice under Commerce › Invoices, click Actions › Edit, "
            "remove the fee below the lines, and add a line for it, best with a product that is synced.",
            LOCKED,
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "currency_mismatch",
        "The invoice and its customer have different currencies",
        "The invoice is in another currency than its customer[: {currency}, and the customer is in "
        "{customer_currency}].",
        "A customer in QuickBooks Online has one currency for good.",
        (
            "In QuickBooks Online, Sales › Customers, make a second customer in the invoice's currency, with an email "
            "address of its own or with none.",
            "Then click “Choose the customer” and take it for this invoice.",
        ),
        "pick_customer",
        Who.BOOKKEEPER,
        in_order=True,
    ),
    Entry(
        "currency_changed",
        "The currency was changed in HubSpot",
        "The invoice is in another currency in HubSpot than in QuickBooks Online[: {number} is in {here} in HubSpot and in "
        "{there} in QuickBooks Online]. Nothing is overwritten.",
        "A customer in QuickBooks Online has one currency for good, and so has each invoice.",
        (
            "In HubSpot, open the invoice under Commerce › Invoices, click Actions › Edit and choose the currency[ {there}] "
            "again. It then syncs by itself.",
            LOCKED,
            "If the new currency is right, void the invoice where it was made and make another one.",
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "currency_not_enabled",
        "The currency is not switched on",
        "The invoice is in a currency[, {currency},] that the other system[, {system},] does not have.",
        "A currency must be switched on before anything can be booked in it.",
        (
            "Switch the currency on where it is missing[, {at_quickbooks}: gear icon › Account and settings › Advanced › "
            "Currency. Switch on Multicurrency there (it cannot be switched off again), then gear icon › Currencies › Add "
            "currency][, {at_hubspot}: Settings › Account defaults › Currency].",
            "Or bill in a currency that both systems have.",
        ),
        "retry",
        Who.EITHER,
    ),
    Entry(
        "negative_total",
        "The total is below zero",
        "The invoice comes to less than nothing[: {total}].",
        "QuickBooks Online takes no invoice below zero. Money owed to a customer is a credit memo there.",
        (
            "In HubSpot, open the invoice under Commerce › Invoices, click Actions › Edit and correct its lines.",
            LOCKED,
            "Money owed to a customer is a credit memo: in QuickBooks Online, + New › Credit memo.",
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
)
