"""Payments: one pair is one application of a payment to an invoice (S17–S22, A25–A32).

A payment entered in HubSpot belongs to HubSpot, one entered in QuickBooks to QuickBooks. A deposited payment
is never edited, nothing is written into a protected period, and no write takes a balance below zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.lines import figure
from syncapp.core.plan import Asked, Change, Decision, Planned, Remark, Situation
from syncapp.core.plans import fields as header
from syncapp.core.records import Line, Payment
from syncapp.core.values import Direction, Side, Value
from syncapp.core.writes import Write

BOUNCED = frozenset({"failed", "disputed_lost"})
REFUNDED = frozenset({"refunded", "partially_refunded", "processing_refund"})
MAX_REFERENCE = 21
SHOW_ONLY = "show"  # what the setting not_cash says where reductions that are not cash do not cross (A30)
AMOUNTS = ("applied", "hs_initial_amount")  # of a payment, as the changes of its creation call it
CARD_METHODS = frozenset({"card", "ach", "sepa", "bacs", "pads"})


@dataclass(frozen=True, kw_only=True)
class PaidInvoice:
    """The invoice that a payment belongs to, as far as it is known on both sides."""

    record: int | None = None
    label: str = ""
    linked: bool = False
    copy: bool = False  # made in QuickBooks, a mirror in HubSpot
    excluded: bool = False  # it never crosses, so its payments do not either
    settled: bool = True  # false: its lines or total are in dispute, its payments wait
    hubspot_id: str | None = None
    quickbooks_id: str | None = None
    contact_id: str | None = None
    customer_id: str | None = None
    currency: str = ""
    hubspot_balance: Decimal | None = None
    quickbooks_balance: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class PaymentSituation(Situation):
    invoice: PaidInvoice | None = None
    several: bool = False  # HubSpot: on several invoices without amounts (A25)
    methods: Mapping[str, str] = field(default_factory=dict)  # HubSpot option value → QuickBooks method id
    mark: str = ""  # "HubSpot <portal>:<id>", for the private note


def plan_payment(situation: PaymentSituation) -> Decision:
    if situation.linked:
        return _linked(situation)
    if isinstance(situation.hubspot, Payment):
        return _to_quickbooks(situation, situation.hubspot)
    assert isinstance(situation.quickbooks, Payment)
    return _to_hubspot(situation, situation.quickbooks)


def _figure(payment: Payment, amount: Decimal | None = None) -> str:
    """An amount of this payment for people."""
    return figure(payment.amount if amount is None else amount, payment.currency)


def _linked(situation: PaymentSituation) -> Decision:
    hubspot, quickbooks = situation.hubspot, situation.quickbooks
    removed_there = quickbooks is None or (isinstance(quickbooks, Payment) and quickbooks.status == "voided")
    if hubspot is None and removed_there:
        return plan.excluded("deleted")
    if removed_there:
        assert isinstance(hubspot, Payment)
        return _removed_in_quickbooks(situation, hubspot)
    assert isinstance(quickbooks, Payment)
    if hubspot is None:
        return _deleted_in_hubspot(situation, quickbooks)
    assert isinstance(hubspot, Payment)
    if hubspot.status in BOUNCED:
        return _bounced(situation, quickbooks)
    if hubspot.status in REFUNDED or hubspot.refunded > 0:
        if situation.asked is Asked.BY_HAND:
            return plan.settled(Remark("by_hand"))
        params = {"refunded": _figure(hubspot, hubspot.refunded or hubspot.amount), "amount": _figure(hubspot)}
        return plan.failing(Failure("refund_needs_you", params))
    return _edits(situation, hubspot, quickbooks)


def _removed_in_quickbooks(situation: PaymentSituation, hubspot: Payment) -> Decision:
    """A29: what was entered in QuickBooks follows its removal; what was entered in HubSpot does not."""
    if hubspot.status in BOUNCED or hubspot.status in REFUNDED:
        return plan.settled()
    if situation.native is Side.HUBSPOT and situation.base.hubspot.values.get("status") in BOUNCED:
        return _to_quickbooks(situation, hubspot)  # voided there because it had failed, and now it has succeeded (A28)
    if situation.native is Side.HUBSPOT:
        if situation.asked is Asked.PUT_BACK and situation.rules.direction.reaches(Side.QUICKBOOKS):
            return _entered_again(situation, hubspot)
        return plan.failing(Failure("payment_removed", {"amount": _figure(hubspot), "date": str(hubspot.date)}))
    if not situation.rules.direction.reaches(Side.HUBSPOT):
        return plan.settled()
    write = Write(entity="payment", action="delete", id=hubspot.id)
    return plan.write(
        Planned(side=Side.HUBSPOT, write=write, reason="removed in QuickBooks", changes=(Change("amount", hubspot.amount, None),))
    )


def _entered_again(situation: PaymentSituation, hubspot: Payment) -> Decision:
    """A person has asked for it: as a new payment of the same money, and only where so much is still open (A29)."""
    rules, invoice = situation.rules, situation.invoice
    if decision := _waits(situation):
        return decision
    assert invoice is not None
    if rules.protects(hubspot.date) and rules.protected_through and hubspot.date:
        return plan.parked(hubspot.date, rules.protected_through, "create")
    balance = invoice.quickbooks_balance
    if balance is None or hubspot.amount > balance:
        params = {"amount": _figure(hubspot), "balance": _figure(hubspot, balance or Decimal(0))}
        return plan.failing(Failure("overpays", params))
    return _creation_there(situation, hubspot, invoice, "entered in HubSpot, and put back")


def _deleted_in_hubspot(situation: PaymentSituation, quickbooks: Payment) -> Decision:
    """A11: it stays in the books, unless a person has it voided there; what is deposited is never touched (A28)."""
    rules = situation.rules
    if situation.asked is not Asked.VOID or not rules.direction.reaches(Side.QUICKBOOKS):
        return plan.failing(Failure("deleted_in_hubspot"))
    if quickbooks.deposited:
        return plan.failing(Failure("payment_in_deposit", {"date": str(quickbooks.date)}))
    if rules.protects(quickbooks.date) and rules.protected_through and quickbooks.date:
        return plan.parked(quickbooks.date, rules.protected_through, "void")
    return _voided(quickbooks, "deleted in HubSpot, and voided because a person said so")


def _voided(quickbooks: Payment, reason: str) -> Decision:
    write = Write(entity="payment", action="void", id=quickbooks.id, version=quickbooks.version, raw=quickbooks.raw)
    change = Change("amount", quickbooks.amount, None)
    return plan.write(Planned(side=Side.QUICKBOOKS, write=write, reason=reason, changes=(change,)))


def _bounced(situation: PaymentSituation, quickbooks: Payment) -> Decision:
    """A28."""
    rules = situation.rules
    if quickbooks.deposited:
        return plan.failing(Failure("bounced_after_deposit", {"amount": _figure(quickbooks)}))
    if rules.protects(quickbooks.date) and rules.protected_through and quickbooks.date:
        return plan.parked(quickbooks.date, rules.protected_through, "void")
    return _voided(quickbooks, "failed in HubSpot")


def _edits(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> Decision:
    """Amount, date and reference follow from the side where the payment was entered."""
    remarks = _remarks(situation, hubspot, quickbooks)
    source = situation.native or Side.HUBSPOT
    if decision := _trespass(situation, source, hubspot, quickbooks):
        return decision
    fields = _changed_fields(situation, source, hubspot, quickbooks)
    if _same_amount(source, hubspot, quickbooks) and not fields:
        return plan.settled(*remarks)
    if source is Side.QUICKBOOKS:
        return _edit_here(situation, hubspot, quickbooks, fields)
    return _edit_there(situation, hubspot, quickbooks, fields)


def _trespass(situation: PaymentSituation, source: Side, hubspot: Payment, quickbooks: Payment) -> Decision | None:
    """Amount or date were changed on the side to which the payment does not belong: nothing is written over that (I4)."""
    owner, copy = (hubspot, quickbooks) if source is Side.HUBSPOT else (quickbooks, hubspot)
    base, day = situation.base[copy.side].values, FOLLOWING[0][0 if copy.side is Side.HUBSPOT else 1]
    amount = _edited(situation, ("amount", *AMOUNTS), base, copy.amount, owner.amount)
    date_ = copy.date is not None and _edited(situation, (day,), base, copy.date, owner.date)
    if not (amount or date_):
        return None
    if amount and source is Side.HUBSPOT and situation.asked is Asked.PUT_BACK:
        return None  # a person has seen both amounts and wants the owner's
    if source is Side.QUICKBOOKS:
        return plan.failing(Failure("owned_elsewhere", {"field": "amount" if amount else "date"}))
    figures = {"hubspot_amount": _figure(hubspot), "quickbooks_amount": _figure(quickbooks)}
    return plan.failing(Failure("payment_changed", figures if amount else {}))


def _edited(situation: PaymentSituation, names: tuple[str, ...], base: Mapping[str, Value], now: Value, owners: Value) -> bool:
    """It is neither as last agreed nor as its owner has it, nor as a write of ours that may be half done was to make it.

    `names`: what base and writes call it.
    """
    ours = situation.ours
    if now == owners or (situation.writing and (ours is None or any(ours.wrote(name, now) for name in names))):
        return False
    return now != base[names[0]] if names[0] in base else ours is not None and ours.created


def _same_amount(source: Side, hubspot: Payment, quickbooks: Payment) -> bool:
    """What was paid over the balance stays with the QuickBooks payment (A30)."""
    if hubspot.amount == quickbooks.amount:
        return True
    return source is Side.HUBSPOT and hubspot.amount == quickbooks.amount + quickbooks.unapplied


FOLLOWING = (("hs_initiated_date", "TxnDate"), ("hs_reference_number", "PaymentRefNum"))


def _changed_fields(situation: PaymentSituation, source: Side, hubspot: Payment, quickbooks: Payment) -> dict[str, Value]:
    """Fields changed on the source side since the pair last agreed, in the other side's names."""
    base = situation.base[source].values
    changed: dict[str, Value] = {}
    for names in FOLLOWING:
        here, there = names if source is Side.HUBSPOT else names[::-1]
        ours, theirs = (hubspot, quickbooks) if source is Side.HUBSPOT else (quickbooks, hubspot)
        value = ours.values.get(here)
        if value is not None and here in base and value != base[here] and value != theirs.values.get(there):
            changed[there] = value
    return changed


