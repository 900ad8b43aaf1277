"""Number clashes before they happen: both vendors are asked for the numbers of invoices that stand on the other side alone
(B22, A18). Nothing is written, and nothing is adopted: that is a run's decision, under A5's rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from syncapp.actions.looking import asked_of
from syncapp.connectors.protocol import Holder
from syncapp.core.records import Invoice, InvoiceStatus
from syncapp.core.values import ObjectType, Side
from syncapp.storage.models import SyncRecord, Workspace

MOST = 200  # invoices of a side, the newest
HEAVY = ("hubspot_base", "quickbooks_base", "hubspot_seen", "quickbooks_seen", "floor", "decision", "vendor_text")


@dataclass(frozen=True)
class Found:
    """An invoice of one side whose number a document on the other side has; `other`: that one, where it is known here."""

    record: SyncRecord
    side: Side  # where the holder stands
    holder: Holder
    other: SyncRecord | None = None


@dataclass
class Scan:
    found: list[Found] = field(default_factory=list)
    asked: int = 0
    more: bool = False  # there are older ones, which were not asked for
    failed: list[str] = field(default_factory=list)  # why a side could not be asked


def scan(workspace: Workspace) -> Scan:
    """HubSpot's invoices against QuickBooks, then the reverse."""
    accounts = {row.side: row for row in workspace.connections.all()}
    result = Scan()
    for side in (Side.QUICKBOOKS, Side.HUBSPOT):
        rows = _alone(workspace, side.other)
        result.more |= len(rows) > MOST
        numbers = sorted({row.number for row in rows[:MOST]})
        if not numbers:
            continue
        told = asked_of(side, accounts.get(side.value), lambda system, numbers=numbers: system.numbers(numbers))  # type: ignore[misc]
        if isinstance(told, str):
            result.failed.append(told)
            continue
        result.asked += len(numbers)
        result.found += _clashes(workspace, side, rows[:MOST], told)
    result.found = _once(result.found)
    return result


def _once(found: Sequence[Found]) -> list[Found]:
    """Two invoices that stand alone and have one number are found from either side."""
    seen: dict[frozenset[int], Found] = {}
    apart = [one for one in found if one.other is None]
    for one in found:
        if one.other is not None:
            seen.setdefault(frozenset((one.record.pk, one.other.pk)), one)
    kept = {id(one) for one in (*apart, *seen.values())}
    return [one for one in found if id(one) in kept]


def _alone(workspace: Workspace, side: Side) -> list[SyncRecord]:
    """Invoices with a number that stand on this side only and are not left out by a person."""
    rows = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.INVOICE).exclude(number="")
    alone = rows.filter(**{f"{side.value}_id__isnull": False, f"{side.other.value}_id": None})
    kept = alone.exclude(status=SyncRecord.Status.IGNORED).defer(*HEAVY)
    return list(kept.order_by("-document_date", "-pk")[: MOST + 1])


def _clashes(
    workspace: Workspace, side: Side, rows: Sequence[SyncRecord], told: Mapping[str, Sequence[Holder]]
) -> list[Found]:
    ids = [holder.id for some in told.values() for holder in some if holder.kind == "Invoice"]
    known = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.INVOICE).of(side, ids)
    others = {row.id_on(side): row for row in known.defer(*HEAVY)} if ids else {}
    return [
        Found(row, side, holder, others.get(holder.id) if holder.kind == "Invoice" else None)
        for row in rows
        for holder in told.get(row.number, ())
        if not _draft(holder)
    ]


def _draft(holder: Holder) -> bool:
    """Its number is not issued yet."""
    return isinstance(holder.record, Invoice) and holder.record.status is InvoiceStatus.DRAFT
