"""Invoices: who may create and change what (S3–S8, S16, S23–S25, A5–A12, A15, A18–A24).

A HubSpot-native invoice is sent and then followed from HubSpot; `mirror_invoice.py` has those of QuickBooks.
The order of the checks on a linked one: deleted, voided, recoded, S44, ordinary merge.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from syncapp.core import plan
from syncapp.core.checks import Check, decided, tell, tell_last, told
from syncapp.core.errors import Failure
from syncapp.core.interrupted_writes import OurWrites
from syncapp.core.invoice_json import load
from syncapp.core.lines import but_for_tax, content, figure, keep_ids, outbound, same_content
from syncapp.core.merge import Merge
from syncapp.core.plan import Approval, Asked, Change, Decision, Planned, Remark
from syncapp.core.plans import fields as header
from syncapp.core.plans.classes import class_of, classed
from syncapp.core.plans.document import DATE, NUMBER, SAME_CURRENCY
from syncapp.core.plans.document_dates import due_dates_differ, with_due_date
from syncapp.core.plans.edited_there import what_changed
from syncapp.core.plans.equal_money import equal_money
from syncapp.core.plans.invoice_situation import InvoiceSituation
from syncapp.core.plans.put_back import puts_back, untaxed, with_customer
from syncapp.core.plans.service_dates import redated
from syncapp.core.plans.taking import take
from syncapp.core.policies import is_void, seal
from syncapp.core.recoding import as_sent, recoded, recoding_told
from syncapp.core.records import Invoice, InvoiceStatus, Line
from syncapp.core.values import Side
from syncapp.core.writes import Write


def lines_told(invoice: Invoice) -> str:
    return f"{len(invoice.lines)} line{'' if len(invoice.lines) == 1 else 's'}"


def totals_told(hubspot: Invoice, quickbooks: Invoice) -> str:
    """Total and open balance of both, for people."""
    return "; ".join(
        f"{one.side.label} {figure(one.total, one.currency)}, open {figure(one.balance, one.currency)}"
        for one in (hubspot, quickbooks)
    )


def below_paid(smaller: Invoice, paid: Invoice) -> Decision:
    """A12: this total would leave less than nothing to be paid on the other side."""
    sums = {"total": smaller.total, "paid": paid.paid, "over": paid.paid - smaller.total}
    told = {name: figure(amount, paid.currency) for name, amount in sums.items()}
    return plan.failing(Failure("below_paid" if paid.side is Side.QUICKBOOKS else "below_paid_in_hubspot", told))


def without_party(situation: InvoiceSituation) -> Decision | None:
    if situation.party.failure:
        return plan.failing(situation.party.failure)
    if situation.party.id is None:
        return plan.waiting(situation.party.record, situation.party.label)
    return None


def follow(situation: InvoiceSituation) -> Decision:
    """A linked HubSpot-native invoice."""
    return decided(FOLLOW, situation)


def both(situation: InvoiceSituation) -> tuple[Invoice, Invoice]:
    """The two invoices of a pair of which neither is gone."""
    assert isinstance(situation.hubspot, Invoice)
    assert isinstance(situation.quickbooks, Invoice)
    return situation.hubspot, situation.quickbooks


def _moved(situation: InvoiceSituation) -> Decision | None:
    if not situation.customer_moved or puts_back(situation, Side.QUICKBOOKS):
        return None
    customer = both(situation)[1].customer_name or ""
    moved = {"changed": "it was moved to another customer", "customer": customer}
    return plan.failing(Failure("native_invoice_edited", moved))


def _payment_removed(situation: InvoiceSituation) -> Decision | None:
    if not situation.removed_payment:
        return None
    changed = "a payment that was entered in HubSpot was removed"
    return plan.failing(Failure("native_invoice_edited", {"changed": changed, "payment": "removed"}))


def of_another(situation: InvoiceSituation) -> Decision | None:
    """In HubSpot it has another contact than the one that is billed in QuickBooks."""
    return contact_changed(both(situation)[1]) if situation.contact_moved else None


def any_void(situation: InvoiceSituation) -> bool:
    return any(is_void(one) for one in both(situation))


def contact_changed(quickbooks: Invoice) -> Decision:
    """QuickBooks' form keeps the addresses of the customer that it was made for, so no write hands it to another."""
    params = {"number": quickbooks.number, "customer": quickbooks.customer_name}
    return plan.failing(Failure("contact_changed", {name: value for name, value in params.items() if value}))


