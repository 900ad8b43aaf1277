"""Money that was entered anew in QuickBooks, in other amounts: too much for HubSpot only until what it replaces is taken
back there (A29)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from syncapp.core.plan import Decision, Planned, waiting
from syncapp.core.values import Side
from syncapp.storage.models import SyncRecord


def behind_what_frees(decisions: Mapping[SyncRecord, Decision]) -> dict[SyncRecord, Decision]:
    """Payments that wait for another one of their invoice, which gives its money back in this very pass."""
    freeing = {row.invoice_id: row for row, one in decisions.items() if any(map(_frees, one.planned))}
    return {
        row: waiting(freeing[row.invoice_id].pk, freeing[row.invoice_id].label)
        for row, one in decisions.items()
        if one.reason == "overpays" and row.invoice_id in freeing and _comes(row)
    }


def _comes(row: SyncRecord) -> bool:
    return not row.hubspot_id or row.origin == Side.QUICKBOOKS


def _frees(planned: Planned) -> bool:
    """A payment of HubSpot is removed, or made smaller."""
    if planned.side is not Side.HUBSPOT or planned.write.entity != "payment":
        return False
    amounts = [(one.before, one.after) for one in planned.changes if one.field == "amount"]
    smaller = (isinstance(old, Decimal) and isinstance(new, Decimal) and new < old for old, new in amounts)
    return planned.write.action == "delete" or any(smaller)
