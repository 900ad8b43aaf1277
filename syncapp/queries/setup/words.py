"""What a choice of the set-up means, in plain words: who may create, who may edit, what comes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from syncapp.core.values import Direction, ObjectType, Policy

TWO_WAY, TO_HUBSPOT, TO_QUICKBOOKS = Direction.TWO_WAY, Direction.TO_HUBSPOT, Direction.TO_QUICKBOOKS
CONTACT, PRODUCT, INVOICE = ObjectType.CONTACT, ObjectType.PRODUCT, ObjectType.INVOICE


@dataclass(frozen=True)
class Meaning:
    """The first sentence stands out."""

    first: str
    rest: str


MEANINGS: Mapping[tuple[ObjectType, Direction], Meaning] = {
    (CONTACT, TWO_WAY): Meaning(
        "Either side may make and edit.",
        "A customer of QuickBooks becomes a contact in HubSpot. Which contacts become customers is chosen below. "
        "A change on either side crosses to the other; the email of a linked customer follows QuickBooks.",
    ),
    (CONTACT, TO_HUBSPOT): Meaning(
        "No contact of HubSpot becomes a customer.",
        "A HubSpot invoice for somebody who is no customer yet then fails. Customers of QuickBooks become contacts in "
        "HubSpot, and later edits follow; what is edited in HubSpot stays there.",
    ),
    (CONTACT, TO_QUICKBOOKS): Meaning(
        "Contacts are made and edited in HubSpot.",
        "Which of them become customers is chosen below; later edits follow. No customer of QuickBooks becomes a "
        "contact, and what is edited in QuickBooks stays there.",
    ),
    (PRODUCT, TWO_WAY): Meaning(
        "Either side may make and edit.",
        "A product of HubSpot becomes an item in QuickBooks and the reverse. A change of name, price or description "
        "crosses to the other side. Accounts, type, stock and cost of an item are never touched.",
    ),
    (PRODUCT, TO_HUBSPOT): Meaning(
        "No product of HubSpot becomes an item.",
        "An invoice line of one that is no item yet goes on “Custom Line Item”. Items of QuickBooks become products in "
        "HubSpot, and later edits follow; what is edited in HubSpot stays there.",
    ),
    (PRODUCT, TO_QUICKBOOKS): Meaning(
        "Products are made and edited in HubSpot.",
        "Each becomes an item in QuickBooks, and later edits follow. Accounts, type, stock and cost of an item that is "
        "there already are never touched.",
    ),
    (INVOICE, TWO_WAY): Meaning(
        "Each invoice is edited where it was made.",
        "A finalized HubSpot invoice is created in QuickBooks; a QuickBooks invoice is created in HubSpot. Payments go "
        "both ways by themselves.",
    ),
    (INVOICE, TO_HUBSPOT): Meaning(
        "Invoices are made and edited in QuickBooks.",
        "Each is created in HubSpot, and later edits follow. No invoice of HubSpot goes to QuickBooks. No payments "
        "sync: paid and voided follow as a status, and a part that was paid is said in a remark.",
    ),
    (INVOICE, TO_QUICKBOOKS): Meaning(
        "Invoices are made and edited in HubSpot.",
        "A finalized one is created in QuickBooks, and later edits follow. No invoice of QuickBooks goes to HubSpot. "
        "Payments of these invoices go both ways by themselves.",
    ),
}

# Why a set-up begins with the direction that it has (A4).
SUGGESTED: Mapping[ObjectType, str] = {
    CONTACT: "“Only to HubSpot” is where it begins, because it adds nothing to the books. Choose “between apps” if you bill new customers from HubSpot.",
    PRODUCT: "“Only to HubSpot” is where it begins, because it adds nothing to the books. Choose “between apps” if products are made in HubSpot too.",
    INVOICE: "It begins with two-way, because invoices of each side are wanted on the other.",
}

# A9: what the policy covers, and what it does not.
COVERS: Mapping[ObjectType, str] = {
    CONTACT: "Decides only where both sides changed the same field since they last agreed. The email of a linked "
    "customer always follows QuickBooks. An empty value never blanks the other side, unless a field says so.",
    PRODUCT: "Decides only where both sides changed the same field since they last agreed: name, price, description. "
    "Accounts, type, stock and cost stay with QuickBooks.",
    INVOICE: "Decides only what both sides may change: due date, comments, PO number, mapped fields. Lines, amounts "
    "and tax stay with the side that made the invoice.",
}
# What each choice brings, where it decides.
RESOLVES: Mapping[str, str] = {
    Policy.HUBSPOT: "HubSpot’s value replaces the one in QuickBooks Online. Both stand under Conflicts, where the other "
    "can be taken instead.",
    Policy.QUICKBOOKS: "The value of QuickBooks Online replaces the one in HubSpot. Both stand under Conflicts, where the "
    "other can be taken instead.",
    Policy.ASK: "Nothing of that field is written on either side, and the record is failing, until somebody chooses under "
    "Conflicts. All its other fields, and its payments, go on syncing.",
}
# HubSpot tells nobody whether it does; told at the choice, not when it refuses.
KEEPS_FINALIZED = (
    "On an invoice that was made there, HubSpot takes it only if its settings of invoices let finalized ones be edited, "
    "and no payment is on it. Else it fails and says so."
)


def resolves(object_type: ObjectType, policy: str) -> str:
    """What the choice brings, in sentences; empty where there is none."""
    told = RESOLVES.get(policy, "")
    return f"{told} {KEEPS_FINALIZED}" if (object_type, policy) == (INVOICE, Policy.QUICKBOOKS) else told


# Of one-way syncs there is nothing to choose: the data of who sends is used.
SENDER: Mapping[Direction, Policy] = {TO_HUBSPOT: Policy.QUICKBOOKS, TO_QUICKBOOKS: Policy.HUBSPOT}
LOCKED_POLICY: Mapping[Direction, str] = {
    TO_HUBSPOT: "Data comes only from QuickBooks Online, so its data is used.",
    TO_QUICKBOOKS: "Data comes only from HubSpot, so its data is used.",
}


@dataclass(frozen=True)
class Ruled:
    """What crosses without being a mapped field: it has a row among them, and a reason in place of a switch."""

    hubspot: str
    quickbooks: str
    icon: str
    kind: str
    way: Direction
    reason: str
    sample: str = ""  # of what `fields.ruled` finds


RULED: Mapping[ObjectType, tuple[Ruled, ...]] = {
    CONTACT: (
        Ruled(
            "Company, or the name",
            "Display name",
            "record",
            "Record",
            TO_QUICKBOOKS,
            "Made once, by the rule of “Display name of a new customer” below",
        ),
    ),
    PRODUCT: (),
    INVOICE: (
        Ruled("Billing contact", "Customer", "record", "Record", TWO_WAY, "Matched by email"),
        Ruled(
            "Line items", "Products and services", "lines", "Lines", TWO_WAY, "Belong to the side that made it", "lines"
        ),
        Ruled("Balance and status", "Balance", "money", "Money", TO_HUBSPOT, "Worked out from payments", "balance"),
    ),
}

NOUNS = {CONTACT: ("contact", "customer"), PRODUCT: ("product", "item"), INVOICE: ("invoice", "invoice")}
INTRODUCED: Mapping[ObjectType, str] = {
    CONTACT: "HubSpot contacts and QuickBooks customers, matched by email. An invoice finds its customer through them.",
    PRODUCT: "HubSpot products and QuickBooks items, matched by SKU. A line of an invoice finds its item through them.",
    INVOICE: "Invoices with their lines and comments. Payments come with them, because an invoice without its payments "
    "would look unpaid.",
}
