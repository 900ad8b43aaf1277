"""QuickBooks-native invoices and their copies in HubSpot, the mirrors (S4, S5, A8, A10, A21 inbound, A31).

A mirror is five kinds of HubSpot object; each decision names what can be written now, and the next one,
made with the answers, what then remains. So a creation that was cut off anywhere goes on where it stopped.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.half_done import lines_edited
from syncapp.core.lines import content, figure, load
from syncapp.core.merge import Merge
from syncapp.core.mirror import Mirror, MirrorDiff, diff, mirror
from syncapp.core.plan import Asked, Change, Decision, Planned, Remark
from syncapp.core.plans import fields as header
from syncapp.core.plans.equal_money import equal_money
from syncapp.core.plans.invoice import (
    InvoiceSituation,
    contact_changed,
    void_rest,
    voided_there,
    voiding,
    without_party,
)
from syncapp.core.plans.put_back import puts_back
from syncapp.core.policies import is_void
from syncapp.core.records import Invoice, InvoiceStatus, Line, LineKind
from syncapp.core.values import Side, Value
from syncapp.core.writes import Write

ENTITY = {
    LineKind.ITEM: "line",
    LineKind.TEXT: "line",
    LineKind.DISCOUNT: "discount",
    LineKind.FEE: "fee",
    LineKind.TAX: "tax",
}


def key_of(situation: InvoiceSituation, invoice: Invoice) -> str:
    return f"{situation.rules.key_prefix}:invoice:{invoice.id}"


def bring(situation: InvoiceSituation) -> Decision:
    """A QuickBooks invoice without a partner: what keeps it, else the draft of its mirror."""
    invoice = situation.quickbooks
    assert isinstance(invoice, Invoice)
    rules = situation.rules
    if decision := kept_there(situation, invoice):
        return decision
    if situation.in_question:
        return plan.failing(situation.in_question[0])
    currencies = rules.accounts.hubspot.get("currencies") or [invoice.currency]
    if invoice.currency not in currencies:
        return plan.failing(
            Failure("currency_not_enabled", {"currency": invoice.currency, "system": Side.HUBSPOT.label})
        )
    if decision := without_party(situation):
        return decision
    wanted = mirror(invoice, key_of(situation, invoice))
    if isinstance(wanted, Failure):
        return plan.failing(wanted)
    return _draft(situation, invoice)


def kept_there(situation: InvoiceSituation, invoice: Invoice) -> Decision | None:
    """By rule, without anybody's fault."""
    if is_void(invoice):
        return plan.excluded("voided_before_link")
    return (
        header.reaches(situation.rules.direction, Side.HUBSPOT)
        or header.filtered(situation, invoice, Side.HUBSPOT)
        or header.made_while_off(situation, invoice)
    )


def _draft(situation: InvoiceSituation, invoice: Invoice) -> Decision:
    carried = header.carried(invoice, situation.rules)
    if isinstance(carried, Failure):
        return plan.failing(carried)
    values, agreed = carried
    fixed: dict[str, Value] = {"hs_currency": invoice.currency, "hs_invoice_billable": False}
    write = Write(
        entity="invoice",
        action="create",
        fields={**values, **fixed},
        links={"contact": str(situation.party.id)},
        key=key_of(situation, invoice),
    )
    planned = header.creation(Side.HUBSPOT, write, "invoice in QuickBooks", agreed)
    return plan.write(replace(planned, changes=(*planned.changes, Change("total", None, invoice.total))))


def follow_mirror(situation: InvoiceSituation) -> Decision:
    """A linked QuickBooks-native invoice."""
    hubspot, quickbooks = situation.hubspot, situation.quickbooks
    if decision := header.stopped(situation) or void_rest(situation) or header.gone(situation):
        return decision
    assert isinstance(hubspot, Invoice)
    assert isinstance(quickbooks, Invoice)
    if is_void(hubspot) or is_void(quickbooks):
        return _voids(situation, hubspot, quickbooks)
    if situation.customer_moved:
        return plan.failing(
            Failure("customer_changed", {"number": quickbooks.number or "", "customer": quickbooks.customer_name or ""})
        )
    if situation.contact_moved:
        return contact_changed(quickbooks)
    wanted = mirror(quickbooks, key_of(situation, quickbooks), situation.product_of)
    if isinstance(wanted, Failure):
        return plan.failing(wanted)
    return _edits(situation, hubspot, quickbooks, wanted)


