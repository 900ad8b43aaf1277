"""Number clashes before they happen, of invoices that stand on one side alone (B22, A18): all of them are compared with
every invoice that is known here, and for the newest both vendors are asked too, who know forms that are not read here.
Nothing is written, and nothing is adopted: that is a run's decision, under A5's rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from syncapp.actions.vendor_lookup import asked_of
from syncapp.connectors.protocol import Holder
from syncapp.core.records import Invoice, InvoiceStatus
from syncapp.core.values import ObjectType, Side, plain
from syncapp.storage.fields import NumberKey
from syncapp.storage.models import LONG, SyncRecord, Workspace

MOST = 200  # invoices of a side for which the other one is asked, the newest
LISTED = 500  # numbers that clash among what is known; more are none of a list that people read
HEAVY = (*LONG, "vendor_text")


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
    looked_at: int = 0  # invoices that stand alone, all of them
    asked: int = 0
    more: bool = False  # there are older ones, for which nobody was asked
    unlisted: bool = False  # more than LISTED numbers clash
    failed: list[str] = field(default_factory=list)  # why a side could not be asked


def scan(workspace: Workspace) -> Scan:
    """HubSpot's invoices against QuickBooks, then the reverse."""
    accounts = {row.side: row for row in workspace.connections.all()}
    result = Scan(looked_at=_invoices(workspace).filter(_ALONE).count())
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
    told = {(one.record.pk, one.holder.id) for one in result.found if one.holder.kind == "Invoice"}
    known, result.unlisted = _among_known(workspace)
    result.found += [one for one in known if (one.record.pk, one.holder.id) not in told]
    result.found = _once(result.found)
    return result


def _among_known(workspace: Workspace) -> tuple[list[Found], bool]:
    """By what was read of all invoices, however old: two statements, however many there are."""
    rows = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.INVOICE).exclude(number="")
    invoices = rows.annotate(key=NumberKey("number"))
    several = invoices.values("key").annotate(
        rows=Count("pk"), here=Count("hubspot_id"), there=Count("quickbooks_id"), alone=Count("pk", filter=_ALONE)
    )
    clashing = several.filter(rows__gt=1, here__gt=0, there__gt=0, alone__gt=0)
    numbers = list(clashing.order_by("key").values_list("key", flat=True)[: LISTED + 1])
    by_number: dict[str, list[SyncRecord]] = defaultdict(list)
    for row in invoices.filter(key__in=numbers[:LISTED]).defer(*HEAVY).order_by("key", "-pk") if numbers else ():
        by_number[row.key].append(row)  # type: ignore[attr-defined]
    found = [
        Found(row, side, _holder(other, side), other)
        for rows in by_number.values()
        for row in rows
        for side in Side
        if row.id_on(side) is None and row.status != SyncRecord.Status.IGNORED
        for other in rows
        if other.id_on(side) is not None and not _is_draft(other, side)
    ]
    return found, len(numbers) > LISTED


def _is_draft(row: SyncRecord, side: Side) -> bool:
    return side is Side.HUBSPOT and row.hubspot_status == InvoiceStatus.DRAFT.value


def _holder(row: SyncRecord, side: Side) -> Holder:
    day = row.document_date.isoformat() if row.document_date else ""
    amount = "" if row.amount is None else plain(row.amount)
    return Holder(str(row.id_on(side)), "Invoice", row.customer_name, day, amount, row.currency)


def _once(found: Sequence[Found]) -> list[Found]:
    """Two invoices that stand alone and have one number are found from either side."""
    seen: dict[frozenset[int], Found] = {}
    apart = [one for one in found if one.other is None]
    for one in found:
        if one.other is not None:
            seen.setdefault(frozenset((one.record.pk, one.other.pk)), one)
    kept = {id(one) for one in (*apart, *seen.values())}
    return [one for one in found if id(one) in kept]


_ALONE = Q(hubspot_id=None) ^ Q(quickbooks_id=None)


def _invoices(workspace: Workspace) -> QuerySet[SyncRecord]:
    """With a number, and not left out by a person."""
    rows = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.INVOICE).exclude(number="")
    return rows.exclude(status=SyncRecord.Status.IGNORED)


def _alone(workspace: Workspace, side: Side) -> list[SyncRecord]:
    """Invoices with a number that stand on this side only and are not left out by a person."""
    alone = _invoices(workspace).filter(**{f"{side.value}_id__isnull": False, f"{side.other.value}_id": None})
    return list(alone.defer(*HEAVY).order_by("-document_date", "-pk")[: MOST + 1])


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
