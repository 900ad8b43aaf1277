"""What QuickBooks applies or takes off by itself: page edits, automatic credits, automatic payments."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks import links
from syncapp.sandbox.quickbooks.books import ITSELF, Doc, stamped
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.quickbooks.money import ZERO, amount, plain
from syncapp.sandbox.quickbooks.payments import after

PAYMENT = ENTITIES["Payment"]


def trim(ctx: Context, kind: str, id_: str, limit: Decimal) -> None:
    """Takes what is applied beyond `limit` off the newest payments; it stays there as unapplied."""
    excess = links.applied(ctx, kind, id_) - limit
    for payment_id in reversed(links.payments_of(ctx, kind, id_)):
        if excess <= ZERO:
            return
        payment = ctx.books.rows("Payment")[payment_id]
        kept, taken = [], ZERO
        for line in payment["Line"]:
            if line["LinkedTxn"][0] == {"TxnId": id_, "TxnType": kind}:
                taken = min(excess, amount(line["Amount"]))
                line = {**line, "Amount": amount(line["Amount"]) - taken}
            kept += [line] if amount(line["Amount"]) else []
        excess -= taken
        back = taken if links.is_charge(ctx, kind, id_) else -taken
        changed = {"Line": kept, "UnappliedAmt": amount(payment["UnappliedAmt"]) + back}
        if not payment["TotalAmt"]:  # it only linked credits to charges: the link is dissolved
            changed = {"Line": [], "UnappliedAmt": ZERO}
        after(
            ctx,
            PAYMENT,
            payment,
            ctx.books.touch("Payment", plain({**payment, **changed}), ctx.updated()),
        )


def at_birth(ctx: Context, invoice: Doc) -> None:
    """AutoApplyCredit and AutoApplyPayments: an invoice may be born with a balance below its total."""
    if ctx.history:
        return
    if ctx.books.preference("SalesFormsPrefs", "AutoApplyCredit"):
        _credits(ctx, invoice)
    if ctx.books.preference("SalesFormsPrefs", "AutoApplyPayments"):
        _payments(ctx, ctx.books.rows("Invoice")[invoice["Id"]])


def _open(ctx: Context, invoice: Doc, entity: str, field: str) -> list[tuple[Doc, Decimal]]:
    """The customer's documents with something left, oldest first, and how much of each the invoice takes."""
    out, left = [], amount(invoice["Balance"])
    for kind, id_ in list(ctx.books.index.find("customer", invoice["CustomerRef"]["value"])):
        doc = ctx.books.get(kind, id_) if kind == entity else None
        value = min(left, amount(doc[field])) if doc else ZERO
        if doc and value > ZERO:
            out.append((doc, value))
            left -= value
    return out


def _line(value: Decimal, kind: str, id_: str) -> dict[str, Any]:
    return {"Amount": value, "LinkedTxn": [{"TxnId": id_, "TxnType": kind}]}


def _payments(ctx: Context, invoice: Doc) -> None:
    for payment, value in _open(ctx, invoice, "Payment", "UnappliedAmt"):
        changed = {
            "Line": [*payment["Line"], _line(value, "Invoice", invoice["Id"])],
            "UnappliedAmt": amount(payment["UnappliedAmt"]) - value,
        }
        done = ctx.books.touch("Payment", plain({**payment, **changed}), ctx.updated())
        after(ctx, PAYMENT, payment, done)


def _credits(ctx: Context, invoice: Doc) -> None:
    """Open credit memos, linked by a payment of zero."""
    found = _open(ctx, invoice, "CreditMemo", "Balance")
    if not found:
        return
    total = sum((value for _, value in found), ZERO)
    doc = {
        "Id": ctx.books.next_id("Payment"),
        "SyncToken": "0",
        "domain": "QBO",
        "sparse": False,
        "MetaData": stamped("Payment", ctx.created(), ctx.updated(), ITSELF),
        "CustomerRef": invoice["CustomerRef"],
        "CurrencyRef": invoice["CurrencyRef"],
        "TxnDate": invoice["TxnDate"],
        "TotalAmt": 0,
        "UnappliedAmt": 0,
        "ProcessPayment": False,
        "PrivateNote": "Created by QB Online to link credits to charges.",
        "Line": [
            _line(total, "Invoice", invoice["Id"]),
            *(_line(value, "CreditMemo", memo["Id"]) for memo, value in found),
        ],
        "LinkedTxn": [],
    }
    after(ctx, PAYMENT, None, ctx.books.save("Payment", plain(doc)))
