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
    ask(record, Asked.VOID, shown, VOIDED, by=by, reason="Void it in QuickBooks Online too.", check=_there)


def _there(record: SyncRecord) -> None:
    may_void(record, Side.QUICKBOOKS)


def may_void(record: SyncRecord, side: Side) -> None:
    """Refused where the sync does not go, in a protected period of the books, and with payments on it."""
    reached(record, side)
    if side is Side.QUICKBOOKS:
        unprotected(record)
    if getattr(record, f"{side.value}_status") in ("paid", "partly paid"):
        raise FixRefused(
            f"Payments are applied to it in {side.label}. Remove or refund them first, then it can be voided."
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
