"""Which item of QuickBooks Online lines of one text stand on, from now on (A22). What was sent before stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.activity import noted
from syncapp.actions.records import look_again
from syncapp.core.lines import text_key
from syncapp.core.values import ObjectType
from syncapp.engine.items.of_lines import MISSING
from syncapp.engine.items.sold import why_not_sold
from syncapp.storage.models import ChosenItem, SyncRecord, Workspace


class ItemRefused(Exception):
    """Nothing was changed; the text says why."""


def use_item(workspace: Workspace, text: str, item: SyncRecord, *, by: User) -> None:
    """New lines of this text that neither their product nor their SKU leads to an item are this item from now on."""
    key = text_key(text)
    if not key:
        raise ItemRefused("A line without a text cannot be told from others.")
    if item.workspace_id != workspace.pk:
        raise ItemRefused("That is no item of QuickBooks Online.")
    if refusal := why_not_sold(item):
        raise ItemRefused(refusal)
    with transaction.atomic():
        _choose(workspace, key, text, str(item.quickbooks_id), item.label, by)
        _look_at_those_in_want(workspace)


def use_items(workspace: Workspace, wanted: Sequence[Mapping[str, Any]], *, by: User | None) -> bool:
    """Exactly these texts with these items, as a configuration file lists them; False where it is so already."""
    texts = {text_key(one["text"]): one for one in wanted}
    with transaction.atomic():
        held = {row.key: row for row in ChosenItem.objects.select_for_update().filter(workspace=workspace)}
        gone = [row for key, row in held.items() if key not in texts]
        new = {key: one for key, one in texts.items() if key not in held or held[key].item_id != _id(one["item"])}
        for row in gone:
            row.delete()
            noted(workspace, "item_chosen", by=by, reason=_no_more(row))
        for key, one in new.items():
            _choose(workspace, key, one["text"], _id(one["item"]), _name(one["item"]), by)
        if gone or new:
            _look_at_those_in_want(workspace)
    return bool(gone or new)


def _id(named: str | Mapping[str, str]) -> str:
    return named if isinstance(named, str) else named["id"]


def _name(named: str | Mapping[str, str]) -> str:
    return named if isinstance(named, str) else named["name"]


def _choose(workspace: Workspace, key: str, text: str, item_id: str, name: str, by: User | None) -> None:
    item = workspace.records.filter(object_type=ObjectType.PRODUCT, quickbooks_id=item_id).first()
    if item and (refusal := why_not_sold(item)):
        raise ItemRefused(refusal)
    values = {"text": text[:320], "item_id": item_id, "name": name[:200]}
    ChosenItem.objects.update_or_create(workspace=workspace, key=key, defaults=values)
    noted(workspace, "item_chosen", by=by, reason=f"Lines “{text[:80]}” are {name[:120]} from now on.")


def _no_more(row: ChosenItem) -> str:
    return f"Lines “{row.text[:80]}” are not {row.name[:120]} any more."


def use_none(workspace: Workspace, key: str, *, by: User) -> str:
    """Take that back; the text that it was for, empty where nothing was chosen."""
    with transaction.atomic():
        row = ChosenItem.objects.select_for_update().filter(workspace=workspace, key=key).first()
        if row is None:
            return ""
        row.delete()
        noted(workspace, "item_chosen", by=by, reason=_no_more(row))
        _look_at_those_in_want(workspace)
    return row.text


def _look_at_those_in_want(workspace: Workspace) -> None:
    """Invoices that fail because a line has no item, or had this one: which text it is stands nowhere beside them."""
    wanting = workspace.records.filter(
        object_type=ObjectType.INVOICE, status="failing", reason__in=("item_inactive", *MISSING)
    )
    look_again(workspace, wanting.only("object_type", "hubspot_id", "quickbooks_id"))
