"""What stood on both sides when a mapping was saved that holds "from now on" (A13) is their base: what was changed
since then crosses, however much later the first run with it begins.

Nothing was read of most of HubSpot's fields before they were mapped. So what a linked record held at the moment of saving
is found when it is next read, where the base of a side is without the field:

- What its vendor has not touched since holds it still.
- HubSpot knows the past of each property, and is asked for it where a record was touched.
- QuickBooks Online does not; there it is what was read last, and nearly all of its fields are read always. Of one that
  was not, nobody knows: what stands there now counts as changed, so that it crosses, or the policy decides and that is told.

A field that another mapping carries keeps the base that it has: what was changed and is not carried yet must still
cross. Who was linked after the saving is compared as at any first link, for as long as somebody is asked about it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from syncapp.core.mapping import FieldPair
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.storage.convert import encode
from syncapp.storage.models import Conflict, SyncRecord

FIELDS = ["hubspot_base", "quickbooks_base"]


def compare_clocks(p: Pass, side: Side, object_type: ObjectType) -> None:
    """While the answer of this side is fresh."""
    if any(pair.from_now for pair in p.rules[object_type].pairs):
        p.there(side, p.now())


def take_what_stood(p: Pass, object_type: ObjectType, rows: Sequence[SyncRecord]) -> None:
    """Completes and stores the bases of these rows, which have just been read."""
    pairs = [pair for pair in p.rules[object_type].pairs if pair.enabled]
    completed: dict[int, SyncRecord] = {}
    for pair in (one for one in pairs if one.from_now):
        lacking = _lacking(pair, rows)
        completed |= {row.pk: row for row in lacking}
        for side in Side:
            if not any(pair.name(side) == one.name(side) for one in pairs if one != pair):
                _complete(p, object_type, pair, side, lacking)
    if completed:
        SyncRecord.objects.all().save_all(completed.values(), FIELDS)


def _lacking(pair: FieldPair, rows: Sequence[SyncRecord]) -> list[SyncRecord]:
    """Agreed upon before, but not in this field, and about which nobody is asked."""
    known = [row for row in rows if row.linked and all(_base(row, side) for side in Side)]
    found = [row for row in known if any(pair.name(side) not in _base(row, side)["values"] for side in Side)]
    asked = _asked(pair, [row.pk for row in found])
    return [row for row in found if row.pk not in asked]


def _asked(pair: FieldPair, rows: Collection[int]) -> set[int]:
    fields = {"hubspot_field": pair.hubspot, "quickbooks_field": pair.quickbooks}
    opened = Conflict.objects.filter(record__in=rows, closed_at=None, **fields)
    return set(opened.values_list("record", flat=True)) if rows else set()


def _complete(p: Pass, object_type: ObjectType, pair: FieldPair, side: Side, rows: Sequence[SyncRecord]) -> None:
    name, saved = pair.name(side), p.there(side, pair.from_now) if pair.from_now and rows else None
    read = [(row, record) for row in rows if (record := p.on_shelf(side, object_type, row.id_on(side)))]
    touched = {one.id for _, one in read if saved and one.updated_at and one.updated_at > saved}
    past = p.questions.past(side, object_type, name, saved, touched) if saved and touched else {}
    for row, record in read:
        values = _base(row, side)["values"]
        if record.id in past or record.id not in touched:
            values[name] = encode(past[record.id] if record.id in past else record.values.get(name))
        else:
            values.setdefault(name, None)


def _base(row: SyncRecord, side: Side) -> Any:
    return getattr(row, f"{side.value}_base")
