"""Have a contact cross because an invoice needs it, whatever the filters of the contact sync say (S13, S41)."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.records import FixRefused, Status, decide, look_again
from syncapp.core.values import Direction, ObjectType, Side
from syncapp.storage.models import ObjectSync, SyncRecord


def sync_contact(invoice: SyncRecord, *, by: User) -> SyncRecord:
    """The contact or customer of this invoice goes to the other side, and the invoice follows; raises FixRefused."""
    source = Side.HUBSPOT if invoice.hubspot_id else Side.QUICKBOOKS
    party = invoice.customer
    if party is None:
        raise FixRefused(f"Nobody is known here for {invoice.label}. {_by_hand(source)}")
    _may_cross(invoice, party, source)
    with transaction.atomic():
        decide(
            party,
            by=by,
            reason=f"Goes to {source.other.label} for {invoice.label}, whatever the filters say.",
            cross=True,
        )
        look_again(invoice.workspace, [invoice])
    return party


def _may_cross(invoice: SyncRecord, party: SyncRecord, source: Side) -> None:
    target = source.other.label
    sync = ObjectSync.objects.filter(workspace=invoice.workspace, object_type=ObjectType.CONTACT).first()
    if sync is None or not sync.enabled:
        raise FixRefused(
            f"The contact sync is off, so {party.label} cannot be made in {target}. Turn it on, or: {_by_hand(source)}"
        )
    if not Direction(sync.direction).reaches(source.other):
        raise FixRefused(
            f"Contacts do not sync to {target}, so {party.label} is not made there. Set another direction under Configure "
            f"of the contact sync, or: {_by_hand(source)}"
        )
    if party.status == Status.IGNORED:
        raise FixRefused(f"{party.label} is ignored. Take it back first, under Failures, Ignored.")
    if party.reason == "no_email":
        raise FixRefused(
            f"{party.label} has no email address, by which a customer is found. Enter one in {source.label}; the rest goes by itself."
        )
    if party.id_on(source) is None:
        raise FixRefused(f"{party.label} is gone from {source.label}.")


def _by_hand(source: Side) -> str:
    if source is Side.HUBSPOT:
        return "Make the customer in QuickBooks Online by hand, with the contact's email address; the invoice then goes by itself."
    return "Make the contact in HubSpot by hand, with the customer's email address; the invoice then goes by itself."
