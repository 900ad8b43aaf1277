"""Copies whose originals are gone, as a database that was made anew finds them: the mark alone says that the two were linked.

Such a copy is linked with what its mark names, as it was before, so that everything that holds for a linked record of which
one side was deleted holds for it (A11): it is not made a second time, and what was entered again in its place is known again
(A5, A29). Contacts and products need none of it: QuickBooks deletes no customers and no items.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from syncapp.core.records import Invoice, Payment
from syncapp.core.values import ObjectType, Side
from syncapp.engine.collect import KIND
from syncapp.engine.context import GONE, Pass
from syncapp.engine.linking.pairs import Linking
from syncapp.engine.payments.parts import note_of
from syncapp.engine.people.asked import DO
from syncapp.storage.models import SyncRecord

Original = tuple[Side, str]


def read_originals(linking: Linking) -> None:
    """Those that no row stands for are asked for, so that they can be known to be gone."""
    if linking.object_type in (ObjectType.INVOICE, ObjectType.PAYMENT):
        originals = {original for _, original in _copies(linking)}
        for side in Side:
            linking.p.questions.read(side, linking.object_type, sorted(_unknown(linking, side, originals)))


def link_lost(linking: Linking) -> None:
    found = list(_copies(linking)) if linking.object_type in (ObjectType.INVOICE, ObjectType.PAYMENT) else []
    originals = [original for _, original in found]
    unknown = {(side, one) for side in Side for one in _unknown(linking, side, originals)}
    for row, (side, external_id) in found:
        gone = (side, linking.object_type, external_id) in linking.p.questions.missing
        # Of several that were made of one payment nobody knows any more which part is whose (A25).
        if gone and (side, external_id) in unknown and originals.count((side, external_id)) == 1:
            setattr(row, f"{side.value}_id", external_id)
            setattr(row, f"{side.value}_version", GONE)
            row.origin = side
            row.save(update_fields=[f"{side.value}_id", f"{side.value}_version", "origin"])
            linking.rows[side, external_id] = row


def _copies(linking: Linking) -> Iterator[tuple[SyncRecord, Original]]:
    """Rows that stand alone, with what their marks name; not those that a person wants to stand alone from now on."""
    for row in linking.each:
        if row.linked or row.pk in linking.taken or row.status == SyncRecord.Status.IGNORED or DO in row.decision:
            continue
        if original := _original(linking.p, linking.own(row)):
            yield row, original


def _original(p: Pass, record: object) -> Original | None:
    if isinstance(record, Payment) and record.side is Side.QUICKBOOKS:
        mark = note_of(p.rules[ObjectType.PAYMENT].portal, None)
        note = record.note or ""
        return (Side.HUBSPOT, note.removeprefix(mark)) if note.startswith(mark) else None
    if isinstance(record, Invoice | Payment) and record.key:
        mark = f"{p.accounts.quickbooks.connection.account_id}:{KIND[type(record)]}:"
        return (Side.QUICKBOOKS, record.key.removeprefix(mark)) if record.key.startswith(mark) else None
    return None


def _unknown(linking: Linking, side: Side, originals: Collection[Original]) -> set[str]:
    ids = {external_id for one, external_id in originals if one is side}
    rows = linking.p.records().filter(object_type=linking.object_type).of(side, ids)
    return ids - set(rows.values_list(f"{side.value}_id", flat=True)) if ids else ids
