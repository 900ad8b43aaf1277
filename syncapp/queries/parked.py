"""What is held because its date lies in a protected period, by month, for whoever keeps the books (A24, B27)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Substr

from syncapp.core.values import ObjectType, Side, rounded
from syncapp.engine.rules import protected_through
from syncapp.queries.counts import Cell
from syncapp.queries.records import customer_of, matching
from syncapp.queries.states import State, holds
from syncapp.storage.models import Catalog, SyncRecord, Workspace

# What QuickBooks Online would be told, by object and what a pass decided (core.plan.parked).
WOULD = {
    ("invoice", "create"): "The invoice is created",
    ("invoice", "update"): "Its changes in HubSpot are written",
    ("invoice", "void"): "The invoice is voided",
    ("payment", "create"): "The payment is recorded",
    ("payment", "update"): "Its changes in HubSpot are written",
    ("payment", "void"): "The payment is voided, because it failed in HubSpot",
}


@dataclass
class Month:
    key: str  # 2026-10
    invoices: Cell = field(default_factory=Cell)
    payments: Cell = field(default_factory=Cell)

    @property
    def first(self) -> date:
        return date.fromisoformat(f"{self.key}-01")

    @property
    def number(self) -> int:
        return self.invoices.number + self.payments.number


@dataclass(frozen=True)
class Protection:
    """Up to when the books are protected, and by whose date: ours or QuickBooks' closing date."""

    ours: date | None
    closing: date | None
    holds: date | None

    @property
    def by_quickbooks(self) -> bool:
        return self.holds is not None and self.holds == self.closing != self.ours


@dataclass(frozen=True)
class Held:
    record: SyncRecord
    day: date | None
    would: str

    @property
    def customer(self) -> str:
        return customer_of(self.record)


def protection(workspace: Workspace) -> Protection:
    catalog = (
        Catalog.objects.filter(connection__workspace=workspace, connection__side=Side.QUICKBOOKS)
        .only("settings")
        .first()
    )
    company = catalog.settings if catalog else {}
    closing = company.get("close_date")
    return Protection(
        workspace.protected_through,
        date.fromisoformat(closing) if closing else None,
        protected_through(workspace, company),
    )


def parked(workspace: Workspace, off: Collection[str], month: str = "", text: str = "") -> QuerySet[SyncRecord]:
    records = matching(SyncRecord.objects.filter(holds(State.PARKED, off), workspace=workspace), workspace, text)
    records = records.filter(params__date__startswith=f"{month}-") if month else records
    return records.select_related("customer", "invoice__customer")


def months(workspace: Workspace, off: Collection[str], text: str = "") -> list[Month]:
    """The oldest first: the one that is closed for longest."""
    rows = (
        parked(workspace, off, text=text)
        .annotate(month=Substr(KT("params__date"), 1, 7))
        .values("month", "object_type", "currency")
    )
    found: dict[str, Month] = {}
    for row in rows.annotate(number=Count("pk"), total=Sum("amount")).order_by():
        month = found.setdefault(row["month"] or "", Month(row["month"] or ""))
        name = "payments" if row["object_type"] == ObjectType.PAYMENT else "invoices"
        cell: Cell = getattr(month, name)
        amount = rounded(Decimal(row["total"] or 0), row["currency"])
        setattr(month, name, Cell(cell.number + row["number"], {**cell.money, row["currency"]: amount}))
    return [found[key] for key in sorted(found) if key]


def held(record: SyncRecord) -> Held:
    day = record.params.get("date")
    would = WOULD.get((record.object_type, record.params.get("what", "")), "It is written")
    return Held(record, date.fromisoformat(day) if day else None, would)


def all_of(records: QuerySet[SyncRecord]) -> Iterator[Held]:
    for record in records.order_by("params__date", "pk").iterator(chunk_size=500):
        yield held(record)
