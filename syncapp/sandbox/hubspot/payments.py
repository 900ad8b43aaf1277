"""Rules of commerce payments, and the manual payment that a person records on an invoice."""

from __future__ import annotations

from decimal import Decimal

from syncapp.sandbox.hubspot.actor import Actor
from syncapp.sandbox.hubspot.errors import Issue, properties_refused, refusal, required_missing, validation
from syncapp.sandbox.hubspot.invoices import status_of
from syncapp.sandbox.hubspot.models import Account, Record
from syncapp.sandbox.hubspot.validate import Values
from syncapp.sandbox.hubspot.values import number, plain

PROCESSED = {"hs_payments", "byo_stripe"}
REQUIRED = ("hs_initial_amount", "hs_initiated_date")
_ZERO = Decimal(0)


def check_create(account: Account, actor: Actor, values: Values) -> None:
    """Defaults and refusals of a new payment; `values` is completed in place."""
    if not actor.user and account.settings["payments_processor"] == "none":
        # The condition is documented, its status and text are not [D]: assumed.
        raise refusal(
            403,
            "FORBIDDEN",
            "This account has to set up HubSpot payments or Stripe payment processing first.",
        )
    missing = [name for name in REQUIRED if not values.get(name)]
    if missing:
        raise required_missing("COMMERCE_PAYMENT", missing)  # [D]
    _check_amounts(values, values)
    values["hs_latest_status"] = values.get("hs_latest_status") or "processing"  # [D]
    values["hs_currency_code"] = values.get("hs_currency_code") or account.settings["currency"]
    values["hs_processor_type"] = values.get("hs_processor_type") or "none"
    values["hs_payment_creation_method"] = "MANUAL" if actor.user else "OTHER"


def check_change(account: Account, actor: Actor, payment: Record, changes: Values) -> None:
    """Processed payments cannot be modified by API [D], custom properties included: taken strictly."""
    check_not_processed(actor, payment)
    cleared = [name for name in REQUIRED if name in changes and not changes[name]]
    if cleared:
        raise required_missing("COMMERCE_PAYMENT", cleared)
    _check_amounts(changes, {**payment["properties"], **changes})


def check_not_processed(actor: Actor, payment: Record) -> None:
    """A person, who stands for the processor too, may."""
    if not actor.user and payment["properties"].get("hs_processor_type") in PROCESSED:
        raise refusal(
            400, "VALIDATION_ERROR",
            f"Payment {payment['id']} was processed by HubSpot payments or Stripe and cannot be modified or deleted.",
        )  # fmt: skip


def _check_amounts(given: Values, after: Values) -> None:
    amount = number(after.get("hs_initial_amount")) or _ZERO
    refunded = number(after.get("hs_refunds_amount")) or _ZERO
    if "hs_initial_amount" in given and amount <= 0:  # assumed
        raise properties_refused(
            [Issue("hs_initial_amount", "INVALID_NUMBER", "hs_initial_amount must be greater than 0")]
        )
    if refunded < 0 or refunded > amount:  # assumed
        raise properties_refused(
            [
                Issue(
                    "hs_refunds_amount",
                    "INVALID_NUMBER",
                    "hs_refunds_amount must be between 0 and hs_initial_amount",
                )
            ]
        )


def check_link(invoice: Record, currency: str | None) -> None:
    """A payment goes on an open or paid invoice of its currency: assumed."""
    if currency != invoice["properties"].get("hs_currency"):
        raise validation(
            f"A payment in {currency} cannot be associated with an invoice in {invoice['properties'].get('hs_currency')}.",
            code="CURRENCY_MISMATCH",
            invoiceId=[invoice["id"]],
        )
    if status_of(invoice) in {"draft", "voided"}:
        raise validation(
            f"A payment cannot be associated with a {status_of(invoice)} invoice.",
            code="INVALID_INVOICE_STATUS",
            invoiceId=[invoice["id"]],
        )


def counted(payment: Record) -> Decimal:
    """Only succeeded money counts; of a partly refunded payment what was kept (assumed)."""
    values = payment["properties"]
    if payment["archived"] or values.get("hs_latest_status") not in {"succeeded", "partially_refunded"}:
        return _ZERO
    return (number(values.get("hs_initial_amount")) or _ZERO) - (number(values.get("hs_refunds_amount")) or _ZERO)


def refresh(account: Account, payment: Record, touch: bool = False) -> None:
    """Computed properties, and the payment's share in each of its invoices.

    `touch`: other invoices than before move the payment's modified time (assumed), so that a poll finds it.
    """
    values = payment["properties"]
    amount = number(values.get("hs_initial_amount")) or _ZERO
    taken = (number(values.get("hs_refunds_amount")) or _ZERO) + (number(values.get("hs_fees_amount")) or _ZERO)
    invoices = account.linked(payment, "invoices")
    payment["shares"] = {one: plain(share) for one, share in shares(account, payment, invoices).items()}
    found: Values = {
        "hs_payment_id": payment["id"],
        "hs_net_amount": plain(amount - taken),
        "hs_has_associated_invoice": "true" if invoices else "false",
        "hs_number_of_associated_invoices": str(len(invoices)),
    }
    account.change(payment, found, touch=touch and any(values.get(name) != value for name, value in found.items()))


def shares(account: Account, payment: Record, invoices: list[Record]) -> dict[str, Decimal]:
    """How a payment divides. HubSpot shows no amounts for several invoices [D]; it fills the oldest first: assumed."""
    rest = counted(payment)
    if len(invoices) == 1:
        return {invoices[0]["id"]: rest}
    found = {}
    for invoice in sorted(invoices, key=lambda one: int(one["id"])):
        room = (number(invoice["properties"].get("hs_amount_billed")) or _ZERO) - _others(account, payment, invoice)
        found[invoice["id"]] = min(max(room, _ZERO), rest)
        rest -= found[invoice["id"]]
    return found


def _others(account: Account, payment: Record, invoice: Record) -> Decimal:
    return sum(
        (
            Decimal(other.get("shares", {}).get(invoice["id"], "0"))
            for other in account.linked(invoice, "commerce_payments")
            if other["id"] != payment["id"]
        ),
        _ZERO,
    )


def manual_values(account: Account, invoice: Record, body: dict[str, object]) -> Values:
    """The payment that "Record payment" of an invoice's page makes."""
    if status_of(invoice) != "open":
        raise validation(
            "Payments can be recorded on open invoices only.",
            code="INVALID_INVOICE_STATUS",
            invoiceId=[invoice["id"]],
        )
    values = invoice["properties"]
    amount = number(str(body["amount"])) if body.get("amount") is not None else number(values.get("hs_balance_due"))
    balance = number(values.get("hs_balance_due")) or _ZERO
    if amount is None or amount <= 0 or amount > balance:  # the page takes no more than what is due: assumed
        raise validation(
            f"The amount has to be greater than 0 and at most {plain(balance)}.",
            code="INVALID_AMOUNT",
            propertyName=["amount"],
        )
    return {
        "hs_initial_amount": plain(amount),
        "hs_initiated_date": str(body.get("date") or account.now()),
        "hs_currency_code": values.get("hs_currency"),
        "hs_payment_method_type": str(body.get("method") or "other"),
        "hs_reference_number": str(body["reference"]) if body.get("reference") else None,
        "hs_internal_comment": str(body["comment"]) if body.get("comment") else None,
        "hs_latest_status": "succeeded",
        "hs_customer_email": values.get("hs_invoice_latest_contact_email"),
    }
