"""The item "Custom Line Item": for lines that match no QuickBooks item (S11, A22).

Found by its name, else created on first need under the workspace's lease; never a record of its own.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from syncapp.connectors.protocol import Outcome
from syncapp.core.errors import Failure
from syncapp.core.naming import CUSTOM_LINE_ITEM, CUSTOM_NAMES, is_custom_name
from syncapp.core.new_items import WORDS
from syncapp.core.plan import Planned
from syncapp.core.records import Product
from syncapp.core.values import ObjectType, Side
from syncapp.core.writes import Write
from syncapp.engine.context import Pass
from syncapp.engine.inactive import account_told
from syncapp.engine.items.new import REASON, being_made, made_or_why, planned_item, post_items, unanswered
from syncapp.engine.writing.outbox import Lost
from syncapp.storage.models import ObjectSync

CUSTOM = "custom"  # its key among the items of a pass
ACCOUNT = "line_item_account"  # among the settings of the invoice sync


def is_custom_item(item: Product) -> bool:
    return is_custom_name(item.name)


def ensure_custom_item(p: Pass) -> None:
    """Make the item known to the invoice sync; where it cannot be used, lines that need it fail and say so."""
    sync = ObjectSync.objects.get(workspace=p.workspace, object_type=ObjectType.INVOICE)
    account = sync.settings.get(ACCOUNT)
    if sync.settings.get("line_item_id") or not account:
        return
    if being_made(p):
        p.items[CUSTOM] = unanswered()
        return
    items = [item for item in p.questions.items(CUSTOM_NAMES) if is_custom_item(item)]
    found = next((item for item in items if item.active), next(iter(items), None))
    if found is None:
        _make(p, sync, str(account))
    elif why := _unusable(p, found, str(account)):
        p.items[CUSTOM] = Failure("custom_line_item_unusable", {"found": why, **account_told(p, str(account))})
    else:
        _remember(p, sync, found.id)


def _unusable(p: Pass, item: Product, account: str) -> str:
    """Why no line can stand on it, in words; empty where one can."""
    if not item.active:
        return "it is inactive"
    if item.kind != "Service":
        return f"it is {WORDS.get(item.kind, 'no service')}"
    if item.account_id != account:
        its = account_told(p, item.account_id).get("account")
        return f"it is on the account “{its}”" if its else "it is on another account than the chosen one"
    return "a product that syncs was renamed to it" if _is_product(p, item) else ""


def _is_product(p: Pass, item: Product) -> bool:
    """Linked under another name, and called so since: its sales are not those of lines without a product."""
    rows = p.records().filter(object_type=ObjectType.PRODUCT, hubspot_id__isnull=False)
    return bool(rows.of(Side.QUICKBOOKS, [item.id]).exists())


def forget_custom_item(p: Pass, item: Product) -> None:
    """Made inactive or renamed, it is looked for anew when a line needs it."""
    rules = p.rules.get(ObjectType.INVOICE)
    if rules and rules.settings.get("line_item_id") == item.id:
        _remember(p, ObjectSync.objects.get(workspace=p.workspace, object_type=ObjectType.INVOICE), "")


def _remember(p: Pass, sync: ObjectSync, item_id: str) -> None:
    """For this pass, and stored unless somebody has chosen another account while a vendor was asked."""
    settings = {**sync.settings, "line_item_id": item_id}
    p.rules[ObjectType.INVOICE] = replace(p.rules[ObjectType.INVOICE], settings=settings)
    with transaction.atomic():
        now = ObjectSync.objects.select_for_update().get(pk=sync.pk)
        if now.settings.get(ACCOUNT) == settings.get(ACCOUNT):
            now.settings = {**now.settings, "line_item_id": item_id}
            now.save(update_fields=["settings"])  # not a change of the set-up: the revision stays


def _make(p: Pass, sync: ObjectSync, account: str) -> None:
    write = Write(
        entity=ObjectType.PRODUCT.value,
        action="create",
        fields={"Name": CUSTOM_LINE_ITEM, "Type": "Service", "Taxable": False},
        links={"income_account": account},
    )
    planned = Planned(side=Side.QUICKBOOKS, write=write, reason=REASON)
    if p.dry_run:
        p.plan.append(planned_item(CUSTOM_LINE_ITEM, planned))
        _remember(p, sync, "new:custom")
        return

    def keep(one: Planned, outcome: Outcome | Lost) -> None:
        found = made_or_why(p, one, outcome)
        if isinstance(found, str):
            _remember(p, sync, found)
        else:
            p.items[CUSTOM] = found

    post_items(p, [planned], keep)
