"""A refund: what a person has settled in the vendors' own pages, and says so; or what was kept is to be entered (A28)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions.asking import OTHERWISE, ask, reached, unprotected
from syncapp.actions.records import FixRefused
from syncapp.core.plan import Asked
from syncapp.core.values import Side
from syncapp.engine.people.asked import BEFORE
from syncapp.storage.models import SyncRecord

SETTLED = ("refund_needs_you", BEFORE)


def mark_done(record: SyncRecord, shown: str, *, by: User) -> None:
    """It counts as settled until anything of it changes."""
    ask(record, Asked.BY_HAND, shown, SETTLED, by=by, reason="Marked as done: it was booked by hand.")


def may_enter(record: SyncRecord) -> bool:
    """What was kept of it is known, and nothing in QuickBooks may be that already."""
    return record.reason == BEFORE and "kept" in record.params


def enter_kept(record: SyncRecord, shown: str, *, by: User) -> None:
    """Have what was kept of it entered in QuickBooks."""
    ask(record, Asked.KEPT, shown, (BEFORE,), by=by, reason="Enter what was kept in QuickBooks Online.", check=_may)


def _may(record: SyncRecord) -> None:
    if not may_enter(record):
        raise FixRefused(OTHERWISE)
    reached(record, Side.QUICKBOOKS)
    unprotected(record)
