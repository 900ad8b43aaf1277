"""A linked payment that was changed: amount, date, method and reference follow from the side where it was entered (A29, A30)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.plan import Asked, Change, Decision, Planned, Remark
from syncapp.core.plans import misapplied
from syncapp.core.plans.payment_situation import (
    Misapplied,
    PaymentSituation,
    amount_in_words,
    kept_there,
    others_have,
    others_have_of_it,
    pays_others_of_it,
)
from syncapp.core.records import Line, Payment
from syncapp.core.values import Side, Value
from syncapp.core.writes import Write

AMOUNTS = ("applied", "hs_initial_amount")  # of a payment, as the changes of its creation call it
METHOD, METHOD_THERE = "hs_payment_method_type", "PaymentMethodRef"
REFERENCE = ("hs_reference_number", "PaymentRefNum")
FOLLOWING = (("hs_initiated_date", "TxnDate"), REFERENCE)


def edits(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> Decision:
    """Amount, date and reference follow from the side where the payment was entered."""
    remarks = remarks_of(situation, hubspot, quickbooks)
    source = situation.native or Side.HUBSPOT
    if decision := trespass(situation, source, hubspot, quickbooks):
        return decision
    back = situation.asked is Asked.PUT_BACK
    fields = (
        _as_entered(source, hubspot, quickbooks) if back else _changed_fields(situation, source, hubspot, quickbooks)
    )
    method = _changed_method(situation, source, hubspot, quickbooks)
    if _same_amount(situation, source, hubspot, quickbooks) and not fields and not method:
        return plan.settled(*remarks)
    if source is Side.QUICKBOOKS:
        return _edit_here(situation, hubspot, quickbooks, {**fields, **({METHOD: method} if method else {})})
    return _edit_there(situation, hubspot, quickbooks, fields, method)


def trespass(situation: PaymentSituation, source: Side, hubspot: Payment, quickbooks: Payment) -> Decision | None:
    """Amount or date were changed on the side to which the payment does not belong: nothing is written over that (I4)."""
    owner, copy = (hubspot, quickbooks) if source is Side.HUBSPOT else (quickbooks, hubspot)
    base, day = situation.base[copy.side].values, FOLLOWING[0][0 if copy.side is Side.HUBSPOT else 1]
    amount = _edited(situation, ("amount", *AMOUNTS), base, copy.amount, owner.amount)
    date_ = copy.date is not None and _edited(situation, (day,), base, copy.date, owner.date)
    if not (amount or date_):
        return None
    if situation.asked is Asked.PUT_BACK:
        return None  # a person has seen both and wants the owner's
    if source is Side.QUICKBOOKS:
        return plan.failing(Failure("owned_elsewhere", {"field": "amount" if amount else "date"}))
    return misapplied.changed(situation, hubspot, quickbooks, amount=amount)


def _edited(
    situation: PaymentSituation, names: tuple[str, ...], base: Mapping[str, Value], now: Value, owners: Value
) -> bool:
    """It is neither as last agreed nor as its owner has it, nor as a write of ours that may be half done was to make it.

    `names`: what base and writes call it.
    """
    ours = situation.ours
    if now == owners or (situation.writing and (ours is None or any(ours.wrote(name, now) for name in names))):
        return False
    return now != base[names[0]] if names[0] in base else ours is not None and ours.created


def _same_amount(situation: PaymentSituation, source: Side, hubspot: Payment, quickbooks: Payment) -> bool:
    """What was paid over the balance stays with the QuickBooks payment (A30); of a part beside what other parts left.

    It stays there as the customer's credit until HubSpot, whose sum QuickBooks has, says that there was no such money.
    """
    if situation.asked is Asked.PUT_BACK and _takes_all(situation, hubspot, quickbooks):
        return hubspot.amount == quickbooks.amount
    if hubspot.amount == quickbooks.amount:
        said = situation.base.hubspot.values.get("amount")
        corrected = source is Side.HUBSPOT and said == quickbooks.total != hubspot.amount
        return situation.part or not (corrected and quickbooks.unapplied > 0)
    if pays_others_of_it(situation, hubspot, quickbooks) and quickbooks.total == hubspot.amount:
        return situation.base.quickbooks.values.get("amount") == quickbooks.amount  # the rest alone went elsewhere
    if situation.part:
        return 0 < quickbooks.amount < hubspot.amount <= quickbooks.amount + quickbooks.unapplied
    return source is Side.HUBSPOT and hubspot.amount == quickbooks.amount + quickbooks.unapplied


def _takes_all(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> bool:
    """The invoice has room for all that HubSpot has of it, so nothing of it is over the balance."""
    balance = situation.invoice.quickbooks_balance if situation.invoice else None
    return not situation.part and balance is not None and hubspot.amount <= balance + quickbooks.amount


def _changed_fields(
    situation: PaymentSituation, source: Side, hubspot: Payment, quickbooks: Payment
) -> dict[str, Value]:
    """Fields changed on the source side since the pair last agreed, in the other side's names."""
    base = situation.base[source].values
    changed: dict[str, Value] = {}
    for names in FOLLOWING:
        here, there = names if source is Side.HUBSPOT else names[::-1]
        ours, theirs = (hubspot, quickbooks) if source is Side.HUBSPOT else (quickbooks, hubspot)
        value, copied = ours.values.get(here), theirs.values.get(there)
        if value is not None and here in base and value != base[here] and value != copied:
            if names == REFERENCE and _text(copied) not in ("", _text(base[here])):
                continue  # it has one of its own
            changed[there] = value
    return changed


