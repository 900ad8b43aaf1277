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
        "Customers become contacts; which contacts become customers is chosen below. Edits cross both ways.",
    ),
    (CONTACT, TO_HUBSPOT): Meaning(
        "Customers become contacts; no contact becomes a customer.",
        "Edits in HubSpot stay there. A HubSpot invoice for somebody who is no customer yet fails.",
    ),
    (CONTACT, TO_QUICKBOOKS): Meaning(
        "Contacts become customers; no customer becomes a contact.",
        "Which contacts is chosen below. Edits in QuickBooks stay there.",
    ),
    (PRODUCT, TWO_WAY): Meaning(
        "Either side may make and edit.",
        "Products become items and the reverse. Name, price and description cross both ways.",
    ),
    (PRODUCT, TO_HUBSPOT): Meaning(
        "Items become products; no product becomes an item.",
        "Edits in HubSpot stay there. An invoice line of a product that is no item yet goes on “Custom Line Item”.",
    ),
    (PRODUCT, TO_QUICKBOOKS): Meaning(
        "Products become items; no item becomes a product.",
        "Edits in QuickBooks stay there.",
    ),
    (INVOICE, TWO_WAY): Meaning(
        "Each invoice is edited where it was made.",
        "Those finalized in HubSpot are made in QuickBooks, and those of QuickBooks in HubSpot. Payments go both ways.",
    ),
    (INVOICE, TO_HUBSPOT): Meaning(
        "Invoices are made and edited in QuickBooks.",
        "Each is made in HubSpot; none of HubSpot goes out. No payments sync: paid and voided follow as a status, and "
        "a part that was paid as a remark.",
    ),
    (INVOICE, TO_QUICKBOOKS): Meaning(
        "Invoices are made and edited in HubSpot.",
        "Those finalized are made in QuickBooks; none of QuickBooks goes to HubSpot. Their payments go both ways.",
    ),
}

# Why a set-up begins with the direction that it has (A4).
SUGGESTED: Mapping[ObjectType, str] = {
    CONTACT: "Usual is “only to HubSpot”: it adds nothing to the books. Choose “between apps” if you bill new customers from "
    "HubSpot.",
    PRODUCT: "Usual is “only to HubSpot”: it adds nothing to the books. Choose “between apps” if products are made in HubSpot "
    "too.",
    INVOICE: "Usual is “between apps”.",
}

# A9: what the policy covers, and what it does not.
COVERS: Mapping[ObjectType, str] = {
    CONTACT: "Only for a field that both sides changed. A linked customer’s email always follows QuickBooks; an empty value "
    "blanks nothing, unless its field says so.",
    PRODUCT: "Only for a name, price or description that both sides changed.",
    INVOICE: "Only for due date, comments, PO number and mapped fields; never for lines, amounts or tax.",
}
# What each choice brings, where it decides.
RESOLVES: Mapping[str, str] = {
    Policy.HUBSPOT: "HubSpot’s value is written to QuickBooks Online. Conflicts keeps both.",
    Policy.QUICKBOOKS: "QuickBooks Online’s value is written to HubSpot. Conflicts keeps both.",
    Policy.ASK: "The record fails, and nothing of that field is written, until somebody chooses under Conflicts. The rest "
    "goes on syncing.",
}
# HubSpot tells nobody whether it does; told at the choice, not when it refuses.
KEEPS_FINALIZED = (
    "On an invoice that was made there, HubSpot takes it only if finalized ones may be edited and no payment is on it. "
    "Else it fails and says so."
)


def resolves(object_type: ObjectType, policy: str) -> str:
    """What the choice brings, in sentences; empty where there is none."""
    told = RESOLVES.get(policy, "")
    return f"{told} {KEEPS_FINALIZED}" if (object_type, policy) == (INVOICE, Policy.QUICKBOOKS) else told


# Of one-way syncs there is nothing to choose: the data of who sends is used.
SENDER: Mapping[Direction, Policy] = {TO_HUBSPOT: Policy.QUICKBOOKS, TO_QUICKBOOKS: Policy.HUBSPOT}
LOCKED_POLICY: Mapping[Direction, str] = {
    TO_HUBSPOT: "QuickBooks Online alone sends data.",
    TO_QUICKBOOKS: "HubSpot alone sends data.",
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
            "Made once, as said below",
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
    CONTACT: "Contacts and customers, matched by email.",
    PRODUCT: "Products and items, matched by SKU.",
    INVOICE: "Invoices with their lines. Payments come with them.",
}
