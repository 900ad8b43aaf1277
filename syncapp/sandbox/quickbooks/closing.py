"""The books of a closed period."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault

TEXT = (
    "The account period has closed and the account books cannot be updated through the QBO Services API. "
    "Please use the QBO website to make these changes."
)


def check(ctx: Context, *docs: dict[str, Any] | None) -> None:
    """6200 where a transaction's date, old or new, is on or before the closing date; 6210 with a password set.

    A person in the pages is only warned (assumed), so as-user passes.
    """
    closed = ctx.books.preference("AccountingInfoPrefs", "BookCloseDate")
    if not closed or ctx.history or ctx.as_user:
        return
    if any(doc and doc.get("TxnDate", "9999") <= closed for doc in docs):
        raise Fault("6210" if ctx.books.trait("closing_password") else "6200", TEXT, "TxnDate")
