"""What our own writes change of the coding of lines in QuickBooks."""

from __future__ import annotations

from dataclasses import replace

from syncapp.core.recoding import written
from syncapp.core.records import Invoice, Record
from syncapp.core.values import Side
from syncapp.storage.convert import decode_base, encode_base
from syncapp.storage.models import SyncRecord


def note_coding(row: SyncRecord, before: Record | None, told: Record | None) -> None:
    """What a write of ours has changed of the coding of QuickBooks' lines was not recoded there by anybody (A7)."""
    if row.origin != Side.HUBSPOT or not isinstance(before, Invoice) or not isinstance(told, Invoice):
        return
    base = decode_base(row.quickbooks_base)
    if (coded := written(base, before, told)) != base.coded:
        row.quickbooks_base = encode_base(replace(base, coded=coded))
