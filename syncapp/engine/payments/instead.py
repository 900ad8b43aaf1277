"""Money that was entered anew on one side, in other amounts: too much for the other only until what it replaces is taken
back there (A29)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from syncapp.core.plan import Decision, Planned
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.payments.awaited import behind
from syncapp.storage.models import SyncRecord

DELETED = "deleted_in_hubspot"


def look_for_what_is_gone(p: Pass, rows: Iterable[SyncRecord]) -> None:
    """Beside a payment that is new in HubSpot, those of its invoice that no longer stand there are due too: nothing but a
    webhook tells of their deletion, and QuickBooks would hold both. At most one question to HubSpot."""
    fresh = {row.invoice_id for row in rows if row.hubspot_id and not row.linked and row.invoice_id}
    if not fresh:
        return
    beside = _payments(p).linked().filter(invoice__in=fresh, origin=Side.HUBSPOT)
    ids = dict(beside.exclude(status=SyncRecord.Status.IGNORED).values_list("hubspot_id", "pk"))
    p.questions.read(Side.HUBSPOT, ObjectType.PAYMENT, ids)
    gone = [pk for one, pk in ids.items() if (Side.HUBSPOT, ObjectType.PAYMENT, one) in p.questions.missing]
    if gone:
        p.records().filter(pk__in=gone).update(next_attempt_at=p.now())


def behind_what_frees(p: Pass, decisions: Mapping[SyncRecord, Decision]) -> dict[SyncRecord, Decision]:
    """Payments that are too much for their invoice as it stands, and wait for another one of it, which gives its money
    back: in this very pass, or once a person has said what becomes of one that was deleted in HubSpot (A11)."""
    waits: dict[SyncRecord, Decision] = {}
    coming = {row: _goes_to(row) for row, one in decisions.items() if _is_too_much(one)}
    if not coming:
        return waits
    freeing = {
        (side, row.invoice_id): row
        for row, one in decisions.items()
        for side in Side
        if any(_frees(planned, side) for planned in one.planned) or (side is Side.QUICKBOOKS and one.reason == DELETED)
    }
    to_quickbooks = {row.invoice_id for row, side in coming.items() if side is Side.QUICKBOOKS}
    for row in _payments(p).filter(invoice__in=to_quickbooks, status=SyncRecord.Status.FAILING, reason=DELETED):
        freeing.setdefault((Side.QUICKBOOKS, row.invoice_id), row)
    for row, side in coming.items():
        first = freeing.get((side, row.invoice_id))
        if first is not None and first.pk != row.pk:
            waits[row] = behind(first)
    return waits


def _payments(p: Pass) -> Any:
    return p.records().filter(object_type=ObjectType.PAYMENT)


def _goes_to(row: SyncRecord) -> Side:
    return Side.HUBSPOT if not row.hubspot_id or row.origin == Side.QUICKBOOKS else Side.QUICKBOOKS


def _is_too_much(decision: Decision) -> bool:
    """QuickBooks takes the rest as money that is not applied, and refuses nothing."""
    if decision.reason == "overpays":
        return True
    return any(
        planned.side is Side.QUICKBOOKS
        and (planned.write.entity, planned.write.action) == ("payment", "create")
        and _told(planned, "applied") != _told(planned, "amount")
        for planned in decision.planned
    )


def _told(planned: Planned, name: str) -> object:
    return next((one.after for one in planned.changes if one.field == name), None)


def _frees(planned: Planned, side: Side) -> bool:
    """A payment is taken back on this side, or made smaller."""
    if planned.side is not side or planned.write.entity != "payment":
        return False
    amounts = [(one.before, one.after) for one in planned.changes if one.field == "amount"]
    smaller = (isinstance(old, Decimal) and isinstance(new, Decimal) and new < old for old, new in amounts)
    return planned.write.action in ("delete", "void") or any(smaller)
