"""What is applied to what: open balances, linked transactions, and the touch that an application leaves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks import currency
from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.models import OWED
from syncapp.sandbox.quickbooks.money import ZERO, amount, plain

RECEIVABLE = "Accounts Receivable"


def applied(ctx: Context, kind: str, id_: str, besides: str | None = None) -> Decimal:
    """What payments apply to a transaction, one of them left out."""
    there = ctx.books.index.find("applied", (kind, id_))
    return sum((value for (_, payment), value in there.items() if payment != besides), ZERO)


def payments_of(ctx: Context, kind: str, id_: str) -> list[str]:
    return [payment for _, payment in ctx.books.index.find("applied", (kind, id_))]


def deposit_of(ctx: Context, kind: str, id_: str) -> str | None:
    return next((deposit for _, deposit in ctx.books.index.find("deposited", (kind, id_))), None)


def credit_of_entry(ctx: Context, entry: Doc) -> tuple[Decimal, str | None]:
    """What a journal entry credits a customer's receivables with, and whose they are."""
    total, owner = ZERO, None
    for line in entry["Line"]:
        detail = line.get("JournalEntryLineDetail", {})
        account = ctx.books.get("Account", detail.get("AccountRef", {}).get("value", "")) or {}
        if account.get("AccountType") == RECEIVABLE and detail.get("Entity", {}).get("Type") == "Customer":
            owner = detail["Entity"]["EntityRef"]["value"]
            total += amount(line["Amount"]) * (1 if detail["PostingType"] == "Credit" else -1)
    return total, owner


def owed_by_entry(ctx: Context, entry: Doc) -> dict[str, Decimal]:
    """What a journal entry leaves a customer owing, negative where it is a credit; nothing off the receivables."""
    credit, owner = credit_of_entry(ctx, entry)
    left = abs(credit) - applied(ctx, "JournalEntry", entry["Id"])
    return {owner: -left if credit > ZERO else left} if owner else {}


def is_charge(ctx: Context, kind: str, id_: str) -> bool:
    """Whether a payment pays it, or it pays: a journal entry may be either."""
    if kind == "JournalEntry":
        entry = ctx.books.get(kind, id_)
        return entry is not None and credit_of_entry(ctx, entry)[0] < ZERO
    return kind == "Invoice"


def opening(ctx: Context, kind: str, doc: Doc) -> Decimal:
    """What could be applied to a document in all."""
    if kind == "JournalEntry":
        return abs(credit_of_entry(ctx, doc)[0])
    return amount(doc.get("TotalAmt")) - amount(doc.get("Deposit"))


def balances(ctx: Context, kind: str, doc: dict[str, Any]) -> None:
    """Sets Balance (and RemainingCredit) of an invoice or a credit memo from what is applied to it."""
    left = opening(ctx, kind, doc) - applied(ctx, kind, doc["Id"])
    doc["Balance"] = left
    if kind == "CreditMemo":
        doc["RemainingCredit"] = left
    currency.home_amounts(ctx, doc, HomeBalance="Balance", HomeTotalAmt="TotalAmt")


def refresh(ctx: Context, kind: str, id_: str) -> None:
    """After an application changed: new balance and links, the next SyncToken, a new time [M, widely reported]."""
    doc = ctx.books.get(kind, id_)
    if doc is None:
        return
    settled = {**doc}
    if kind in ("Invoice", "CreditMemo"):
        balances(ctx, kind, settled)
    elif kind == "JournalEntry":
        settled[OWED] = owed_by_entry(ctx, doc)
    changes = {name: plain(value) for name, value in settled.items() if value is not doc.get(name)}
    ctx.books.touch(kind, doc, ctx.updated(), **changes, LinkedTxn=linked(ctx, kind, doc))


def linked(ctx: Context, kind: str, doc: dict[str, Any]) -> list[dict[str, str]]:
    """LinkedTxn of a stored document: the estimates it was made of, what pays it, the deposit it is in."""
    out = [dict(each) for each in doc.get("LinkedTxn", []) if each["TxnType"] == "Estimate"]
    out += [{"TxnId": each, "TxnType": "Payment"} for each in payments_of(ctx, kind, doc["Id"])]
    deposit = deposit_of(ctx, kind, doc["Id"])
    return out + ([{"TxnId": deposit, "TxnType": "Deposit"}] if deposit else [])
