"""QuickBooks-native invoices and their copies in HubSpot, the mirrors (S4, S5, A8, A10, A21 inbound, A31).

A mirror is five kinds of HubSpot object; each decision names what can be written now, and the next one,
made with the answers, what then remains. So a creation that was cut off anywhere goes on where it stopped.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from syncapp.core import plan
from syncapp.core.checks import Check, decided, first, tell, tell_last, told
from syncapp.core.errors import Failure
from syncapp.core.interrupted_writes import lines_edited
from syncapp.core.invoice_json import load
from syncapp.core.lines import content, figure
from syncapp.core.merge import Merge
from syncapp.core.mirror import Mirror, MirrorDiff, diff, mirror
from syncapp.core.plan import Asked, Change, Decision, Planned, Remark
from syncapp.core.plans import entry
from syncapp.core.plans import fields as header
from syncapp.core.plans.document import SAME_CURRENCY
from syncapp.core.plans.equal_money import equal_money
from syncapp.core.plans.invoice import (
    any_void,
    below_paid,
    both,
    lines_told,
    of_another,
    totals_told,
    void_not_followed,
    void_rest,
    voided_there,
    voiding,
    without_party,
)
from syncapp.core.plans.invoice_situation import InvoiceSituation
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
    return decided(BRING, situation)


def kept_there(situation: InvoiceSituation) -> Decision | None:
    """By rule, without anybody's fault."""
    return first(_KEPT_THERE, situation)


def _own(situation: InvoiceSituation) -> Invoice:
    assert isinstance(situation.quickbooks, Invoice)
    return situation.quickbooks


def _currency(situation: InvoiceSituation) -> Decision | None:
    currency = _own(situation).currency
    if currency in (situation.rules.accounts.hubspot.get("currencies") or [currency]):
        return None
    return plan.failing(Failure("currency_not_enabled", {"currency": currency, "system": Side.HUBSPOT.label}))


def _draft(situation: InvoiceSituation) -> Decision:
    invoice = _own(situation)
    if stop := told("items", mirror(invoice, key_of(situation, invoice)), lines_told(invoice)):
        return stop
    carried = header.carried(invoice, situation.rules)
    if stop := told("fields", carried):
        return stop
    assert not isinstance(carried, Failure)
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


_KEPT_THERE: tuple[Check[InvoiceSituation], ...] = (
    Check("void", lambda one: plan.excluded("voided_before_link") if is_void(_own(one)) else None),
    entry.direction(Side.HUBSPOT),
    entry.filtered(Side.HUBSPOT),
    entry.held_back(),
)
BRING: tuple[Check[InvoiceSituation], ...] = (
    *_KEPT_THERE,
    entry.MATCH,
    Check("currency", _currency, held=lambda one: _own(one).currency),
    Check("customer", without_party, held=lambda one: one.party.label or _own(one).customer_name or ""),
    Check("create", _draft, parts=("items", "fields")),
)


def follow_mirror(situation: InvoiceSituation) -> Decision:
    """A linked QuickBooks-native invoice."""
    return decided(FOLLOW_MIRROR, situation)


def _moved(situation: InvoiceSituation) -> Decision | None:
    quickbooks = both(situation)[1]
    told = {"number": quickbooks.number or "", "customer": quickbooks.customer_name or ""}
    return plan.failing(Failure("customer_changed", told)) if situation.customer_moved else None


def _voids(situation: InvoiceSituation) -> Decision:
    """A10: QuickBooks' void follows; a void in HubSpot never travels."""
    hubspot, quickbooks = both(situation)
    if is_void(hubspot) and is_void(quickbooks):
        return plan.settled()
    if is_void(hubspot):
        return _void_of_copy(situation, hubspot, quickbooks)
    if not situation.rules.direction.reaches(Side.HUBSPOT):
        return void_not_followed(hubspot)
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


def _edits(situation: InvoiceSituation) -> Decision:
    hubspot, quickbooks = both(situation)
    # By the mark of the copy: the invoice may have been deleted and entered again since it was made.
    wanted = mirror(quickbooks, hubspot.key or key_of(situation, quickbooks), situation.product_of)
    if stop := told("items", wanted, lines_told(quickbooks)):
        return stop
    assert not isinstance(wanted, Failure)
    missing = diff(wanted, hubspot)
    base = situation.base.hubspot.content
    last = load(base) if base is not None else None
    back = puts_back(situation, Side.HUBSPOT)
    if missing and not back and _lines_edited(situation, hubspot, last, missing):
        edited = ["lines"]
    else:
        merged = header.merged(situation, native=Side.QUICKBOOKS)
        edited = [] if back else _edited_fields(situation, merged, hubspot)
    if stop := told("edited", Failure("owned_elsewhere", {"field": ", ".join(edited)}) if edited else None):
        return stop
    # What is left of these is to be put back, or is a write of ours that was half done: the owner's value holds.
    result = header.given_back(situation, merged, Side.HUBSPOT)
    if stop := told(
        "fields", result if isinstance(result, Failure) else next((one for _, one in result.failures), None)
    ):
        return stop
    assert not isinstance(result, Failure)
    if not situation.rules.direction.reaches(Side.HUBSPOT):
        return _other_way(situation, hubspot, quickbooks, result)
    if missing:
        below = tell("changes", _below_paid(situation, hubspot, quickbooks))
        return below or plan.write(*_line_writes(hubspot, wanted, missing))
    planned = _header_writes(situation, hubspot, quickbooks, result)
    if isinstance(planned, Decision):
        return tell_last("changes", planned)
    remarks = header.remarks_of(result)
    if planned:
        return plan.write(*planned, remarks=remarks, conflicts=result.conflicts)
    tell("changes")
    money = header.left_open(_money(situation, hubspot, quickbooks, remarks, result), result)
    return tell_last("money", money, totals_told(hubspot, quickbooks))


def _below_paid(situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice) -> Decision | None:
    """A12: no total is lowered under what HubSpot has been paid. Payments of QuickBooks that are less there now go first."""
    without_record = hubspot.status is InvoiceStatus.PAID and not situation.payments_travel  # paid by our word (A31)
    if without_record or quickbooks.total >= min(hubspot.paid, hubspot.total):
        return None
    if situation.following:
        return plan.waiting(*situation.following)
    return below_paid(quickbooks, hubspot)


def _money(
    situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice, remarks: tuple[Remark, ...], result: Merge
) -> Decision:
    if hubspot.total == quickbooks.total:
        return equal_money(situation, hubspot, quickbooks, remarks=remarks, conflicts=result.conflicts)
    params = {f"{one.side.value}_total": figure(one.total, one.currency) for one in (hubspot, quickbooks)}
    return plan.failing(Failure("mirror_unequal", params))


FOLLOW_MIRROR: tuple[Check[InvoiceSituation], ...] = (
    Check("stopped", header.stopped),
    Check("deleted", lambda one: void_rest(one) or header.gone(one)),
    Check("void", lambda one: _voids(one) if any_void(one) else None),
    Check("moved", _moved),
    Check("contact", of_another),
    SAME_CURRENCY,
    Check("equal", _edits, parts=("items", "edited", "fields", "changes", "money")),
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
    if there:
        closed = tell("changes", plan.parked_by(situation.rules, "update", quickbooks.date))
        return closed or plan.write(there)
    tell("changes")
    money = header.left_open(equal_money(situation, hubspot, quickbooks, remarks=header.remarks_of(result)), result)
    return tell_last("money", money, totals_told(hubspot, quickbooks))


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
