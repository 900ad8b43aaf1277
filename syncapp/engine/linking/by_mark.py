"""Our mark: a copy carries its original's id, so that the two are found again whatever became of this database (S15)."""

from __future__ import annotations

from syncapp.core.values import Side
from syncapp.engine.collect import keys_of
from syncapp.engine.linking.pairs import Linking


def link_by_mark(linking: Linking) -> None:
    """S15 and a lost database: a copy carries its original's id."""
    originals = {
        keys_of(linking.p, record)[0]: row
        for row in linking.rows.values()
        if row.quickbooks_id and (record := linking.p.on_shelf(Side.QUICKBOOKS, linking.object_type, row.quickbooks_id))
    }
    for row in linking.each:
        copy = linking.p.on_shelf(Side.HUBSPOT, linking.object_type, row.hubspot_id)
        if copy is None or not copy.key or row.linked or row.decision.get("through"):
            continue  # who is billed through another has left the customer that the mark names
        original = originals.get(f"mark:{copy.key}")
        if (
            original is not None
            and not original.linked
            and original.pk not in linking.taken
            and not linking.one_is_left_out(row, original)
        ):
            linking.link(row, original, "Our mark on the copy names the other.", Side.QUICKBOOKS)
