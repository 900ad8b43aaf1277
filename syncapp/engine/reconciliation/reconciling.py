"""One reconciliation, month by month: read both ledgers, say of each row what became of it, store it (B3).

What was stored of a month stays when a worker leaves; the next one goes on with the month after it. It holds no lease of
the workspace, for it writes to no vendor, and the syncs go on meanwhile.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from syncapp.connectors.protocol import System
from syncapp.core.ledgers import Document, Outcome, kept, payment_word, twins, void_elsewhere
from syncapp.core.periods import Period, month_of
from syncapp.core.plans.payment import direction_of
from syncapp.core.reconcile import status_word_shown
from syncapp.core.records import Invoice, Payment
from syncapp.core.values import Direction, ObjectType, Pair, Side, number_key
from syncapp.engine.reconciliation.doubles import Double, doubles
from syncapp.engine.reconciliation.judging import Judge, Judged
from syncapp.engine.reconciliation.ledgers import Entry, Ledgers
from syncapp.engine.reconciliation.owners import owners_of
from syncapp.engine.reconciliation.sums import Sums
from syncapp.storage import leases
from syncapp.storage.models import Lease, ObjectSync, Reconciled, Reconciliation, Workspace
from syncapp.storage.names import person_name

BATCH = 500
KEPT = 60  # results of a workspace: its months for five years
MONTHS = 12  # of which the last comparison stands beside the workspace
OTHER_DAYS = "other"  # and the last one of any other days
STOPPED = "It was stopped."
WITHOUT_NUMBER = "one without a number"
TWINS = "twins"  # in the counts, beside the outcomes


class Left(Exception):
    """It was told to leave between two steps; the text says why. What was read of whole months is kept."""


@dataclass
class Reading:
    """`enough`: asked before each step; a text ends it there."""

    row: Reconciliation
    systems: Pair[System]
    now: Callable[[], datetime]
    enough: Callable[[], str] = lambda: ""
    say: Callable[[str], None] = lambda text: None

    def __post_init__(self) -> None:
        self.period = Period(self.row.first_day, self.row.last_day)
        self.ledgers = Ledgers(self.row.workspace, self.systems, self.period)
        self._calls, self._drafts = dict(self.row.calls), self.row.drafts  # of the workers before this one

    def to_its_end(self) -> None:
        """From where it stands. Raises CallFailed, or Left."""
        for month in self.period.months():
            if self.row.read_through is None or month.last > self.row.read_through:
                self._read(month)
        self._end()

    def _read(self, month: Period) -> None:
        self._at(f"Reading the invoices of {month.words}")
        invoices, own = self.ledgers.invoices(month)
        self._at(f"Reading the payments of {month.words}")
        entries = [*invoices, *self.ledgers.payments(month, own)]
        self._at(f"Comparing {month.words}")
        self._store(month, entries)

    def _at(self, doing: str) -> None:
        if reason := self.enough():
            raise Left(reason)
        self.say(doing)
        self.row.progress = {"doing": doing}
        Reconciliation.objects.filter(pk=self.row.pk).update(progress=self.row.progress)

    def _store(self, month: Period, entries: Sequence[Entry]) -> None:
        """All of a month in one transaction: its rows, and what they add to the sums."""
        row = self.row
        sums = Sums.from_json(row.sums)
        counts = {name: Counter(told) for name, told in row.counts.items()}
        alone = [(place, entry) for place, entry in enumerate(entries) if not entry.whole and entry.gone is None]
        owners = owners_of(row.workspace, [entry for _, entry in alone])
        alike = _twins(self.ledgers, alone, owners)
        void = _void_elsewhere(alone, owners)
        doubled = doubles(entries, owners)
        judge = judge_of(row.workspace, self.now())
        rows = []
        for place, entry in enumerate(entries):
            judged = judge.of(entry, alike.get(place, ""), void.get(place))
            sums.add(entry.object_type, entry.both, judged.outcome, self.period)
            counted = counts.setdefault(entry.object_type.plural, Counter())
            counted[judged.outcome.value] += 1
            counted[TWINS] += place in alike or place in doubled
            rows.append(_row(row, self.ledgers, entry, judged, alike.get(place, ""), doubled.get(place)))
        row.sums, row.counts = sums.as_json(), {name: dict(told) for name, told in counts.items()}
        row.drafts = self._drafts + self.ledgers.drafts
        row.calls = {side.value: self._calls.get(side.value, 0) + sum(one.calls.values()) for side, one in self.systems}
        row.read_through = month.last
        with transaction.atomic():
            Reconciled.objects.bulk_create(rows, batch_size=BATCH)
            row.save(update_fields=["sums", "counts", "drafts", "calls", "read_through"])

    def _end(self) -> None:
        """The last one of a span of days takes the place of those before it; of very many spans the newest are kept."""
        row = self.row
        row.ended_at, row.progress = self.now(), {}
        ended = Reconciliation.objects.filter(workspace=row.workspace_id, ended_at__isnull=False)
        row.news_at = _news_at(row, ended.filter(first_day=row.first_day, last_day=row.last_day, failed="").first())
        told = {"ended_at": row.ended_at, "progress": {}, "news_at": row.news_at}
        with transaction.atomic():
            # Where a person has stopped it meanwhile it has no result.
            if not Reconciliation.objects.filter(pk=row.pk, ended_at=None).update(**told):
                raise Left(STOPPED)
            _note(row)
            ended.filter(first_day=row.first_day, last_day=row.last_day, pk__lt=row.pk).delete()
            ended.exclude(pk__in=list(ended.values_list("pk", flat=True)[:KEPT])).delete()


def _note(row: Reconciliation) -> None:
    """Beside its workspace, which every page has at hand: of each month the last one, and the last one of other days."""
    period, by = Period(row.first_day, row.last_day), person_name(row.actor) if row.actor else ""
    if row.ended_at is None:
        return
    workspace = Workspace.objects.select_for_update(no_key=True).get(pk=row.workspace_id)
    told = {
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "different": row.number(Outcome.DIFFERENT),
        "balance": Sums.from_json(row.sums).apart(ObjectType.INVOICE),
        "at": row.ended_at.isoformat(),
        "by_itself": row.by_itself,
        "by": by,
    }
    noted = {**workspace.ledgers, period.first.isoformat() if period == month_of(period.first) else OTHER_DAYS: told}
    months = sorted(noted.keys() - {OTHER_DAYS})[-MONTHS:]
    workspace.ledgers = {name: noted[name] for name in (*months, OTHER_DAYS) if name in noted}
    workspace.save(update_fields=["ledgers"])


def _news_at(row: Reconciliation, before: Reconciliation | None) -> datetime | None:
    """When a difference was found last that the result before did not have, or not so (B7)."""
    found = _different(row)
    if not found:
        return None
    known = before is not None and found <= _different(before)
    return (before.news_at or before.ended_at) if before is not None and known else row.ended_at


def _different(row: Reconciliation) -> set[str]:
    """Each as both sides showed it."""
    rows = Reconciled.objects.filter(reconciliation=row, outcome=Outcome.DIFFERENT)
    told = rows.values_list("object_type", "hubspot", "quickbooks", "differs")
    return {json.dumps(one, sort_keys=True) for one in told}


def judge_of(workspace: Workspace, now: datetime) -> Judge:
    """By the syncs that are on, and by whether one of them is at work."""
    syncs = ObjectSync.objects.filter(workspace=workspace, enabled=True)
    on = {ObjectType(sync.object_type): Direction(sync.direction) for sync in syncs}
    if ObjectType.INVOICE in on and (direction := direction_of(on[ObjectType.INVOICE])):
        on[ObjectType.PAYMENT] = direction
    lease = Lease.objects.filter(name=f"workspace:{workspace.pk}", expires_at__gt=now).exclude(holder="").first()
    return Judge(frozenset(on), now, under_way=lease is not None and not leases.is_dead(lease.holder))


# -- what may be the same on both sides ----------------------------------------------------------------------------


def _twins(
    ledgers: Ledgers, alone: Sequence[tuple[int, Entry]], owners: Mapping[tuple[Side, str], str]
) -> dict[int, str]:
    """By place: the number of what may be the same on the other side."""
    entries = dict(alone)
    # Where it is not known whose they are, an equal number tells as much (A5).
    keys: tuple[Callable[[Document], str], ...] = (lambda one: owners.get((one.side, one.id), ""), _number_key)
    found: dict[int, str] = {}
    for object_type in (ObjectType.INVOICE, ObjectType.PAYMENT):
        mine = [(place, *entry.alone) for place, entry in alone if entry.object_type is object_type]
        for key in keys:
            left = [(place, at, one) for place, at, one in mine if place not in found]
            here, there = ([(place, key(one), one) for place, at, one in left if at is side] for side in Side)
            for pair in twins(here, there):
                for place, other in (pair, pair[::-1]):
                    found[place] = _number(ledgers, entries[other]) or WITHOUT_NUMBER
    return found


def _void_elsewhere(alone: Sequence[tuple[int, Entry]], owners: Mapping[tuple[Side, str], str]) -> dict[int, Side]:
    """By place: where what this invoice may be is void, while this one stands."""
    told = ((place, one) for place, entry in alone if isinstance(one := entry.any, Invoice))
    return void_elsewhere((place, owners.get((one.side, one.id), ""), one) for place, one in told)


def _number_key(one: Document) -> str:
    return (number_key(one.number) or "") if isinstance(one, Invoice) else ""


# -- rows ----------------------------------------------------------------------------------------------------------


def _row(
    row: Reconciliation, ledgers: Ledgers, entry: Entry, judged: Judged, twin: str, double: Double | None
) -> Reconciled:
    sides = {side: _values(one) for side, one in entry.both.items()}
    return Reconciled(
        reconciliation=row,
        object_type=entry.object_type,
        outcome=judged.outcome,
        record=entry.record,
        number=_number(ledgers, entry)[:200],
        customer=_customer(entry)[:500],
        day=entry.any.date,
        hubspot=sides.get(Side.HUBSPOT),
        quickbooks=sides.get(Side.QUICKBOOKS),
        differs=[{"field": one.field, "hubspot": one.hubspot, "quickbooks": one.quickbooks} for one in entry.differs],
        why=" ".join(filter(None, (judged.why, double.sentence if double else ""))),
        twin=(twin or (double.number or WITHOUT_NUMBER if double else ""))[:200],
    )


def _values(one: Document) -> dict[str, Any]:
    """What one side showed; figures as text."""
    told: dict[str, Any] = {
        "id": one.id,
        "date": one.date.isoformat() if one.date else "",
        "currency": one.currency,
        "total": str(one.total if isinstance(one, Invoice) else kept(one)),
    }
    if isinstance(one, Payment):
        received = {"received": str(one.amount)} if one.amount != kept(one) else {}
        return {**told, **received, "reference": one.reference or "", "status": payment_word(one)}
    money = {"balance": str(one.balance), "tax": str(one.tax)}
    return {**told, "number": one.number or "", **money, "status": status_word_shown(one)}


def _number(ledgers: Ledgers, entry: Entry) -> str:
    """Of a payment that of its invoice."""
    one, record = entry.any, entry.record
    if isinstance(one, Invoice):
        return one.number or (record.number if record else "")
    numbers = (ledgers.invoice_named(one.side, invoice)[0] for invoice in one.invoice_ids)
    return ", ".join(filter(None, numbers)) or (record.invoice.number if record and record.invoice else "")


def _customer(entry: Entry) -> str:
    """As QuickBooks calls it, else as our record has it."""
    there = entry.both.get(Side.QUICKBOOKS)
    if isinstance(there, Invoice) and there.customer_name:
        return there.customer_name
    if there is not None and isinstance(named := there.raw.get("CustomerRef"), Mapping) and named.get("name"):
        return str(named["name"])
    return _first(_names(entry))


def _names(entry: Entry) -> Iterable[str]:
    record = entry.record
    if record is None:
        return
    if entry.object_type is ObjectType.INVOICE:
        yield record.customer_name
        yield record.customer.label if record.customer else ""
    elif record.invoice:
        yield record.invoice.customer_name


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")
