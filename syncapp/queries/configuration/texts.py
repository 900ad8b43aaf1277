"""“Use item … for this text from now on” in a file: a list of texts with the item of each, by its id and name (A22, B9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from syncapp.core.configuration import ITEMS, Objection
from syncapp.core.lines import text_key
from syncapp.core.values import ObjectType, Side
from syncapp.engine.items.sold import why_not_sold
from syncapp.queries.configuration.names import Entry, NotHere, called, found, plain, spoken
from syncapp.storage.models import ChosenItem, SyncRecord, Workspace

Texts = list[dict[str, Any]]  # [{"text", "item": named}], by text
NONE = "None chosen"


def described(workspace: Workspace) -> Texts:
    rows = list(ChosenItem.objects.filter(workspace=workspace))
    known = _items(workspace).of(Side.QUICKBOOKS, {row.item_id for row in rows}) if rows else ()
    names = {item.quickbooks_id: item.label for item in known}
    return _sorted({"text": row.text, "item": called(row.item_id, names.get(row.item_id, row.name))} for row in rows)


def found_here(workspace: Workspace, told: Sequence[Mapping[str, Any]], *, same: bool) -> tuple[Texts, list[Objection]]:
    """The same with the items of this account. `same`: the file was made of the same company in QuickBooks Online."""
    light = _items(workspace).only("quickbooks_id", "label", "reason", "remarks")
    listed = [Entry(str(item.quickbooks_id), item.label, not item.inactive) for item in light]
    ids: list[str] = []
    problems: list[Objection] = []
    for number, one in enumerate(told):
        try:
            ids.append(found(one["item"], listed, Side.QUICKBOOKS, same=same))
        except NotHere as reason:
            ids.append("")
            why = f"{reason} Items are known once the product sync is on."
            problems.append(Objection(f"settings.{ITEMS}[{number}].item", why))
    items = {str(item.quickbooks_id): item for item in _items(workspace).of(Side.QUICKBOOKS, set(ids) - {""})}
    keys = [text_key(one["text"]) for one in told]
    for number, (id, key) in enumerate(zip(ids, keys, strict=True)):
        if why := _why_not(items.get(id), key, keys[:number]):
            problems.append(Objection(f"settings.{ITEMS}[{number}]", why))
    names = {id: item.label for id, item in items.items()}
    texts = [
        {"text": one["text"], "item": called(id, names.get(id) or spoken(one["item"]))}
        for id, one in zip(ids, told, strict=True)
    ]
    return _sorted(texts), problems


def _why_not(item: SyncRecord | None, key: str, before: Sequence[str]) -> str:
    if not key:
        return "A line without a text cannot be told from others."
    if key in before:
        return "Another one is of the same text."
    return why_not_sold(item) if item else ""


def in_words(texts: Sequence[Mapping[str, Any]], beside: Sequence[Mapping[str, Any]]) -> str:
    """Those that are not so in the other list: `“Haul away”: Debris hauling`."""
    return "; ".join(f"“{one['text']}”: {spoken(one['item'])}" for one in texts if one not in beside) or NONE


def _items(workspace: Workspace) -> Any:
    return SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.PRODUCT, quickbooks_id__isnull=False)


def _sorted(texts: Any) -> Texts:
    return sorted(texts, key=lambda one: (text_key(one["text"]), plain(one["item"])))
