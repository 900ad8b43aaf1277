"""Who is who, where a person says it (A1, A2, A5, A6, A29, A32, B23).

What is stored here is a decision; the next run judges it again by what both sides then hold, and carries it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.activity import noted
from syncapp.actions.asking import CHANGED, OTHERWISE
from syncapp.actions.ignoring import ignore, stop_ignoring
from syncapp.actions.records import FixRefused, decide, look_again
from syncapp.actions.voids import may_void
from syncapp.core.errors import entry
from syncapp.core.values import ObjectType, Side
from syncapp.engine.addresses import addresses, called
from syncapp.engine.linking.promises import PARTNER, VOID_TOO, choosers, chosen_already, in_quotes, promises
from syncapp.storage.models import Alias, SyncRecord
from syncapp.storage.names import person_name
from syncapp.storage.same_document import unlike, void_alone

Status = SyncRecord.Status
# Of a payment that stands in QuickBooks alone: what it may be of a HubSpot payment that is there already.
OF_HUBSPOTS = ("rest_of_refund", "part_of_ignored")


@dataclass(frozen=True)
class Standing:
    """Of two invoices of which one is void the other one, as it was shown: A5 compares all else of the two."""

    side: Side
    total: Decimal


def link(record: SyncRecord, partner: SyncRecord, *, by: User, void_too: Standing | None = None) -> None:
    """Make the two one. Invoices only where they are the same document (A5), payments where they are the same money.

    `void_too`: of invoices of which one alone is void. The other is then voided as every linked one is (A10), if it still
    stands so when the run comes to it.
    """
    with transaction.atomic():
        hubspot, quickbooks = _pair(record, partner)
        if why := unlike(hubspot, quickbooks, void_aside=void_too is not None):
            raise FixRefused(f"These are not the same {hubspot.object_type}: {why}.")
        said = f"It is {quickbooks.label} in QuickBooks Online."
        beside: dict[str, Any] = {}
        if void_too:
            _may_void(hubspot, quickbooks, void_too)
            said += f" It is voided in {void_too.side.label} too."
            beside = {VOID_TOO: {"side": void_too.side.value, "total": str(void_too.total)}}
        _only_here(hubspot, quickbooks, partner, by)
        _take_back([hubspot, quickbooks])
        decide(hubspot, by=by, reason=said, instead=(VOID_TOO,), link=quickbooks.pk, **beside)
        look_again(hubspot.workspace, [quickbooks])


def _may_void(hubspot: SyncRecord, quickbooks: SyncRecord, shown: Standing) -> None:
    """Refused where the other one is void by now, or this one is of another total or may not be voided."""
    void = void_alone(hubspot, quickbooks)
    if void is None or void.other is not shown.side:
        raise FixRefused(OTHERWISE)
    row = quickbooks if shown.side is Side.QUICKBOOKS else hubspot
    if row.amount != shown.total:
        raise FixRefused(CHANGED)
    may_void(row, shown.side)


def _pair(record: SyncRecord, partner: SyncRecord) -> tuple[SyncRecord, SyncRecord]:
    """Both as they stand now, HubSpot's first; refused where they are no two halves."""
    rows = (
        SyncRecord.objects.select_for_update()
        .filter(pk__in=[record.pk, partner.pk], workspace=record.workspace_id)
        .order_by("pk")
    )
    found = {row.pk: row for row in rows}
    if len(found) < 2 or record.object_type != partner.object_type:
        raise FixRefused("One of the two is gone.")
    for row in found.values():
        if row.linked:
            raise FixRefused(f"{row.label} is linked already.")
    hubspot = [row for row in found.values() if row.hubspot_id]
    if len(hubspot) != 1:
        raise FixRefused("Both stand on the same side. One of HubSpot is linked with one of QuickBooks Online.")
    return hubspot[0], next(row for row in found.values() if row.pk != hubspot[0].pk)


