"""What QuickBooks made of a HubSpot invoice is taken into HubSpot, where HubSpot lets itself be edited (B19, S44)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions.asking import ask, reached
from syncapp.actions.records import FixRefused
from syncapp.core.plan import Asked
from syncapp.core.values import Side
from syncapp.engine.people.taking import why_not_taken
from syncapp.storage.models import SyncRecord

REASON = "native_invoice_edited"


def take(record: SyncRecord, shown: str, *, by: User) -> None:
    """Have QuickBooks' version written to HubSpot by the next run, if both still hold what was `shown`."""
    said = "Take into HubSpot what stands in QuickBooks Online."
    ask(record, Asked.TAKE, shown, (REASON,), by=by, reason=said, check=_may)


def _may(record: SyncRecord) -> None:
    reached(record, Side.HUBSPOT)
    if why := why_not_taken(record):
        raise FixRefused(why)
