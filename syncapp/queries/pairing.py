"""A record of HubSpot beside one of QuickBooks, as if they were one: what agrees, what differs, what forbids it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Sum

from syncapp.core.values import ObjectType, Pair, Side
from syncapp.queries.both_sides import Cell, Row
from syncapp.queries.counts import Cell as Number
from syncapp.queries.counts import Tally
from syncapp.queries.record_page import Offered, RecordPage
from syncapp.queries.record_versions import Amount, Shown, held
from syncapp.storage.models import MatchKey, SyncRecord, Workspace
from syncapp.storage.same_document import unlike

DIFFERS = "differs"


@dataclass(frozen=True)
class Pairing:
    hubspot: SyncRecord
    quickbooks: SyncRecord
    rows: list[Row]

    @property
    def why_not(self) -> str:
        """What forbids it, in words; empty where they can be one."""
        for row in (self.hubspot, self.quickbooks):
            if row.linked:
                return f"{row.label} is linked already"
        return unlike(self.hubspot, self.quickbooks)

    @property
    def through(self) -> tuple[SyncRecord, SyncRecord] | None:
        """A1: who is not linked can be billed through who is."""
        if self.hubspot.object_type != ObjectType.CONTACT or self.hubspot.linked == self.quickbooks.linked:
            return None
        return (self.quickbooks, self.hubspot) if self.hubspot.linked else (self.hubspot, self.quickbooks)

    @property
    def differing(self) -> int:
        return sum(row.changed for row in self.rows)


def pairing(tally: Tally, fields: Mapping[str, Offered], hubspot: SyncRecord, quickbooks: SyncRecord) -> Pairing:
    page = RecordPage(tally.workspace, hubspot, tally, fields)
    page.both = Pair(held(hubspot).hubspot, held(quickbooks).quickbooks)
    rows = (
        [row for group in page.sides.groups for row in group.rows] if hubspot.object_type != ObjectType.PAYMENT else []
    )
    known = {row.label for row in rows}
    facts = [row for row in _facts(hubspot, quickbooks) if row.label not in known]
    return Pairing(hubspot, quickbooks, [_compared(row) for row in (*facts, *rows)])


def _compared(row: Row) -> Row:
    """Marked where both hold something and it is not the same."""
    here, there = row.hubspot.value, row.quickbooks.value
    differs = None not in (here, there) and here != there
    return replace(
        row,
        agreed=Cell(),
        hubspot=replace(row.hubspot, mark=""),
        quickbooks=replace(row.quickbooks, mark=DIFFERS if differs else ""),
    )


def documents(hubspot: SyncRecord, quickbooks: SyncRecord) -> list[Row]:
    """Two documents by what is known of every one: number, amount, date, customer."""
    return [_compared(row) for row in _facts(hubspot, quickbooks)]


def _facts(hubspot: SyncRecord, quickbooks: SyncRecord) -> list[Row]:
    """What is known of every record, read lately or not."""
    both = Pair(hubspot, quickbooks)
    object_type = hubspot.object_type
    rows = [_row("Number" if object_type == ObjectType.INVOICE else "Name", both, lambda row: row.label)]
    if object_type == ObjectType.CONTACT:
        emails = _emails(both)
        rows.append(_row("Email addresses", both, lambda row: emails.get(row.pk)))
    if object_type == ObjectType.PRODUCT:
        rows.append(_row("SKU", both, lambda row: row.number))
    rows += [
        _row("Amount", both, _amount),
        _row("Date", both, lambda row: row.document_date),
        _row("Customer", both, _customer),
    ]
    return [row for row in rows if not row.empty]


def _row(label: str, both: Pair[SyncRecord], of: Callable[[SyncRecord], Shown]) -> Row:
    return Row(label, Cell(of(both.hubspot) or None), Cell(of(both.quickbooks) or None))


def _amount(row: SyncRecord) -> Amount | None:
    return None if row.amount is None else Amount(row.amount, row.currency)


def _customer(row: SyncRecord) -> str:
    return row.customer_name or (row.customer.label if row.customer else "")


def _emails(both: Pair[SyncRecord]) -> dict[int, str]:
    """The addresses of each, as its side has them."""
    found: dict[int, list[str]] = {}
    keys = MatchKey.objects.filter(record__in=[both.hubspot, both.quickbooks], key__startswith="email:").order_by("pk")
    for pk, side, key in keys.values_list("record_id", "side", "key"):
        if pk == both[Side(side)].pk:
            found.setdefault(pk, []).append(key.removeprefix("email:"))
    return {pk: ", ".join(emails) for pk, emails in found.items()}


def documents_under(record: SyncRecord) -> Number:
    """A6: the invoices that stand under this customer."""
    rows = SyncRecord.objects.filter(workspace=record.workspace_id, object_type=ObjectType.INVOICE, customer=record)
    sums = (
        rows.filter(hubspot_id__isnull=False, quickbooks_id__isnull=False)
        .values_list("currency")
        .annotate(total=Sum("amount"))
        .order_by()
    )
    return Number(rows.count(), {currency: total for currency, total in sums if total is not None})


def one_of(workspace: Workspace, pk: int | None) -> SyncRecord | None:
    return some_of(workspace, [pk]).get(pk or 0)


def some_of(workspace: Workspace, pks: Sequence[int | None]) -> dict[int, SyncRecord]:
    wanted = [pk for pk in pks if pk is not None]
    rows = SyncRecord.objects.filter(workspace=workspace, pk__in=wanted).select_related(
        "workspace", "customer", "invoice"
    )
    return {row.pk: row for row in rows} if wanted else {}
