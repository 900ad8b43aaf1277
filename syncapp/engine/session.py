"""One `sync`: hold the workspace's lease and repeat passes until one writes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.db.models import Q

from syncapp.connectors.errors import CallFailed, LimitReached
from syncapp.core.errors import Failure
from syncapp.core.values import ORDER, ObjectType, Pair, Side
from syncapp.engine.access import wiring
from syncapp.engine.access.quiet import Patience, in_words
from syncapp.engine.access.tokens import utc_now
from syncapp.engine.context import AsIf, Pass, Stopped, Tally, revisions, state_counts, supposing
from syncapp.engine.dry_run import copied, dry_pass, kept
from syncapp.engine.held import note_held
from syncapp.engine.notice import ACCOUNT, again, retry_now
from syncapp.engine.payments.parts import divisions
from syncapp.engine.progress import WORTH_TELLING, Progress, reading
from syncapp.engine.questions import Questions
from syncapp.engine.result import Result
from syncapp.engine.rules import account_views, load_rules
from syncapp.engine.run import Halted, run_pass
from syncapp.engine.setup.catalog import (
    WrongAccount,
    forget_refusal,
    is_stale,
    read_catalogs,
    refresh_catalogs,
    stored_settings,
)
from syncapp.engine.setup.checklist import keep_checklist
from syncapp.engine.writing.resolve import seconds_until_resolvable
from syncapp.storage import days, leases, moves
from syncapp.storage.fields import UndecipherableToken
from syncapp.storage.models import PERSON, Catalog, Connection, Inbox, Run, Workspace

ROUNDS = 5
LONGEST_WAIT = 250.0  # seconds for a lease: longer than one lasts
BROKEN_OFF = "It was broken off. The next run goes on from here."
FAILED_DRY = "It was broken off by an error of ours. Nothing was written. Try it again."
HELD = Q(status="failing") | Q(reason="parked")  # the accounts' settings may have changed for them (A24)
Say = Callable[[str], None]
T = TypeVar("T")


class CouldNotRun(Exception):
    """Nothing was done; the text says why."""


class Busy(CouldNotRun):
    """Somebody else works on this workspace."""


@dataclass
class Clock:
    """Injected, so that no test waits a lease or a deadline out."""

    now: Callable[[], datetime] = utc_now
    sleep: Callable[[float], None] = time.sleep


def sync(
    workspace: Workspace,
    *,
    objects: Sequence[ObjectType] = ORDER,
    full: bool = False,
    dry_run: bool = False,
    as_if: AsIf | None = None,
    or_else: AsIf | None = None,
    retry: bool = True,
    poll: Collection[Side] | None = None,
    wait: bool = True,
    enough: Callable[[], str] = lambda: "",
    trigger: str = "command",
    asked_by: int | None = None,
    run: Run | None = None,
    clock: Clock | None = None,
    say: Say = lambda text: None,
    patience: Patience | None = None,
) -> Result:
    """Poll now and work until nothing is left to write; raises CouldNotRun.

    `retry`: look at every failing and waiting record again, due or not. `poll`: ask only these sides, and once; what
    is due and what webhooks announced is worked all the same. `wait`: for the lease; else Busy is raised at once.
    `enough`: asked between two steps; a text ends the run there. `asked_by`: the key of the person who wants it.
    `as_if`: of a dry run, writes the set-up that is to be supposed, inside the transactions that are rolled back.
    `or_else`: another set-up that is told beside it, in short. `run`: the row that stands for it already.
    `patience`: with vendors that ask for quiet; without it the run ends there.
    """
    if as_if and not dry_run:
        raise ValueError("Only a dry run can suppose another set-up.")
    clock = clock or Clock()
    started = time.monotonic()
    name = f"workspace:{workspace.pk}"
    fence = _claim(name, clock, say, wait)
    try:
        session = _Session(
            workspace, fence, objects, full, dry_run, as_if, or_else, retry, poll, enough, trigger, asked_by, clock, say,
            patience,
        )  # fmt: skip
        result = session.run(run)
    finally:
        leases.release(name, fence)
    result.seconds = time.monotonic() - started
    return result


def connected(workspace: Workspace) -> Pair[Connection]:
    """Both accounts, as they can be asked; else CouldNotRun."""
    try:
        rows = wiring.connections(workspace)
    except Connection.DoesNotExist as missing:
        raise CouldNotRun(f"{missing} is not connected.") from None
    except UndecipherableToken:
        raise CouldNotRun(Failure("unreadable_tokens").sentence()) from None
    for side, row in rows:
        if row.state != Connection.State.CONNECTED:
            raise CouldNotRun(Failure("connection_expired", {"system": side.label}).sentence())
    return rows


def _claim(name: str, clock: Clock, say: Say, wait: bool) -> int:
    waited = 0.0
    while (fence := leases.claim(name, clock.now())) is None:
        if not wait:
            raise Busy("Another sync of this workspace is running.")
        if waited == 0:
            say("Another sync is running. Waiting for it to end.")
        if waited >= LONGEST_WAIT:
            raise CouldNotRun(
                "Another sync of this workspace has been running for more than four minutes. Try again later."
            )
        clock.sleep(0.5)
        waited += 0.5
    return fence


@dataclass
class _Session:
    workspace: Workspace
    fence: int
    objects: Sequence[ObjectType]
    full: bool
    dry_run: bool
    as_if: AsIf | None
    or_else: AsIf | None
    retry: bool
    poll: Collection[Side] | None
    enough: Callable[[], str]
    trigger: str
    asked_by: int | None
    clock: Clock
    say: Say
    patience: Patience | None
    on: Collection[ObjectType] = ()  # the objects that the last pass was to work on
    lost: bool = False  # the lease: somebody else counts this day now

    def run(self, run: Run | None = None) -> Result:
        self.rows = connected(self.workspace)
        self.revisions = self._supposed(lambda: revisions(self.workspace))
        if not self.revisions:
            raise CouldNotRun("No sync is turned on in this workspace. Set it up first.")
        if not self.dry_run and Workspace.objects.filter(pk=self.workspace.pk, paused=True).exists():
            raise CouldNotRun("Everything is paused in this workspace. Resume it first.")
        held = again(self.workspace, self.objects).filter(HELD)
        accounts = Inbox.objects.filter(workspace=self.workspace)
        accounts = accounts.filter(Q(source=PERSON) | Q(object_type=ACCOUNT))
        told = list(accounts.values_list("pk", "source", "object_type"))
        self.announced = [pk for pk, _, object_type in told if object_type == ACCOUNT]
        # Who asks may have changed a setting there.
        self.asked = any(source == PERSON for _, source, _ in told)
        self.retrying = (
            held if self.retry else held.filter(next_attempt_at__lte=self.clock.now())
        ).exists() or self.asked
        if not self.dry_run:
            return self._to_its_end(self._made(), nullcontext(self.enough))
        stands, run = run is not None, run or self._made()
        with kept(run, self.clock.now) as renew:
            if renew is None:
                raise Busy("Somebody is at this dry run already.")
            if stands:
                self._begun(run)
            return self._to_its_end(run, copied(self.workspace, self.fence, renew, self.enough))

    def _to_its_end(self, run: Run, place: AbstractContextManager[Callable[[], str]]) -> Result:
        self.progress = Progress(run, self.say)
        result = Result(run.pk, self.dry_run, Tally())
        result.stopped = FAILED_DRY if self.dry_run else BROKEN_OFF  # stands in the run if something unforeseen ends it
        try:
            with place as self.enough:
                while not self._are_done(run, result):
                    pass
            result.stopped = ""
        except Stopped as stopped:
            result.stopped, result.soon, run.stop = str(stopped), stopped.soon, stopped.stop
        except Halted as halted:
            result.stopped = halted.failure.sentence()
        except CouldNotRun as reason:
            result.stopped = str(reason)
        except leases.LeaseLost:
            self.lost = True
            result.stopped = "Another process took this sync over. What was done is kept."
        finally:
            try:
                if not self.dry_run:
                    self._note(run, result)
            finally:
                if not (self.dry_run and self.lost):  # then it is another's
                    self._close(run, result)
        if not self.dry_run and not self.lost:
            self._keep_day(result)
        return result

    def _supposed(self, ask: Callable[[], T]) -> T:
        """The answer under the set-up that is supposed, if one is."""
        if self.as_if is None:
            return ask()
        with supposing(self.as_if):
            return ask()

    def _made(self) -> Run:
        told = {"trigger": self.trigger, "actor_id": self.asked_by, "dry_run": self.dry_run}
        return Run.objects.create(workspace=self.workspace, started_at=self.clock.now(), **told)

    def _begun(self, run: Run) -> None:
        """No more than this is stored: a person may have stopped it meanwhile."""
        run.started_at = self.clock.now()
        run.save(update_fields=["started_at"])

    def _are_done(self, run: Run, result: Result) -> bool:
        """The rounds, to their end; or up to a vendor that has asked for quiet, and that has been waited for."""
        try:
            self._rounds(run, result)
        except Halted as halted:
            limit = halted.__cause__
            if not isinstance(limit, LimitReached):
                raise
            if not (self.patience and self.patience.outlasts(self.workspace, limit)):
                raise Halted(in_words(self.workspace, limit, self.clock.now())) from limit
            self._go_on(result)
            return False
        return True

    def _go_on(self, result: Result) -> None:
        """With the lease, which outlasts the wait. A dry run begins anew, and asks for its own by itself."""
        if self.dry_run:
            result.tally = Tally()
        else:
            leases.renew(f"workspace:{self.workspace.pk}", self.fence, self.clock.now())

    def _rounds(self, run: Run, result: Result) -> None:
        catalogs = self._catalogs(result)
        if self.retry and not self.dry_run:
            retry_now(self.workspace, self.objects, self.clock.now())
        for number in range(1 if self.dry_run else ROUNDS):
            p = self._pass(run, result.tally, catalogs, number)
            self.on = tuple(p.rules)
            self._wait_for_lost_answers(p)
            before = sum(result.tally.writes.values())
            try:
                (dry_pass if self.dry_run else run_pass)(p, self.objects)
            finally:
                result.count(p.systems)
                result.plan, result.standing, result.otherwise = p.plan, p.standing, p.otherwise
            wrote = sum(result.tally.writes.values()) > before
            if not (wrote and self.poll is None) and not self._still_due(p):
                return

    def _still_due(self, p: Pass) -> bool:
        """Something was woken or announced that this round did not come to."""
        if not self.dry_run and Inbox.objects.filter(workspace=self.workspace).exclude(object_type=ACCOUNT).exists():
            return True
        worked = [object_type for object_type in self.objects if object_type in p.rules]
        rows = p.records().filter(object_type__in=worked, next_attempt_at__lte=self.clock.now())
        return bool(rows.exclude(status="ignored").exists())

    def _catalogs(self, result: Result) -> Pair[Catalog] | None:
        """Read the accounts anew where something may have changed. A dry run stores nothing, so its passes get it from here."""
        now = self.clock.now()
        if not (self.full or self.retrying or self.announced or is_stale(self.rows, now)):
            return None
        systems = wiring.connect(self.workspace, now=self.clock.now, sleep=self.clock.sleep)
        try:
            if self.dry_run:
                return read_catalogs(systems, self.rows, now)
            before = stored_settings(self.rows)
            if self.asked:
                forget_refusal(self.rows.hubspot)
            refresh_catalogs(systems, self.rows, now)
            if before and stored_settings(self.rows) != before:
                again(self.workspace, self.objects).filter(HELD).update(next_attempt_at=now)
                keep_checklist(self.workspace, now)
            Inbox.objects.filter(pk__in=self.announced).delete()
            return None  # a pass takes what is stored, which a refusal in this run adds to
        except WrongAccount as wrong:
            raise Halted(wrong.failure) from wrong
        except CallFailed as error:
            problem = error.problem
            raise Halted(Failure(problem.code, problem.params, problem.vendor_text)) from error
        finally:
            result.count(systems)

    def _pass(self, run: Run, tally: Tally, catalogs: Pair[Catalog] | None, number: int) -> Pass:
        if number > 0:  # before the rules: what is saved between the two is noticed
            self.revisions = revisions(self.workspace)
        accounts = account_views(self.rows, catalogs)
        rules = self._supposed(lambda: load_rules(self.workspace, accounts, self.clock.now()))
        systems = wiring.connect(self.workspace, rules, now=self.clock.now, sleep=self.clock.sleep)
        return Pass(
            workspace=self.workspace,
            run=run,
            systems=systems,
            accounts=accounts,
            rules=rules,
            now=self.clock.now,
            fence=self.fence,
            questions=Questions(systems, {}, divided=partial(divisions, self.workspace), told=self._reading),
            dry_run=self.dry_run,
            full=self.full and number == 0,
            retry=self.retry and number == 0,
            retrying=self.retrying and number == 0,
            ask_archived=number == 0,
            poll=frozenset(Side) if self.poll is None else frozenset(self.poll if number == 0 else ()),
            enough=self.enough,
            tally=tally,
            revisions=self.revisions,
            progress=self.progress,
            as_if=self.as_if or (lambda: None),
            or_else=self.or_else,
        )

    def _reading(self, side: Side, object_type: ObjectType, done: int, of: int) -> None:
        if of >= WORTH_TELLING:
            self.progress(reading(side, object_type, of), done, of)

    def _wait_for_lost_answers(self, p: Pass) -> None:
        seconds = seconds_until_resolvable(p)
        if seconds > 0 and not self.dry_run:
            self.say(f"Waiting {seconds:.0f} s until HubSpot is certainly done with a call whose answer was lost.")
            self.clock.sleep(seconds)

    def _note(self, run: Run, result: Result) -> None:
        """What it made of the records, and how all of them stand."""
        if not self.lost:
            note_held(run, result.tally, self.clock.now())
        result.moves = moves.counted(run) if result.tally.noted else {}
        result.tally.states = state_counts(self.workspace)

    def _keep_day(self, result: Result) -> None:
        """A run that did not come to its end has not looked at everything: of it only what arrived is noted."""
        counted = None if result.stopped and not result.soon else result.tally.states
        days.keep(self.workspace, self.clock.now(), self.on, counted, result.tally.delays)

    def _close(self, run: Run, result: Result) -> None:
        run.ended_at = self.clock.now()
        run.counts = result.as_counts()
        run.calls, run.saved = result.calls, result.saved
        run.plan = result.plan if self.dry_run and not result.stopped else []  # a part of it would be taken for all
        run.result = result.stopped
        self.progress.ended()
        run.save(update_fields=["ended_at", "counts", "calls", "saved", "plan", "result", "stop", "progress"])
