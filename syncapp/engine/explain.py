"""Why a record stands where it does: the engine decides it once more, from what both sides hold now, and tells each check.

It is a dry run of these records alone, so that what is told is what a run would do. Nothing is stored and nothing
written; no lease is held, because whatever a run does meanwhile is rolled back here or seen the next time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from syncapp.core.catalogue.reasons import paused
from syncapp.core.checks import Step
from syncapp.core.errors import Failure
from syncapp.core.plan import Decision
from syncapp.core.plans.paths import path
from syncapp.core.values import ORDER, ObjectType, Pair, Side
from syncapp.engine.access import wiring
from syncapp.engine.access.tokens import utc_now
from syncapp.engine.context import Pass, supposing
from syncapp.engine.payments.parts import DIVIDED, divisions
from syncapp.engine.questions import Questions
from syncapp.engine.rules import AccountView, account_views, load_rules
from syncapp.engine.run import work
from syncapp.storage.fields import UndecipherableToken
from syncapp.storage.models import Call, Connection, Operation, Run, SyncRecord, Workspace

Status = SyncRecord.Status
ROUNDS = 6  # what has to be asked for may show what else has to be
MISSING_ANSWER = "The answer to a write of ours has not come yet. It is looked for before anything else is decided."
NOT_THERE = "It does not stand there any more."


@dataclass(frozen=True)
class Explained:
    """`row` as it stands by what both sides hold now; the last of `steps` that is not passed decided it."""

    row: SyncRecord
    order: Sequence[str]  # the names of all checks of its kind
    steps: Sequence[Step]
    goes: Sequence[dict[str, Any]] = field(default_factory=tuple)  # what the next run would write

    @property
    def deciding(self) -> Step | None:
        return next((step for step in reversed(self.steps) if not step.passed), None)


def explain(workspace: Workspace, rows: Sequence[SyncRecord], now: datetime | None = None) -> list[Explained]:
    """Each of these; a row that is not stored stands for a vendor's record that is not known here yet.

    Raises CallFailed where a side does not answer.
    """
    accounts = _accounts(workspace)
    if isinstance(accounts, str):
        return [_stopped(row, Step("connected", stop=accounts)) for row in rows]
    rules = load_rules(workspace, accounts, now or utc_now())
    found = [_beforehand(workspace, row, rules) for row in rows]
    asked = [row for row, stop in zip(rows, found, strict=True) if stop is None]
    told = iter(_decided(workspace, accounts, asked, now) if asked else ())
    return [_stopped(row, stop) if stop else next(told) for row, stop in zip(rows, found, strict=True)]


def _accounts(workspace: Workspace) -> Pair[AccountView] | str:
    """Both accounts as last read, or which is not connected."""
    try:
        rows = wiring.connections(workspace)
    except Connection.DoesNotExist as missing:
        return f"{missing} is not connected."
    except UndecipherableToken:
        return Failure("unreadable_tokens").sentence()
    for side, row in rows:
        if row.state != Connection.State.CONNECTED:
            return Failure("connection_expired", {"system": side.label}).sentence()
    return account_views(rows)


def _beforehand(workspace: Workspace, row: SyncRecord, rules: Any) -> Step | None:
    """What keeps it from being looked at."""
    object_type = ObjectType(row.object_type)
    if object_type not in rules:
        return Step("set_up", stop=paused(object_type, invoices_on=ObjectType.INVOICE in rules))
    if workspace.paused:
        return Step("paused", stop="Everything is paused in this workspace.")
    if row.status == Status.IGNORED:
        return Step("ignored", decision=Decision(status="ignored", reason=row.reason, params=row.params))
    return None


def _stopped(row: SyncRecord, stop: Step) -> Explained:
    order = _order(row)
    return Explained(row, order, [*(Step(name) for name in order[: order.index(stop.name)]), stop])


def _order(row: SyncRecord) -> tuple[str, ...]:
    made_in = Side.QUICKBOOKS if row.origin == Side.QUICKBOOKS else Side.HUBSPOT
    stands = made_in if row.linked else Side.HUBSPOT if row.hubspot_id else Side.QUICKBOOKS
    if row.linked and row.object_type == ObjectType.INVOICE and row.origin != Side.HUBSPOT:
        stands = Side.QUICKBOOKS
    return path(ObjectType(row.object_type), stands, linked=row.linked, divided=DIVIDED in row.decision)


# -- as the engine decides it --------------------------------------------------------------------------------------


@dataclass
class _Look:
    """These rows in a transaction of their own, as often as something is wanted that is not read yet."""

    p: Pass
    rows: Sequence[SyncRecord]
    told: list[Explained] = field(default_factory=list)

    def suppose(self) -> None:
        """All are due, and known."""
        self.p.run.pk = None
        self.p.run.save(force_insert=True)
        for row in self.rows:
            if row.pk is None or row._state.adding:
                row.pk = None
                row.save(force_insert=True)
                row._state.adding = True  # by the next round it is gone again
        keys = frozenset(row.pk for row in self.rows)
        SyncRecord.objects.filter(pk__in=keys).update(next_attempt_at=self.p.now())
        self.p.only, self.p.steps = keys, {}
        for known in (self.p.plan, self.p.planned, self.p.promised, self.p.items):
            known.clear()

    def look(self) -> None:
        self.p.questions.offline = True
        rules = dict(self.p.rules)
        with supposing(self.suppose):
            work(self.p, ORDER)
            self.told = list(self._told())
        self.p.rules.update(rules)

    def _told(self) -> Iterator[Explained]:
        stored = SyncRecord.objects.select_related("workspace", "waiting_on", "invoice", "customer")
        for row in self.rows:
            now = stored.filter(pk=row.pk).first() or self._united(row)
            yield self._one(row, now)

    def _united(self, row: SyncRecord) -> SyncRecord | None:
        """Its partner was found in this look, and the two are one row."""
        side = Side.HUBSPOT if row.hubspot_id else Side.QUICKBOOKS
        rows: Any = self.p.records().filter(object_type=row.object_type)
        found: SyncRecord | None = rows.of(side, [row.id_on(side)]).first()
        return found

    def _one(self, row: SyncRecord, now: SyncRecord | None) -> Explained:
        if now is None:
            return _stopped(row, Step("read", stop=NOT_THERE))
        order = _order(row if now.pk == row.pk else now)
        steps = {step.name: step for step in (self.p.steps or {}).get(now.pk, ())}
        if not steps:
            if now.next_attempt_at is not None and now.next_attempt_at <= self.p.now():
                return _stopped(row, Step("answer", stop=MISSING_ANSWER))
            steps = {"match": Step("match", Decision(status=now.status, reason=now.reason, params=now.params))}
        before = [Step(name) for name in order[: order.index("absurd")]]
        goes = [one for one in self.p.plan if _is_of(one, row)]
        if goes and (refused := _refused(row)):
            steps["sent"] = refused
            now = row
        now.next_attempt_at = row.next_attempt_at  # nothing of this look is stored: it is tried when it was to be
        return Explained(now, order, [*before, *steps.values()], goes)


def _is_of(planned: dict[str, Any], row: SyncRecord) -> bool:
    """A write of this record, and not of one that it needs."""
    ids = (planned["hubspot_id"], planned["quickbooks_id"])
    return bool(planned["object"] == ObjectType(row.object_type).plural and ids == (row.hubspot_id, row.quickbooks_id))


def _refused(row: SyncRecord) -> Step | None:
    """It was sent as it would be sent now, and the vendor refused it."""
    if row.status != Status.FAILING:
        return None
    last = Operation.objects.filter(record=row.pk).order_by("-call_id", "-position").first()
    told = last is not None and last.state == Call.State.FAILED
    return Step("sent", Decision(status="failing", reason=row.reason, params=row.params)) if told else None


def _decided(
    workspace: Workspace, accounts: Pair[AccountView], rows: Sequence[SyncRecord], at: datetime | None
) -> list[Explained]:
    moment = at or utc_now()
    rules = load_rules(workspace, accounts, moment)
    systems = wiring.connect(workspace, rules)
    p = Pass(
        workspace=workspace,
        run=Run(workspace=workspace, trigger="why", dry_run=True, started_at=moment),
        systems=systems,
        accounts=accounts,
        rules=rules,
        now=lambda: moment,
        fence=0,
        questions=Questions(systems, {}, divided=partial(divisions, workspace)),
        dry_run=True,
        poll=frozenset(),
    )
    look = _Look(p, rows)
    for _ in range(ROUNDS):
        look.look()
        if not p.questions.fetch_wanted():
            break
    return look.told
