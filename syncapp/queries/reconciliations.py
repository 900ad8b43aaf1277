"""What a reconciliation found, for its page, its file, the command, and whoever is to be told of a difference (B3, B7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from syncapp.core.ledgers import Outcome
from syncapp.core.money import in_currency
from syncapp.core.periods import Period
from syncapp.core.values import ObjectType, Side, rounded
from syncapp.engine.reconciliation.reconciling import TWINS
from syncapp.engine.reconciliation.results import WAITING
from syncapp.engine.reconciliation.sums import EXPLAINED, Sum, Sums
from syncapp.queries.links import vendor_page
from syncapp.storage.models import Connection, Reconciled, Reconciliation, SyncRecord, Workspace

OBJECTS = (ObjectType.INVOICE, ObjectType.PAYMENT)
LATE = timedelta(seconds=45)  # by then a worker has taken it up
NOTHING = ("voided", "void", "draft")
NIGHTLY, AN_HOUR = 5, timedelta(hours=1)  # spans of days that a night looks at, at most; begun together
MOST = 8  # spans of days that were looked at before


@dataclass(frozen=True)
class Standing:
    """Of one span of days: the newest, whatever became of it, and the last that came to a result."""

    newest: Reconciliation | None = None
    result: Reconciliation | None = None

    @property
    def under_way(self) -> bool:
        return self.newest is not None and self.newest.ended_at is None

    @property
    def failed(self) -> bool:
        return self.newest is not None and self.newest.failed != ""

    @property
    def late(self) -> bool:
        """No worker has taken it up."""
        row = self.newest
        waits = self.under_way and row is not None and row.read_through is None
        return bool(waits and row and row.progress.get("doing") == WAITING and timezone.now() - row.asked_at > LATE)

    @property
    def months(self) -> tuple[int, int]:
        """How many are read, of how many."""
        row = self.newest
        if row is None:
            return 0, 0
        months = list(Period(row.first_day, row.last_day).months())
        return sum(row.read_through is not None and one.last <= row.read_through for one in months), len(months)


def standing(workspace: Workspace, period: Period) -> Standing:
    rows = Reconciliation.objects.filter(workspace=workspace, first_day=period.first, last_day=period.last)
    found = list(rows.select_related("actor"))
    done = next((row for row in found if row.done), None)
    return Standing(found[0] if found else None, done)


def before(workspace: Workspace, period: Period) -> list[tuple[Reconciliation, str, int, int]]:
    """The last results of other spans of days, the newest first: the days in words, what differs, what moved."""
    rows = results(workspace).exclude(first_day=period.first, last_day=period.last)
    return [
        (row, Period(row.first_day, row.last_day).words, row.number(Outcome.DIFFERENT), row.number(Outcome.MOVING))
        for row in rows.defer("sums")[:MOST]
    ]


def results(workspace: Workspace) -> QuerySet[Reconciliation]:
    """Of each span of days the last one that came to a result, the newest first: what it differs in is `rows_of` (B7)."""
    return Reconciliation.objects.filter(workspace=workspace, ended_at__isnull=False, failed="")


def calls_of_a_night(workspace: Workspace) -> dict[str, int]:
    """By side, what the last night took of all that it looked at; empty where there was none."""
    rows = list(results(workspace).filter(by_itself=True).only("asked_at", "calls")[:NIGHTLY])
    night = [row for row in rows if rows[0].asked_at - row.asked_at < AN_HOUR]
    return {side.value: sum(row.calls.get(side.value, 0) for row in night) for side in Side} if night else {}


def rows_of(result: Reconciliation | None, show: str = "", object_type: str = "") -> QuerySet[Reconciled]:
    """`show`: an outcome, or `twins`; all rows without it."""
    rows = Reconciled.objects.filter(reconciliation=result) if result else Reconciled.objects.none()
    rows = rows.filter(object_type=object_type) if object_type else rows
    if show == TWINS:
        return rows.exclude(twin="")
    return rows.filter(outcome=show) if show else rows


@dataclass(frozen=True)
class Tab:
    show: str
    label: str
    number: int


def tabs(result: Reconciliation) -> list[Tab]:
    """What can be listed; what there is none of, only where it says something. The first one is shown."""
    numbers = {outcome.value: result.number(outcome) for outcome in Outcome}
    numbers |= {TWINS: result.number(TWINS), "": sum(numbers.values())}
    found = [Tab(show, label, numbers[show]) for show, label in _TABS.items()]
    return sorted(
        (tab for tab in found if tab.number or tab.show in (Outcome.DIFFERENT, Outcome.EQUAL, "")),
        key=lambda tab: tab.number == 0 and tab.show != "",
    )


_TABS: Mapping[str, str] = {
    Outcome.DIFFERENT: "Differences",
    Outcome.MOVING: "Changed while read",
    TWINS: "Possible duplicates",
    Outcome.EXPLAINED: "Explained",
    Outcome.EQUAL: "Equal",
    "": "All",
}


@dataclass(frozen=True)
class Page:
    rows: Sequence[Reconciled]
    after: int | None  # the key that the next page begins behind


def page_of(rows: QuerySet[Reconciled], *, size: int, after: int | None) -> Page:
    """In the order in which they were read: month by month, what is equal first."""
    found = list((rows.filter(pk__gt=after) if after else rows).select_related("record")[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)


# -- rows ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """One side of a row, or that it stands there not."""

    side: Side
    there: bool
    amount: Decimal = Decimal(0)
    balance: Decimal | None = None
    received: Decimal | None = None  # of a payment that was refunded: before that
    currency: str = ""
    status: str = ""
    day: date | None = None
    page: str = ""  # in the vendor's own pages

    def counted(self, amount: Decimal | None) -> Decimal:
        """What is void adds nothing, whatever figures it keeps."""
        return amount if amount is not None and self.there and self.status not in NOTHING else Decimal(0)


@dataclass(frozen=True)
class Shown:
    row: Reconciled
    hubspot: Cell
    quickbooks: Cell
    differs: Sequence[str]
    gap: Decimal | None = None  # where both are of one currency: of the totals, else of what is due
    of_balance: bool = False

    @property
    def cells(self) -> tuple[Cell, Cell]:
        return self.hubspot, self.quickbooks

    @property
    def currency(self) -> str:
        return (self.hubspot if self.hubspot.there else self.quickbooks).currency


class VendorPages:
    """Addresses in the vendors' own pages, of what may have no record here."""

    def __init__(self, workspace: Workspace) -> None:
        row = Connection.objects.filter(workspace=workspace, side=Side.HUBSPOT).only("account_id").first()
        self._portal = row.account_id if row else ""

    def of(self, object_type: str, side: Side, external_id: str) -> str:
        record = SyncRecord(object_type=object_type, **{f"{side.value}_id": external_id})
        return vendor_page(record, side, self._portal)


