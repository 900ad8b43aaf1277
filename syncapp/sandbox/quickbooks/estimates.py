"""Estimates, and the invoices and sales receipts that are made of them."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault, business
from syncapp.sandbox.quickbooks.models import Entity
from syncapp.sandbox.quickbooks.money import plain

MAKERS = ("Invoice", "SalesReceipt")  # name the estimate in LinkedTxn [D]
SETTLED = ("Payment", "Deposit")  # shown in a read, kept by QuickBooks alone


def build(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any]) -> None:
    """What an estimate has of its own, and the checked LinkedTxn of a form that is made of one."""
    if spec.name == "Estimate":
        if not ctx.books.preference("SalesFormsPrefs", "AllowEstimates", True) and not ctx.history:
            raise Fault("5030", "Feature Not Supported Error : The operation requires estimates")  # assumed
        new.setdefault("TxnStatus", "Pending")
    elif spec.name in MAKERS:
        _check(ctx, spec, old, new)


def _check(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any]) -> None:
    """620 for what cannot be linked from this side: payments are linked on the payment [D; code assumed].

    A body that was read and sent back names its payments; those that are linked already are no offence.
    """
    there = {(each["TxnType"], each["TxnId"]) for each in (old or {}).get("LinkedTxn", [])}
    kept: dict[str, dict[str, str]] = {}
    for each in new.get("LinkedTxn") or []:
        kind, id_ = str(each.get("TxnType", "")), str(each.get("TxnId", ""))
        if (kind, id_) not in there and not (ctx.history and kind in SETTLED):
            _check_estimate(ctx, spec, old, new, kind, id_)
        if kind == "Estimate":
            kept[id_] = {"TxnId": id_, "TxnType": kind}
    new["LinkedTxn"] = list(kept.values())


def _check_estimate(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any], kind: str, id_: str) -> None:
    estimate = ctx.find(kind, id_) if kind == "Estimate" else None
    if estimate is None:
        raise _refused(f"{kind} {id_} cannot be linked to a transaction of type {spec.name}")
    if estimate["CustomerRef"]["value"] != new["CustomerRef"]["value"]:
        raise _refused(f"{kind} {id_} is of another customer")
    mine = (spec.name, old["Id"]) if old else None
    others = [key for key in ctx.books.index.find("invoiced", id_) if key != mine]
    if others and not ctx.books.preference("SalesFormsPrefs", "UsingProgressInvoicing") and not ctx.history:
        raise _refused(f"{kind} {id_} is already linked to {others[0][0]} {others[0][1]}")


def _refused(why: str) -> Fault:
    return Fault("620", f"Txn ID Cannot Be Linked : {why}", "LinkedTxn")


def after(ctx: Context, old: Doc | None, doc: Doc | None) -> None:
    """Each estimate that was taken up or let go shows it: its links, its status, the next SyncToken."""
    before, now = _estimates(old), _estimates(doc)
    for id_ in sorted(before ^ now):
        estimate = ctx.books.get("Estimate", id_)
        if estimate is not None:
            ctx.books.touch("Estimate", plain(estimate), ctx.updated(), **_state(ctx, estimate))


def _estimates(doc: Doc | None) -> set[str]:
    return {each["TxnId"] for each in (doc or {}).get("LinkedTxn", []) if each["TxnType"] == "Estimate"}


def _state(ctx: Context, estimate: Doc) -> dict[str, Any]:
    """Closed while something is made of it, else what it was by its acceptance (assumed)."""
    made = [{"TxnId": id_, "TxnType": kind} for kind, id_ in ctx.books.index.find("invoiced", estimate["Id"])]
    accepted = estimate.get("AcceptedBy") or estimate.get("AcceptedDate")
    return {
        "LinkedTxn": made,
        "TxnStatus": "Closed" if made else "Accepted" if accepted else "Pending",
    }


def check_removal(ctx: Context, doc: Doc) -> None:
    """An estimate that something is made of stays until it is unlinked (assumed); a person's page unlinks it."""
    made = list(ctx.books.index.find("invoiced", doc["Id"]))
    if made and not (ctx.as_user or ctx.history):
        raise business("The transaction is linked to other transactions. Unlink or delete them first.")
    for kind, id_ in made:
        form = ctx.books.rows(kind)[id_]
        left = [each for each in form["LinkedTxn"] if (each["TxnType"], each["TxnId"]) != ("Estimate", doc["Id"])]
        ctx.books.touch(kind, form, ctx.updated(), LinkedTxn=left)
