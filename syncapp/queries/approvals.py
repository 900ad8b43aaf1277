"""What waits for a click where the plan is clear (A10, A15), by what a click would do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.fields.json import KT

from syncapp.core.values import ObjectType, Side, rounded
from syncapp.queries.approval_words import WHAT, WORDS, Words, do_one, leave_one, words_of
from syncapp.queries.counts import Cell
from syncapp.queries.records import Page, matching, page_of
from syncapp.queries.states import State, holds
from syncapp.storage.models import SyncRecord, Workspace

SHOWN = 25


@dataclass(frozen=True)
class Asked:
    """One record with what the click is about."""

    record: SyncRecord
    day: date | None
    payments: Cell  # what HubSpot has received for it, which goes with it

    @property
    def customer(self) -> str:
        return self.record.customer_name or (self.record.customer.label if self.record.customer else "")

    @property
    def what(self) -> str:
        return str(self.record.params.get("what", ""))

    @property
    def words(self) -> Words:
        return words_of(self.what)

    @property
    def do(self) -> str:
        return do_one(self.what, self.record.params.get("system", ""))

    @property
    def leave(self) -> str:
        return leave_one(self.what)

    @property
    def other_system(self) -> str:
        """Where it came to an end, so that it would in `params.system` too."""
        there = self.record.params.get("system", "")
        return next((side.label for side in Side if side.label != there), "")


@dataclass(frozen=True)
class Group:
    what: str
    cell: Cell
    rows: list[Asked] = field(default_factory=list)
    page: Page[int] = field(default_factory=lambda: Page([]))

    @property
    def words(self) -> Words:
        return WORDS[self.what]

    @property
    def do_all(self) -> str:
        return self.words.all_of(self.cell.number)

    @property
    def leave_all(self) -> str:
        return self.words.none_of(self.cell.number)


def waiting(workspace: Workspace, off: Collection[str]) -> QuerySet[SyncRecord]:
    return SyncRecord.objects.filter(holds(State.APPROVAL, off), workspace=workspace).select_related("customer")


def groups(
    workspace: Workspace,
    off: Collection[str],
    *,
    only: str = "",
    text: str = "",
    after: int | None = None,
    before: int | None = None,
) -> list[Group]:
    """Each with its first records, or `only` one of them page by page; of those that `text` leads to."""
    records = matching(waiting(workspace, off), workspace, text)
    cells = _cells(records)
    chosen = [what for what in WHAT if what in cells and only in ("", what)]
    pages = {
        what: page_of(records.filter(params__what=what), size=SHOWN, after=after, before=before) for what in chosen
    }
    paid = payments_of([row for page in pages.values() for row in page.rows])
    return [Group(what, cells[what], [asked(row, paid) for row in pages[what].rows], pages[what]) for what in chosen]


def _cells(records: QuerySet[SyncRecord]) -> dict[str, Cell]:
    rows = records.annotate(what=KT("params__what")).values("what", "currency")
    rows = rows.annotate(number=Count("pk"), total=Sum("amount")).order_by()
    found: dict[str, Cell] = {}
    for row in rows:
        found[row["what"]] = _added(found.get(row["what"], Cell()), row)
    return found


def _added(held: Cell, row: Mapping[str, Any]) -> Cell:
    amount = rounded(Decimal(row["total"] or 0), row["currency"])
    return Cell(held.number + row["number"], {**held.money, row["currency"]: amount})


def payments_of(records: Sequence[SyncRecord]) -> Mapping[int, Cell]:
    """By invoice: its payments that wait for it."""
    waiting = SyncRecord.objects.filter(
        invoice__in=records, object_type=ObjectType.PAYMENT, status="pending", quickbooks_id=None
    )
    rows = waiting.values("invoice", "currency").annotate(number=Count("pk"), total=Sum("amount")).order_by()
    found: dict[int, Cell] = {}
    for row in rows:
        invoice = int(row["invoice"] or 0)
        found[invoice] = _added(found.get(invoice, Cell()), row)
    return found


def asked(record: SyncRecord, paid: Mapping[int, Cell]) -> Asked:
    day = record.params.get("date")
    return Asked(record, date.fromisoformat(day) if day else record.document_date, paid.get(record.pk, Cell()))


def sum_of(records: Iterable[SyncRecord]) -> Cell:
    money: dict[str, Decimal] = {}
    number = 0
    for row in records:
        number += 1
        amount = rounded(row.amount or Decimal(0), row.currency)
        money[row.currency] = money.get(row.currency, Decimal(0)) + amount
    return Cell(number, money)
