"""The daily digest: what the last days came to, what stands now, and what is next. Numbers and sums are those of the pages,
and each leads to the page that lists what it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Sum
from django.urls import reverse

from syncapp.core.alerts import Kind
from syncapp.core.money import amount_text
from syncapp.core.plans.fields import BOTH_CHANGED
from syncapp.core.values import ORDER, ObjectType, Side, day_words
from syncapp.queries.activity import Asked, entries
from syncapp.queries.agreement import Balances, Looked, agreement_of
from syncapp.queries.alerts import clock_words, counted, money_words, sum_words
from syncapp.queries.counts import Cell, Money, Tally
from syncapp.queries.failures import groups
from syncapp.queries.states import UNSENT, State
from syncapp.queries.syncs import last_run, next_run_at
from syncapp.storage.models import Alert, SyncRecord, Workspace

LASTING = (
    Kind.STOPPED,
    Kind.CONNECTION,
    Kind.RATE,
    Kind.CHECKLIST,
    Kind.DIFFERENCE,
)  # records that fail or wait are told by cause
WITH_MONEY = (ObjectType.INVOICE, ObjectType.PAYMENT)


@dataclass
class Section:
    title: str
    lines: list[dict[str, str]] = field(default_factory=list)
    text: str = ""

    def add(self, text: str, path: str = "") -> None:
        self.lines.append({"text": text, "path": path})

    @property
    def content(self) -> dict[str, Any]:
        return {"title": self.title, "text": self.text, "lines": self.lines}


@dataclass(frozen=True)
class Digest:
    subject: str
    intro: str
    sections: list[Section]

    @property
    def content(self) -> dict[str, Any]:
        return {"intro": self.intro, "sections": [one.content for one in self.sections]}


def digest(workspace: Workspace, first: date, last: date, now: datetime) -> Digest:
    """Of these days in the company's zone, and of how it stands now."""
    tally = Tally(workspace)
    fails, waits = _fails(workspace, tally), _waits(workspace, tally)
    lasts, synced = _lasts(workspace), _synced(workspace, first, last)
    failing = sum(group.cell.number for group in groups(tally) if group.code != BOTH_CHANGED)
    waiting = tally.cell([State.APPROVAL]).number + tally.cell([State.FAILING], reasons=[BOTH_CHANGED]).number
    days = day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
    told = [
        f"{len(lasts.lines)} {'alert lasts' if len(lasts.lines) == 1 else 'alerts last'}" if lasts.lines else "",
        f"{failing:,} {'record fails' if failing == 1 else 'records fail'}" if failing else "",
        f"{waiting:,} {'needs' if waiting == 1 else 'need'} you" if waiting else "",
    ]
    said = ", ".join(filter(None, told)) or ("everything is paused" if workspace.paused else "all is well")
    shown = [lasts, synced, fails, waits, _agree(workspace, tally), _next(workspace, now)]
    return Digest(
        f"{workspace.name}, {days}: {said}",
        f"The days of {workspace.name} from {day_words(first)} to {day_words(last)}, and how it stands now."
        if first != last
        else f"{day_words(last)} of {workspace.name}, and how it stands now.",
        [one for one in shown if one.lines or one.text],
    )


def _page(workspace: Workspace, name: str, **query: Any) -> str:
    address = reverse(name, args=[workspace.slug])
    return f"{address}?{urlencode(query, doseq=True)}" if query else address


def _records(workspace: Workspace, **query: Any) -> str:
    return _page(workspace, "quickbooks", tab="overview", view="records", **query)


def _lasts(workspace: Workspace) -> Section:
    """The reminder: once a day for as long as it lasts."""
    section = Section("Still so")
    rows = Alert.objects.filter(workspace=workspace, over_at=None, began_at__isnull=False, kind__in=LASTING)
    for one in rows.order_by("began_at", "pk"):
        section.add(f"{one.title}, since {clock_words(workspace, one.began_at or one.seen_at)}", one.path)
    return section


def _synced(workspace: Workspace, first: date, last: date) -> Section:
    section = Section("Synced")
    days = {"arrived_since": first.isoformat(), "arrived_until": last.isoformat()}
    for object_type, side, number, money in _arrived(workspace, first, last):
        noun = object_type.value if number == 1 else object_type.plural
        path = _records(workspace, object=object_type.value, arrived_in=side.value, **days)
        section.add(f"{number:,} {noun}{sum_words(money)} new in {side.label}", path)
    written = entries(workspace, Asked(kinds=["written"], first_day=first, last_day=last)).order_by().count()
    if written:
        path = _page(workspace, "activity", kind="written", since=first.isoformat(), until=last.isoformat())
        section.add(f"{written:,} {'change' if written == 1 else 'changes'} written in all", path)
    if not section.lines:
        section.text = "Nothing had to be written on either side."
    return section


