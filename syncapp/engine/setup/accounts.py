"""Which accounts of the company fit what they are chosen for (S11, A23, A26)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from syncapp.connectors.protocol import ListEntry
from syncapp.core.new_items import CREATE, FAIL
from syncapp.core.values import ObjectType

INCOME = ("Income", "Other Income")
DEPOSIT = ("Other Current Asset", "Bank")  # QuickBooks refuses a payment into any other (6430)
# Of those types, what takes neither a sale nor a payment.
NO_SALES = frozenset({"DiscountsRefundsGiven", "UnappliedCashPaymentIncome", "ExchangeGainOrLoss"})
NO_PAYMENTS = frozenset({"Inventory", "AllowanceForBadDebts", "PrepaidExpenses"})

# By the setting that names the account; what it is for, in words.
SALES = {
    "new_item_account": "New items need an income account, or what is sold would not show as income.",
    "line_item_account": "Custom Line Item needs an income account, or what is sold would not show as income.",
    "income_account": "New items need an income account, or what is sold would not show as income.",
}
PAYMENTS = {
    "deposit_cards": "Payments go to Undeposited Funds, a clearing account or a bank account.",
    "deposit_other": "Payments go to Undeposited Funds, a clearing account or a bank account.",
}
# What each is called, in lists and in the activity.
CALLED = {
    "income_account": "Income account for new items",
    "line_item_account": "Custom Line Item, income account",
    "new_item_account": "Income account for new items",
    "deposit_cards": "Deposit to, cards and bank debits",
    "deposit_other": "Deposit to, check, cash, wire, other",
}
NO_ACCOUNT = "As QuickBooks Online decides"  # where a payment needs none
GONE = "This account is no longer in QuickBooks Online, or inactive there. Choose another."


def required_account(object_type: ObjectType, settings: Mapping[str, Any]) -> str | None:
    """For what this set-up may make: Custom Line Item, items for lines (B28), items for products (A23)."""
    if object_type is ObjectType.INVOICE:
        made_for = {FAIL: None, CREATE: "new_item_account"}
        return made_for.get(str(settings.get("missing_item")), "line_item_account")
    return "income_account" if object_type is ObjectType.PRODUCT else None


def used_accounts(object_type: ObjectType, settings: Mapping[str, Any]) -> list[str]:
    """The settings that name an account which this set-up uses; one that stands there from before may be none of them."""
    named = [required_account(object_type, settings), *(PAYMENTS if object_type is ObjectType.INVOICE else ())]
    return [name for name in named if name]


def takes_sales(entry: ListEntry) -> bool:
    return entry.active and entry.group in INCOME and entry.kind not in NO_SALES


def takes_payments(entry: ListEntry) -> bool:
    return entry.active and entry.group in DEPOSIT and entry.kind not in NO_PAYMENTS


def misfit(setting: str, account: str, entries: Iterable[ListEntry]) -> str:
    """Why the account cannot stand in this setting, in a sentence; empty where it fits."""
    entry = next((one for one in entries if one.id == account), None)
    if entry is None or not entry.active:
        return GONE
    if takes_sales(entry) if setting in SALES else takes_payments(entry):
        return ""
    needs = SALES.get(setting) or PAYMENTS[setting]
    return f"“{entry.name}” does not fit{f' ({entry.group})' if entry.group else ''}. {needs} Choose another."
