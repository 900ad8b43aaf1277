"""Whether the name of a new item is free in QuickBooks, where it stands once at each level (S45)."""

from __future__ import annotations

from collections.abc import Sequence

from syncapp.core.errors import Failure
from syncapp.core.new_items import in_the_way
from syncapp.core.plan import Planned
from syncapp.core.records import Product
from syncapp.core.values import ObjectType, Side, name_key
from syncapp.engine.context import Pass
from syncapp.storage.models import SyncRecord


def names_taken(p: Pass, creations: Sequence[tuple[SyncRecord, Planned]]) -> dict[int, Failure]:
    """By row: whose name an item has, or another product of these gets; whatever its case and blanks.

    What is known here is asked about once a pass; what the pass itself has made since, QuickBooks tells.
    """
    if not creations:
        return {}
    names = {row: str(planned.write.fields.get("Name") or "") for row, planned in creations}
    skus = {row: str(planned.write.fields.get("Sku") or "") for row, planned in creations}
    held = _held(p, {name_key(name) for name in names.values()})
    refused: dict[int, Failure] = {}
    claimed = set[str | None]()
    for row, name in names.items():
        key = name_key(name)
        others = [item for item in held.get(key, ()) if in_the_way(item, skus[row])]
        if others or key in claimed:
            told = _told(min(others, key=lambda item: item.below is not None)) if others else {}
            refused[row.pk] = Failure("duplicate_item_name", {"name": name, **told})
        claimed.add(key)
    return refused


def _held(p: Pass, keys: set[str | None]) -> dict[str | None, list[Product]]:
    """The active items of these names, by their key."""
    if p.item_names is None:
        p.item_names = _known(p)
    ids = [one for key in keys for one in p.item_names.get(key, ())]
    p.questions.read(Side.QUICKBOOKS, ObjectType.PRODUCT, ids)
    found: dict[str | None, list[Product]] = {}
    for one in ids:
        item = p.on_shelf(Side.QUICKBOOKS, ObjectType.PRODUCT, one)
        if isinstance(item, Product) and item.active:
            found.setdefault(name_key(item.name), []).append(item)
    return found


def _known(p: Pass) -> dict[str | None, list[str]]:
    """Ids by what they are called here; what is inactive has given up its name."""
    items = p.records().filter(object_type=ObjectType.PRODUCT, quickbooks_id__isnull=False).exclude(reason="inactive")
    known: dict[str | None, list[str]] = {}
    for label, item_id in items.values_list("label", "quickbooks_id").iterator():
        known.setdefault(name_key(label), []).append(item_id)
    return known


def _told(item: Product) -> dict[str, str]:
    return {"item": item.name, "holder_id": item.id, **({"below": item.below} if item.below else {})}
