"""Document numbers of sales forms, with custom transaction numbers on and off; estimates count for themselves."""

from __future__ import annotations

import re
from typing import Any

from syncapp.sandbox.quickbooks.books import Books, Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault

TAIL = re.compile(r"^(.*?)(\d+)$")
GENERATED = ("Invoice", "Estimate", "SalesReceipt")  # take AUTO_GENERATE for a number [S: XSD]


def custom(books: Books) -> bool:
    return bool(books.preference("SalesFormsPrefs", "CustomTxnNumbers"))


def assign(ctx: Context, entity: str, old: Doc | None, new: dict[str, Any], sent: bool) -> None:
    """Sets or leaves `DocNumber`.

    Custom numbers on: a missing number stays missing unless AUTO_GENERATE or AutoDocNumber asks for one, and a
    number is unique over all sales forms (6140). Off: QuickBooks counts, and stores a number that was sent even
    if another form has it. A person's page on offers the number after the last one.
    """
    asked = entity in GENERATED and new.get("DocNumber") == "AUTO_GENERATE"
    automatic = new.pop("AutoDocNumber", None) is True or asked
    number = None if automatic else new.get("DocNumber")
    if number is None and old is None and (automatic or ctx.as_user or not custom(ctx.books)):
        new["DocNumber"] = following(ctx.books, entity)
    elif number is None and old is not None and not custom(ctx.books):
        new["DocNumber"] = old.get("DocNumber")  # a full update without it keeps QuickBooks' own number, assumed
    elif number is not None and sent:
        _check_free(ctx, entity, old, number)
    if new.get("DocNumber") is None:
        new.pop("DocNumber", None)
    elif old is None:
        remember(ctx, entity, new["DocNumber"])


def _check_free(ctx: Context, entity: str, old: Doc | None, number: str) -> None:
    if ctx.history or not custom(ctx.books) or "allowduplicatedocnum" in ctx.include:
        return
    kind = "estimate number" if entity == "Estimate" else "number"
    for holder, id_ in ctx.books.index.find(kind, number):
        if old is None or id_ != old["Id"]:
            raise Fault(
                "6140",
                "Duplicate Document Number Error : You must specify a different number. This number has already been "
                f"used. DocNumber={number} is assigned to TxnType={holder} with TxnId={id_}",
            )


def _counter(entity: str) -> str:
    """Estimates have numbers of their own: Intuit's sample company has an estimate and an invoice 1001."""
    return "last_estimate_number" if entity == "Estimate" else "last_number"


def following(books: Books, entity: str) -> str:
    match = TAIL.match(books.trait(_counter(entity), "1000"))
    if match is None:
        return "1"
    prefix, digits = match.groups()
    return f"{prefix}{int(digits) + 1:0{len(digits)}d}"[:21]


def remember(ctx: Context, entity: str, number: str) -> None:
    """The counter follows created forms; with custom numbers on it goes on from any number ("HS-1002") [C].

    With them off a number that was sent is none of QuickBooks' own and moves nothing, except that loaded
    history takes the counter along.
    """
    books, counter = ctx.books, _counter(entity)
    if ctx.history and number.isdecimal():
        last = books.trait(counter, "1000")
        if not last.isdecimal() or int(number) > int(last):
            books.configure(**{counter: number})
    elif (custom(books) and not ctx.history) or number == following(books, entity):
        books.configure(**{counter: number})
