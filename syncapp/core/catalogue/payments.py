"""Payments."""

from __future__ import annotations

from syncapp.core.catalogue.entry import Entry, Retry, Who
from syncapp.core.catalogue.invoices import S44

# Of a payment in QuickBooks Online that applies a credit, too.
CREDIT_OFF = (
    "In QuickBooks Online, open the payment under Sales › All sales, untick the credit below “Credits” and save."
)
CREDIT_ALONE = (
    "There, + New › Receive payment: choose the customer, tick the credit and the invoice it is for, leave 0.00 as the amount "
    "received, and save."
)
PAYMENTS = (
    Entry(
        "payment_removed",
        S44,
        "A payment that was entered in HubSpot was removed in QuickBooks Online[: {amount} of {date}].[ {refunded} of it "
        "was refunded, so HubSpot counts {kept}.]",
        "It belongs to HubSpot, which still shows it as received. Nothing is changed there.",
        (
            "Click “Put it back”[, which enters {back}], or enter the payment again in QuickBooks Online: + New › Receive payment. Equal "
            "amount[, or {kept} as what was kept,] and invoice are enough, it then syncs by itself[: {kept} at once, all of it "
            "once you have booked the refund].",
            "If the money did not arrive, refund or delete the payment in HubSpot under Commerce › Payments.",
        ),
        "put_payment_back",
        Who.HERE,
    ),
    Entry(
        "paid_in_hubspot_alone",
        "Paid in HubSpot alone",
        "More is paid on this invoice in HubSpot than in QuickBooks Online[: {hubspot_paid} in HubSpot, "
        "{quickbooks_paid} in QuickBooks Online].",
        "Invoices sync only to HubSpot, and payments with them go nowhere. Nothing is written on either side.",
        (
            "If the money arrived, enter it in QuickBooks Online too: + New › Receive payment. The invoice then syncs by "
            "itself.",
            "If it did not, delete the payment in HubSpot under Commerce › Payments.",
            "Or open the invoice sync here, click Edit and choose “Data syncs between apps”: payments then cross both ways.",
        ),
        "needs_you",
        Who.BOOKKEEPER,
    ),
    Entry(
        "payment_currency",
        "The payment is in another currency than its invoice",
        "The payment[ of {amount}] is recorded on an invoice[, {invoice},] in another currency[, {currency}].",
        "A customer of QuickBooks Online is billed and pays in one currency, and nothing is converted here.",
        (
            "In HubSpot, Commerce › Payments, correct the currency of the payment. Or delete it, and record on the invoice "
            "what was received in the invoice's currency.",
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "finer_than_cents",
        "The payment is finer than QuickBooks Online keeps",
        "QuickBooks Online keeps two decimals in every currency, and the payment has more[: {amount}].",
        "It is not written rather than rounded: the two would not agree on what is still due.",
        ("In HubSpot, Commerce › Payments, delete it and record it with two decimals.",),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "finer_than_hubspot",
        "The payment is finer than HubSpot keeps",
        "HubSpot keeps no decimals in this currency, and the payment has some[: {amount}].",
        "It is not written rather than rounded: the two would not agree on what is still due.",
        (
            "In QuickBooks Online, open the payment under Sales › All sales and change what it pays of this invoice to an "
            "amount without decimals.",
            "It then syncs by itself.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
        in_order=True,
    ),
    Entry(
        "no_payment_processor",
        "HubSpot takes no payments yet",
        "HubSpot refuses to record the payment.",
        "This HubSpot account has no payment processor, and without one no payment can be recorded on an invoice.",
        (
            "In HubSpot, Settings › Payments, set up HubSpot payments or connect Stripe. The payments then go by "
            "themselves within some hours; “Sync now” on the page of a payment sends it at once.",
        ),
        "preflight",
        Who.ADMINISTRATOR,
    ),
    Entry(
        "bounced_after_deposit",
        "The payment failed after it was deposited",
        "HubSpot says that this payment[ of {amount}] failed or was disputed.",
        "In QuickBooks Online it is already in a bank deposit or in a closed month, so it is not touched there.",
        (
            "In QuickBooks Online, find what the bank took back under Transactions › Bank transactions.",
            "Record it on the customer: + New › Journal entry or Expense, as your accountant prefers, and then unapply "
            "the payment from the invoice.",
        ),
        "needs_you",
        Who.BOOKKEEPER,
        in_order=True,
    ),
    Entry(
        "bounced_with_more",
        "The payment failed, and QuickBooks Online has more on it",
        "HubSpot says that this payment[ of {amount}] failed or was disputed. In QuickBooks Online it is[ {there}, {more}] more "
        "than HubSpot ever had.",
        "Voiding the payment there would take the money that was added off too, so nothing is changed.",
        (
            "In QuickBooks Online, open the payment under Sales › All sales, put its amount back[ to {amount}] and save.",
            "Enter what was received beside it as a payment of its own: + New › Receive payment.",
            "The payment that failed is then voided by itself.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
        in_order=True,
    ),
    Entry(
        "bounced_with_credit",
        "The payment failed, and applies a credit in QuickBooks Online",
        "HubSpot says that this payment[ of {amount}] failed or was disputed. In QuickBooks Online it applies a credit memo "
        "or the like[, {credit} in all].",
        "Voiding the payment there would take the credit off the invoice too, so nothing is changed.",
        (
            CREDIT_OFF,
            CREDIT_ALONE,
            "The payment that failed is then voided by itself.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
        in_order=True,
    ),
    Entry(
        "moved_with_credit",
        "The payment was moved, and applies a credit in QuickBooks Online",
        "HubSpot has moved this payment[ of {amount}] to another invoice[, {invoice}]. In QuickBooks Online it applies a credit "
        "memo or the like[, {credit} in all].",
        "Moving the payment there would take the credit off the invoice that it is applied to, so nothing is changed.",
        (
            CREDIT_OFF,
            CREDIT_ALONE,
            "The payment then moves by itself.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
        in_order=True,
    ),
    Entry(
        "refund_needs_you",
        "A refund needs you",
        "The payment was refunded in HubSpot[: {refunded} of {amount}].",
        "Whether that is a refund receipt, a credit memo or a voided payment is for the bookkeeper to say, so "
        "nothing is booked.",
        (
            "In QuickBooks Online, + New › Refund receipt (or Credit memo), enter the refunded amount for this "
            "customer.",
            "Then click “See what to do” and “Mark as done”.",
        ),
        "needs_you",
        Who.BOOKKEEPER,
        in_order=True,
    ),
    Entry(
        "refunded_before",
        "Refunded in part before it was entered in QuickBooks Online",
        "The payment was refunded in HubSpot[: {refunded} of {amount}]. That was before it stood in QuickBooks Online.",
        "Whether QuickBooks Online gets what was kept, or all of it with the refund booked beside, is for the bookkeeper to "
        "say, so nothing is entered.",
        (
            "[Click “See what to do” and “Enter what was kept”: QuickBooks Online then gets a payment of {kept}. No refund is to "
            "be booked there.]",
            "If all of it[, {amount},] is to stand in QuickBooks Online, enter it there: + New › Receive payment. It is found, "
            "and you are asked about the refund next.",
            "If what was kept stands there already, click “See what to do” and “Mark as done”: nothing is entered then.",
        ),
        "needs_you",
        Who.BOOKKEEPER,
        who_first=Who.HERE,
    ),
    Entry(
        "duplicate_from_workflow",
        "This may be the same sale a second time",
        "A payment of this invoice already belongs to another synced invoice[, {invoice}].",
        "A workflow that makes an invoice from each payment does that. This one is held, because sending it would "
        "count the income twice.",
        (
            "Click “Duplicate or not?” and choose “It is the same sale” (it is ignored) or “It is another sale” (it is "
            "sent).",
            "In HubSpot, Automation › Workflows, let the workflow leave out payments whose source is an invoice.",
        ),
        "is_duplicate",
        Who.HERE,
        Retry.NEVER,
    ),
    Entry(
        "same_payment",
        "One payment or two?",
        "A payment of the same amount[, {amount},] stands on this invoice in both systems[: on {here} in HubSpot, on {there} "
        "in QuickBooks Online].",
        "It may be one payment that was entered twice, or it may be two. Nothing is guessed.",
        (
            "Click “Same payment or two payments?” and say which. “Same payment”: the two are linked. “Two payments”: each goes to "
            "the other side.",
        ),
        "same_or_two",
        Who.HERE,
        Retry.NEVER,
    ),
    Entry(
        "part_of_ignored",
        "Part of an ignored payment, or not?",
        "A payment[ of {amount}] stands on this invoice in QuickBooks Online. A HubSpot payment[ of {whole}][ from {date}], "
        "which is on this invoice and on others, is ignored here.",
        "It may be a part of the same money, entered by hand, or another payment. Nothing is guessed.",
        (
            "Click “Same payment or two payments?” and say which. “Part of it”: nothing is written, HubSpot has that money. “A "
            "payment of its own”: it goes to HubSpot too.",
        ),
        "same_or_two",
        Who.HERE,
        Retry.NEVER,
    ),
    Entry(
        "rest_of_refund",
        "What is left of a refunded payment, or not?",
        "A payment[ of {amount}] stands on this invoice in QuickBooks Online, and as much is left of a HubSpot payment"
        "[ of {paid}][ from {date}], of which a part[, {refunded},] was refunded.",
        "It may be the same money, entered by hand after the refund, or another payment. Nothing is guessed.",
        (
            "Click “Same payment or two payments?” and say which. “What is left of it”: nothing is written, HubSpot has that "
            "money. “A payment of its own”: it goes to HubSpot too.",
        ),
        "same_or_two",
        Who.HERE,
        Retry.NEVER,
    ),
    Entry(
        "payment_without_amounts",
        "One payment on several invoices, without amounts",
        "The payment[ of {amount}] is on several invoices[, {invoices} of them,] in HubSpot.",
        "HubSpot does not say how much belongs to which, and QuickBooks Online needs an amount for each.",
        (
            "Click “Divide it among the invoices” and say how much of it pays which. QuickBooks Online then gets one payment "
            "with a line for each.",
            "Or, in HubSpot, Commerce › Payments, record one payment for each invoice instead of this one.",
        ),
        "split_payment",
        Who.HERE,
    ),
    Entry(
        "payment_off_invoice",
        "In HubSpot the payment is on another invoice, or on none",
        "In HubSpot the payment[ of {amount}] is not on its invoice[ {invoice}] any more, which it still pays in QuickBooks "
        "Online.",
        "Which of the two is right is for a person to say, so nothing is changed.",
        (
            "In HubSpot, Commerce › Payments, open the payment and associate it with the invoice[ {invoice}] again. It then "
            "syncs by itself.",
            "If it pays another invoice, or none, open it in QuickBooks Online under Sales › All sales, change that there and "
            "save.",
        ),
        "open_hubspot",
        Who.OPERATIONS,
    ),
    Entry(
        "payment_in_deposit",
        "The payment is in a bank deposit",
        "The payment was changed in HubSpot, and in QuickBooks Online it is part of a bank deposit[ of {date}].",
        "A deposit agrees with a bank statement, so what is in it is not touched.",
        (
            "In QuickBooks Online, open the payment, click the deposit it belongs to, take the payment out and save.",
            "The change then goes by itself; put the payment into the deposit again afterwards.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
        in_order=True,
    ),
    Entry(
        "payment_changed",
        "The payment was changed in QuickBooks Online",
        "The payment's amount, date or invoice was changed in QuickBooks Online[: {hubspot_amount} in HubSpot, "
        "{quickbooks_amount} there].",
        "It was entered in HubSpot, so only HubSpot may change it. Nothing is overwritten.",
        (
            "Click “Compare the three versions” and then “Put QuickBooks back”.[ Putting it back takes {taken} there.]",
            "Or in QuickBooks Online, open the payment and put it back as it was. It then syncs by itself.",
            "If the change is right, correct the payment in HubSpot under Commerce › Payments.",
        ),
        "compare",
        Who.HERE,
    ),
    Entry(
        "credit_untold",
        "Cash and a credit memo in one payment",
        "In QuickBooks Online a payment[ of {amount}] is applied together with a credit memo or the like[, {credit} in all], "
        "and nothing tells how much of this invoice the credit pays.",
        "By the settings only money crosses, and a credit is only shown. How much of it is money here is not for us to guess.",
        (
            f"{CREDIT_OFF} {CREDIT_ALONE} The payment then syncs by itself, and the credit is only shown.",
            "Or choose “Sync” for “Reductions that are not cash” under Settings: then HubSpot gets all of it as one "
            "payment.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
    ),
    Entry(
        "payment_elsewhere",
        "A payment of HubSpot pays other invoices in QuickBooks Online",
        "QuickBooks Online applies the payment to other invoices than HubSpot.[ In HubSpot it {here}.][ In QuickBooks "
        "Online it {there}.][ HubSpot has {apart} as a payment of its own.]",
        "It was entered in HubSpot, so only HubSpot may change it. How much of it is right where it stands is for a person "
        "to say, so nothing is changed.",
        (
            "In QuickBooks Online, open the payment under Sales › All sales, leave on each invoice what HubSpot has on it, and "
            "save. Leave nothing of a payment that failed. It then syncs by itself.",
            "Or open the payment here of the invoice that it pays in HubSpot: where it offers “Put QuickBooks back” or “Put it "
            "back”, that does the same.",
            "If it is right as it stands, correct the payment in HubSpot under Commerce › Payments.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
    ),
    Entry(
        "overpays",
        "The payment is more than what is still open",
        "The payment is more than what is still open[: it is {amount}, and {balance} is open].",
        "Sending it would take the balance below zero.",
        (
            "See whether the same money was entered twice, and remove one of the two. In HubSpot it is under Commerce › "
            "Payments, in QuickBooks Online under Sales › All sales.",
            "[If the customer paid too much {at_hubspot}, enter the rest in QuickBooks Online: + New › Receive payment.]",
        ),
        "needs_you",
        Who.EITHER,
    ),
)
