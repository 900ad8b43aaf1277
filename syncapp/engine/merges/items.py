"""Items that became one in QuickBooks (S15): the product follows the one that is left.

QuickBooks puts all lines on the survivor and leaves the other inactive, and only a webhook says which became which. It
is believed where the other is read to be so. To us the item has changed its values: what is mapped follows as any edit
does. Where the survivor has a product of its own, or no webhook tells, the product stays with the item that is inactive,
which fails the next invoice with what is to be done: nothing makes a second item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from syncapp.core.records import Product
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.merges.unite import unite
from syncapp.storage.models import Activity, ChosenItem, Inbox, MadeItem, SyncRecord


def true_item_merges(p: Pass, told: Iterable[Inbox]) -> dict[str, str]:
    """The survivor by each item that is gone, and that is inactive as is said."""
    said = {
        row.external_id: row.merged_into
        for row in told
        if row.merged_into and (row.side, row.object_type) == (Side.QUICKBOOKS, ObjectType.PRODUCT)
    }
    last = {gone: _last(said, gone) for gone in said}
    p.questions.read(Side.QUICKBOOKS, ObjectType.PRODUCT, sorted({*last, *last.values()}))
    return {gone: kept for gone, kept in last.items() if _active(p, gone) is False and _active(p, kept)}


def _last(said: Mapping[str, str], gone: str) -> str:
    """Who took in one, may have been taken in since."""
    passed = [gone]
    while (kept := said.get(passed[-1])) and kept not in passed:
        passed.append(kept)
    return passed[-1]


def _item(p: Pass, id_: str) -> Product | None:
    found = p.on_shelf(Side.QUICKBOOKS, ObjectType.PRODUCT, id_)
    return found if isinstance(found, Product) else None


def _active(p: Pass, id_: str) -> bool | None:
    """None where there is none."""
    item = _item(p, id_)
    return item.active if item else None


def follow_merged_items(p: Pass, merges: Mapping[str, str]) -> None:
    """In the transaction of whoever takes the news out of the Inbox."""
    for gone, kept in merges.items():
        for of_lines in (ChosenItem, MadeItem):
            of_lines.objects.filter(workspace=p.workspace, item_id=gone).update(item_id=kept)
        row, mine = _row(p, gone), _row(p, kept)
        if row is not None and row.hubspot_id and not (mine and mine.hubspot_id) and not _left_out(row, mine):
            _move(p, row, kept, mine)


def _row(p: Pass, item: str) -> SyncRecord | None:
    found: SyncRecord | None = p.records().filter(object_type=ObjectType.PRODUCT).of(Side.QUICKBOOKS, [item]).first()
    return found


def _left_out(*rows: SyncRecord | None) -> bool:
    """Whoever left one out wants nothing of it."""
    return any(row is not None and row.status == SyncRecord.Status.IGNORED for row in rows)


def _move(p: Pass, row: SyncRecord, kept: str, mine: SyncRecord | None) -> None:
    names = [item.name if (item := _item(p, id_)) else id_ for id_ in (str(row.quickbooks_id), kept)]
    if mine is not None:
        unite({mine.pk: row})
    row.quickbooks_id, row.quickbooks_version, row.next_attempt_at = kept, "", p.now()
    row.keep()
    reason = f"{names[0]} was merged into {names[1]} in QuickBooks Online."
    Activity.objects.create(workspace=p.workspace, record=row, run=p.run, at=p.now(), kind="merged", reason=reason)
