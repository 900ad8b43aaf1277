"""What a person has settled in the vendors' own pages, and says so (A28)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions.asking import ask
from syncapp.core.plan import Asked
from syncapp.storage.models import SyncRecord

SETTLED = ("refund_needs_you",)


def mark_done(record: SyncRecord, shown: str, *, by: User) -> None:
    """It counts as settled until anything of it changes."""
    ask(record, Asked.BY_HAND, shown, SETTLED, by=by, reason="Marked as done: it was booked by hand.")
