"""Products and items: matched by SKU; accounts, type and stock of existing items are never written (S10, A23)."""

from __future__ import annotations

from syncapp.core import plan
from syncapp.core.checks import Check, decided, tell_last, told
from syncapp.core.errors import Failure
from syncapp.core.naming import is_custom_name
from syncapp.core.new_items import NEVER_SOLD
from syncapp.core.plan import Decision, Situation
from syncapp.core.plans import entry
from syncapp.core.plans import fields as header
from syncapp.core.records import Product, Record
from syncapp.core.values import Side
from syncapp.core.writes import Write


def plan_product(situation: Situation) -> Decision:
    if situation.linked:
        return _named_freely(header.linked_fields(situation))
    return _named_freely(decided(TO_ITEM if isinstance(situation.hubspot, Product) else TO_PRODUCT, situation))


def _named_freely(decision: Decision) -> Decision:
    """`decision`, unless it would give an item the name of the Custom Line Item, which is no product (A22)."""
    names = (one.write.fields.get("Name") for one in decision.planned if one.side is Side.QUICKBOOKS)
    if not any(map(is_custom_name, names)):
        return decision
    return tell_last("create", plan.failing(Failure("reserved_item_name")))


def _item_for(situation: Situation) -> Decision:
    rules = situation.rules
    carried = header.carried(_own(situation), rules)
    if stop := told("fields", carried):
        return stop
    assert not isinstance(carried, Failure)
    values, agreed = carried
    kind = {"Type": str(rules.settings.get("item_kind", "Service"))}
    account = {"income_account": str(rules.settings["income_account"])} if rules.settings.get("income_account") else {}
    taxable = {"Taxable": bool(rules.settings.get("taxable", False))}
    write = Write(entity="product", action="create", fields={**values, **kind, **taxable}, links=account)
    return plan.write(header.creation(Side.QUICKBOOKS, write, "product in HubSpot", agreed))


def _product_for(situation: Situation) -> Decision:
    item = _own(situation)
    carried = header.carried(item, situation.rules)
    if stop := told("fields", carried):
        return stop
    assert not isinstance(carried, Failure)
    values, agreed = carried
    key = f"{situation.rules.key_prefix}:item:{item.id}"
    write = Write(entity="product", action="create", fields=values, key=key)
    return plan.write(header.creation(Side.HUBSPOT, write, "item in QuickBooks", agreed))


def _own(situation: Situation) -> Product:
    product = entry.whole(situation)
    assert isinstance(product, Product)
    return product


def _filtered(situation: Situation, record: Record, target: Side) -> Decision | None:
    """The default filter "SKU is known" has a word of its own (S10)."""
    decision = header.filtered(situation, record, target)
    return plan.excluded("no_sku") if decision and not _own(situation).sku else decision


def _not_sold(situation: Situation) -> Decision | None:
    """No line of an invoice can be it, so HubSpot has no use for it."""
    reason = NEVER_SOLD.get(_own(situation).kind)
    return plan.excluded(reason) if reason else None


TO_ITEM: tuple[Check[Situation], ...] = (
    entry.COPY,
    entry.direction(Side.QUICKBOOKS),
    entry.filtered(Side.QUICKBOOKS, _filtered),
    entry.held_back(),
    entry.MATCH,
    Check("create", _item_for, parts=("fields",)),
)
TO_PRODUCT: tuple[Check[Situation], ...] = (
    Check("category", _not_sold, held=lambda one: _own(one).kind),
    Check("active", lambda one: None if _own(one).active else plan.excluded("inactive")),
    entry.direction(Side.HUBSPOT),
    entry.filtered(Side.HUBSPOT, _filtered),
    entry.held_back(),
    entry.MATCH,
    Check("create", _product_for, parts=("fields",)),
)
