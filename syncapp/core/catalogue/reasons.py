"""Why a record is not failing and yet not simply in sync: excluded, pending, paused, or in sync with a remark."""

from __future__ import annotations

from collections.abc import Mapping

from syncapp.core.values import ObjectType, Side

ONE_WAY = "Payments do not cross while invoices come only to HubSpot; the status follows."  # S18, A31

EXCLUDED: Mapping[str, str] = {
    "draft": "A draft. It goes as soon as it is finalized in HubSpot.",  # S24
    "source": "Its invoice source is not HubSpot, or HubSpot does not bill it. Only invoices made in HubSpot go to QuickBooks Online.",  # S23
    "before_start": "Not created or changed since the sync was turned on. When something of it is changed in HubSpot, it goes, "
    "or comes under Needs approval, as the settings say.",  # S25, A15
    "filter": "It does not match the filters of the sync.",
    "stopped": "It is linked and no longer matches the filters of the sync, so it is stopped, as the filters say. "
    "Nothing of it is compared or written until it matches again; what was changed meanwhile then crosses.",  # A14
    "direction": "The sync does not go in this direction.",
    "alias": "Another contact or customer stands for it: its invoices go there.",  # A1
    "no_sku": "It has no SKU. Only products with a SKU sync. Once it has one, it goes by itself.",  # S10
    "no_email": "It has no email address. Contacts and customers are told by it. Once it has one, it goes by itself.",
    "not_needed": "A contact without a finalized invoice. Leads do not become customers. It goes with its first invoice.",  # A4
    "made_while_off": "Made while the sync was off. It goes when it is changed, when an invoice needs it, or when somebody sends it.",  # A16
    "deleted": "Deleted on both sides.",
    "deleted_and_void": "Deleted on one side and void on the other. Nothing of it is left to be kept equal.",  # A11
    "inactive": "Inactive in QuickBooks Online. It syncs once it is made active again there.",
    "category": "A category, not an item that is sold. The items in it are looked at by themselves.",
    "bundle": "A bundle, which QuickBooks Online sells by its parts, each a line of its own. The items in it are looked at by themselves.",
    "not_succeeded": "A payment that has not succeeded. It goes as soon as it has.",  # A28
    "divided": "On several invoices, and divided among them by a person. Each part is a payment of its own here.",  # A25
    "whole_ignored": "A part of a payment that is ignored, so it is left alone too.",  # A25
    "no_invoice": "A payment without an invoice. Payments come with the invoice that they pay.",
    "no_processor": "HubSpot takes no payment records without a payment processor. The invoice shows the status only.",
    "invoice_excluded": "Its invoice is excluded or ignored, so the payment is too.",
    "unapplied": "Money that is not applied to any invoice stays in QuickBooks Online. Applied to one there, it is looked at again.",  # A25
    "pays_nothing": "A payment of 0.00 that pays nothing. The balance of no invoice changes by it, so HubSpot needs none.",
    "not_cash": "Not cash, such as a credit memo. It is shown and not written to HubSpot, as the settings say.",  # A30
    "voided_before_link": "Voided before it was linked. A void invoice is not created on the other side.",  # A10
}

PENDING: Mapping[str, str] = {
    "queued": "In line. It goes by itself with the next run.",
    "waiting": "Waits for another record, and goes by itself right after it.",  # B20
    "needs_approval": "Needs approval: it is clear what happens, and a click lets it happen.",
    "parked": "Parked: its date is in a protected period of the books.",  # A24
}

# What more is said of one record, by its reason, as far as it is known.
OF_ONE: Mapping[str, str] = {
    "source": "[HubSpot tells of its source: {source}.]",
    "filter": "[{filter}][ From {opens} on it matches, and goes by itself.]",
    "stopped": "[{filter}]",
    "direction": "[Nothing of its kind is set to go to {target}. Configure of the sync, its first step, says which way it goes.]",
    "not_succeeded": "[HubSpot says of it: {status}.]",
    "invoice_excluded": "[That is {invoice}.]",
}
# Of one that is parked, with its date (A24).
PARKED = (
    "Its date, {date}, is in a period of the books that is protected through {protected}. It goes by itself once the "
    "protected date is moved back, or its own is a later one."
)
# By the side on which it stands, through whom its invoices go (A1, A2).
THROUGH: Mapping[Side, str] = {
    Side.HUBSPOT: "Its invoices go to the customer that is linked with {through}. No second customer is made for it.",
    Side.QUICKBOOKS: "In HubSpot the invoices of this customer are of the contact {through}, who is linked with another customer.",
}

