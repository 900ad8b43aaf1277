"""The invoices of a workspace as a list: newest first by their own date, with what all that match add up to (S39)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from syncapp.core.values import ObjectType, Side, rounded
from syncapp.queries.chains import waits_behind
from syncapp.queries.counts import Cell, Money, Tally
from syncapp.queries.customers import Customer
from syncapp.queries.records import CAP, Page, Wanted, wanted_records
from syncapp.queries.states import UNSENT, State, holds
from syncapp.storage.models import LONG, SyncRecord, Workspace

# By date, and those that were not read yet before all others, as the newest are.
NEWEST = (F("document_date").desc(nulls_first=True), "-pk")
OLDEST = (F("document_date").asc(nulls_last=True), "pk")


@dataclass(frozen=True)
class View:
    """What is mostly looked for, in one click."""

    label: str
    states: tuple[State, ...] = ()
    stands: str = ""


LEFT_OUT = (State.EXCLUDED, State.IGNORED)
VIEWS: Mapping[str, View] = MappingProxyType(
    {
        "": View("Invoices", tuple(state for state in State if state not in LEFT_OUT)),
        "not-in-quickbooks": View("Not in QuickBooks", UNSENT, "hubspot"),
        "unequal": View("Unequal", UNSENT, "both"),
        "needs-me": View("Needs me", (State.FAILING, State.APPROVAL)),
        "excluded-or-ignored": View("Excluded or ignored", LEFT_OUT),
    }
)
# As the last was called before, in addresses that people have kept.
FORMERLY = MappingProxyType(dict.fromkeys(("excluded", "left-out"), "excluded-or-ignored"))


@dataclass(frozen=True)
class Narrowed:
    view: str = ""
    states: Sequence[State] = ()
    text: str = ""
    first_day: date | None = None
    last_day: date | None = None
    customer: Customer | None = None

    @property
    def looks_for(self) -> bool:
        """What may be in any state."""
        return bool(self.text or self.states or self.customer)


@dataclass(frozen=True)
class Sums:
    """`number` of all that match; beyond CAP nothing is counted or added up."""

    number: int
    totals: Money = field(default_factory=dict)
    balances: Money = field(default_factory=dict)

    @property
    def capped(self) -> bool:
        return self.number > CAP


def invoices(workspace: Workspace, narrowed: Narrowed, off: Collection[str]) -> QuerySet[SyncRecord]:
    """All that match, each with its state as `state`; states within a view are those that both ask for.

    Drafts and the like would stand above everything in the first view. Who looks for one, for its state or its customer, finds
    it there.
    """
    view = VIEWS[narrowed.view] if narrowed.view or not narrowed.looks_for else View("")
    states = [one for one in narrowed.states or view.states if not view.states or one in view.states]
    wanted = Wanted(
        objects=(ObjectType.INVOICE,), states=states, stands=view.stands, text=narrowed.text, customer=narrowed.customer
    )
    records = wanted_records(workspace, wanted, off, {})
    if view.states and not states:
        records = records.none()
    days = {"document_date__gte": narrowed.first_day, "document_date__lte": narrowed.last_day}
    return (
        records.filter(**{name: day for name, day in days.items() if day}).select_related("customer").defer(*_light())
    )


def _light() -> list[str]:
    return [*LONG, *(f"customer__{name}" for name in LONG)]


def sums(records: QuerySet[SyncRecord]) -> Sums:
    """One question for the number and the money of all that match."""
    some = SyncRecord.objects.filter(pk__in=records.order_by().values("pk")[: CAP + 1])
    groups = list(
        some.values("currency")
        .annotate(number=Count("pk"), total=Sum("amount"), owed=Sum("open_balance"))
        .order_by("currency")
    )
    number = sum(one["number"] for one in groups)
    return Sums(number) if number > CAP else Sums(number, _money(groups, "total"), _money(groups, "owed"))


def _money(groups: Sequence[Mapping[str, Any]], name: str) -> dict[str, Decimal]:
    told = [(one["currency"], one[name]) for one in groups if one[name] is not None]
    return {currency: rounded(Decimal(amount), currency) for currency, amount in told}


def counted(tally: Tally, view: str) -> Cell:
    """How many a view holds, from what every page knows."""
    chosen = VIEWS[view]
    return tally.cell(chosen.states or State, ObjectType.INVOICE, stands=chosen.stands)


def left_out(tally: Tally, narrowed: Narrowed) -> int:
    """How many the first view does not show that its days would."""
    if narrowed.view or narrowed.looks_for:
        return 0
    if narrowed.first_day or narrowed.last_day:
        return invoices(tally.workspace, replace(narrowed, view="excluded-or-ignored"), tally.off).count()
    return counted(tally, "excluded-or-ignored").number


def behind_failures(tally: Tally) -> int:
    """Invoices that go by themselves, but not before somebody has settled what they wait for."""
    if not tally.cell([State.WAITING], ObjectType.INVOICE).number:
        return 0
    waiting = SyncRecord.objects.filter(
        holds(State.WAITING, tally.off), workspace=tally.workspace, object_type=ObjectType.INVOICE
    )
    return waiting.filter(waits_behind(status=SyncRecord.Status.FAILING)).count()


# -- pages -----------------------------------------------------------------------------------------------------


def page_of(records: QuerySet[SyncRecord], *, size: int, after: str = "", before: str = "") -> Page[str]:
    """The page below the key `after`, or the one above the key `before`; what is no key is the first page."""
    if (key := _read(before)) is not None:
        rows = list(records.filter(_above(*key)).order_by(*OLDEST)[: size + 1])
        return _page(rows[:size][::-1], size, above=len(rows) > size, below=True)
    key = _read(after)
    rows = list((records.filter(_below(*key)) if key else records).order_by(*NEWEST)[: size + 1])
    return _page(rows[:size], size, above=key is not None, below=len(rows) > size)


def _page(rows: list[SyncRecord], size: int, *, above: bool, below: bool) -> Page[str]:
    if not rows:
        return Page([])
    return Page(rows, after=_key(rows[-1]) if below else None, before=_key(rows[0]) if above else None, size=size)


def _key(row: SyncRecord) -> str:
    return f"{row.document_date or ''}.{row.pk}"


def _read(key: str) -> tuple[date | None, int] | None:
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)?\.(\d{1,18})", key, re.ASCII)
    if found is None:
        return None
    try:
        return (date.fromisoformat(found[1]) if found[1] else None), int(found[2])
    except ValueError:
        return None


def _below(day: date | None, pk: int) -> Q:
    if day is None:
        return Q(document_date=None, pk__lt=pk) | Q(document_date__isnull=False)
    return Q(document_date__lt=day) | Q(document_date=day, pk__lt=pk)


def _above(day: date | None, pk: int) -> Q:
    if day is None:
        return Q(document_date=None, pk__gt=pk)
    return Q(document_date__gt=day) | Q(document_date=day, pk__gt=pk) | Q(document_date=None)


def all_of(records: QuerySet[SyncRecord]) -> Iterator[SyncRecord]:
    """For a file, however many."""
    return records.order_by(*NEWEST).iterator(chunk_size=1000)


def made_in(record: SyncRecord) -> Side:
    """Where it was created; one that stands on one side only was made there."""
    return Side(record.origin) if record.origin else Side.HUBSPOT if record.hubspot_id else Side.QUICKBOOKS
