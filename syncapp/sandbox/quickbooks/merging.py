"""Two customers or two items made one, as a person does it: by giving one the other's name and saying yes."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.models import OWED
from syncapp.sandbox.quickbooks.money import plain
from syncapp.sandbox.quickbooks.names import DELETED

MERGED = ("Service", "NonInventory")
SALES = ("Invoice", "Estimate", "CreditMemo", "SalesReceipt", "RefundReceipt")


def survivor(ctx: Context, entity: str, sent: dict[str, Any]) -> Doc | None:
    """The customer or item whose name a person gives to another one; `None` where nothing is to be merged."""
    if ctx.as_user and entity == "Item" and sent.get("Name") and sent.get("Id"):
        return _same_item(ctx, sent)
    if not ctx.as_user or entity != "Customer" or not sent.get("DisplayName") or not sent.get("Id"):
        return None
    for kind, id_ in ctx.books.index.find("name", sent["DisplayName"].strip().casefold()):
        if kind == "Customer" and id_ != sent["Id"]:
            return ctx.books.get(kind, id_)
    return None


def _same_item(ctx: Context, sent: dict[str, Any]) -> Doc | None:
    """What is stocked, sold in bundles or groups others is not merged (assumed): there the name is taken, as for an app."""
    items = ctx.books.rows("Item")
    loser, wanted = items.get(sent["Id"]), sent["Name"].strip().casefold()
    for doc in items.values():
        if loser and doc["Id"] != loser["Id"] and doc["Name"].casefold() == wanted:
            same = doc["Type"] == loser["Type"] in MERGED and doc.get("ParentRef") == loser.get("ParentRef")
            return doc if same else None
    return None


def merge(ctx: Context, entity: str, loser: Doc, winner: Doc) -> Doc:
    """Everything of the loser becomes the winner's; the loser's Id stays, inactive (F34; details assumed)."""
    if entity == "Item":
        return _merge_items(ctx, loser, winner)
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
    return _told(ctx, "Customer", loser, winner)


def _merge_items(ctx: Context, loser: Doc, winner: Doc) -> Doc:
    """Lines of the loser are lines of the winner, whatever document they stand on."""
    books, stamp = ctx.books, ctx.updated()
    reference = {"value": winner["Id"], "name": winner["Name"]}
    for entity in SALES:
        for doc in list(books.rows(entity).values()):
            lines = [_line(one, loser["Id"], reference) for one in doc.get("Line", ())]
            if lines != doc.get("Line", []):
                books.touch(entity, doc, stamp, Line=lines)
    name = f"{loser['Name'].removesuffix(DELETED)}{DELETED}"
    books.touch("Item", plain(loser), stamp, Active=False, Name=name, FullyQualifiedName=name)
    return _told(ctx, "Item", loser, winner)


def _line(line: Doc, loser: str, reference: Doc) -> Doc:
    detail = line.get("SalesItemLineDetail")
    if detail and (detail.get("ItemRef") or {}).get("value") == loser:
        return {**line, "SalesItemLineDetail": {**detail, "ItemRef": reference}}
    if inner := line.get("GroupLineDetail"):
        return {**line, "GroupLineDetail": {**inner, "Line": [_line(one, loser, reference) for one in inner["Line"]]}}
    return line


def _told(ctx: Context, entity: str, loser: Doc, winner: Doc) -> Doc:
    done = ctx.books.touch(entity, winner, ctx.updated())
    if ctx.books.recorder:
        ctx.books.recorder.merged(entity, winner["Id"], loser["Id"])
    ctx.books.audit.renamed("Merged", entity, loser["Id"])
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