def _voids(situation: InvoiceSituation) -> Decision:
    """A10: a void travels both ways, unless payments are applied or the books are closed."""
    hubspot, quickbooks = both(situation)
    rules = situation.rules
    if is_void(hubspot) and is_void(quickbooks):
        return plan.settled()
    base = situation.base.quickbooks.content
    if (
        base is not None
        and is_void(load(base))
        and not is_void(quickbooks)
        and not puts_back(situation, Side.QUICKBOOKS)
    ):
        return plan.failing(Failure("native_invoice_edited", {"changed": "it was void, and was entered again"}))
    if is_void(quickbooks):
        if not rules.direction.reaches(Side.HUBSPOT):
            return void_not_followed(hubspot)
        return voiding(Side.HUBSPOT, hubspot, "voided in QuickBooks")
    if not rules.direction.reaches(Side.QUICKBOOKS):
        return void_not_followed(quickbooks)
    if closed := plan.parked_by(rules, "void", quickbooks.date):
        return closed
    asked = Approval("void", seal(quickbooks))
    if earlier_month(quickbooks.date, rules.today) and situation.approved != asked and quickbooks.paid <= 0:
        return plan.needs_approval(
            asked, date=str(quickbooks.date), amount=figure(quickbooks.total, quickbooks.currency)
        )
    return voiding(Side.QUICKBOOKS, quickbooks, "voided in HubSpot")


def void_rest(situation: InvoiceSituation) -> Decision | None:
    """A11: of what was deleted on one side, the other is void, or is to be voided because a person says so."""
    left = situation.hubspot or situation.quickbooks
    if not isinstance(left, Invoice) or (situation.hubspot and situation.quickbooks):
        return None
    if is_void(left):
        return plan.excluded("deleted_and_void")
    if situation.asked is not Asked.VOID or not situation.rules.direction.reaches(left.side):
        return None
    reason = f"deleted in {left.side.other.label}, and voided because a person said so"
    return voided_there(situation, left, reason) if left.side is Side.QUICKBOOKS else voiding(left.side, left, reason)


def voided_there(situation: InvoiceSituation, quickbooks: Invoice, reason: str) -> Decision:
    """A void in QuickBooks that a person has asked for, knowing its date; never in a protected period (A24)."""
    return plan.parked_by(situation.rules, "void", quickbooks.date) or voiding(Side.QUICKBOOKS, quickbooks, reason)


def void_not_followed(standing: Invoice) -> Decision:
    """The direction keeps a void from crossing, so the whole of the other invoice is unequal (A35)."""
    told = {"voided": standing.side.other.label, "standing": standing.side.label}
    if standing.balance:
        told["open"] = figure(standing.balance, standing.currency)
    return plan.failing(Failure("void_not_followed", told))


def earlier_month(day: date | None, today: date) -> bool:
    return bool(day and (day.year, day.month) < (today.year, today.month))


def voiding(side: Side, invoice: Invoice, reason: str) -> Decision:
    if invoice.paid > 0:
        return plan.failing(
            Failure("void_refused", {"paid": figure(invoice.paid, invoice.currency), "system": side.label})
        )
    write = Write(
        entity="invoice",
        action="void",
        id=invoice.id,
        version=invoice.version,
        raw=invoice.raw if side is Side.QUICKBOOKS else None,
    )
    change = Change("status", invoice.status.value, InvoiceStatus.VOIDED.value)
    return plan.write(Planned(side=side, write=write, reason=reason, changes=(change,)))


def _edited_there(situation: InvoiceSituation) -> Decision | None:
    """S44: QuickBooks' lines are not those that were last agreed, and no person wants them written back, or taken over."""
    hubspot, quickbooks = both(situation)
    base = situation.base.quickbooks.content
    taken = take(situation, hubspot, quickbooks) if situation.asked is Asked.TAKE else ()
    if taken and not isinstance(taken, str):
        return plan.write(*taken)
    if base is None or _half_written_there(situation) or puts_back(situation, Side.QUICKBOOKS):
        return None
    before = load(base)
    if content(before) == content(quickbooks) or same_content(hubspot, quickbooks, exact=True):
        return None
    if situation.asked is Asked.TAKE and not taken and same_content(hubspot, quickbooks):
        return None
    told = {"not_taken": taken} if isinstance(taken, str) else {}
    return plan.failing(Failure("native_invoice_edited", {"changed": what_changed(before, quickbooks), **told}))


def _half_written_there(situation: InvoiceSituation) -> bool:
    """What QuickBooks holds may be a write of ours; writes to HubSpot alone make nothing of it (B19)."""
    return situation.writing and situation.ours != OurWrites()


def _edits(situation: InvoiceSituation) -> Decision:
    hubspot, quickbooks = both(situation)
    equal = same_content(hubspot, quickbooks)
    back = puts_back(situation, Side.QUICKBOOKS)
    merged = header.merged(situation, native=Side.HUBSPOT)
    result = header.given_back(situation, merged, Side.QUICKBOOKS) if back else merged
    if stop := told("fields", result if isinstance(result, Failure) else _refused(result)):
        return stop
    assert not isinstance(result, Failure)
    remarks = header.remarks_of(result) + _found_unlike(situation, equal=equal)
    planned = _writes(situation, hubspot, quickbooks, result)
    if isinstance(planned, Decision):
        return tell_last("changes", planned)
    if planned:
        return plan.write(*planned, remarks=remarks, conflicts=result.conflicts)
    tell("changes")
    remarks += _notes(situation, quickbooks) + due_dates_differ(hubspot, quickbooks, situation.rules, result)
    money = equal_money(situation, hubspot, quickbooks, remarks=remarks, conflicts=result.conflicts)
    return tell_last("money", header.left_open(money, result), totals_told(hubspot, quickbooks))


