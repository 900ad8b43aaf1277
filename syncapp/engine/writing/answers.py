"""What a vendor's answer tells of a record: its id, how it now stands there, what both sides agree on, what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from syncapp.connectors.protocol import Outcome, Problem
from syncapp.core.errors import Failure
from syncapp.core.lines import figure
from syncapp.core.plan import Planned
from syncapp.core.records import Contact, Invoice, InvoiceStatus, Line, LineKind, Payment, Product, Record
from syncapp.core.values import ObjectType, Side, Value
from syncapp.core.writes import Write
from syncapp.engine.context import Pass
from syncapp.storage.convert import decode_base, encode_base
from syncapp.storage.models import SyncRecord

TOLD = {"status": "hs_invoice_status", "total": "hs_amount_billed", "balance": "hs_balance_due"}
OF_LINE = ("line", "discount", "fee", "tax")


def id_told(write: Write, outcome: Outcome) -> str | None:
    """A25: the id of a QuickBooks payment's application names its invoice."""
    if outcome.record is not None:
        return outcome.record.id
    invoice = write.links.get("invoice")
    return f"{outcome.id}/{invoice}" if invoice and outcome.id and "/" not in outcome.id else outcome.id


def is_elsewhere(row: SyncRecord, side: str, action: str, outcome: Outcome) -> bool:
    """A payment of QuickBooks that was applied to one more invoice, or moved to another: that is what the row is now."""
    is_payment = side == Side.QUICKBOOKS and row.object_type == ObjectType.PAYMENT
    return is_payment and action == "update" and bool(outcome.id) and outcome.id != row.quickbooks_id


def refusal(p: Pass, row: SyncRecord, planned: Planned, problem: Problem) -> Failure:
    """HubSpot's words for keeping its own finalized invoice as it is are not documented, so any that we do not know count."""
    write = planned.write
    theirs = (
        planned.side is Side.HUBSPOT
        and write.entity == "invoice"
        and write.action == "update"
        and row.origin == Side.HUBSPOT
    )
    if theirs and problem.code == "vendor_refused":
        invoice = p.on_shelf(Side.HUBSPOT, ObjectType.INVOICE, row.hubspot_id)
        paid = isinstance(invoice, Invoice) and invoice.paid > 0 and figure(invoice.paid, invoice.currency)
        params = {"field": ", ".join(write.fields), **({"paid": paid} if paid else {})}
        return Failure("finalized_in_hubspot", params, problem.vendor_text)
    return Failure(problem.code, problem.params, problem.vendor_text)


def dropped(planned: Planned, outcome: Outcome) -> Failure | None:
    """A34: QuickBooks drops an unknown custom field silently, so a written value that does not come back fails."""
    if planned.side is not Side.QUICKBOOKS or outcome.record is None:
        return None
    for name, value in planned.write.fields.items():
        if name.startswith("custom:") and value is not None and outcome.record.values.get(name) is None:
            return Failure("custom_field_dropped", {"field": name, "value": str(value)})
    return None


def rebase(row: SyncRecord, planned: Planned, told: Record | None) -> None:
    """The written fields are agreed: what went out on one side, what came back on the other."""
    if not planned.agreed:
        return
    target, source = planned.side, planned.side.other
    bases = {side: decode_base(getattr(row, f"{side.value}_base")) for side in Side}
    back: dict[str, Value] = {
        name: told.values[name] if told and name in told.values else planned.write.fields.get(name)
        for name in planned.agreed
    }
    sent = dict(planned.agreed.values())
    for side, fresh in ((target, back), (source, sent)):
        merged = replace(bases[side], values={**bases[side].values, **fresh})
        setattr(row, f"{side.value}_base", encode_base(merged))


def updated(p: Pass, row: SyncRecord, planned: Planned, outcome: Outcome) -> Record | None:
    """The record as its vendor now holds it: QuickBooks tells it whole, HubSpot tells what was set and calculated."""
    object_type = ObjectType(row.object_type)
    if planned.side is Side.QUICKBOOKS:
        return outcome.record
    before = p.on_shelf(Side.HUBSPOT, object_type, row.hubspot_id)
    write = planned.write
    if write.entity in OF_LINE:
        return _with_line(before, write, outcome) if isinstance(before, Invoice) else None
    if write.action == "delete":
        p.questions.shelf.pop((Side.HUBSPOT, object_type, write.id or ""), None)
        return None
    told = outcome.record
    if told is None:
        return None
    known = before.values if before else write.fields
    values = {**known, **write.fields, **{name: told.values[name] for name in outcome.told}}
    if before is None:
        # What was not set is empty, and known to be: filled on both sides from here on, it is a conflict (B4).
        unset: dict[str, Value] = {pair.hubspot: None for pair in p.rules[object_type].pairs}
        return _created(told, write, unset | values)
    if isinstance(before, Invoice) and isinstance(told, Invoice):
        figures = {name: getattr(told, name) for name, field in TOLD.items() if field in outcome.told}
        status = InvoiceStatus(str(write.fields.get("hs_invoice_status", before.status)))
        return replace(before, **{"version": told.version, "values": values, "status": status, **figures})
    if isinstance(before, Payment) and isinstance(told, Payment):
        return _payment_told(before, told, write, values)
    return replace(before, version=told.version, values=values)


def _payment_told(before: Payment, told: Payment, write: Write, values: Mapping[str, Value]) -> Payment:
    """An answer tells what was set; what it leaves out stands as before."""
    fresh = replace(before, version=told.version, values=values)
    if "hs_initial_amount" in write.fields:
        fresh = replace(fresh, amount=told.amount, total=told.amount)
    if "hs_initiated_date" in write.fields:
        fresh = replace(fresh, date=told.date)
    return replace(fresh, reference=told.reference) if "hs_reference_number" in write.fields else fresh


def _created(told: Record, write: Write, values: Mapping[str, Value]) -> Record:
    if isinstance(told, Invoice):
        contact = write.links.get("contact")
        return replace(told, values=values, key=write.key, lines=(), adjustments=(), billable=False,
                       contact_ids=(contact,) if contact else ())  # fmt: skip
    if isinstance(told, Payment):
        return replace(told, values=values, key=write.key, invoice_ids=(write.links["invoice"],))
    if isinstance(told, Contact | Product):
        return replace(told, values=values, key=write.key)
    return told


def _with_line(invoice: Invoice, write: Write, outcome: Outcome) -> Invoice:
    line = replace(write.line or Line(), id=outcome.id or write.id or "")
    if line.kind in (LineKind.ITEM, LineKind.TEXT):
        return replace(invoice, lines=_changed(invoice.lines, line, write.action))
    return replace(invoice, adjustments=_changed(invoice.adjustments, line, write.action))


def _changed(lines: tuple[Line, ...], line: Line, action: str) -> tuple[Line, ...]:
    if action == "create":
        return (*lines, line)
    if action == "delete":
        return tuple(one for one in lines if one.id != line.id)
    return tuple(line if one.id == line.id else one for one in lines)
