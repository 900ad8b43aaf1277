"""Invoices, credit memos, sales receipts, refund receipts and estimates: one form with five names."""

from __future__ import annotations

from datetime import date
from typing import Any

from syncapp.sandbox.quickbooks import (
    addresses,
    applying,
    closing,
    currency,
    customfields,
    estimates,
    layout,
    lines,
    links,
    numbering,
    references,
    tax,
    terms,
)
from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context, name_of
from syncapp.sandbox.quickbooks.errors import Fault, business, deposited, required, unknown_reference
from syncapp.sandbox.quickbooks.models import Entity
from syncapp.sandbox.quickbooks.money import ZERO, amount

MONEY_HOLDERS = ("Bank", "Other Current Asset")
NO_LONGER = ("AllowOnlinePayment", "AllowIPNPayment")  # always false [D]
ONLINE = ("AllowOnlineCreditCardPayment", "AllowOnlineACHPayment", "AllowOnlinePayPalPayment")


def build(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any], sent: set[str]) -> dict[str, Any]:
    """The form as stored; refuses before anything is written."""
    customer = _customer(ctx, spec, new, sent)
    new.setdefault("TxnDate", ctx.books.today().isoformat())
    if spec.name != "Estimate":  # it posts nothing, so no closed period is changed (assumed)
        closing.check(ctx, old, new)
    if old is not None and not (ctx.history or ctx.as_user) and links.deposit_of(ctx, spec.name, old["Id"]):
        raise deposited()
    references.resolve(ctx, spec.fields, new, sent - {"CustomerRef", "Line"})
    _preferences(ctx, new, sent)
    currency.settle(ctx, customer, new, "CurrencyRef" in sent or old is None)
    numbering.assign(ctx, spec.name, old, new, "DocNumber" in sent)
    customfields.store(ctx, spec.name, new, old, "CustomField" in sent)
    addresses.settle(ctx, old, new)
    if old is None:
        _from_customer(ctx, spec, new, customer)
    _defaults(ctx, spec, new)
    estimates.build(ctx, spec, old, new)
    if spec.name == "Invoice":
        _due_date(ctx, new, old, sent)
    _email(ctx, new)
    _deposit_account(ctx, spec, new)
    tax.settle_way(ctx, new, sent)
    _lines(ctx, new, old, customer, "Line" in sent)
    _check_paid(ctx, spec, old, new)
    return new


def _customer(ctx: Context, spec: Entity, new: dict[str, Any], sent: set[str]) -> Doc:
    """The customer, an empty document for a receipt of nobody: a full update that leaves CustomerRef out clears it
    on a sales receipt (seen in a log, against the page that calls it required)."""
    reference = new.get("CustomerRef")
    if reference is None:
        if spec.name in ("SalesReceipt", "RefundReceipt"):
            return {}
        raise required("CustomerRef")
    customer = ctx.find("Customer", reference["value"])
    if customer is None:
        raise unknown_reference("Names", reference["value"])
    if customer.get("Active") is False and "CustomerRef" in sent and not ctx.history:
        raise Fault(
            "6250",
            "Invalid Sales Customer : The customer of this transaction has been made inactive",
            "CustomerRef",
        )
    new["CustomerRef"] = {"value": customer["Id"], "name": name_of(customer)}
    return customer


def _preferences(ctx: Context, new: dict[str, Any], sent: set[str]) -> None:
    """What a company that did not switch it on cannot use."""
    if ctx.history:
        return
    prefs = ctx.books.preferences.get("AccountingInfoPrefs", {})
    switches = (
        ("DepartmentRef", "TrackDepartments", "location tracking"),
        ("ClassRef", "ClassTrackingPerTxn", "class tracking"),
    )
    for name, switch, what in switches:
        if new.get(name) and name in sent and not prefs.get(switch):
            raise Fault("5030", f"Feature Not Supported Error : The operation requires {what}", name)
    if amount(new.get("Deposit")) and "Deposit" in sent and not ctx.books.preference("SalesFormsPrefs", "AllowDeposit"):
        raise business("Deposits are not turned on for this company")  # text assumed