def _arrived(workspace: Workspace, first: date, last: date) -> Iterator[tuple[ObjectType, Side, int, Money]]:
    """What both sides were equal in for the first time, by the side on which we have made the copy; money by currency."""
    rows = SyncRecord.objects.filter(workspace=workspace, arrived_on__gte=first, arrived_on__lte=last)
    found: dict[tuple[str, str], list[Any]] = {}
    for row in (
        rows.values("object_type", "arrived_in", "currency")
        .annotate(number=Count("pk"), total=Sum("amount"))
        .order_by()
    ):
        found.setdefault((row["object_type"], row["arrived_in"]), []).append(row)
    for object_type in ORDER:
        for side in Side:
            some = found.get((object_type, side), [])
            money = {
                row["currency"]: Decimal(row["total"])
                for row in some
                if row["total"] is not None and object_type in WITH_MONEY
            }
            if some:
                yield object_type, side, sum(row["number"] for row in some), money


def _fails(workspace: Workspace, tally: Tally) -> Section:
    section = Section("Fails")
    for group in groups(tally):
        if group.code != BOTH_CHANGED:
            page = f"{_page(workspace, 'failures', cause=group.code)}#cause-{group.code}"
            section.add(f"{counted(group)}: {group.why.title}", page)
    return section


def _waits(workspace: Workspace, tally: Tally) -> Section:
    section = Section("To decide, and parked")
    conflicts = tally.cell([State.FAILING], reasons=[BOTH_CHANGED])
    asked, parked = tally.cell([State.APPROVAL]), tally.cell([State.PARKED])
    for cell, words, page in (
        (conflicts, "to be chosen: the two sides hold different values", _page(workspace, "conflicts")),
        (asked, "to be approved before being sent", _page(workspace, "approvals")),
        (parked, "parked in a protected period", _page(workspace, "parked")),
    ):
        if cell.number:
            section.add(f"{_many(cell)}{sum_words(cell.money)} {words}", page)
    return section


def _many(cell: Cell, noun: str = "record") -> str:
    return f"{cell.number:,} {noun if cell.number == 1 else f'{noun}s'}"


def _agree(workspace: Workspace, tally: Tally) -> Section:
    """As Home says it: what comparisons found; of what is open only how it stood when both sides last agreed."""
    section, told = Section("Do the invoices on both sides agree?"), agreement_of(workspace, tally)
    for look in told.looks:
        page = _page(
            workspace, "reconciliation", **{"from": look.days.first.isoformat(), "to": look.days.last.isoformat()}
        )
        section.add(_look_words(workspace, look), page)
    for words in _open_words(told.balances):
        section.add(words, _page(workspace, "home"))
    for cell, stands, words in (
        (told.unequal, "both", "not equal yet"),
        (told.only_quickbooks, "quickbooks", "only in QuickBooks"),
    ):
        if cell.number:
            page = _records(workspace, object="invoice", stands=stands, status=[state.value for state in UNSENT])
            section.add(f"{_many(cell, 'invoice')}{sum_words(cell.money)} {words}", page)
    section.text = told.nights
    return section


def _look_words(workspace: Workspace, look: Looked) -> str:
    who = " by itself" if look.by_itself else f" for {look.by}" if look.by else ""
    found = f"{look.different:,} difference{'' if look.different == 1 else 's'}" if look.different else "equal"
    balance = f", {money_words(look.balance)} of balances" if look.balance else ""
    return f"Both ledgers of {look.days.words}, compared {clock_words(workspace, look.at)}{who}: {found}{balance}"


def _open_words(held: Balances) -> Iterator[str]:
    for currency in sorted(held.difference):
        here, there = (amount_text(one.get(currency, Decimal(0)), currency) for one in (held.hubspot, held.quickbooks))
        if differs := held.difference[currency]:
            yield f"Open when they last agreed: {here} in HubSpot, {there} in QuickBooks; difference {amount_text(differs, currency)}"
        else:
            yield f"Open on both sides, when they last agreed: {here}"


def _next(workspace: Workspace, now: datetime) -> Section:
    section = Section("Next")
    if workspace.paused:
        section.text = "Everything is paused: nothing is read or written until somebody resumes it."
    elif (at := next_run_at(workspace, last_run(workspace))) is not None and at > now:
        section.text = f"The next check comes at about {clock_words(workspace, at)}."
    else:
        section.text = "The next check is due."
    return section
