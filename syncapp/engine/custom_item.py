"""The item "Custom Line Item": for lines that match no QuickBooks item (S11, A22).

Found by its name, else created on first need under the workspace's lease; never a record of its own.
"""

from __future__ import annotations

from dataclasses import replace

from syncapp.core.plan import Planned
from syncapp.core.records import Product
from syncapp.core.values import ObjectType, Side, name_key
from syncapp.core.writes import Write
from syncapp.engine.context import Pass
from syncapp.engine.outbox import Lost, post
from syncapp.storage.models import ObjectSync

CUSTOM_LINE_ITEM = "Custom Line Item"
NAMES = (CUSTOM_LINE_ITEM, f"{CUSTOM_LINE_ITEM} (deleted)")  # QuickBooks adds the word to what is inactive
REASON = "a line matches no item"


def is_custom_item(item: Product) -> bool:
    return name_key(item.name) in map(name_key, NAMES)


def ensure_custom_item(p: Pass) -> None:
    """Make the item known to the invoice sync; where it cannot be used, lines that need it fail and say so."""
    sync = ObjectSync.objects.get(workspace=p.workspace, object_type=ObjectType.INVOICE)
    account = sync.settings.get("line_item_account")
    if sync.settings.get("line_item_id") or not account:
        return
    items = [item for item in p.questions.items(NAMES) if is_custom_item(item)]
    found = next((item for item in items if item.active), next(iter(items), None))
    if found is None:
        item_id = _planned(p) if p.dry_run else _created(p, str(account))
    else:
        usable = found.active and found.kind == "Service" and found.account_id == str(account)
        item_id = found.id if usable else None
    if item_id:
        _remember(p, sync, item_id)


def forget_custom_item(p: Pass, item: Product) -> None:
    """Made inactive or renamed, it is looked for anew when a line needs it."""
    rules = p.rules.get(ObjectType.INVOICE)
    if rules and rules.settings.get("line_item_id") == item.id:
        _remember(p, ObjectSync.objects.get(workspace=p.workspace, object_type=ObjectType.INVOICE), "")


def _remember(p: Pass, sync: ObjectSync, item_id: str) -> None:
    sync.settings = {**sync.settings, "line_item_id": item_id}
    sync.save(update_fields=["settings"])  # not a change of the set-up: the revision stays
    p.rules[ObjectType.INVOICE] = replace(p.rules[ObjectType.INVOICE], settings=sync.settings)


def _planned(p: Pass) -> str:
    p.plan.append(
        {
            "object": ObjectType.PRODUCT.plural,
            "system": Side.QUICKBOOKS.value,
            "action": "create",
            "hubspot_id": None,
            "quickbooks_id": None,
            "label": CUSTOM_LINE_ITEM,
            "changes": [],
            "reason": REASON,
        }
    )
    return "new:custom"


def _created(p: Pass, account: str) -> str | None:
    write = Write(
        entity="product",
        action="create",
        fields={"Name": CUSTOM_LINE_ITEM, "Type": "Service", "Taxable": False},
        links={"income_account": account},
    )
    planned = Planned(side=Side.QUICKBOOKS, write=write, reason=REASON)
    for answered in post(p, [(None, planned)]):
        for _, _, outcome in answered.results:
            if not isinstance(outcome, Lost) and outcome.problem is None:
                p.tally.created[ObjectType.PRODUCT.plural, Side.QUICKBOOKS.value] += 1
                return outcome.id
    return None
