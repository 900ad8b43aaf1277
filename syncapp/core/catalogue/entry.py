"""What is said of one cause: to whom, in which words, and when it is tried again.

Texts may name a figure as `{total}`. A part in square brackets is not said when a figure in it is not known,
so that a text reads well whatever the caller could tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_PARAM = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


class Retry(StrEnum):
    AT_ONCE = "at-once"  # read again and plan again in the same run
    BACKOFF = "backoff"  # by itself, later and later
    ON_CHANGE = "on-change"  # when the record or what it waits for changes, and every few hours
    NEVER = "never"  # only when a person says so: trying again could make a duplicate

    @property
    def label(self) -> str:
        return _RETRY[self]


_RETRY = {
    Retry.AT_ONCE: "Tries again in the same run.",
    Retry.BACKOFF: "Tries again by itself.",
    Retry.ON_CHANGE: "Goes by itself once this is mended.",
    Retry.NEVER: "Will not try again by itself: it could make a duplicate.",
}


class Who(StrEnum):
    """Who takes the first step of a remedy, and where."""

    HERE = "here"
    BOOKKEEPER = "bookkeeper"
    ACCOUNTANT = "accountant"
    OPERATIONS = "operations"
    OWNER = "owner"
    ADMINISTRATOR = "administrator"
    SERVER = "server"
    EITHER = "either"
    US = "us"

    @property
    def label(self) -> str:
        return _WHO[self]


_WHO = {
    Who.HERE: "The bookkeeper, in syncapp",
    Who.BOOKKEEPER: "The bookkeeper, in QuickBooks Online",
    Who.ACCOUNTANT: "The accountant, in QuickBooks Online",
    Who.OPERATIONS: "Whoever makes the invoices, in HubSpot",
    Who.OWNER: "An owner or admin of this workspace",
    Who.ADMINISTRATOR: "An administrator of that account",
    Who.SERVER: "Whoever runs this server",
    Who.EITHER: "The bookkeeper, together with whoever makes the invoices",
    Who.US: "Nobody: it goes by itself",
}


@dataclass(frozen=True)
class Entry:
    """One cause: `title` names the category, `what` says what happened, `why` why that stops it, `remedy` what to do:
    each a way by itself, or all of them one after the other (`in_order`)."""

    code: str
    title: str
    what: str
    why: str
    remedy: tuple[str, ...]
    fix: str | None  # a name in FIXES: what a screen turns into a button
    who: Who
    retry: Retry = Retry.ON_CHANGE
    who_first: Who | None = None  # who takes the first step, where that one falls away if its figures are not known
    also: str | None = None  # another fix, for where the first is not what is meant
    in_order: bool = False
    ways: tuple[str, ...] = ()  # fixes beside these: the ways to where the further steps are taken

    @property
    def params(self) -> frozenset[str]:
        """The figures and names that these texts can use."""
        return frozenset(_PARAM.findall("".join((self.title, self.what, self.why, *self.remedy))))


def filled(text: str, params: Mapping[str, str]) -> str:
    """`text` with its params; bracketed parts without all of theirs vanish, other unknown ones become `?`."""

    def known(match: re.Match[str]) -> str:
        return match[1] if all(params.get(name) for name in _PARAM.findall(match[1])) else ""

    chosen = _OPTIONAL.sub(known, text)
    # One pass, so that braces in a customer's name are never taken for a param.
    return _PARAM.sub(lambda match: params.get(match[1]) or "?", chosen)


# A step of its own where a finalized invoice has to be changed in HubSpot, which not every account allows.
LOCKED = (
    "If HubSpot offers no Edit there, take the payment off first where one is on the invoice, or let a super admin allow finalized "
    "invoices to be edited, under Settings › Objects › Invoices. Or click Actions › Clone, correct and finalize the copy, and void "
    "this one."
)
# The same where other records can have the cause too: `there` is told of an invoice that is put right in HubSpot.
LOCKED_ON = f"[{LOCKED.replace('Edit there', 'Edit {there}')}]"

# What a button says; the screens know what it does.
FIXES: Mapping[str, str] = {
    "sync_contact": "Sync this contact first",
    "bill_through": "Bill through this customer",
    "choose_name": "Choose another display name",
    "pick_customer": "Choose the customer",
    "pick_contact": "Choose the contact",
    "pick_item": "Choose the item",
    "link_records": "Open Linking",
    "link_document": "Compare the two documents",
    "open_hubspot": "Open in HubSpot",
    "open_quickbooks": "Open in QuickBooks",
    "open_contact": "Open the contact in HubSpot",
    "open_customer": "Open the customer in QuickBooks",
    "open_contacts": "Open the contacts in HubSpot",
    "open_customers": "Open the customers in QuickBooks",
    "contact_sync": "Open the contact sync",
    "open_ignored": "Open who is ignored",
    "open_item": "Open the items in QuickBooks",  # the one item, where it is known
    "compare": "Compare the three versions",
    "choose_values": "Choose between the two values",
    "put_hubspot_back": "Put HubSpot back",
    "put_payment_back": "Put it back",
    "void_or_restore": "Void in QuickBooks or restore in HubSpot",
    "recreate": "Recreate, void or unlink",
    "same_or_two": "Same payment or two payments?",
    "is_duplicate": "Duplicate or not?",
    "split_payment": "Divide it among the invoices",
    "needs_you": "See what to do",
    "configure": "Open Configure",
    "choose_account": "Choose the account",
    "reconnect": "Reconnect",
    "preflight": "Check the set-up again",
    "service_date": "Confirm the service date",
    "retry": "Try again now",
}
