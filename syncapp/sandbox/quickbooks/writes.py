"""Create, sparse and full update, delete and void, for every entity alike."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from syncapp.sandbox.quickbooks import catalogue, deposits, merging, names, order, payments, sales
from syncapp.sandbox.quickbooks.books import USER, Doc, stamped
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import ENDED, Fault, deleted, not_found, required, unsupported
from syncapp.sandbox.quickbooks.fields import clean
from syncapp.sandbox.quickbooks.models import FORMS, OWED, SALES_FORMS, Entity
from syncapp.sandbox.quickbooks.money import plain

RULES: dict[str, ModuleType] = dict.fromkeys(FORMS, sales)
RULES |= {"Payment": payments, "Deposit": deposits, "JournalEntry": deposits}
SHAPES = {"person": names, "list": catalogue}
LISTS = ("Line", "CustomField")
VOIDABLE = ("Invoice", "SalesReceipt", "RefundReceipt")  # the last assumed
STALE = (
    "Stale Object Error : You and another user were working on this at the same time. "
    "The other user finished before you did, so your work was not saved."
)


def rules(spec: Entity) -> Any:
    return RULES.get(spec.name) or SHAPES[spec.shape]


def create(ctx: Context, spec: Entity, body: Any) -> Doc:
    _check_writable(ctx, spec)
    sent = {name: value for name, value in clean(spec.fields, body).items() if value is not None}
    new = {name: value for name, value in sent.items() if name not in ("Id", "SyncToken", "sparse")}
    built = rules(spec).build(ctx, spec, None, new, set(new))
    id_ = ctx.books.next_id(spec.name, ctx.id)
    ctx.fresh.add((spec.name, id_))
    meta = stamped(spec.name, ctx.created(), ctx.updated())
    return _store(
        ctx,
        spec,
        None,
        {**built, "Id": id_, "SyncToken": "0", "domain": "QBO", "sparse": False, "MetaData": meta},
    )


def update(ctx: Context, spec: Entity, body: Any) -> Doc:
    """Sparse: absent fields stay. Full: absent writable fields are cleared. Lines come all or none."""
    _check_writable(ctx, spec)
    sent = clean(spec.fields, body)
    old = current(ctx, spec, sent)
    winner = merging.survivor(ctx, spec.name, sent)
    if winner is not None:
        return merging.merge(ctx, spec.name, old, winner)
    sparse = sent.get("sparse") is True or (ctx.as_user and "sparse" not in sent)
    fields = {name: value for name, value in sent.items() if name not in ("Id", "SyncToken", "sparse")}
    computed = {
        name: value for name, value in old.items() if name not in spec.fields or spec.fields[name].kind == "ignored"
    }
    kept = clean(spec.fields, {name: old[name] for name in old if name != OWED}) if sparse else {}
    new = {name: value for name, value in {**computed, **kept, **fields}.items() if value is not None}
    names_sent = (
        set(fields) if sparse else {name for name in spec.fields if name in new or name in LISTS} - set(computed)
    )
    built = rules(spec).build(ctx, spec, old, new, names_sent)
    # What nobody touched stays exactly as it was stored, names of references included.
    built |= {name: old[name] for name, value in kept.items() if value is not None and built.get(name) is value}
    meta = stamped(spec.name, old["MetaData"]["CreateTime"], ctx.updated())
    head = {
        "Id": old["Id"],
        "SyncToken": str(int(old["SyncToken"]) + 1),
        "domain": "QBO",
        "sparse": False,
        "MetaData": meta,
    }
    return _store(ctx, spec, old, {**built, **head})


def delete(ctx: Context, spec: Entity, body: Any) -> Doc:
    """Transactions only; names and lists are made inactive instead."""
    if not spec.is_transaction:
        raise unsupported(f"delete on {spec.name}")
    old = current(ctx, spec, clean(spec.fields, body))
    rules(spec).check_removal(ctx, spec, old)
    old = ctx.books.rows(spec.name)[old["Id"]]
    ctx.books.remove(spec.name, old, ctx.updated())
    rules(spec).after(ctx, spec, old, None)
    return {"status": "Deleted", "domain": "QBO", "Id": old["Id"]}


def void(ctx: Context, spec: Entity, body: Any) -> Doc:
    """By an app what the documentation has a void for; a person's page voids credit memos too."""
    if spec.name not in (SALES_FORMS if ctx.as_user or ctx.history else VOIDABLE) + ("Payment",):
        raise unsupported(f"void on {spec.name}")
    old = current(ctx, spec, clean(spec.fields, body))
    rules(spec).check_removal(ctx, spec, old)
    old = ctx.books.rows(spec.name)[old["Id"]]
    done = ctx.books.touch(spec.name, plain(rules(spec).voided(ctx, spec, old)), ctx.updated(), by=USER)
    if ctx.books.recorder:
        ctx.books.recorder.saved(spec.name, done["Id"], "Void")
    ctx.books.audit.renamed("Voided", spec.name, done["Id"])
    if spec.name == "Payment":
        payments.after(ctx, spec, old, done)
    return done


def current(ctx: Context, spec: Entity, sent: dict[str, Any]) -> Doc:
    """What the body means by Id and SyncToken: 2020, 2030, 610, 5010. A page knows its token itself."""
    _check_paid_for(ctx)
    if not sent.get("Id"):
        raise required("Id")
    old = stored(ctx, spec, sent["Id"], changing=True)
    token = sent.get("SyncToken")
    if token is None and not (ctx.as_user or ctx.history):
        raise required("SyncToken")
    if token is not None and token != old["SyncToken"]:
        raise Fault("5010", STALE)
    return old


def stored(ctx: Context, spec: Entity, id_: str, *, changing: bool = False) -> Doc:
    """What has the Id; 610 says of a change that another user deleted it [D]."""
    doc = ctx.find(spec.name, id_)
    if doc is not None:
        return doc
    if id_ in ctx.books.gone(spec.name) and changing:
        raise deleted()
    if not id_.isdecimal():
        raise Fault("2030", f"Id should be a valid number. Supplied value:{id_}", "Id")
    raise not_found()


def _check_writable(ctx: Context, spec: Entity) -> None:
    by_hand = ctx.as_user and spec.name == "CustomerType"
    if not spec.writable and not ctx.history and not by_hand:
        raise unsupported(f"{spec.name} create or update")
    _check_paid_for(ctx)


def _check_paid_for(ctx: Context) -> None:
    """A company whose subscription ended can be read, not written."""
    if not ctx.books.is_paid_for and not ctx.history:
        raise Fault("6190", ENDED)


def _store(ctx: Context, spec: Entity, old: Doc | None, doc: dict[str, Any]) -> Doc:
    rules(spec).settle(ctx, spec, old, doc)
    kept = plain({name: value for name, value in doc.items() if value is not None})
    done = ctx.books.save(spec.name, order.with_lines(kept))
    rules(spec).after(ctx, spec, old, done)
    return ctx.books.rows(spec.name)[done["Id"]]  # a side effect may have touched it again


OPERATIONS: dict[str, Callable[[Context, Entity, Any], Doc]] = {
    "create": create,
    "update": update,
    "delete": delete,
    "void": void,
}