REMARKS: Mapping[str, str] = {
    "custom_line_item": "A line without a known product stands on “Custom Line Item”.",  # A22
    "item_made": "An item was made in QuickBooks Online for a line that matched none[: {items}].",  # B28
    "item_by_name": "A line that matched no item stands on the one of its name in QuickBooks Online[: {items}].",  # B28
    "recoded": "Recoded in QuickBooks Online: item, class, account, tax code or service date were changed there and are kept.",  # A7
    "overpaid": "More was paid than was open. The rest stays with the payment[: in QuickBooks Online {unapplied} is the customer's "
    "credit, which can be applied to another invoice or refunded there].",  # A25, A30
    "by_hand": "A person has settled it in QuickBooks Online and says that it is done.",  # A28
    "refund_left_out": "A part of it was refunded in HubSpot[: {refunded}]. QuickBooks Online has what was kept[, {kept}].",  # A28
    "not_cash": "The balance was reduced by something other than money[: {kind}]. HubSpot has it as a payment.",  # A30
    "partly_not_cash": "In QuickBooks Online a credit memo or the like is applied together with the money[: {credit} in all]. HubSpot "
    "has both as one payment.",  # A30
    "credit_shown": "In QuickBooks Online a credit memo or the like is applied together with the money[: {credit} of it is only "
    "shown]. HubSpot has the money alone[, {cash}], as the settings say.",  # A30
    "not_cash_shown": "A credit memo or the like lowered the balance in QuickBooks Online[ by {amount}]. HubSpot keeps that open, as "
    "the settings say.",  # A30
    "refund_by_hand": "HubSpot counts what was refunded[, {amount},] as open again. A person has booked the refund in QuickBooks Online.",  # A28
    "counted_otherwise": "HubSpot divides a payment among its invoices by itself, and otherwise than a person has[: here by {amount}]. On "
    "all of them together the money agrees.",  # A25
    "payment_ignored": "A payment that is ignored here does not count alike on both sides[: {payments}].[ This invoice differs by {amount}.] That is meant so until somebody clicks "
    "“Stop ignoring” on its page.",  # A29
    "unmapped_method": "The payment method[ “{method}”] has none of QuickBooks Online for it and is left blank there. Configure of the invoice sync has the list.",  # A27
    "reference_differs": "The reference numbers differ[: “{hubspot}” in HubSpot][, “{quickbooks}” in QuickBooks Online]. No money "
    "hangs on them, so each side keeps its own.",  # A27, A29
    "different_lines": "Linked to an invoice of equal number, customer, date and total whose lines differ.",  # A5
    "possible_duplicate": "May be a duplicate[ of {other}]: same customer, same amount[, {amount}][, {apart}]. If it is the same "
    "sale, void one of the two where it was made. If they are two sales, nothing is to be done: this holds nothing up.",  # A32
    "partly_paid_mirror": "Partly paid in QuickBooks Online[: {paid} of {total}]. HubSpot shows it as open.",  # A31
    "paid_without_record": "Paid in QuickBooks Online. HubSpot shows the status; without a payment record its balance stays.",  # A31
    "not_sent": "Changed on a side that the sync's direction does not follow, so each side keeps its own value.",
    "inactive_there": "Inactive in QuickBooks Online, so no new invoice can name it. Choose “Make active” there before the next one.",
    "address_clash": "The customer's address in QuickBooks Online[, {email},] is not written to HubSpot, because another "
    "contact[, “{holder}”,] has it there.[ The contact keeps {own}.] It follows when that contact gives it up.",  # A3
    "cleared": "A field was emptied on one side and keeps its value on the other. Where it is to be empty on both, empty it there too; “Blank "
    "means blank” on the Configure step does so from then on.",  # A13
    "due_date_differs": "QuickBooks Online answers with another due date[, {quickbooks}][; HubSpot has {hubspot}].",  # A19
    "conflict_resolved": "The two sides held different values of the same field. The sync's setting decided[ for {chosen}]; the other value stands "
    "under Conflicts, where it can be chosen instead.",
}


def paused(object_type: ObjectType, *, invoices_on: bool) -> str:
    """Why nothing of this object is read or written, where it does not sync."""
    if object_type is not ObjectType.PAYMENT:
        return f"The {object_type.value} sync is off or not set up, so nothing of it is read or written."
    return ONE_WAY if invoices_on else paused(ObjectType.INVOICE, invoices_on=False)
