"""Customers that became one in QuickBooks (S15, F34): the link follows the survivor.

QuickBooks moves all documents to the survivor and leaves the other inactive, and only a webhook says which became which.
It is believed where the other is read to be so; the survivor may be inactive, too, for it may have been merged since,
and webhooks come in any order. The contact keeps a customer through it; where the survivor has a contact
already, the other contact is billed through that one's customer from then on (A1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from syncapp.core.records import Contact
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.merges.contacts import pass_on, stand_alone
from syncapp.engine.merges.unite import unite
from syncapp.storage.models import Activity, Alias, Inbox, SyncRecord


def true_merges(p: Pass, told: Iterable[Inbox]) -> dict[str, str]:
    """The survivor by each customer that is gone, and that is inactive or deleted as is said."""
    said = {
        row.external_id: row.merged_into
        for row in told
        if row.merged_into and (row.side, row.object_type) == (Side.QUICKBOOKS, ObjectType.CONTACT)
    }
    _read(p, {*said, *said.values()})
    found = {gone: _last(p, said, gone) for gone in said if not _is_active(p, gone)}
    return {gone: kept for gone, kept in found.items() if kept != gone and _customer(p, kept)}


def _last(p: Pass, said: Mapping[str, str], gone: str) -> str:
    """Who took in one, may have been taken in since."""
    passed = {gone}
    kept = said[gone]
    while not _is_active(p, kept) and (then := said.get(kept) or _taken_in_by(p, kept)) and then not in passed:
        passed.add(kept)
        kept = then
    return kept


def _taken_in_by(p: Pass, customer: str) -> str | None:
    """As an earlier webhook said. No person's word is meant: whom they bill through another is no part of that one."""
    row = _row(p, customer)
    if row is not None and (row.linked or "through" in row.decision):
        return None
    alias = Alias.objects.filter(workspace=p.workspace, side=Side.QUICKBOOKS, external_id=customer)
    kept: str | None = alias.values_list("record__quickbooks_id", flat=True).first()
    _read(p, filter(None, [kept]))
    return kept


def _read(p: Pass, customers: Iterable[str]) -> None:
    p.questions.read(Side.QUICKBOOKS, ObjectType.CONTACT, sorted(customers))


def _customer(p: Pass, id_: str) -> Contact | None:
    found = p.on_shelf(Side.QUICKBOOKS, ObjectType.CONTACT, id_)
    return found if isinstance(found, Contact) else None


def _is_active(p: Pass, id_: str) -> bool:
    found = _customer(p, id_)
    return found is not None and found.active


def follow_merged_customers(p: Pass, merges: Mapping[str, str]) -> None:
    """In the transaction of whoever takes the news out of the Inbox."""
    for gone, kept in merges.items():
        rows = {one: _row(p, one) for one in (gone, kept)}
        if not any(row is not None and row.status == SyncRecord.Status.IGNORED for row in rows.values()):
            _follow(p, gone, kept, rows[gone], rows[kept])  # else whoever left one out wants nothing of it


def _row(p: Pass, customer: str) -> SyncRecord | None:
    found: SyncRecord | None = (
        p.records().filter(object_type=ObjectType.CONTACT).of(Side.QUICKBOOKS, [customer]).first()
    )
    return found


def _follow(p: Pass, gone: str, kept: str, row: SyncRecord | None, mine: SyncRecord | None) -> None:
    if row is not None:
        p.records().filter(object_type=ObjectType.INVOICE, customer=row).update(next_attempt_at=p.now())
    told = [row, mine]
    if row is None:
        stays = mine
    elif mine is None or (row.hubspot_id and not mine.hubspot_id):
        stays, told = row, [row]
        _move(row, kept, mine)
        if _is_active(p, kept):
            row.remarks = [one for one in row.remarks if one["code"] != "inactive_there"]  # of the one that is gone
    else:
        stays, told = mine, [row, mine] if row.hubspot_id else [mine]
        _bill_through(p, row, mine)
    if stays is None:
        return
    pass_on(p, Side.QUICKBOOKS, gone, kept)
    Alias.objects.update_or_create(
        workspace=p.workspace, side=Side.QUICKBOOKS, external_id=gone, defaults={"record": stays}
    )
    stays.next_attempt_at = p.now()
    stays.keep()
    reason = f"{_name(p, gone)} was merged into {_name(p, kept)} in QuickBooks Online."
    for one in filter(None, told):
        Activity.objects.create(workspace=p.workspace, record=one, run=p.run, at=p.now(), kind="merged", reason=reason)


def _name(p: Pass, customer: str) -> str:
    """Without what QuickBooks writes behind the name of one who is inactive."""
    found = _customer(p, customer)
    return ((found and found.display_name) or customer).removesuffix(" (deleted)")


def _move(row: SyncRecord, kept: str, mine: SyncRecord | None) -> None:
    """The link goes to a customer with whom this contact has never agreed on anything."""
    if mine is not None:
        unite({mine.pk: row})
    row.quickbooks_id, row.quickbooks_version = kept, ""
    row.hubspot_base = row.quickbooks_base = row.hubspot_seen = row.quickbooks_seen = None


def _bill_through(p: Pass, row: SyncRecord, mine: SyncRecord) -> None:
    """Who was billed through the customer that is gone is so through the one that is left."""
    Alias.objects.filter(record=row).update(record=mine)
    if not row.hubspot_id:
        unite({row.pk: mine})
        return
    Alias.objects.update_or_create(
        workspace=p.workspace, side=Side.HUBSPOT, external_id=row.hubspot_id, defaults={"record": mine}
    )
    row.currency = ""
    stand_alone(p, row, Side.QUICKBOOKS, mine.quickbooks_id)