def shown(row: Reconciled, pages: VendorPages) -> Shown:
    cells = [_cell(row, side, pages) for side in Side]
    here, there = cells
    if row.outcome == Outcome.EQUAL or (here.there and there.there and here.currency != there.currency):
        return Shown(row, here, there, said(row))
    total = here.counted(here.amount) - there.counted(there.amount)
    due = here.counted(here.balance) - there.counted(there.balance)
    return Shown(row, here, there, said(row), total or due, of_balance=not total and bool(due))


def _cell(row: Reconciled, side: Side, pages: VendorPages) -> Cell:
    told = row.sides[side]
    if not told:
        return Cell(side, there=False)
    return Cell(
        side,
        there=True,
        amount=Decimal(told["total"]),
        balance=Decimal(told["balance"]) if "balance" in told else None,
        received=Decimal(told["received"]) if "received" in told else None,
        currency=told["currency"],
        status=told["status"],
        day=date.fromisoformat(told["date"]) if told["date"] else None,
        page=pages.of(row.object_type, side, told["id"]),
    )


# -- the sums ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One figure of both sides. `explained`: how much of the difference is."""

    label: str
    hubspot: Decimal | int
    quickbooks: Decimal | int
    explained: Decimal | None = None  # of a count none is told

    @property
    def difference(self) -> Decimal | int:
        return self.hubspot - self.quickbooks

    @property
    def open(self) -> Decimal | int:
        """What nobody has explained."""
        return self.difference - (self.explained or 0)


@dataclass(frozen=True)
class Block:
    """One object in one currency."""

    object_type: ObjectType
    currency: str
    lines: Sequence[Line]


def blocks(result: Reconciliation) -> list[Block]:
    sums = Sums.from_json(result.sums)
    return [
        Block(
            one, currency, _lines(one, *(_told(sums[one.plural, currency, of], currency) for of in (*Side, EXPLAINED)))
        )
        for one in OBJECTS
        for currency in sums.currencies(one.plural)
    ]


def _told(one: Sum, currency: str) -> Sum:
    """To the minor unit of its currency, as money is told everywhere."""
    return Sum(one.count, rounded(one.total, currency), rounded(one.balance, currency))


def _lines(object_type: ObjectType, hubspot: Sum, quickbooks: Sum, explained: Sum) -> list[Line]:
    count = Line("Count", hubspot.count, quickbooks.count)
    if object_type is ObjectType.PAYMENT:
        return [count, Line("Amount", hubspot.total, quickbooks.total, explained.total)]
    return [
        count,
        Line("Total", hubspot.total, quickbooks.total, explained.total),
        Line("Paid", hubspot.paid, quickbooks.paid, explained.paid),
        Line("Balance", hubspot.balance, quickbooks.balance, explained.balance),
    ]


