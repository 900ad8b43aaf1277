"""Which currency a document is in, and at which rate."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks.books import Books
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault, business, required
from syncapp.sandbox.quickbooks.money import ZERO, amount, cents

NAMES = {
    "USD": "United States Dollar",
    "CAD": "Canadian Dollar",
    "EUR": "Euro",
    "GBP": "British Pound Sterling",
    "AUD": "Australian Dollar",
    "CHF": "Swiss Franc",
    "MXN": "Mexican Peso",
    "JPY": "Japanese Yen",
    "KWD": "Kuwaiti Dinar",
}
# US dollars for one; stands for QuickBooks' own rate table (assumed figures).
DOLLARS = {
    "USD": "1",
    "CAD": "0.73",
    "EUR": "1.08",
    "GBP": "1.27",
    "AUD": "0.66",
    "CHF": "1.13",
    "MXN": "0.055",
    "JPY": "0.0067",
    "KWD": "3.25",
}


def reference(code: str) -> dict[str, str]:
    return {"value": code, "name": NAMES[code]}


def rate(code: str, home: str) -> Decimal:
    return (Decimal(DOLLARS[code]) / Decimal(DOLLARS[home])).quantize(Decimal("0.0001"))


def many(books: Books) -> bool:
    return bool(books.preference("CurrencyPrefs", "MultiCurrencyEnabled"))


def wanted(ctx: Context, sent: dict[str, str] | None) -> str | None:
    """The code that was sent, if it may be: known, and not foreign in a company of one currency."""
    if sent is None:
        return None
    code = sent["value"].upper()
    if code not in NAMES:
        raise Fault("2220", f"Invalid Currency Type : {sent['value']}", "CurrencyRef")
    if code != ctx.books.home_currency and not many(ctx.books):
        raise Fault(
            "5030",
            "Feature Not Supported Error : The operation requires the Multi Currency feature",
            "CurrencyRef",
        )
    return code


def settle(ctx: Context, customer: dict[str, Any], new: dict[str, Any], was_sent: bool) -> None:
    """Sets CurrencyRef and ExchangeRate of a transaction; it must be in the customer's currency."""
    home = ctx.books.home_currency
    theirs = (customer.get("CurrencyRef") or {}).get("value", home)
    code = wanted(ctx, new.get("CurrencyRef"))
    if code is None and theirs != home and was_sent and not (ctx.as_user or ctx.history):
        raise required("CurrencyRef")
    if code is not None and code != theirs and not ctx.history:
        # Text assumed; the rule is the documentation's.
        raise business(
            f"The currency of the transaction is invalid for the customer. Customer: {theirs}, transaction: {code}"
        )
    new["CurrencyRef"] = reference(code or theirs)
    if not many(ctx.books):
        new.pop("ExchangeRate", None)
    elif (code or theirs) == home:
        new["ExchangeRate"] = Decimal(1)
    elif amount(new.get("ExchangeRate")) <= ZERO:
        new["ExchangeRate"] = rate(code or theirs, home)


def home_amounts(ctx: Context, new: dict[str, Any], **amounts: str) -> None:
    """`HomeTotalAmt="TotalAmt"`: the home amount beside each foreign one, where there are several currencies."""
    if many(ctx.books):
        for name, source in amounts.items():
            new[name] = cents(amount(new.get(source)) * amount(new.get("ExchangeRate", 1)))
