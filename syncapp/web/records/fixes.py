"""What each fix of the catalogue (`core.errors.FIXES`) is on a screen: a way to somewhere, or something done here.

One that needs a choice has its form in `templates/records/fixes/<name>.html`, on the record's page; `CHOICES` gives
that form what there is to choose from. What it sends comes to `DONE_HERE`, which says in a sentence what was done, or
raises FixRefused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from syncapp.actions import records as actions
from syncapp.actions.sync_contact import sync_contact
from syncapp.actions.undoing import undo
from syncapp.core.errors import FIXES
from syncapp.core.values import ObjectType, Side
from syncapp.queries.links import customers_page, hubspot_list, item_page, vendor_page
from syncapp.queries.why import Why
from syncapp.storage.models import SyncRecord
from syncapp.web import addresses
from syncapp.web.access import MemberRequest
from syncapp.web.conflicts.picks import choose
from syncapp.web.forms import whole_number
from syncapp.web.linking import fixes as linking
from syncapp.web.records import dividing, naming, putting_back


@dataclass(frozen=True)
class Button:
    """`post`: it does something at once; `outside`: it leads to a vendor's page."""

    name: str
    label: str
    href: str
    post: bool = False
    outside: bool = False


def _sync_contact(request: MemberRequest, record: SyncRecord) -> str:
    party = sync_contact(record, by=request.user)
    return f"{party.label} goes to the other side now, and {record.label} follows."


def _retry(request: MemberRequest, record: SyncRecord) -> str:
    actions.retry(record, by=request.user)
    return f"{record.label} is looked at again now."


def _send(request: MemberRequest, record: SyncRecord) -> str:
    """A16: what was made while the sync was off."""
    actions.decide(record, by=request.user, reason="Send it, though it was made while the sync was off", send=True)
    return f"{record.label} goes with the next run."


def _undo(request: MemberRequest, record: SyncRecord) -> str:
    fields = undo(record, whole_number(request.POST.get("entry")), by=request.user)
    return f"{fields}, on both sides by the next run, if nothing of it has changed by then."


DONE_HERE: Mapping[str, Callable[[MemberRequest, SyncRecord], str]] = MappingProxyType(
    {
        "retry": _retry,
        "sync_contact": _sync_contact,
        "choose_name": naming.choose,
        "split_payment": dividing.divide,
        "send": _send,
        "undo": _undo,
        "choose_values": choose,
        **dict.fromkeys(linking.CHOSEN, linking.choose),
        **putting_back.DONE,
    }
)

# The forms of those that need a choice, by name: what they offer for this record.
CHOICES: Mapping[str, Callable[[SyncRecord], dict[str, Any]]] = MappingProxyType(
    {
        **dict.fromkeys(linking.CHOSEN, linking.offered),
        "link_document": linking.clashing,
        "choose_name": naming.offered,
        "split_payment": dividing.offered,
        "choose_values": lambda record: {},  # the page itself knows what is disputed
        **putting_back.CHOICES,
    }
)

NO_FAILURES: Mapping[str, str] = MappingProxyType({"send": "Send it"})  # of records that are left out by a rule
THE_ITEM = "Open the item in QuickBooks"
_VENDORS = {"open_hubspot": Side.HUBSPOT, "open_quickbooks": Side.QUICKBOOKS}
_WAYS: Mapping[str, str] = MappingProxyType({"reconnect": "integrations", "preflight": "integrations"})

_CONFIGURED = ("configure",)  # what is set up on the Configure step of the record's sync
SET_UP = ("configure", "contact_sync")  # for owners and admins alone


def other_choice(record: SyncRecord, why: Why, slug: str) -> Button | None:
    """The way to the second of two choices, where the first is wrong for this record, such as for two people of one name."""
    if why.fix not in CHOICES or why.also not in CHOICES:
        return None
    return Button(
        why.also, FIXES[why.also], f"{reverse('record', args=[slug, record.pk])}?fix={why.also}#fix-{why.also}"
    )


def ways_of(record: SyncRecord, why: Why | None, slug: str, portal: str, *, set_up: bool) -> list[Button]:
    """To where the further steps are taken; of what nothing is said, nowhere. `set_up`: whether this member may change how a
    sync is set up."""
    names = [name for name in (why.ways if why else ()) if set_up or name not in SET_UP]
    return [button for name in names if (button := button_of(record, name, slug, portal))]


def button_of(record: SyncRecord, fix: str, slug: str, portal: str) -> Button | None:
    """The button of this fix for this record; None where there is nothing to press."""
    label = FIXES.get(fix) or NO_FAILURES.get(fix, "")
    if fix in _VENDORS:
        page = vendor_page(record, _VENDORS[fix], portal)
        return Button(fix, label, page, outside=True) if page else None
    if fix in ("open_contact", "open_customer", "open_ignored"):
        return _of_party(record, fix, slug, portal)
    if fix == "open_contacts":
        return Button(fix, label, hubspot_list(ObjectType.CONTACT, portal), outside=True)
    if fix == "open_customers":
        return Button(fix, label, customers_page(), outside=True)
    if fix == "contact_sync":
        return Button(fix, label, addresses.configure(slug, ObjectType.CONTACT))
    if fix == "open_item":
        item = record.params.get("item_id") or (
            record.quickbooks_id if record.object_type == ObjectType.PRODUCT else ""
        )
        return Button(fix, THE_ITEM if item else label, item_page(item or ""), outside=True)
    if fix in _WAYS:
        return Button(fix, label, reverse(_WAYS[fix], args=[slug]))
    if fix == "choose_account":
        return Button(fix, label, addresses.accounts(slug))
    if fix == "service_date":
        return Button(fix, label, addresses.setting(slug, "service-date"))
    if fix in _CONFIGURED:
        return Button(fix, label, addresses.configure(slug, record.object_type, record.params.get("mapping", "")))
    if fix in CHOICES:
        return Button(fix, label, f"{reverse('record', args=[slug, record.pk])}#fix-{fix}")
    if fix in DONE_HERE:
        return Button(fix, label, reverse("record_fix", args=[slug, record.pk, fix]), post=True)
    return None


def _of_party(record: SyncRecord, fix: str, slug: str, portal: str) -> Button | None:
    """The way to the contact or customer of an invoice; to the invoice where they were not read with it."""
    party = record.customer if "customer" in record._state.fields_cache else None
    if fix == "open_ignored":
        return Button(fix, FIXES[fix], reverse("record", args=[slug, party.pk])) if party else None
    whole = {"open_contact": "open_hubspot", "open_customer": "open_quickbooks"}[fix]
    page = vendor_page(party, _VENDORS[whole], portal) if party else ""
    return Button(fix, FIXES[fix], page, outside=True) if page else button_of(record, whole, slug, portal)
