"""An invoice of QuickBooks that was voided in HubSpot: the void holds there too, or it is taken back (A10)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions.asking import ask, reached, unprotected
from syncapp.actions.records import FixRefused
from syncapp.core.plan import Asked
from syncapp.core.values import Side
from syncapp.storage.models import SyncRecord

VOIDED = ("voided_elsewhere",)


def void_there(record: SyncRecord, shown: str, *, by: User) -> None:
    """Have it voided in QuickBooks, at its own date."""
    ask(record, Asked.VOID, shown, VOIDED, by=by, reason="Void it in QuickBooks Online too.", check=_may_void)


def _may_void(record: SyncRecord) -> None:
    reached(record, Side.QUICKBOOKS)
    unprotected(record)
    if record.quickbooks_status in ("paid", "partly paid"):
        raise FixRefused(
            "Payments are applied to it in QuickBooks Online. Remove or refund them first, then it can be voided."
        )


def restore(record: SyncRecord, shown: str, *, by: User) -> None:
    """Have the copy in HubSpot opened again, as its original stands."""
    ask(
        record,
        Asked.RESTORE,
        shown,
        VOIDED,
        by=by,
        reason="Restore it in HubSpot.",
        check=lambda row: reached(row, Side.HUBSPOT),
    )