def _edit_there(
    situation: PaymentSituation, hubspot: Payment, quickbooks: Payment, fields: dict[str, Value]
) -> Decision:
    rules = situation.rules
    amount = None if _same_amount(Side.HUBSPOT, hubspot, quickbooks) else hubspot.amount
    back = situation.asked is Asked.PUT_BACK and rules.direction.reaches(Side.QUICKBOOKS)
    if amount is not None and situation.base.hubspot.values.get("amount") == hubspot.amount and not back:
        params = {"hubspot_amount": _figure(hubspot), "quickbooks_amount": _figure(quickbooks)}
        return plan.failing(Failure("payment_changed", params))
    if not rules.direction.reaches(Side.QUICKBOOKS):
        return plan.settled()
    if quickbooks.deposited:
        return plan.failing(Failure("payment_in_deposit", {"date": str(quickbooks.date)}))
    for day in (quickbooks.date, hubspot.date):
        if rules.protects(day) and rules.protected_through and day:
            return plan.parked(day, rules.protected_through, "update")
    if back and amount is not None:
        if refusal := _too_much(situation, hubspot, quickbooks):
            return refusal
        fields = {**_as_entered(hubspot, quickbooks), **fields}
    whole: dict[str, Value] = {"TotalAmt": _whole(hubspot, quickbooks)} if back and amount is not None else {}
    write = Write(
        entity="payment",
        action="update",
        id=quickbooks.id,
        version=quickbooks.version,
        fields={**fields, **whole},
        raw=quickbooks.raw,
        line=Line(amount=amount) if amount is not None else None,
    )
    changes = _changes(quickbooks, fields, amount)
    reason = "put back as it is in HubSpot" if back else "changed in HubSpot"
    return plan.write(Planned(side=Side.QUICKBOOKS, write=write, reason=reason, changes=changes))


