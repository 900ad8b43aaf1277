"""Which item of QuickBooks Online lines of one text stand on, from now on (A22). What was sent before stays as it is."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.activity import noted
from syncapp.actions.records import look_again
from syncapp.core.lines import text_key
from syncapp.core.values import ObjectType
from syncapp.engine.items.of_lines import MISSING
from syncapp.storage.models import ChosenItem, SyncRecord, Workspace


class ItemRefused(Exception):
    """Nothing was changed; the text says why."""


def use_item(workspace: Workspace, text: str, item: SyncRecord, *, by: User) -> None:
    """New lines of this text that neither their product nor their SKU leads to an item are this item from now on."""
    key = text_key(text)
    if not key:
        raise ItemRefused("A line without a text cannot be told from others.")
    if refusal := why_not(workspace, item):
        raise ItemRefused(refusal)
    with transaction.atomic():
        values = {"text": text[:320], "item_id": item.quickbooks_id, "name": item.label[:200]}
        ChosenItem.objects.update_or_create(workspace=workspace, key=key, defaults=values)
        noted(workspace, "item_chosen", by=by, reason=f"Lines “{text[:80]}” are {item.label[:120]} from now on.")
        _look_at_those_in_want(workspace)


def why_not(workspace: Workspace, item: SyncRecord) -> str:
    """Why lines cannot be this item; empty where they can."""
    if item.workspace_id != workspace.pk or item.object_type != ObjectType.PRODUCT or not item.quickbooks_id:
        return "That is no item of QuickBooks Online."
    if item.inactive or item.reason == "item_inactive":
        return f"{item.label} is inactive in QuickBooks Online. Make it active there, or choose another."
    if item.reason == "category":
        return f"{item.label} is a category in QuickBooks Online, which cannot be sold. Choose an item."
    return ""


def use_none(workspace: Workspace, key: str, *, by: User) -> str:
    """Take that back; the text that it was for, empty where nothing was chosen."""
    with transaction.atomic():
        row = ChosenItem.objects.select_for_update().filter(workspace=workspace, key=key).first()
        if row is None:
            return ""
        row.delete()
        noted(workspace, "item_chosen", by=by, reason=f"Lines “{row.text[:80]}” are not {row.name[:120]} any more.")
        _look_at_those_in_want(workspace)
    return row.text


def _look_at_those_in_want(workspace: Workspace) -> None:
    """Invoices that fail because a line has no item, or had this one: which text it is stands nowhere beside them."""
    wanting = workspace.records.filter(
        object_type=ObjectType.INVOICE, status="failing", reason__in=("item_inactive", *MISSING)
    )
    look_again(workspace, wanting.only("object_type", "hubspot_id", "quickbooks_id"))
