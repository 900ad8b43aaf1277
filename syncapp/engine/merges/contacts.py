"""Contacts that became one in HubSpot (S15, F35): the link follows the survivor.

HubSpot answers for the old id with the survivor, which names the ids that it took in. A customer keeps its contact
through it; where the survivor has a customer already, the other customer is billed through it from then on (A1).
Where one of the two was ignored, that is over: it was said of a contact alone that is now the other one too.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from syncapp.core.records import Contact
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.merges.unite import unite
from syncapp.engine.rows import chunks
from syncapp.storage.models import Activity, Alias, MatchKey, SyncRecord


def follow_merges(p: Pass, rows: list[SyncRecord]) -> list[SyncRecord]:
    """`rows` without those that are no record of their own any more."""
    due = {row.hubspot_id for row in rows}
    took_in = {
        old: record
        for record in p.questions.shelf.values()
        if isinstance(record, Contact)
        for old in record.merged_ids
        if old != record.id and due & {old, record.id}
    }
    if not took_in:
        return rows
    merging = _Merging(p, rows)
    for chunk in chunks(sorted(took_in)):
        for row in merging.rows_of(chunk):
            merging.follow(row, took_in[str(row.hubspot_id)])
    return [row for row in rows if row.pk not in merging.gone]


def pass_on(p: Pass, side: Side, gone: str, kept: str) -> None:
    """Who was billed through the one that is gone, because a person said so, is so through the one that is left (A1)."""
    rows = p.records().filter(object_type=ObjectType.CONTACT, decision__through=gone, **{f"{side.value}_id": None})
    for row in rows:
        row.decision = {**row.decision, "through": kept}
        row.save(update_fields=["decision"])


def stand_alone(p: Pass, row: SyncRecord, side: Side, through: str | None) -> None:
    """What it had on this side is gone, and it is billed through that of another (A1); what people decide meanwhile stays."""
    MatchKey.objects.filter(record=row, side=side).delete()
    decided = SyncRecord.objects.select_for_update().values_list("decision", flat=True).get(pk=row.pk)
    row.decision = {**decided, "through": through}
    setattr(row, f"{side.value}_id", None)
    setattr(row, f"{side.value}_version", "")
    row.origin = side.other
    row.hubspot_base = row.quickbooks_base = row.hubspot_seen = row.quickbooks_seen = None
    row.next_attempt_at = p.now()
    row.save()


class _Merging:
    def __init__(self, p: Pass, rows: Iterable[SyncRecord]) -> None:
        self.p = p
        self.at_hand = {row.pk: row for row in rows}
        self.gone: set[int] = set()

    def rows_of(self, ids: Iterable[str]) -> list[SyncRecord]:
        found = self.p.records().filter(object_type=ObjectType.CONTACT).of(Side.HUBSPOT, list(ids)).order_by("pk")
        return [self.at_hand.get(row.pk, row) for row in found]

    def follow(self, row: SyncRecord, survivor: Contact) -> None:
        mine = self.p.records().filter(object_type=ObjectType.CONTACT).of(Side.HUBSPOT, [survivor.id]).first()
        mine = self.at_hand.get(mine.pk, mine) if mine is not None else None
        with transaction.atomic():
            if mine is not None:
                _ignored_together(row, mine)
            pass_on(self.p, Side.HUBSPOT, str(row.hubspot_id), survivor.id)
            if mine is None or not mine.quickbooks_id:
                kept = row
                if mine is not None:
                    self._unite(mine, row)
                row.hubspot_id = survivor.id
            else:
                kept = mine
                if row.quickbooks_id:
                    self._bill_through(row, mine)
                else:
                    self._unite(row, mine)
            kept.next_attempt_at = self.p.now()
            kept.keep()
            self._tell(kept, row, survivor)

    def _unite(self, gone: SyncRecord, kept: SyncRecord) -> None:
        unite({gone.pk: kept})
        self.gone.add(gone.pk)

    def _bill_through(self, row: SyncRecord, mine: SyncRecord) -> None:
        """Its customer stands alone; who was billed through its contact is so through the survivor."""
        Alias.objects.filter(record=row, side=Side.QUICKBOOKS).update(record=mine)
        stand_alone(self.p, row, Side.HUBSPOT, mine.hubspot_id)

    def _tell(self, kept: SyncRecord, row: SyncRecord, survivor: Contact) -> None:
        name = " ".join(part for part in (survivor.first_name, survivor.last_name) if part) or kept.label
        for one in {kept.pk, row.pk} - self.gone:
            Activity.objects.create(
                workspace=self.p.workspace, record_id=one, run=self.p.run, at=self.p.now(), kind="merged",
                reason=f"Two contacts were merged in HubSpot. {name} stands for both.",
            )  # fmt: skip


def _ignored_together(*rows: SyncRecord) -> None:
    """Both are left out, or none is."""
    left_out = [row for row in rows if row.status == SyncRecord.Status.IGNORED]
    for row in left_out if len(left_out) < len(rows) else ():
        row.status, row.reason, row.params = SyncRecord.Status.PENDING, "queued", {}
