"""A payment as it is made on the other side: the writes themselves, once nothing stands in their way (S17, S19, A30)."""

from __future__ import annotations

from datetime import date

from syncapp.core import plan
from syncapp.core.errors import Failure
from syncapp.core.plan import Change, Decision, Planned
from syncapp.core.plans.payment_situation import PaidInvoice, PaymentSituation, amount_in_words
from syncapp.core.records import Line, Payment
from syncapp.core.values import Side, Value
from syncapp.core.writes import Write

CARD_METHODS = frozenset({"card", "ach", "sepa", "bacs", "pads"})


def creation_there(
    situation: PaymentSituation, payment: Payment, invoice: PaidInvoice, reason: str = "paid in HubSpot"
) -> Decision:
    """The whole amount is recorded; up to the balance it is applied, the rest stays the customer's credit (A30)."""
    balance = payment.amount if invoice.quickbooks_balance is None else invoice.quickbooks_balance
    applied = min(payment.amount, balance)
    if applied <= 0:
        return plan.failing(
            Failure("overpays", {"amount": amount_in_words(payment), "balance": amount_in_words(payment, balance)})
        )
    settings = situation.rules.settings
    deposit = settings.get("deposit_cards" if payment.method in CARD_METHODS else "deposit_other")
    method = situation.methods.there.get(payment.method or "")
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
    changes = (
        Change("amount", None, payment.amount),
        Change("applied", None, applied),
        *_told(write, "TxnDate", "PaymentRefNum"),
    )
    return plan.write(Planned(side=Side.QUICKBOOKS, write=write, reason=reason, changes=changes))


def creation_here(situation: PaymentSituation, payment: Payment, invoice: PaidInvoice) -> Decision:
    method = "other" if payment.kind != "payment" else situation.methods.back.get(payment.method or "", "other")
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
