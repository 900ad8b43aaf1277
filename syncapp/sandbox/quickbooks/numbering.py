"""Document numbers of sales forms, with custom transaction numbers on and off."""

from __future__ import annotations

import re
from typing import Any

from syncapp.sandbox.quickbooks.books import Books, Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault

TAIL = re.compile(r"^(.*?)(\d+)$")


def custom(books: Books) -> bool:
    return bool(books.preference("SalesFormsPrefs", "CustomTxnNumbers"))


def assign(ctx: Context, entity: str, old: Doc | None, new: dict[str, Any], sent: bool) -> None:
    """Sets or leaves `DocNumber`.

    Custom numbers on: a missing number stays missing unless AUTO_GENERATE or AutoDocNumber asks for one, and a
    number is unique over all sales forms (6140). Off: QuickBooks counts, and stores a number that was sent even
    if another form has it. A person's page on offers the number after the last one.
    """
    automatic = new.pop("AutoDocNumber", None) is True or new.get("DocNumber") == "AUTO_GENERATE"
    number = None if automatic else new.get("DocNumber")
    if number is None and old is None and (automatic or ctx.as_user or not custom(ctx.books)):
        new["DocNumber"] = following(ctx.books)
    elif number is None and old is not None and not custom(ctx.books):
        new["DocNumber"] = old.get(
            "DocNumber"
        )  # a full update without it keeps QuickBooks' own number, assumed
    elif number is not None and sent:
        _check_free(ctx, old, number)
    if new.get("DocNumber") is None:
        new.pop("DocNumber", None)
    elif old is None:
        remember(ctx, new["DocNumber"])


def _check_free(ctx: Context, old: Doc | None, number: str) -> None:
    if ctx.history or not custom(ctx.books) or "allowduplicatedocnum" in ctx.include:
        return
    for entity, id_ in ctx.books.index.find("number", number):
        if old is None or id_ != old["Id"]:
            raise Fault(
                "6140",
                "Duplicate Document Number Error : You must specify a different number. This number has already been "
                f"used. DocNumber={number} is assigned to TxnType={entity} with TxnId={id_}",
            )


def following(books: Books) -> str:
    match = TAIL.match(books.trait("last_number", "1000"))
    if match is None:
        return "1"
    prefix, digits = match.groups()
    return f"{prefix}{int(digits) + 1:0{len(digits)}d}"[:21]


def remember(ctx: Context, number: str) -> None:
    """The counter follows created forms; with custom numbers on it goes on from any number ("HS-1002") [C].

    With them off a number that was sent is none of QuickBooks' own and moves nothing, except that loaded
    history takes the counter along.
    """
    books = ctx.books
    if (custom(books) and not ctx.history) or number == following(books):
        books.configure(last_number=number)
    elif ctx.history and number.isdecimal():
        last = books.trait("last_number", "1000")
        if not last.isdecimal() or int(number) > int(last):
            books.configure(last_number=number)
