"""Products and items: matched by SKU; accounts, type and stock of existing items are never written (S10, A23)."""

from __future__ import annotations

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.plan import Decision, Situation
from syncapp.core.plans import fields as header
from syncapp.core.records import Product
from syncapp.core.values import Side
from syncapp.core.writes import Write


def plan_product(situation: Situation) -> Decision:
    if situation.linked:
        return header.linked_fields(situation)
    if isinstance(situation.hubspot, Product):
        return _item_for(situation, situation.hubspot)
    assert isinstance(situation.quickbooks, Product)
    return _product_for(situation, situation.quickbooks)


def _item_for(situation: Situation, product: Product) -> Decision:
    rules = situation.rules
    if product.key and not situation.in_question:
        return plan.failing(Failure("deleted_in_quickbooks"))
    if decision := header.reaches(rules.direction, Side.QUICKBOOKS) or _filtered(situation, product, Side.QUICKBOOKS):
        return decision
    if decision := header.made_while_off(situation, product):
        return decision
    if situation.in_question:
        return plan.failing(situation.in_question[0])
    carried = header.carried(product, rules)
    if isinstance(carried, Failure):
        return plan.failing(carried)
    values, agreed = carried
    kind = {"Type": str(rules.settings.get("item_kind", "Service"))}
    account = {"income_account": str(rules.settings["income_account"])} if rules.settings.get("income_account") else {}
    taxable = {"Taxable": bool(rules.settings.get("taxable", False))}
    write = Write(entity="product", action="create", fields={**values, **kind, **taxable}, links=account)
    return plan.write(header.creation(Side.QUICKBOOKS, write, "product in HubSpot", agreed))


def _product_for(situation: Situation, item: Product) -> Decision:
    rules = situation.rules
    if item.kind == "Category":
        return plan.excluded("category")
    if not item.active:
        return plan.excluded("inactive")
    if decision := header.reaches(rules.direction, Side.HUBSPOT) or _filtered(situation, item, Side.HUBSPOT):
        return decision
    if decision := header.made_while_off(situation, item):
        return decision
    if situation.in_question:
        return plan.failing(situation.in_question[0])
    carried = header.carried(item, rules)
    if isinstance(carried, Failure):
        return plan.failing(carried)
    values, agreed = carried
    write = Write(entity="product", action="create", fields=values, key=f"{rules.key_prefix}:item:{item.id}")
    return plan.write(header.creation(Side.HUBSPOT, write, "item in QuickBooks", agreed))


def _filtered(situation: Situation, record: Product, target: Side) -> Decision | None:
    """The default filter "SKU is known" has a word of its own (S10)."""
    decision = header.filtered(situation, record, target)
    return plan.excluded("no_sku") if decision and not record.sku else decision
