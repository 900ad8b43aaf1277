"""Two customers made one, as a person does it: by giving one the other's name and saying yes."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.models import OWED
from syncapp.sandbox.quickbooks.money import plain
from syncapp.sandbox.quickbooks.names import DELETED


def survivor(ctx: Context, entity: str, sent: dict[str, Any]) -> Doc | None:
    """The customer whose name a person gives to another one; `None` where nothing is to be merged."""
    if not ctx.as_user or entity != "Customer" or not sent.get("DisplayName") or not sent.get("Id"):
        return None
    for kind, id_ in ctx.books.index.find("name", sent["DisplayName"].strip().casefold()):
        if kind == "Customer" and id_ != sent["Id"]:
            return ctx.books.get(kind, id_)
    return None


def merge(ctx: Context, loser: Doc, winner: Doc) -> Doc:
    """Everything of the loser becomes the winner's; the loser's Id stays, inactive (F34; details assumed)."""
    books, stamp = ctx.books, ctx.updated()
    reference = {"value": winner["Id"], "name": winner["DisplayName"]}
    for entity, id_ in list(books.index.find("customer", loser["Id"])):
        doc = books.rows(entity)[id_]
        moved = _entry(doc, loser["Id"], reference) if entity == "JournalEntry" else {"CustomerRef": reference}
        books.touch(entity, doc, stamp, **moved)
    for entity, id_ in list(books.index.find("child", loser["Id"])):
        full = f"{winner['FullyQualifiedName']}:{books.rows(entity)[id_]['DisplayName']}"
        books.touch(entity, books.rows(entity)[id_], stamp, ParentRef=reference, FullyQualifiedName=full)
    name = f"{loser['DisplayName'].removesuffix(DELETED)}{DELETED}"
    books.touch("Customer", plain(loser), stamp, Active=False, DisplayName=name, FullyQualifiedName=name)
    done = books.touch("Customer", winner, stamp)
    if books.recorder:
        books.recorder.merged("Customer", winner["Id"], loser["Id"])
    books.audit.renamed("Merged", "Customer", loser["Id"])
    return done


def _entry(entry: Doc, loser: str, reference: Doc) -> dict[str, Any]:
    """The lines of a journal entry that name the loser, and what he owed, under the winner's name."""
    lines = []
    for line in entry["Line"]:
        detail = line.get("JournalEntryLineDetail", {})
        who = detail.get("Entity", {})
        if who.get("Type") == "Customer" and who["EntityRef"]["value"] == loser:
            line = {**line, "JournalEntryLineDetail": {**detail, "Entity": {**who, "EntityRef": reference}}}
        lines.append(line)
    owed = {reference["value"] if customer == loser else customer: value for customer, value in entry[OWED].items()}
    return {"Line": lines, OWED: owed}