def _refused(result: Merge) -> Failure | None:
    """What was changed on the side that does not own it, or cannot be carried over."""
    if result.violations:
        fields = ", ".join(violation.pair.hubspot for violation in result.violations)  # where it may be changed
        return Failure("native_invoice_edited", {"field": fields})
    return result.failures[0][1] if result.failures else None


FOLLOW: tuple[Check[InvoiceSituation], ...] = (
    Check("stopped", header.stopped),
    Check("deleted", lambda one: void_rest(one) or header.gone(one)),
    Check("void", lambda one: _voids(one) if any_void(one) else None),
    Check("moved", _moved),
    Check("contact", of_another),
    Check("payment_removed", _payment_removed),
    SAME_CURRENCY,
    Check("edited", _edited_there),
    NUMBER,
    DATE,
    Check("equal", _edits, parts=("fields", "changes", "money")),
)


def _found_unlike(situation: InvoiceSituation, *, equal: bool) -> tuple[Remark, ...]:
    """Said once, when the two are found on both sides (A5)."""
    first = situation.base.quickbooks.content is None and not situation.writing
    return (Remark("different_lines"),) if first and not equal else ()


def _notes(situation: InvoiceSituation, quickbooks: Invoice) -> tuple[Remark, ...]:
    """What is to be said of it for as long as it stands so."""
    notes = []
    if codings := recoded(as_sent(situation.base.quickbooks), quickbooks.lines):
        notes.append(Remark("recoded", {"what": recoding_told(codings)}))
    if situation.custom_item and any(line.product_id == situation.custom_item for line in quickbooks.lines):
        notes.append(Remark("custom_line_item"))
    on = {made for line in quickbooks.lines if (made := situation.made_items.get(line.product_id or ""))}
    for code, ours in (("item_made", True), ("item_by_name", False)):
        if names := sorted(name for name, made in on if made is ours):
            notes.append(Remark(code, {"items": ", ".join(f"“{name}”" for name in names)}))
    return tuple(notes)


def _writes(
    situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice, result: Merge
) -> tuple[Planned, ...] | Decision:
    """The changes for both sides; lines only to QuickBooks, and only where HubSpot's differ from their base."""
    rules = situation.rules
    back = puts_back(situation, Side.QUICKBOOKS)
    reason = "put back as it is in HubSpot" if back else "changed in HubSpot"
    there = (
        header.update(situation, result, Side.QUICKBOOKS, reason) if rules.direction.reaches(Side.QUICKBOOKS) else None
    )
    base = situation.base.hubspot.content
    changed = base is not None and content(load(base)) != content(hubspot) and not situation.just_written
    changed = changed and situation.asked is not Asked.TAKE  # it is as QuickBooks has it
    if (
        (back or (changed and not but_for_tax(hubspot, quickbooks)))
        and not same_content(hubspot, quickbooks, exact=True)
        and rules.direction.reaches(Side.QUICKBOOKS)
    ):
        lines = outbound(hubspot, situation.item_of, situation.discount_item)
        if isinstance(lines, Failure):
            return plan.failing(lines)
        if hubspot.total < quickbooks.paid:
            return below_paid(hubspot, quickbooks)
        kept = keep_ids(lines, situation.base.hubspot.lines, {line.id for line in quickbooks.lines})
        new = class_of(hubspot, rules) if any(not line.id for line in kept) else None
        if isinstance(new, Failure):
            return plan.failing(new)
        there = _with_lines(there, situation, hubspot, quickbooks, classed(kept, new))
    if back and situation.customer_moved:
        moved = with_customer(there, situation, quickbooks)
        if isinstance(moved, Decision):
            return moved
        there = moved
    here = (
        header.update(situation, result, Side.HUBSPOT, "changed in QuickBooks")
        if rules.direction.reaches(Side.HUBSPOT)
        else None
    )
    there = redated(there, hubspot, quickbooks, rules=rules, before=situation.base.quickbooks) if there else None
    if there and (closed := plan.parked_by(rules, "update", quickbooks.date, hubspot.date)):
        return (here,) if here else closed  # what flows to HubSpot is not held (A24)
    return tuple(one for one in (with_due_date(there, quickbooks) if there else None, here) if one)


def _with_lines(
    there: Planned | None, situation: InvoiceSituation, hubspot: Invoice, quickbooks: Invoice, kept: tuple[Line, ...]
) -> Planned:
    kept = untaxed(situation, kept) if puts_back(situation, Side.QUICKBOOKS) else kept
    change = Change("total", quickbooks.total, hubspot.total)
    if there:
        return replace(there, write=replace(there.write, lines=kept), changes=(*there.changes, change))
    write = Write(
        entity="invoice", action="update", id=quickbooks.id, version=quickbooks.version, lines=kept, raw=quickbooks.raw
    )
    reason = (
        "lines put back as they are in HubSpot" if puts_back(situation, Side.QUICKBOOKS) else "lines changed in HubSpot"
    )
    return Planned(side=Side.QUICKBOOKS, write=write, reason=reason, changes=(change,))
