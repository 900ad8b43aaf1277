"""What each transaction moves on the accounts of the balance sheet; debits are positive, as CurrentBalance is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks.money import ZERO, amount, cents

Posting = tuple[str, Decimal]  # an account's Id or, where the document names none, the sub-type of QuickBooks' own
RECEIVABLE, UNDEPOSITED, TAX = "AccountsReceivable", "UndepositedFunds", "SalesTaxPayable"
OWN = (RECEIVABLE, UNDEPOSITED, TAX)


def postings(entity: str, doc: dict[str, Any]) -> Iterator[Posting]:
    """In home currency. Income and expense are left out: such accounts show no CurrentBalance [D]."""
    rate = amount(doc.get("ExchangeRate", 1))
    for account, value in _postings(entity, doc):
        if value:
            yield account, cents(value * rate)


def _postings(entity: str, doc: dict[str, Any]) -> Iterator[Posting]:
    total, holder = amount(doc.get("TotalAmt")), doc.get("DepositToAccountRef", {}).get("value", UNDEPOSITED)
    tax = amount(doc.get("TxnTaxDetail", {}).get("TotalTax"))
    if entity == "Invoice":
        deposit = amount(doc.get("Deposit"))
        yield from ((RECEIVABLE, total - deposit), (holder, deposit), (TAX, -tax))
    elif entity == "CreditMemo":
        yield from ((RECEIVABLE, -total), (TAX, tax))
    elif entity == "Payment":
        yield from ((RECEIVABLE, -total), (holder, total))
    elif entity == "SalesReceipt":
        yield from ((holder, total), (TAX, -tax))
    elif entity == "RefundReceipt":
        yield from ((holder, -total), (TAX, tax))
    elif entity == "Deposit":
        yield from _deposit(doc, holder, total)
    elif entity == "JournalEntry":
        yield from _entry(doc)


def _deposit(doc: dict[str, Any], holder: str, total: Decimal) -> Iterator[Posting]:
    """Into the bank, out of Undeposited Funds for what was received before, out of the account of the line else."""
    yield holder, total
    back = doc.get("CashBack") or {}
    if back:
        yield back["AccountRef"]["value"], amount(back["Amount"])
    for line in doc.get("Line", []):
        own = line.get("DepositLineDetail", {}).get("AccountRef", {}).get("value", "")
        yield UNDEPOSITED if line.get("LinkedTxn") else own, -amount(line["Amount"])


def _entry(doc: dict[str, Any]) -> Iterator[Posting]:
    for line in doc.get("Line", []):
        detail = line.get("JournalEntryLineDetail")
        if detail:
            sign = 1 if detail["PostingType"] == "Debit" else -1
            yield detail["AccountRef"]["value"], sign * amount(line["Amount"])


def balance(found: Any, account: dict[str, Any], *, is_first: bool) -> Decimal:
    """CurrentBalance of an account: `found(key)` gives the postings under a key, documents to values.

    What names no account went to the first of its sub-type; `is_first` says that this is it.
    """
    if account.get("Classification") in ("Revenue", "Expense"):
        return ZERO
    total = sum(found(account["Id"]).values(), ZERO)
    if is_first and account.get("AccountSubType") in OWN:
        total += sum(found(account["AccountSubType"]).values(), ZERO)
    return total