# -- as a file and for programs ------------------------------------------------------------------------------------

HEADER = (
    "Object", "Result", "Number", "Customer",
    "HubSpot date", "HubSpot status", "HubSpot currency", "HubSpot total", "HubSpot balance", "HubSpot tax",
    "QuickBooks Online date", "QuickBooks Online status", "QuickBooks Online currency", "QuickBooks Online total",
    "QuickBooks Online balance", "QuickBooks Online tax", "What differs", "Why", "May be the same as",
    "HubSpot ID", "QuickBooks ID", "Record",
)  # fmt: skip
COLUMNS = ("date", "status", "currency", "total", "balance", "tax")
FIGURES = ("total", "balance", "tax")
RESULTS: Mapping[str, str] = {
    Outcome.EQUAL: "Equal",
    Outcome.DIFFERENT: "Different",
    Outcome.EXPLAINED: "Explained",
    Outcome.MOVING: "Changed while it was read",
}


def sheet_of(rows: QuerySet[Reconciled], link: Callable[[int], str]) -> Iterator[list[Any]]:
    """A line a row. `link`: the address of a record."""
    for row in rows.iterator(chunk_size=500):
        sides = [row.sides[side] or {} for side in Side]
        yield [
            row.object_type.capitalize(),
            RESULTS[row.outcome],
            row.number,
            row.customer,
            *(_written(told, column) for told in sides for column in COLUMNS),
            " ".join(said(row)),
            row.why,
            row.twin,
            *(told.get("id", "") for told in sides),
            link(row.record_id) if row.record_id else "",
        ]


def _written(told: Mapping[str, str], column: str) -> str | Decimal:
    """An amount as a figure, which can be added up below zero too."""
    return Decimal(told[column]) if column in FIGURES and told.get(column) else told.get(column, "")


def said(row: Reconciled) -> list[str]:
    """What differs, in a sentence each."""
    if row.outcome == Outcome.EQUAL:
        return []
    for side in Side:
        if not row.sides[side]:
            return [f"Not in {side.label}."]
    return [
        f"{one['field'].capitalize()}: {_figure(row, one, Side.HUBSPOT)} in HubSpot, "
        f"{_figure(row, one, Side.QUICKBOOKS)} in QuickBooks Online."
        for one in row.differs
    ]


MONEY = ("total", "tax", "balance", "amount")


def _figure(row: Reconciled, differs: Mapping[str, str], side: Side) -> str:
    """Money as money; a number, a date or a status is words already."""
    text = differs[side]
    return in_currency(text, row.sides[side]["currency"]) if differs["field"] in MONEY else text


def as_json(result: Reconciliation, link: Callable[[int], str]) -> dict[str, Any]:
    """What `reconcile --json` prints: see its help."""
    told: dict[str, Any] = {one.plural: _object(result, one) for one in OBJECTS}
    rows = rows_of(result).exclude(outcome=Outcome.EQUAL)
    return {
        "reconciliation": result.pk,
        "from": result.first_day.isoformat(),
        "to": result.last_day.isoformat(),
        "equal": is_equal(result),
        "objects": told,
        "rows": [_row(row, link) for row in rows.iterator(chunk_size=500)],
        "drafts": result.drafts,
        "calls": {side.value: result.calls.get(side.value, 0) for side in Side},
    }


def is_equal(result: Reconciliation) -> bool:
    """Nothing differs that is not explained, and nothing moved while it was read."""
    return not any(result.number(outcome) for outcome in (Outcome.DIFFERENT, Outcome.MOVING))


def _object(result: Reconciliation, object_type: ObjectType) -> dict[str, Any]:
    counts = result.counts.get(object_type.plural, {})
    sums = Sums.from_json(result.sums)
    return {
        **{outcome.value: counts.get(outcome.value, 0) for outcome in Outcome},
        "possible_duplicates": counts.get(TWINS, 0),
        "currencies": {
            currency: {
                of: _sum(_told(sums[object_type.plural, currency, of], currency))
                for of in (*(side.value for side in Side), EXPLAINED)
            }
            for currency in sums.currencies(object_type.plural)
        },
    }


def _sum(one: Sum) -> dict[str, Any]:
    return {"count": one.count, "total": str(one.total), "paid": str(one.paid), "balance": str(one.balance)}


def _row(row: Reconciled, link: Callable[[int], str]) -> dict[str, Any]:
    return {
        "object": f"{row.object_type}s",
        "result": row.outcome,
        "number": row.number,
        "customer": row.customer,
        "hubspot": row.hubspot,
        "quickbooks": row.quickbooks,
        "differs": row.differs,
        "why": row.why,
        "may_be_the_same_as": row.twin or None,
        "record": link(row.record_id) if row.record_id else None,
    }
