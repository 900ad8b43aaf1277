"""The parts of a HubSpot payment that a person has divided among its invoices: a row for each, `payment/invoice` (A25).

What was decided stands with the row of the payment itself, `decision["divided"]["amounts"]`, by the HubSpot id of each
invoice; HubSpot knows nothing of it, so a part is read as its payment with the amount that was decided.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from syncapp.core.records import Payment
from syncapp.core.values import ObjectType, Side
from syncapp.storage.models import SyncRecord, Workspace

DIVIDED = "divided"
Divisions = Mapping[str, Mapping[str, Decimal]]  # by payment, by invoice


def whole_of(external_id: str | None) -> str:
    """The payment, of itself or of one of its parts."""
    return (external_id or "").partition("/")[0]


def note_of(portal: str | None, external_id: str | None) -> str:
    """Our mark in QuickBooks' private note on what was made of this HubSpot payment, or of a part of it (A27)."""
    return f"HubSpot {portal}:{whole_of(external_id)}"


def is_part(row: SyncRecord) -> bool:
    return row.object_type == ObjectType.PAYMENT and "/" in (row.hubspot_id or "")


def amounts_of(row: SyncRecord) -> dict[str, Decimal] | None:
    """How this payment is divided, if it is."""
    return amounts_in(row.decision)


def amounts_in(decision: Mapping[str, Any]) -> dict[str, Decimal] | None:
    told = decision.get(DIVIDED)
    return {invoice: Decimal(amount) for invoice, amount in told["amounts"].items()} if told else None


def divisions(workspace: Workspace, payments: Collection[str]) -> Divisions:
    rows = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.PAYMENT, hubspot_id__in=payments)
    return {str(row.hubspot_id): amounts_of(row) or {} for row in rows if DIVIDED in row.decision}


def part_of(whole: Payment, invoice: str, amount: Decimal) -> Payment:
    """One part, as a payment of its own. Our mark stands on copies of whole payments."""
    return replace(
        whole, id=f"{whole.id}/{invoice}", amount=amount, total=whole.amount, invoice_ids=(invoice,), key=None
    )


def parts(rows: Any, payment: str) -> Any:
    """The rows of its parts, the first first."""
    return rows.filter(object_type=ObjectType.PAYMENT, hubspot_id__startswith=f"{payment}/").order_by("pk")


def is_part_of_ignored(rows: Any, row: SyncRecord) -> bool:
    """A person has left out the payment that it is a part of."""
    if not is_part(row):
        return False
    wholes = rows.filter(object_type=ObjectType.PAYMENT, status=SyncRecord.Status.IGNORED)
    found: bool = wholes.of(Side.HUBSPOT, [whole_of(row.hubspot_id)]).exists()
    return found
