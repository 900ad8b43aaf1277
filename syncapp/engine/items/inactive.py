"""Which item QuickBooks means when it refuses an invoice for something inactive, which it does not name.

Lines that stand there already keep their item, whatever product they have in HubSpot (A7), so our own rows need not
know it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from syncapp.core.plan import Decision, Planned
from syncapp.core.records import Invoice, Product
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.storage.models import SyncRecord

UNNAMED = "inactive_reference"


def items_named(
    p: Pass, refused: Mapping[SyncRecord, Decision], writing: Mapping[SyncRecord, Decision]
) -> dict[SyncRecord, Decision]:
    """The same decisions, the items in words where it is they who are inactive; they are read for it."""
    asked = {
        row: {item for planned in writing[row].planned for item in _items_of(p, planned)}
        for row, decision in refused.items()
        if decision.reason == UNNAMED
    }
    p.questions.read(Side.QUICKBOOKS, ObjectType.PRODUCT, sorted(set().union(*asked.values())))
    return {row: _named(p, decision, asked.get(row, ())) for row, decision in refused.items()}


def _items_of(p: Pass, planned: Planned) -> set[str]:
    """Of the lines as they would then be there: those that stay keep theirs."""
    write = planned.write
    if planned.side is not Side.QUICKBOOKS or write.entity != "invoice":
        return set()
    invoice = p.on_shelf(Side.QUICKBOOKS, ObjectType.INVOICE, write.id)
    there = {line.id: line for line in invoice.lines} if isinstance(invoice, Invoice) else {}
    lines = there.values() if write.lines is None else [there.get(line.id, line) for line in write.lines]
    return {line.product_id for line in lines if line.product_id}


def _named(p: Pass, decision: Decision, items: Iterable[str]) -> Decision:
    found = [p.on_shelf(Side.QUICKBOOKS, ObjectType.PRODUCT, one) for one in items]
    names = sorted({one.name or one.id for one in found if isinstance(one, Product) and not one.active})
    if not names:
        return decision
    return replace(decision, reason="item_inactive", params={**decision.params, "item": "”, “".join(names)})