def _from_customer(ctx: Context, spec: Entity, new: dict[str, Any], customer: Doc) -> None:
    for name in ("BillAddr", "ShipAddr"):
        if not new.get(name) and customer.get(name):
            new[name] = customer[name]
    if spec.name == "Invoice":  # addresses that get a copy come from the preferences [D]
        for name, preference in (("BillEmailCc", "SalesEmailCc"), ("BillEmailBcc", "SalesEmailBcc")):
            if not new.get(name) and ctx.books.preference("SalesFormsPrefs", preference):
                new[name] = ctx.books.preference("SalesFormsPrefs", preference)
    if ctx.as_user:  # the page fills these in, the API does not
        if not new.get("BillEmail") and customer.get("PrimaryEmailAddr"):
            new["BillEmail"] = customer["PrimaryEmailAddr"]
        if spec.name == "Invoice" and not new.get("SalesTermRef") and customer.get("SalesTermRef"):
            new["SalesTermRef"] = customer["SalesTermRef"]


def _defaults(ctx: Context, spec: Entity, new: dict[str, Any]) -> None:
    """What a form always shows; a full update without them sets them back."""
    new.setdefault("EmailStatus", "NotSet")
    new.setdefault("PrintStatus", "NotSet" if not ctx.as_user else "NeedToPrint")
    new.setdefault("ApplyTaxAfterDiscount", False)
    if spec.name == "Invoice":
        enabled = ctx.books.preference("SalesFormsPrefs", "ETransactionPaymentEnabled")
        new |= dict.fromkeys(NO_LONGER, False)  # the official Python client sends true [S]
        for name in ONLINE if "AllowOnlinePayPalPayment" in new else ONLINE[:2]:
            new[name] = bool(enabled and new.get(name))  # without QuickBooks Payments nobody pays online


def _due_date(ctx: Context, new: dict[str, Any], old: Doc | None, sent: set[str]) -> None:
    """Absent, it is TxnDate plus the days of the term; without a term the company's default, else 30 [D sample]."""
    if new.get("DueDate") and ("DueDate" in sent or "SalesTermRef" not in sent or old is None):
        return
    reference = new.get("SalesTermRef") or ctx.books.preference("SalesFormsPrefs", "DefaultTerms")
    term = ctx.books.get("Term", reference["value"]) if reference else None
    day = date.fromisoformat(new["TxnDate"])
    new["DueDate"] = terms.due(day, term).isoformat()


def _email(ctx: Context, new: dict[str, Any]) -> None:
    if new.get("EmailStatus") == "NeedToSend" and not (new.get("BillEmail") or {}).get("Address"):
        raise Fault(
            "6420",
            "Email address is required : BillEmail is needed when EmailStatus is NeedToSend",
            "BillEmail",
        )


def _deposit_account(ctx: Context, spec: Entity, new: dict[str, Any]) -> None:
    if spec.name == "SalesReceipt" and not new.get("DepositToAccountRef"):
        default = references.account_of_subtype(ctx, "UndepositedFunds")
        new |= {"DepositToAccountRef": default} if default else {}
    if spec.name not in ("CreditMemo", "Estimate"):
        references.account(ctx, new, "DepositToAccountRef", MONEY_HOLDERS, needed=spec.name == "RefundReceipt")


def _lines(ctx: Context, new: dict[str, Any], old: Doc | None, customer: Doc, sent: bool) -> None:
    """Lines, tax and totals. Lines that were not sent stay as they are; sums are computed anew."""
    if sent or old is None:
        form = lines.Form(ctx, customer, new.get("GlobalTaxCalculation"))
        built = lines.build(form, new.get("Line") or [], (old or {}).get("Line", []))
    else:
        built = [line for line in old["Line"] if line["DetailType"] != "SubTotalLineDetail"]
    new["Line"], subtotal, discount, freight = layout.arrange(built)
    taxed = [*layout.sales_lines(built), *(line for line in built if layout.is_shipping(line))]
    total = subtotal - discount + freight + tax.apply(ctx, new, customer, taxed, discount)
    if total < ZERO:
        raise business("The transaction amount must be 0 or greater.")
    new["TotalAmt"] = total


