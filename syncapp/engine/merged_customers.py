"""Customers that became one in QuickBooks (S15, F34): the link follows the survivor.

QuickBooks moves all documents to the survivor and leaves the other inactive, and only a webhook says which became which.
It is believed where both are read to stand so. The contact keeps a customer through it; where the survivor has a contact
already, the other contact is billed through that one's customer from then on (A1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from syncapp.core.records import Contact
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.merged import pass_on
from syncapp.engine.unite import unite
from syncapp.storage.models import Activity, Alias, Inbox, MatchKey, SyncRecord


def true_merges(p: Pass, told: Iterable[Inbox]) -> dict[str, str]:
    """The survivor by each customer that is gone: one who is active, of one who is not any more."""
    said = {
        row.external_id: row.merged_into
        for row in told
        if row.merged_into and (row.side, row.object_type) == (Side.QUICKBOOKS, ObjectType.CONTACT)
    }
    found = {gone: _last(said, gone) for gone in said}
    p.questions.read(Side.QUICKBOOKS, ObjectType.CONTACT, sorted({*found, *found.values()}))
    return {gone: kept for gone, kept in found.items() if not _is_active(p, gone) and _is_active(p, kept)}


def _last(said: Mapping[str, str], gone: str) -> str:
    """Who took in one, may have been taken in since."""
    passed = {gone}
    kept = said[gone]
    while kept in said and kept not in passed:
        passed.add(kept)
        kept = said[kept]
    return kept


def _is_active(p: Pass, customer: str) -> bool:
    found = p.on_shelf(Side.QUICKBOOKS, ObjectType.CONTACT, customer)
    return isinstance(found, Contact) and found.active


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
    found = p.on_shelf(Side.QUICKBOOKS, ObjectType.CONTACT, customer)
    name = found.display_name if isinstance(found, Contact) else ""
    return (name or customer).removesuffix(" (deleted)")


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
    MatchKey.objects.filter(record=row, side=Side.QUICKBOOKS).delete()
    Alias.objects.update_or_create(
        workspace=p.workspace, side=Side.HUBSPOT, external_id=row.hubspot_id, defaults={"record": mine}
    )
    row.decision = {**row.decision, "through": mine.quickbooks_id}
    row.quickbooks_id, row.quickbooks_version, row.origin, row.currency = None, "", Side.HUBSPOT, ""
    row.hubspot_base = row.quickbooks_base = row.hubspot_seen = row.quickbooks_seen = None
    row.next_attempt_at = p.now()
    row.save()