def _of_another_reference(owner: Payment, copy: Payment) -> bool:
    """The copy has a reference number of its own. No money hangs on it, so it is told and never written over."""
    return bool(_text(copy.reference)) and _text(copy.reference) != _text(owner.reference)


def _text(value: Value) -> str:
    return str(value or "").strip()


def _changed_method(situation: PaymentSituation, source: Side, hubspot: Payment, quickbooks: Payment) -> str | None:
    """The other side's word for the method that was changed where the payment was entered, if it has one (A27)."""
    base = situation.base[source].values
    if source is Side.HUBSPOT:
        wanted = situation.methods.there.get(hubspot.method or "")
        changed = METHOD in base and base[METHOD] != hubspot.method
        return wanted if changed and wanted != quickbooks.method else None
    here = situation.methods.back.get(quickbooks.method or "", "other")
    changed = METHOD_THERE in base and base[METHOD_THERE] != quickbooks.method and quickbooks.kind == "payment"
    return here if changed and here != hubspot.method else None


def _edit_there(
    situation: PaymentSituation, hubspot: Payment, quickbooks: Payment, fields: dict[str, Value], method: str | None
) -> Decision:
    rules = situation.rules
    amount = None if _same_amount(situation, Side.HUBSPOT, hubspot, quickbooks) else hubspot.amount
    back = situation.asked is Asked.PUT_BACK and rules.direction.reaches(Side.QUICKBOOKS)
    if amount is not None and situation.base.hubspot.values.get("amount") == hubspot.amount and not back:
        return misapplied.changed(situation, hubspot, quickbooks)
    taken: tuple[Misapplied, ...] = ()
    if amount is not None and (others_have_of_it if back else pays_others_of_it)(situation, hubspot, quickbooks):
        taken = misapplied.to_take_back(situation, quickbooks.total)
        if not taken:
            return misapplied.by_hand()
        if not back:
            return misapplied.changed(situation, hubspot, quickbooks)
    if kept := kept_there(situation, hubspot, quickbooks):
        return kept
    if back and amount is not None and (refusal := _too_much(situation, hubspot, quickbooks)):
        return refusal
    whole: dict[str, Value] = {}
    if amount is not None:
        amount = _applicable(situation, hubspot, quickbooks)
        if back or amount < hubspot.amount or quickbooks.unapplied > 0:
            whole = {"TotalAmt": hubspot.amount if taken else _whole(situation, hubspot, quickbooks)}
    write = Write(
        entity="payment",
        action="update",
        id=quickbooks.id,
        version=quickbooks.version,
        fields={**fields, **whole},
        links={"method": method} if method else {},
        raw=quickbooks.raw,
        line=Line(amount=amount + (situation.shown or 0)) if amount is not None else None,
        applied={one.invoice: Decimal(0) for one in taken},
    )
    changes = (*_changes(quickbooks, fields, amount), *misapplied.taken_off(taken))
    if method:
        changes = (*changes, Change("method", situation.base.hubspot.values[METHOD], hubspot.method))
    reason = "put back as it is in HubSpot" if back else "changed in HubSpot"
    return plan.write(Planned(side=Side.QUICKBOOKS, write=write, reason=reason, changes=changes))


def _as_entered(source: Side, hubspot: Payment, quickbooks: Payment) -> dict[str, Value]:
    """Date and reference as they were entered, where they are otherwise on the other side."""
    owner, copy = (hubspot, quickbooks) if source is Side.HUBSPOT else (quickbooks, hubspot)
    names = FOLLOWING if source is Side.HUBSPOT else tuple(pair[::-1] for pair in FOLLOWING)
    pairs = [(there, owner.values.get(here)) for here, there in names]
    return {name: value for name, value in pairs if value is not None and value != copy.values.get(name)}


