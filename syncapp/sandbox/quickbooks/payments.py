"""Customers' payments and what they are applied to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks import closing, currency, links, references
from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context, name_of
from syncapp.sandbox.quickbooks.errors import Fault, business, deposited, required, unknown_reference
from syncapp.sandbox.quickbooks.models import Entity
from syncapp.sandbox.quickbooks.money import ZERO, amount

LINKED = ("Invoice", "CreditMemo", "JournalEntry")
HOLDERS = ("Bank", "Other Current Asset")


def build(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any], sent: set[str]) -> dict[str, Any]:
    customer = _customer(ctx, new, old, sent)
    if new.get("TotalAmt") is None:
        raise business("You must set a transaction amount.")  # 6000, not 2020 [D: common errors]
    if new["TotalAmt"] < ZERO:
        raise Fault(
            "2290",
            f"Negative Amount : TotalAmt cannot be negative. Supplied value:{new['TotalAmt']}",
            "TotalAmt",
        )
    new.setdefault("TxnDate", ctx.books.today().isoformat())
    closing.check(ctx, old, new)
    _check_deposited(ctx, old, new)
    references.resolve(ctx, spec.fields, new, sent - {"CustomerRef", "Line"})
    currency.settle(ctx, customer, new, "CurrencyRef" in sent or old is None)
    if not new.get("DepositToAccountRef"):
        default = references.account_of_subtype(ctx, "UndepositedFunds")
        new |= {"DepositToAccountRef": default} if default else {}
    references.account(ctx, new, "DepositToAccountRef", HOLDERS)
    new.setdefault("ProcessPayment", False)
    if "Line" in sent or old is None or "CustomerRef" in sent:
        new["Line"] = [_line(ctx, old, new, each) for each in new.get("Line") or []]
    _sum_up(ctx, old, new)
    return new


def _customer(ctx: Context, new: dict[str, Any], old: Doc | None, sent: set[str]) -> Doc:
    if new.get("CustomerRef") is None:
        raise required("CustomerRef")
    value = new["CustomerRef"]["value"]
    changed = old is None or old["CustomerRef"]["value"] != value
    customer = ctx.resolve("Customer", value) if changed else ctx.books.get("Customer", value)
    if customer is None:
        raise unknown_reference("Names", value)
    new["CustomerRef"] = {"value": customer["Id"], "name": name_of(customer)}
    return customer


def _check_deposited(ctx: Context, old: Doc | None, new: dict[str, Any]) -> None:
    """A payment in a bank deposit stays as it is; the page still lets a person edit its texts (assumed)."""
    if old is None or ctx.history or links.deposit_of(ctx, "Payment", old["Id"]) is None:
        return
    accounts = {(each.get("DepositToAccountRef") or {}).get("value") for each in (old, new)}
    same = amount(old["TotalAmt"]) == new["TotalAmt"] and len(accounts) == 1
    if not (ctx.as_user and same):
        raise deposited()


def _line(ctx: Context, old: Doc | None, new: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    value, linked = line.get("Amount"), line.get("LinkedTxn") or []
    if value is None:
        raise required("Amount")
    if len(linked) != 1 or not linked[0].get("TxnId") or not linked[0].get("TxnType"):
        raise required("LinkedTxn")
    kind, id_ = linked[0]["TxnType"], linked[0]["TxnId"]
    if kind not in LINKED:
        raise Fault(
            "620",
            f"Txn ID Cannot Be Linked : a transaction of type {kind} cannot be linked to a payment",
            "LinkedTxn",
        )
    other = ctx.find(kind, id_)
    if other is None or not (ctx.history or _linkable(ctx, kind, other, new)):
        raise Fault("620", f"Txn ID Cannot Be Linked : {kind} {id_} cannot be linked to this payment", "LinkedTxn")
    if value < ZERO:
        raise Fault("2290", f"Negative Amount : Supplied value:{value}", "Amount")
    free = links.opening(ctx, kind, other) - links.applied(ctx, kind, id_, old["Id"] if old else None)
    if value > free and not ctx.history:
        # The code is the reference's, the text assumed.
        raise business(f"The amount applied to {kind} {id_} is more than its open balance. Open balance: {free}")
    return {"Amount": value, "LinkedTxn": [{"TxnId": id_, "TxnType": kind}]}


def _linkable(ctx: Context, kind: str, other: Doc, new: dict[str, Any]) -> bool:
    """Not void, in the same currency, and the payer's own or of one of his sub-customers."""
    if kind == "JournalEntry":
        return bool(links.credit_of_entry(ctx, other)[1] == new["CustomerRef"]["value"])
    if not other.get("TotalAmt") or other["CurrencyRef"]["value"] != new["CurrencyRef"]["value"]:
        return False
    owner: str | None = other["CustomerRef"]["value"]
    while owner is not None and owner != new["CustomerRef"]["value"]:
        parent = (ctx.books.get("Customer", owner) or {}).get("ParentRef")
        owner = parent["value"] if parent else None
    return owner is not None


def _sum_up(ctx: Context, old: Doc | None, new: dict[str, Any]) -> None:
    keys = [(line["LinkedTxn"][0]["TxnType"], line["LinkedTxn"][0]["TxnId"]) for line in new["Line"]]
    if len(set(keys)) != len(keys):
        raise business("A transaction can be linked only once in a payment")  # assumed
    left = new["TotalAmt"]
    for line, key in zip(new["Line"], keys, strict=True):
        left += amount(line["Amount"]) * (-1 if links.is_charge(ctx, *key) else 1)
    if left < ZERO and not ctx.history:
        raise business("The total amount applied is more than the payment amount")  # text assumed
    new["UnappliedAmt"] = left


def settle(ctx: Context, spec: Entity, old: Doc | None, doc: dict[str, Any]) -> None:
    doc["LinkedTxn"] = (old or {}).get("LinkedTxn", [])


def after(ctx: Context, spec: Entity, old: Doc | None, doc: Doc | None) -> None:
    """Every transaction whose applied amount changed gets its balance, its SyncToken and its time."""
    before, now = _amounts(old), _amounts(doc)
    for key in dict.fromkeys([*before, *now]):
        if before.get(key) != now.get(key):
            links.refresh(ctx, *key)


def _amounts(doc: Doc | None) -> dict[tuple[str, str], Decimal]:
    lines = (doc or {}).get("Line", [])
    return {(each["LinkedTxn"][0]["TxnType"], each["LinkedTxn"][0]["TxnId"]): amount(each["Amount"]) for each in lines}


def check_removal(ctx: Context, spec: Entity, doc: Doc) -> None:
    closing.check(ctx, doc)
    if links.deposit_of(ctx, spec.name, doc["Id"]) is not None:
        raise deposited()


def voided(ctx: Context, spec: Entity, doc: Doc) -> dict[str, Any]:
    note = doc.get("PrivateNote")
    text = "Voided" if not note else note if note.startswith("Voided") else f"Voided - {note}"[:4000]
    zero: dict[str, Any] = {"TotalAmt": 0, "UnappliedAmt": 0, "Line": [], "PrivateNote": text}
    return {**doc, **zero}