def _as_entered(hubspot: Payment, quickbooks: Payment) -> dict[str, Value]:
    """Date and reference as they were entered in HubSpot, where they are otherwise in QuickBooks."""
    pairs = [(there, hubspot.values.get(here)) for here, there in FOLLOWING]
    return {name: value for name, value in pairs if value is not None and value != quickbooks.values.get(name)}


def _whole(hubspot: Payment, quickbooks: Payment) -> Decimal:
    """The payment's total with this application put back: what other invoices have of it stays, nothing is left unapplied."""
    return quickbooks.total - quickbooks.amount - quickbooks.unapplied + hubspot.amount


def _too_much(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> Decision | None:
    """No write takes a balance below zero (A29)."""
    balance = situation.invoice.quickbooks_balance if situation.invoice else None
    if balance is not None and hubspot.amount <= balance + quickbooks.amount:
        return None
    params = {"amount": _figure(hubspot), "balance": _figure(hubspot, (balance or Decimal(0)) + quickbooks.amount)}
    return plan.failing(Failure("overpays", params))


def _edit_here(
    situation: PaymentSituation, hubspot: Payment, quickbooks: Payment, fields: dict[str, Value]
) -> Decision:
    if not situation.rules.direction.reaches(Side.HUBSPOT):
        return plan.settled()
    amount = None if hubspot.amount == quickbooks.amount else quickbooks.amount
    wanted: dict[str, Value] = {**fields, **({"hs_initial_amount": amount} if amount is not None else {})}
    write = Write(entity="payment", action="update", id=hubspot.id, fields=wanted)
    changes = _changes(hubspot, fields, amount)
    return plan.write(Planned(side=Side.HUBSPOT, write=write, reason="changed in QuickBooks", changes=changes))


def _changes(target: Payment, fields: dict[str, Value], amount: Decimal | None) -> tuple[Change, ...]:
    named = tuple(Change(name, target.values.get(name), value) for name, value in fields.items())
    return named if amount is None else (Change("amount", target.amount, amount), *named)


def _remarks(situation: PaymentSituation, hubspot: Payment, quickbooks: Payment) -> tuple[Remark, ...]:
    notes = []
    if quickbooks.unapplied > 0:
        notes.append(Remark("overpaid", {"unapplied": _figure(quickbooks, quickbooks.unapplied)}))
    if quickbooks.kind != "payment":
        notes.append(Remark("not_cash", {"kind": quickbooks.kind}))
    if hubspot.method and not quickbooks.method and situation.native is Side.HUBSPOT:
        notes.append(Remark("unmapped_method", {"method": hubspot.method}))
    return tuple(notes)


def _waits(situation: PaymentSituation) -> Decision | None:
    """What must stand before a payment can cross: its invoice, on both sides, undisputed."""
    invoice = situation.invoice
    if invoice is None:
        return plan.excluded("no_invoice")
    if invoice.excluded and not invoice.linked:
        return plan.excluded("invoice_excluded", invoice=invoice.label)
    if not invoice.linked or not invoice.settled:
        return plan.waiting(invoice.record, invoice.label)
    return None


def _to_quickbooks(situation: PaymentSituation, payment: Payment) -> Decision:
    rules = situation.rules
    if payment.key and not situation.in_question:
        return plan.settled() if payment.status in BOUNCED else plan.failing(Failure("deleted_in_quickbooks"))
    if payment.status != "succeeded":
        return plan.excluded("not_succeeded", status=payment.status)
    if decision := header.reaches(rules.direction, Side.QUICKBOOKS):
        return decision
    if situation.in_question:
        return plan.failing(situation.in_question[0])
    if situation.several:
        return plan.failing(Failure("payment_without_amounts", {"amount": _figure(payment), "invoices": str(len(payment.invoice_ids))}))
    if decision := _waits(situation):
        return decision
    assert situation.invoice is not None
    if rules.protects(payment.date) and rules.protected_through and payment.date:
        return plan.parked(payment.date, rules.protected_through, "create")
    reference = payment.reference or ""
    if len(reference) > MAX_REFERENCE:
        params = {"field": "Reference no.", "length": str(len(reference)), "limit": str(MAX_REFERENCE), "system": Side.QUICKBOOKS.label}
        return plan.failing(Failure("text_too_long", params))
    return _creation_there(situation, payment, situation.invoice)


def _creation_there(
    situation: PaymentSituation, payment: Payment, invoice: PaidInvoice, reason: str = "paid in HubSpot"
) -> Decision:
    """The whole amount is recorded; up to the balance it is applied, the rest stays the customer's credit (A30)."""
    balance = payment.amount if invoice.quickbooks_balance is None else invoice.quickbooks_balance
    applied = min(payment.amount, balance)
    if applied <= 0:
        return plan.failing(Failure("overpays", {"amount": _figure(payment), "balance": _figure(payment, balance)}))
    settings = situation.rules.settings
    deposit = settings.get("deposit_cards" if payment.method in CARD_METHODS else "deposit_other")
    method = situation.methods.get(payment.method or "")
    links = {"customer": invoice.customer_id, "invoice": invoice.quickbooks_id, "deposit_to": deposit, "method": method,
             "currency": payment.currency or invoice.currency}  # fmt: skip
    fields: dict[str, Value] = {
        "TotalAmt": payment.amount,
        "TxnDate": payment.date,
        "PaymentRefNum": payment.reference,
        "PrivateNote": situation.mark,
    }
    write = Write(
        entity="payment",
        action="create",
        fields={name: value for name, value in fields.items() if value is not None},
        links={name: str(value) for name, value in links.items() if value},
        line=Line(amount=applied),
    )
    changes = (Change("amount", None, payment.amount), Change("applied", None, applied), *_told(write, "TxnDate", "PaymentRefNum"))
    return plan.write(Planned(side=Side.QUICKBOOKS, write=write, reason=reason, changes=changes))


def _to_hubspot(situation: PaymentSituation, payment: Payment) -> Decision:
    rules = situation.rules
    if payment.status == "voided":
        return plan.excluded("voided_before_link")
    if not payment.invoice_ids:
        return plan.excluded("unapplied")
    if decision := header.reaches(rules.direction, Side.HUBSPOT):
        return decision
    if payment.kind != "payment" and rules.settings.get("not_cash") == SHOW_ONLY:
        return plan.excluded("not_cash", kind=payment.kind)
    if situation.in_question:
        return plan.failing(situation.in_question[0])
    if decision := _waits(situation):
        return decision
    if rules.accounts.hubspot.get("payments") is False:
        # A copy shows its status by itself; only an invoice made in HubSpot needs the record (design §5).
        copy = situation.invoice is not None and situation.invoice.copy
        return plan.excluded("no_processor") if copy else plan.failing(Failure("no_payment_processor"))
    assert situation.invoice is not None
    invoice = situation.invoice
    if invoice.hubspot_balance is not None and payment.amount > invoice.hubspot_balance:
        params = {"amount": _figure(payment), "balance": _figure(payment, invoice.hubspot_balance)}
        return plan.failing(Failure("overpays", params))
    return _creation_here(situation, payment, invoice)


def _creation_here(situation: PaymentSituation, payment: Payment, invoice: PaidInvoice) -> Decision:
    methods = {there: here for here, there in situation.methods.items()}
    method = "other" if payment.kind != "payment" else methods.get(payment.method or "", "other")
    fields: dict[str, Value] = {
        "hs_initial_amount": payment.amount,
        "hs_initiated_date": payment.date or date.min,
        "hs_latest_status": "succeeded",
        "hs_currency_code": payment.currency or invoice.currency,
        "hs_payment_method_type": method,
        "hs_reference_number": payment.reference,
        "hs_processor_type": "quickbooks",
    }
    write = Write(
        entity="payment",
        action="create",
        fields={name: value for name, value in fields.items() if value is not None},
        links={"invoice": str(invoice.hubspot_id)},
        key=f"{situation.rules.key_prefix}:payment:{payment.id}",
    )
    told = _told(write, "hs_initiated_date", "hs_payment_method_type", "hs_reference_number")
    changes = (Change("amount", None, payment.amount), *told)
    return plan.write(Planned(side=Side.HUBSPOT, write=write, reason="paid in QuickBooks", changes=changes))


def _told(write: Write, *names: str) -> tuple[Change, ...]:
    """What a person would look for besides the amount."""
    return tuple(Change(name, None, write.fields[name]) for name in names if name in write.fields)


def direction_of(invoices: Direction) -> Direction | None:
    """S17, S18: payments travel both ways with invoices that go out, and not at all with inbound ones."""
    return None if invoices is Direction.TO_HUBSPOT else Direction.TWO_WAY