def _applicable(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> Decimal:
    """Up to what the invoice owes without this payment; the rest stays the customer's credit (A30)."""
    balance = situation.invoice.quickbooks_balance if situation.invoice else None
    return hubspot.amount if balance is None else min(hubspot.amount, balance + quickbooks.amount)


def _whole(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> Decimal:
    """The payment's total with this application put back: what other invoices have of it stays, nothing is left
    unapplied but what other parts of it may still need."""
    applied = others_have(situation, quickbooks) + hubspot.amount
    if not situation.part:
        return applied
    return max(applied, quickbooks.total) if situation.asked else quickbooks.total - quickbooks.amount + hubspot.amount


def _too_much(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> Decision | None:
    """No write takes a balance below zero (A29). What was over it before is left unapplied again (A30)."""
    balance = situation.invoice.quickbooks_balance if situation.invoice else None
    if balance is not None and hubspot.amount <= balance + quickbooks.amount:
        return None
    here, there = (situation.base[side].values.get("amount") for side in Side)
    if (here, there) == (hubspot.amount, _applicable(situation, hubspot, quickbooks)):
        return None
    params = {
        "amount": amount_in_words(hubspot),
        "balance": amount_in_words(hubspot, (balance or Decimal(0)) + quickbooks.amount),
    }
    return plan.failing(Failure("overpays", params))


def _too_much_here(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> Decision | None:
    """The same of HubSpot, where the customer may have paid meanwhile."""
    balance = situation.invoice.hubspot_balance if situation.invoice else None
    if balance is None or quickbooks.amount <= max(balance + hubspot.amount, hubspot.amount):
        return None
    params = {
        "amount": amount_in_words(quickbooks),
        "balance": amount_in_words(quickbooks, balance + hubspot.amount),
    }
    return plan.failing(Failure("overpays", params))


def _edit_here(
    situation: PaymentSituation, hubspot: Payment, quickbooks: Payment, fields: dict[str, Value]
) -> Decision:
    if not situation.rules.direction.reaches(Side.HUBSPOT):
        return plan.settled()
    amount = None if hubspot.amount == quickbooks.amount else quickbooks.amount
    if amount is not None and (refusal := _too_much_here(situation, hubspot, quickbooks)):
        return refusal
    wanted: dict[str, Value] = {**fields, **({"hs_initial_amount": amount} if amount is not None else {})}
    write = Write(entity="payment", action="update", id=hubspot.id, fields=wanted)
    changes = _changes(hubspot, fields, amount)
    return plan.write(Planned(side=Side.HUBSPOT, write=write, reason="changed in QuickBooks", changes=changes))


def _changes(target: Payment, fields: dict[str, Value], amount: Decimal | None) -> tuple[Change, ...]:
    named = tuple(Change(name, target.values.get(name), value) for name, value in fields.items())
    return named if amount is None else (Change("amount", target.amount, amount), *named)


def remarks_of(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> tuple[Remark, ...]:
    """What the two sides have otherwise, and may."""
    notes = []
    if quickbooks.unapplied > 0 and not (situation.part and hubspot.amount == quickbooks.amount):
        notes.append(Remark("overpaid", {"unapplied": amount_in_words(quickbooks, quickbooks.unapplied)}))
    if quickbooks.kind != "payment":
        notes.append(Remark("not_cash", {"kind": quickbooks.kind}))
    if situation.shown:
        credit, cash = (amount_in_words(quickbooks, amount) for amount in (situation.shown, quickbooks.amount))
        notes.append(Remark("credit_shown", {"credit": credit, "cash": cash}))
    elif quickbooks.credit:
        notes.append(Remark("partly_not_cash", {"credit": amount_in_words(quickbooks, quickbooks.credit)}))
    method, methods = hubspot.method, situation.methods
    if method and method not in methods.there and not quickbooks.method and situation.native is Side.HUBSPOT:
        notes.append(Remark("unmapped_method", {"method": methods.names.get(method, method)}))
    sides = (hubspot, quickbooks) if situation.native is not Side.QUICKBOOKS else (quickbooks, hubspot)
    if _of_another_reference(*sides):
        told = {one.side.value: one.reference for one in sides if one.reference}
        notes.append(Remark("reference_differs", told))
    return tuple(notes)