def _check_paid(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any]) -> None:
    """A new total may not fall under what payments apply (assumed for the API; the page unapplies the rest)."""
    if amount(new.get("Deposit")) > new["TotalAmt"] or amount(new.get("Deposit")) < ZERO:
        raise business("The deposit must be between 0 and the total of the transaction")  # text assumed
    if old is None or spec.name not in ("Invoice", "CreditMemo") or ctx.as_user or ctx.history:
        return
    paid = links.applied(ctx, spec.name, old["Id"])
    if paid > links.opening(ctx, spec.name, new):
        raise business(f"The transaction amount cannot be less than the amount already applied to it: {paid}")
    if paid and new["CustomerRef"]["value"] != old["CustomerRef"]["value"]:
        raise business("You cannot change the customer of a transaction that payments are applied to")


def settle(ctx: Context, spec: Entity, old: Doc | None, doc: dict[str, Any]) -> None:
    """Balances, before the document is stored; its Id is known now."""
    doc["LinkedTxn"] = (
        (old or {}).get("LinkedTxn", []) if spec.name == "Estimate" else links.linked(ctx, spec.name, doc)
    )
    if spec.name == "Estimate":
        currency.home_amounts(ctx, doc, HomeTotalAmt="TotalAmt")
    elif spec.name in ("Invoice", "CreditMemo"):
        links.balances(ctx, spec.name, doc)
    else:
        doc["Balance"] = ZERO
        currency.home_amounts(ctx, doc, HomeTotalAmt="TotalAmt")


def after(ctx: Context, spec: Entity, old: Doc | None, doc: Doc | None) -> None:
    if spec.name in estimates.MAKERS:
        estimates.after(ctx, old, doc)
    if doc is None:
        return
    if spec.name == "Invoice" and old is None:
        applying.at_birth(ctx, doc)
    if old is not None and ctx.as_user:
        applying.trim(ctx, spec.name, doc["Id"], links.opening(ctx, spec.name, doc))


def check_removal(ctx: Context, spec: Entity, doc: Doc) -> None:
    """Before a void or a delete: payments must be taken off first [D for delete, 3 for void; code assumed].

    The page asks and then takes them off itself.
    """
    if spec.name == "Estimate":
        estimates.check_removal(ctx, doc)
        return
    closing.check(ctx, doc)
    if links.deposit_of(ctx, spec.name, doc["Id"]):
        raise deposited()
    if not links.payments_of(ctx, spec.name, doc["Id"]):
        return
    if not (ctx.as_user or ctx.history):
        raise business("The transaction is linked to other transactions. Unlink or delete the payment first.")
    applying.trim(ctx, spec.name, doc["Id"], ZERO)


def voided(ctx: Context, spec: Entity, doc: Doc) -> dict[str, Any]:
    """All amounts zero, quantities and prices gone, the note says so; the number stays [D]."""
    zero = {
        "TotalAmt": 0,
        "Balance": 0,
        "PrivateNote": void_note(doc),
        "Line": [_voided_line(each) for each in doc["Line"]],
    }
    for name in ("Deposit", "RemainingCredit", "HomeTotalAmt", "HomeBalance"):
        if name in doc:
            zero[name] = 0
    code = doc.get("TxnTaxDetail", {}).get("TxnTaxCodeRef")
    return {**doc, **zero, "TxnTaxDetail": {**({"TxnTaxCodeRef": code} if code else {}), "TotalTax": 0}}


def _voided_line(line: dict[str, Any]) -> dict[str, Any]:
    out = {**line, "Amount": 0} if "Amount" in line else dict(line)
    for name in ("SalesItemLineDetail", "GroupLineDetail"):
        if name in out:
            dropped = ("Qty", "UnitPrice", "Quantity", "TaxInclusiveAmt")
            out[name] = {key: value for key, value in out[name].items() if key not in dropped}
    if "GroupLineDetail" in out:
        out["GroupLineDetail"]["Line"] = [_voided_line(each) for each in out["GroupLineDetail"]["Line"]]
    return out


def void_note(doc: Doc) -> str:
    """`Voided`, before an older note with ` - ` between (separator remembered)."""
    note = doc.get("PrivateNote")
    return "Voided" if not note else note if is_voided(doc) else f"Voided - {note}"[:4000]


def is_voided(doc: Doc) -> bool:
    return not doc.get("TotalAmt") and str(doc.get("PrivateNote", "")).startswith("Voided")
