"""What is proposed where a number would clash, before it does (B22, A5)."""

from __future__ import annotations

from syncapp.connectors.protocol import Holder
from syncapp.core.errors import day_text
from syncapp.core.values import Side
from syncapp.queries.changes import money_text
from syncapp.queries.finding import kind_words
from syncapp.storage.models import SyncRecord
from syncapp.storage.same_document import unlike


def holder_words(side: Side, holder: Holder) -> str:
    """`Credit memo in QuickBooks Online, Mei Chen, Oct 22, 2026, $19.00`"""
    told = (holder.label, day_text(holder.date), money_text(holder.amount, holder.currency))
    return ", ".join([f"{kind_words(holder.kind).capitalize()} in {side.label}", *(one for one in told if one)])


def proposal(record: SyncRecord, side: Side, holder: Holder, other: SyncRecord | None) -> str:
    """`record` stands alone on the other side than the holder."""
    mine, theirs = side.other.label, side.label
    if holder.kind != "Invoice":
        return f"Change the number of the invoice in {mine}, or that of the {kind_words(holder.kind)} in {theirs}, before the invoice goes."
    if other is None:
        return "It was not read here yet. Scan again after the next run."
    if other.linked:
        return f"That one is linked with another invoice. Give this one another number in {mine}."
    hubspot, quickbooks = (record, other) if side is Side.QUICKBOOKS else (other, record)
    if why := unlike(hubspot, quickbooks):
        return f"Not the same invoice: {why}. Change the number of one of them where it was made."
    return "Number, currency, total and date are the same. Where the customer is too, the two are linked and nothing is made twice."