def _voids(situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice) -> Decision:
    """A10: QuickBooks' void follows; a void in HubSpot never travels."""
    if is_void(hubspot) and is_void(quickbooks):
        return plan.settled()
    if is_void(hubspot):
        return _void_of_copy(situation, hubspot, quickbooks)
    if not situation.rules.direction.reaches(Side.HUBSPOT):
        return plan.settled(Remark("not_sent", {"what": "void"}))
    return voiding(Side.HUBSPOT, hubspot, "voided in QuickBooks")


def _void_of_copy(situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice) -> Decision:
    """What a person has chosen: the void holds, or it is taken back; until then nothing moves."""
    if situation.asked is Asked.VOID and situation.rules.direction.reaches(Side.QUICKBOOKS):
        return voided_there(situation, quickbooks, "voided in HubSpot, and confirmed here")
    if situation.asked is Asked.RESTORE and situation.rules.direction.reaches(Side.HUBSPOT):
        fields: dict[str, Value] = {"hs_invoice_status": InvoiceStatus.OPEN.value}
        write = Write(entity="invoice", action="update", id=hubspot.id, fields=fields)
        change = Change("hs_invoice_status", hubspot.status.value, InvoiceStatus.OPEN.value)
        return plan.write(
            Planned(side=Side.HUBSPOT, write=write, reason="restored, as it stands in QuickBooks", changes=(change,))
        )
    return plan.failing(Failure("voided_elsewhere", {"number": quickbooks.number or ""}))


def _edits(situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice, wanted: Mirror) -> Decision:
    missing = diff(wanted, hubspot)
    base = situation.base.hubspot.content
    last = load(base) if base is not None else None
    back = puts_back(situation, Side.HUBSPOT)
    if missing and not back and _lines_edited(situation, hubspot, last, missing):
        return plan.failing(Failure("owned_elsewhere", {"field": "lines"}))
    merged = header.merged(situation, native=Side.QUICKBOOKS)
    if not back and (edited := _edited_fields(situation, merged, hubspot)):
        return plan.failing(Failure("owned_elsewhere", {"field": ", ".join(edited)}))
    # What is left of these is to be put back, or is a write of ours that was half done: the owner's value holds.
    result = header.given_back(situation, merged, Side.HUBSPOT)
    if isinstance(result, Failure):
        return plan.failing(result)
    if result.failures:
        return plan.failing(result.failures[0][1])
    if not situation.rules.direction.reaches(Side.HUBSPOT):
        return _other_way(situation, hubspot, quickbooks, result)
    if missing:
        return plan.write(*_line_writes(hubspot, wanted, missing))
    planned = _header_writes(situation, hubspot, quickbooks, result)
    if isinstance(planned, Decision):
        return planned
    remarks = header.remarks_of(result)
    if planned:
        return plan.write(*planned, remarks=remarks, conflicts=result.conflicts)
    if hubspot.total != quickbooks.total:
        params = {f"{one.side.value}_total": figure(one.total, one.currency) for one in (hubspot, quickbooks)}
        return plan.failing(Failure("mirror_unequal", params))
    return header.left_open(
        equal_money(situation, hubspot, quickbooks, remarks=remarks, conflicts=result.conflicts), result
    )


def _lines_edited(situation: InvoiceSituation, hubspot: Invoice, last: Invoice | None, missing: MirrorDiff) -> bool:
    if situation.writing:
        return situation.ours is not None and lines_edited(missing, hubspot, last, situation.ours)
    return last is not None and content(last) != content(hubspot)


