"""What a person has asked for is written back as its owner has it (B19, S3, A8, A29)."""

from __future__ import annotations

from dataclasses import replace

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.invoice_json import load
from syncapp.core.lines import figure
from syncapp.core.plan import Asked, Change, Decision, Planned, Situation
from syncapp.core.plans.invoice_situation import InvoiceSituation
from syncapp.core.records import Invoice, Line
from syncapp.core.values import Side
from syncapp.core.writes import Write


def with_customer(there: Planned | None, situation: InvoiceSituation, quickbooks: Invoice) -> Planned | Decision:
    """The customer as last agreed; QuickBooks lets nobody change it while payments are applied."""
    held = situation.base.quickbooks.content
    before = load(held).customer_id if held else None
    if quickbooks.paid > 0 or before is None:
        changed = (
            f"it was moved to another customer, and {figure(quickbooks.paid, quickbooks.currency)} is applied to it"
        )
        return plan.failing(Failure("native_invoice_edited", {"changed": changed}))
    planned = there or Planned(
        side=Side.QUICKBOOKS,
        write=Write(
            entity="invoice", action="update", id=quickbooks.id, version=quickbooks.version, raw=quickbooks.raw
        ),
        reason="put back as it is in HubSpot",
    )
    change = Change("customer", quickbooks.customer_name, load(held).customer_name if held else None)
    return replace(
        planned, write=replace(planned.write, links={"customer": before}), changes=(*planned.changes, change)
    )


def untaxed(situation: InvoiceSituation, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines that are put back carry the tax code that they had, because tax is among what only HubSpot may change (S3)."""
    held = situation.base.quickbooks.content
    codes = {line.id: line.recode.get("tax_code") for line in load(held).lines} if held else {}
    return tuple(replace(line, recode={**line.recode, "tax_code": codes.get(line.id) or ""}) for line in lines)


def puts_back(situation: Situation, side: Side) -> bool:
    """A person has asked that `side` is written back as its owner has it."""
    return situation.asked is Asked.PUT_BACK and situation.rules.direction.reaches(side)