def _only_here(hubspot: SyncRecord, quickbooks: SyncRecord, partner: SyncRecord, by: User) -> None:
    """Refused where the partner is promised to another record; what was chosen before for the record itself is taken back."""
    elsewhere = list(
        choosers(hubspot.workspace_id, [quickbooks.pk])
        .filter(object_type=hubspot.object_type)
        .exclude(pk=hubspot.pk)
        .select_for_update()
    )
    promise = promises([hubspot, quickbooks, *elsewhere]).get(partner.pk)
    if promise is not None and promise.key not in (hubspot.pk, quickbooks.pk):
        whom = SyncRecord.objects.filter(pk=promise.key).first()
        if whom is not None and not whom.linked:
            raise FixRefused(f"{chosen_already(partner, replace(promise, label=in_quotes(whom)))}.")
    for row in elsewhere:
        row.decision = {
            key: value
            for key, value in row.decision.items()
            if key != VOID_TOO and (key not in PARTNER or value != quickbooks.pk)
        }
        row.save(update_fields=["decision"])
        noted(row.workspace, "withdrawn", by=by, record=row)


def _take_back(rows: Sequence[SyncRecord]) -> None:
    """Whoever links an ignored record wants it to be looked at again."""
    ignored = SyncRecord.objects.filter(pk__in=[row.pk for row in rows], status=Status.IGNORED)
    ignored.update(status=Status.PENDING, reason="queued", params={})


def bill_through(record: SyncRecord, through: SyncRecord, *, by: User) -> None:
    """A1, A2: invoices of this contact or customer go to the other's partner; its own fields stay apart."""
    side = Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS
    target = through.id_on(side.other)
    if record.object_type != ObjectType.CONTACT or record.linked or through.object_type != record.object_type:
        raise FixRefused("Only a contact or customer that is not linked itself is billed through another.")
    if not target or through.workspace_id != record.workspace_id or through.status == Status.IGNORED:
        raise FixRefused(f"{through.label} does not stand in {side.other.label}.")
    with transaction.atomic():
        _take_back([record])
        decide(record, by=by, reason=f"Billed through {through.label}.", through=target)


def bill_itself(record: SyncRecord, *, by: User) -> None:
    """Take that back: it is matched by the rules again."""
    with transaction.atomic():
        row = SyncRecord.objects.select_for_update().get(pk=record.pk)
        if "through" not in row.decision:
            raise FixRefused("Nobody has decided that it is billed through another.")
        row.decision = {name: value for name, value in row.decision.items() if name != "through"}
        row.save(update_fields=["decision"])
        side = Side.HUBSPOT if row.hubspot_id else Side.QUICKBOOKS
        Alias.objects.filter(workspace=row.workspace_id, side=side, external_id=row.id_on(side)).delete()
        noted(row.workspace, "decided", by=by, reason="Not billed through another any more.", record=row)
        look_again(row.workspace, [row])


def make_without_email(record: SyncRecord, *, by: User) -> None:
    """A2: a HubSpot contact of its own, without the address that another contact has."""
    if record.object_type != ObjectType.CONTACT or record.hubspot_id:
        raise FixRefused("It stands in HubSpot already.")
    decide(record, by=by, reason="A contact of its own, without an email address.", without_email=True)


def pick_customer(record: SyncRecord, customer: SyncRecord, *, by: User) -> None:
    """Of a contact: link it, or bill it through who has a contact already. Of an invoice: for this one alone."""
    if (
        customer.object_type != ObjectType.CONTACT
        or not customer.quickbooks_id
        or customer.workspace_id != record.workspace_id
    ):
        raise FixRefused("That is no customer of QuickBooks Online.")
    if record.object_type == ObjectType.INVOICE:
        if record.linked:
            raise FixRefused("The invoice stands in both systems already.")
        decide(record, by=by, reason=f"Billed to {customer.label}.", customer=customer.quickbooks_id)
    elif customer.linked:
        bill_through(record, customer, by=by)
    else:
        link(record, customer, by=by)