def _edited_fields(situation: InvoiceSituation, merged: Merge, hubspot: Invoice) -> list[str]:
    """Fields of QuickBooks that a person has changed here."""
    ours = situation.ours
    if not situation.writing:
        return [one.pair.hubspot for one in merged.violations]
    if ours is None:
        return []
    edited = [one.pair.hubspot for one in merged.violations if not ours.wrote(one.pair.hubspot, one.now)]
    if not ours.created:
        return edited
    # Of a copy that we have just made nothing is agreed yet.
    owned = {pair.hubspot for pair in situation.rules.pairs if pair.owner(Side.QUICKBOOKS) is Side.QUICKBOOKS}
    unknown = (name for name in merged.changes.hubspot if name in owned and name not in situation.base.hubspot.values)
    return edited + [name for name in unknown if not ours.wrote(name, hubspot.values.get(name))]


def _other_way(situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice, result: Merge) -> Decision:
    """Only to QuickBooks: what both may change still goes there; the mirror is left as it is."""
    there = header.update(situation, result, Side.QUICKBOOKS, "changed in HubSpot")
    if there is None:
        return header.left_open(equal_money(situation, hubspot, quickbooks, remarks=header.remarks_of(result)), result)
    return plan.parked_by(situation.rules, "update", quickbooks.date) or plan.write(there)


def _line_writes(hubspot: Invoice, wanted: Mirror, missing: MirrorDiff) -> tuple[Planned, ...]:
    """Lines, discounts, fees and taxes of the mirror, in place where they exist and in QuickBooks' order."""
    planned = []
    places = {line.key: Decimal(place) for place, line in enumerate(wanted.lines)}
    for edits in (missing.lines, missing.adjustments):
        for action, lines in (("create", edits.create), ("update", edits.update), ("delete", edits.delete)):
            for line in lines:
                links = {"invoice": hubspot.id} if action == "create" else {}
                place = {"hs_position_on_quote": places[line.key]} if line.key in places else {}
                write = Write(
                    entity=ENTITY[line.kind],
                    action=action,
                    id=line.id or None,
                    fields=place if action == "create" else {},
                    line=line,
                    key=line.key,
                    links=links,
                )
                change = _line_change(action, line)
                planned.append(Planned(side=Side.HUBSPOT, write=write, reason="line in QuickBooks", changes=(change,)))
    return tuple(planned)


def _line_change(action: str, line: Line) -> Change:
    label = line.name or line.description or line.kind.value
    return Change(f"line {label}", None if action == "create" else "", None if action == "delete" else line.amount)


def _header_writes(
    situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice, result: Merge
) -> tuple[Planned, ...] | Decision:
    """Header fields and the status; the status last, when the lines stand."""
    planned = []
    status = _status(situation, hubspot, quickbooks)
    here = header.update(situation, result, Side.HUBSPOT, "changed in QuickBooks")
    if status:
        change = Change("hs_invoice_status", hubspot.status.value, status)
        base = here or Planned(
            side=Side.HUBSPOT,
            write=Write(entity="invoice", action="update", id=hubspot.id),
            reason="lines are complete" if hubspot.status is InvoiceStatus.DRAFT else "status in QuickBooks",
        )
        fields = {**base.write.fields, "hs_invoice_status": status}
        here = replace(base, write=replace(base.write, fields=fields), changes=(*base.changes, change))
    if here:
        planned.append(here)
    if situation.rules.direction.reaches(Side.QUICKBOOKS) and (
        there := header.update(situation, result, Side.QUICKBOOKS, "changed in HubSpot")
    ):
        if closed := plan.parked_by(situation.rules, "update", quickbooks.date):
            return tuple(planned) or closed  # what flows to HubSpot is not held (A24)
        planned.append(there)
    return tuple(planned)


def _status(situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice) -> str | None:
    """Open once its lines stand; paid only where no payment records travel (A31), and back to open when it is owed again.

    What HubSpot computes from payments that it holds is its own: telling it otherwise changes nothing there.
    """
    if hubspot.status is InvoiceStatus.DRAFT:
        return InvoiceStatus.OPEN.value
    if hubspot.status is InvoiceStatus.PAID and quickbooks.balance > 0:
        return InvoiceStatus.OPEN.value if hubspot.balance > 0 else None
    paid = quickbooks.total > 0 and quickbooks.balance == 0
    if paid and hubspot.status is InvoiceStatus.OPEN and not situation.payments_travel:
        return InvoiceStatus.PAID.value
    return None
