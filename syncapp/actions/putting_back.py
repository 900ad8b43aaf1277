"""What was changed on the side that does not own it is put back as its owner has it (B19, S3, A8, A29).

A click is good for exactly what was shown: `shown` is the seal of the record as the page had it, and the next run
writes only if both sides still hold the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.contrib.auth.models import User

from syncapp.actions.asking import ask, reached, unprotected
from syncapp.core.plan import Asked
from syncapp.core.values import Side
from syncapp.storage.models import SyncRecord

# Where the code says on which side something is written back.
WRITTEN: Mapping[str, Side] = MappingProxyType(
    {
        "native_invoice_edited": Side.QUICKBOOKS,
        "total_changed": Side.QUICKBOOKS,
        "payment_changed": Side.QUICKBOOKS,
        "payment_removed": Side.QUICKBOOKS,
        "owned_elsewhere": Side.HUBSPOT,
    }
)


def put_back(record: SyncRecord, shown: str, *, by: User) -> Side:
    """Have it written back; the side that is written to."""
    ask(record, Asked.PUT_BACK, shown, WRITTEN, by=by, reason=_said(record), check=_may)
    return WRITTEN[record.reason]


def _said(record: SyncRecord) -> str:
    if record.reason == "payment_removed":
        return "Put the payment back in QuickBooks Online."
    side = WRITTEN.get(record.reason, Side.QUICKBOOKS)
    return f"Put {side.label} back as it is in {side.other.label}."


def _may(record: SyncRecord) -> None:
    side = WRITTEN[record.reason]
    reached(record, side)
    if side is Side.QUICKBOOKS:
        unprotected(record)