def pick_contact(record: SyncRecord, contact: str, *, by: User) -> None:
    """A2: whom the invoice is billed to, of those that it names."""
    named = record.params.get("ids", "").split(",")
    if record.reason != "ambiguous_contact" or contact not in named:
        raise FixRefused("That contact is not of this invoice any more.")
    mine = SyncRecord.objects.filter(workspace=record.workspace_id, object_type=ObjectType.CONTACT)
    row = mine.of(Side.HUBSPOT, [contact]).first()
    whom = called(row, addresses([row]).get(row.pk)) if row else f"the contact with the HubSpot ID {contact}"
    decide(record, by=by, reason=f"Billed to {whom}.", contact=contact)


def same_payment(record: SyncRecord, other: SyncRecord, *, by: User) -> None:
    """A29: the same money, entered on both sides. One that was left out when it was removed here is taken back, and the
    next run finds that it was entered again."""
    with transaction.atomic():
        if other.linked and other.status == Status.IGNORED:
            stop_ignoring(other.workspace, [other], by=by)
            look_again(record.workspace, [record])
            return
        hubspot, quickbooks = _pair(record, other)
        if why := unlike(hubspot, quickbooks):
            raise FixRefused(f"They are not the same payment: {why}.")
        _only_here(hubspot, quickbooks, other, by)
        decide(hubspot, by=by, reason="The same payment on both sides.", same=quickbooks.pk)
        look_again(hubspot.workspace, [quickbooks])


def two_payments(record: SyncRecord, *, by: User) -> None:
    """A29: a payment of its own, which goes to the other side; those that it was taken for are decided anew."""
    if record.object_type != ObjectType.PAYMENT or record.linked:
        raise FixRefused("The payment stands on both sides already.")
    with transaction.atomic():
        side = Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS
        own = record.reason in OF_HUBSPOTS
        said = "A payment of its own." if own else "Two payments: each goes to the other side."
        held = record.workspace.records.filter(invoice=record.invoice_id, amount=record.amount, reason="same_payment")
        others = held.filter(**{f"{side.value}_id__isnull": True})
        alone = not held.exclude(pk=record.pk).filter(**{f"{side.value}_id__isnull": False}).exists()
        # Said of the others too where they were taken for no third one: however long one of them is held up, it is never
        # the other entered again.
        for row in (record, *(others if alone else ())):
            decide(row, by=by, reason=said, two=True)
        look_again(record.workspace, others)


def rest_of_refund(record: SyncRecord, *, by: User) -> None:
    """A28: it is left out, because HubSpot has this money as what was not refunded of a payment."""
    paid = record.params.get("paid") or "another amount"
    ignore(record.workspace, [record], by=by, reason=f"What is left of the refunded payment of {paid}")


def part_of_ignored(record: SyncRecord, *, by: User) -> None:
    """A25: it is left out too, because HubSpot has this money on the ignored payment."""
    whole = record.params.get("whole") or "another amount"
    ignore(record.workspace, [record], by=by, reason=f"Part of the ignored payment of {whole}")


def same_sale(record: SyncRecord, *, by: User) -> None:
    """A32: it is left out, because the other invoice has the income already."""
    reason = f"The same sale as {record.params.get('invoice') or 'another invoice'}"
    ignore(record.workspace, [record], by=by, reason=reason)


def another_sale(record: SyncRecord, *, by: User) -> None:
    """A32: it goes out. That holds for the invoice that was named, and for no other."""
    other = record.params.get("invoice")
    if entry(record.reason).fix != "is_duplicate" or not other:
        raise FixRefused("It is not held as a second sale any more.")
    decide(record, by=by, reason=f"Another sale than {other}.", not_duplicate=other)


def unlink(record: SyncRecord, *, by: User, reason: str) -> None:
    """A6: both stay where they are. Two documents are kept apart as they stand; a contact or product becomes two
    records, each free to be linked with the right partner by hand."""
    if not record.linked:
        raise FixRefused("It is not linked.")
    said = {"reason": reason, "by": person_name(by)}
    decide(record, by=by, reason=f"Unlinked: {reason}", unlink=said)
