"""Two invoices of one number of which one alone is void: linking them voids the other, and what that means (A10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from syncapp.actions.asking import OTHERWISE, sides_reached
from syncapp.actions.linking import Standing
from syncapp.actions.records import FixRefused
from syncapp.core.plans.invoice import earlier_month
from syncapp.core.values import Side
from syncapp.queries.setup.passing import today_of
from syncapp.storage.models import SyncRecord
from syncapp.storage.same_document import void_alone


@dataclass(frozen=True)
class VoidToo:
    hubspot: SyncRecord
    quickbooks: SyncRecord
    standing: Standing
    reached: bool  # the sync goes there
    waits: bool  # it is asked for once more, because its month is over

    @property
    def side(self) -> Side:
        """Where it still stands."""
        return self.standing.side

    @property
    def record(self) -> SyncRecord:
        return self.quickbooks if self.side is Side.QUICKBOOKS else self.hubspot

    @property
    def void_in(self) -> Side:
        return self.side.other


def as_posted(query: Mapping[str, str]) -> Standing:
    """What the form says that it showed."""
    try:
        return Standing(Side(query.get("side", "")), Decimal(query.get("total", "")))
    except (ValueError, InvalidOperation):
        raise FixRefused(OTHERWISE) from None


def void_too(hubspot: SyncRecord | None, quickbooks: SyncRecord | None) -> VoidToo | None:
    """None where the void of one says nothing of the other."""
    if hubspot is None or quickbooks is None or hubspot.linked or quickbooks.linked:
        return None
    void = void_alone(hubspot, quickbooks)
    if void is None:
        return None
    side = void.other
    standing = quickbooks if side is Side.QUICKBOOKS else hubspot
    if standing.amount is None:
        return None
    reached = side in sides_reached(hubspot)
    waits = side is Side.QUICKBOOKS and earlier_month(quickbooks.document_date, today_of(quickbooks.workspace))
    return VoidToo(hubspot, quickbooks, Standing(side, standing.amount), reached, waits)
