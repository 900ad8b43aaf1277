"""What one pass knows: the workspace, both systems, the rules, and the records that it has read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Count

from syncapp.connectors.protocol import System
from syncapp.core.checks import Step
from syncapp.core.errors import Failure
from syncapp.core.plan import Decision, Rules
from syncapp.core.records import Record
from syncapp.core.values import ObjectType, Pair, Side
from syncapp.engine.faultpoints import point
from syncapp.engine.questions import Questions
from syncapp.engine.rules import AccountView
from syncapp.storage.models import Call, ObjectSync, Run, SyncRecord, Workspace

AsIf = Callable[[], None]
ANSWERED = timedelta(seconds=3)  # an answer tells its time in seconds, and takes some
GONE = "gone"  # in the place of a record's version: the vendor has said that there is none


# What ends a run in order, though nothing is wrong and nobody need do anything: the next one goes on at once.
WORKER_STOPS = "The program was ended or restarted meanwhile. The next run goes on from there."
TIME_IS_UP = "It ran for a good while and made room for others. The rest goes on by itself."
CHANGED_MEANWHILE = "The set-up was changed while the sync ran. What remains is planned anew with the next run."
_AS_TOLD_BEFORE = "The program is being restarted. The rest goes on by itself."  # WORKER_STOPS in older runs
GOES_ON = frozenset({WORKER_STOPS, TIME_IS_UP, CHANGED_MEANWHILE, _AS_TOLD_BEFORE})
# What ends a run in order too, but no other one goes on before somebody wants it.
PAUSED_MEANWHILE = (
    "Everything was paused while the sync ran. What was done is kept; the rest waits until it is resumed."
)
OFF_MEANWHILE = (
    "The sync was turned off while it ran. What was done is kept; the rest waits until it is turned on again."
)


class Stopped(Exception):
    """The pass ends here, in order: a sync was switched or edited, a limit was reached, an account is gone.

    `soon`: what remains can be gone on with at once. `stop`: which guard it was, and of what, if a person may let it pass.
    """

    def __init__(self, text: str, *, soon: bool = False, stop: Mapping[str, Any] | None = None) -> None:
        super().__init__(text)
        self.soon = soon
        self.stop = dict(stop or {})


@dataclass
class Tally:
    """What was done, by object and side, for the run and for people."""

    created: Counter[tuple[str, str]] = field(default_factory=Counter)
    updated: Counter[tuple[str, str]] = field(default_factory=Counter)
    voided: Counter[tuple[str, str]] = field(default_factory=Counter)
    linked: Counter[str] = field(default_factory=Counter)
    written: set[tuple[int, str]] = field(default_factory=set)  # record and its object
    ended: dict[str, set[int]] = field(default_factory=dict)  # by object, what was voided or deleted unasked
    seen: dict[str, set[int]] = field(default_factory=dict)
    noted: int = 0  # entries of records that came to stand otherwise
    held: set[int] = field(default_factory=set)  # new records that have come to wait: noted at the end, if they do
    read_again: set[int] = field(default_factory=set)  # records that a refused write has named
    adopted: set[tuple[int, int]] = field(default_factory=set)  # a record and the one that is there in its place (A5)
    states: dict[str, Counter[str]] = field(default_factory=dict)  # at the end, over all records
    delays: dict[str, Counter[int]] = field(default_factory=dict)  # by object, seconds from change to arrival

    @property
    def writes(self) -> Counter[str]:
        """Records created or changed in each vendor; an invoice with its lines is one."""
        total: Counter[str] = Counter()
        for counter in (self.created, self.updated, self.voided):
            for (_, side), number in counter.items():
                total[side] += number
        return total


@dataclass
class Pass:
    workspace: Workspace
    run: Run
    systems: Pair[System]
    accounts: Pair[AccountView]
    rules: dict[ObjectType, Rules]
    now: Callable[[], datetime]
    fence: int
    questions: Questions
    dry_run: bool = False
    full: bool = False
    retry: bool = False  # failing and waiting records are looked at again, due or not
    retrying: bool = False  # and there are failing ones
    ask_archived: bool = True  # once a run is enough
    poll: frozenset[Side] = frozenset(Side)  # the sides that are asked what changed
    enough: Callable[[], str] = lambda: ""  # why it is to end here, to be gone on with in another run
    tally: Tally = field(default_factory=Tally)
    plan: list[dict[str, Any]] = field(default_factory=list)
    planned: set[int] = field(
        default_factory=set
    )  # records of which a dry run knows what would be written: no more is asked
    revisions: dict[str, int] = field(default_factory=dict)
    promised: defaultdict[tuple[Side, str], Decimal] = field(
        default_factory=lambda: defaultdict(Decimal)
    )  # of an invoice's balance, by payments of this pass
    # Invoices that stay as they stand until their payments are looked at again; None: none are in this pass.
    put_off: set[int] | None = None
    touched: set[tuple[int, str]] = field(default_factory=set)  # record and side already counted as written
    items: dict[str, str | Failure] = field(
        default_factory=dict
    )  # of lines that match none, by key: the item that was looked for or made in this pass, or why there is none
    # Ids of QuickBooks' items by what they are called here, by `name_key`; None: not asked for in this pass.
    item_names: dict[str | None, list[str]] | None = None
    progress: Callable[..., None] = lambda doing, done=0, of=0: None
    as_if: AsIf = lambda: None  # writes the set-up that a dry run supposes
    or_else: AsIf | None = None  # and another, to be told beside it
    standing: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # where the records would stand
    otherwise: dict[str, dict[str, Any]] = field(default_factory=dict)  # what `or_else` would make of it, in short
    # Writes whose answer is missing: key, entity, action, side. None: calls went out since they were last looked at.
    unanswered: list[tuple[int, str, str, str]] | None = None
    only: frozenset[int] | None = None  # the records that are looked at, where somebody asks about these alone (B18)
    ahead: dict[Side, timedelta] = field(default_factory=dict)  # of our clock, by vendor
    steps: dict[int, list[Step]] | None = None  # by record, each check that it was asked; None: nobody listens

    def there(self, side: Side, moment: datetime) -> datetime:
        """A moment of our clock by that vendor's; to be asked first just after the vendor has answered (F46)."""
        if side not in self.ahead:
            ahead = self.systems[side].server_time() - self.now()
            self.ahead[side] = ahead if abs(ahead) > ANSWERED else timedelta()
        return moment + self.ahead[side]

    @cached_property
    def watched_since(self) -> dict[str, datetime | None]:
        """By object, since when its changes are watched; payments are watched with invoices (S17)."""
        rows = ObjectSync.objects.filter(workspace=self.workspace).values_list("object_type", "watched_since")
        found = dict(rows)
        return found | {ObjectType.PAYMENT.value: found.get(ObjectType.INVOICE.value)}

    @cached_property
    def left_over(self) -> list[Call]:
        """What was not settled when this pass began, the oldest first."""
        states = (Call.State.PLANNED, Call.State.SENT, Call.State.UNKNOWN)
        return list(Call.objects.filter(workspace=self.workspace, state__in=states).order_by("id"))

    @property
    def sent(self) -> list[Call]:
        """Of what was left over, what a vendor may have done."""
        return [call for call in self.left_over if call.state != Call.State.PLANNED]

    @property
    def lease(self) -> str:
        return f"workspace:{self.workspace.pk}"

    def records(self) -> Any:
        return SyncRecord.objects.filter(workspace=self.workspace)

    def on_shelf(self, side: Side, object_type: ObjectType, external_id: str | None) -> Record | None:
        return self.questions.shelf.get((side, object_type, external_id)) if external_id else None

    def put(self, record: Record) -> None:
        self.questions.shelf[record.side, record.type, record.id] = record

    def count(self, row: SyncRecord, side: Side, action: str) -> None:
        """A record counts once a side, however many calls it took: created, else voided, else updated."""
        if (row.pk, side.value) in self.touched:
            return
        self.touched.add((row.pk, side.value))
        where = (ObjectType(row.object_type).plural, side.value)
        self.tally.written.add((row.pk, where[0]))
        {"create": self.tally.created, "void": self.tally.voided}.get(action, self.tally.updated)[where] += 1

    def still_wanted(self) -> None:
        """Before each call: off means off, and an edited sync takes effect with the next pass (F91–F93)."""
        rows = ObjectSync.objects.filter(workspace=self.workspace, workspace__paused=False)
        enabled = dict(rows.filter(enabled=True).values_list("object_type", "revision"))
        if enabled != self.revisions:
            raise Stopped(CHANGED_MEANWHILE if enabled else self._unwanted(), soon=True)
        self.rest()

    def _unwanted(self) -> str:
        """Why nothing syncs any more."""
        paused = Workspace.objects.filter(pk=self.workspace.pk, paused=True).exists()
        return PAUSED_MEANWHILE if paused else OFF_MEANWHILE

    def rest(self) -> None:
        """Between two steps: a pass that has had its time makes room for others."""
        if reason := self.enough():
            raise Stopped(reason, soon=True)

    def tell(self, row: SyncRecord, name: str, decision: Decision | None = None) -> None:
        """One more check of this record, to whoever listens."""
        if self.steps is not None:
            self.steps.setdefault(row.pk, []).append(Step(name, decision))

    def point(self, name: str) -> None:
        if not self.dry_run:
            point(name)


@contextmanager
def supposing(as_if: AsIf) -> Iterator[None]:
    """A transaction in which the set-up is as `as_if` writes it; nothing that is written inside stays."""
    with transaction.atomic():
        as_if()
        yield
        transaction.set_rollback(True)


def state_counts(workspace: Workspace) -> dict[str, Counter[str]]:
    """Records by object and stored status; they partition."""
    counts: dict[str, Counter[str]] = {}
    rows = SyncRecord.objects.filter(workspace=workspace).values_list("object_type", "status")
    for object_type, status, number in rows.annotate(number=Count("pk")).order_by():
        counts.setdefault(ObjectType(object_type).plural, Counter())[status] += number
    return counts


def revisions(workspace: Workspace) -> dict[str, int]:
    rows = ObjectSync.objects.filter(workspace=workspace, enabled=True)
    return dict(rows.values_list("object_type", "revision"))
