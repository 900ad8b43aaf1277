"""One `sync`: hold the workspace's lease and repeat passes until one writes nothing."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from syncapp.connectors.errors import CallFailed
from syncapp.connectors.protocol import System
from syncapp.core.errors import Failure, Retry, entry
from syncapp.core.values import ORDER, ObjectType, Pair, Side
from syncapp.engine import wiring
from syncapp.engine.catalog import WrongAccount, is_stale, refresh_catalogs
from syncapp.engine.context import Pass, Stopped, Tally, revisions, state_counts
from syncapp.engine.questions import Questions
from syncapp.engine.resolve import seconds_until_resolvable
from syncapp.engine.rules import account_view, load_rules
from syncapp.engine.run import Halted, run_pass
from syncapp.engine.tokens import utc_now
from syncapp.storage import leases
from syncapp.storage.models import Connection, Run, SyncRecord, Workspace

ROUNDS = 5
LONGEST_WAIT = 250.0  # seconds for a lease: longer than one lasts
Say = Callable[[str], None]


class CouldNotRun(Exception):
    """Nothing was done; the text says why."""


@dataclass
class Clock:
    """Injected, so that no test waits a lease or a deadline out."""

    now: Callable[[], datetime] = utc_now
    sleep: Callable[[float], None] = time.sleep


@dataclass
class Result:
    run_id: int
    dry_run: bool
    tally: Tally
    calls: dict[str, int] = field(default_factory=dict)
    plan: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    stopped: str = ""  # why it ended before everything was done

    @property
    def failing(self) -> int:
        return sum(states["failing"] for states in self.tally.states.values())

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "run": self.run_id,
            "dry_run": self.dry_run,
            "objects": {object_type.plural: self._object(object_type.plural) for object_type in ORDER},
            "calls": self.calls,
            "writes": {side.value: self.tally.writes[side.value] for side in Side},
            "seconds": round(self.seconds, 3),
        }
        if self.dry_run:
            told["plan"] = self.plan
        if self.stopped:
            told["stopped"] = self.stopped
        return told

    def _object(self, name: str) -> dict[str, Any]:
        states = self.tally.states.get(name, Counter())
        done = {"created": self.tally.created, "updated": self.tally.updated, "voided": self.tally.voided}
        return {
            "seen": len(self.tally.seen.get(name, ())),
            **{word: {side.value: counter[name, side.value] for side in Side} for word, counter in done.items()},
            "linked": self.tally.linked[name],
            "unchanged": max(0, states["syncing"] - self._changed(name)),
            **{word: states[word] for word in ("failing", "excluded", "pending", "ignored")},
        }

    def _changed(self, name: str) -> int:
        """Records of this object that were written on either side."""
        return len({record for record, plural in self.tally.written if plural == name})


def sync(
    workspace: Workspace,
    *,
    objects: Sequence[ObjectType] = ORDER,
    full: bool = False,
    dry_run: bool = False,
    retry: bool = True,
    trigger: str = "command",
    clock: Clock | None = None,
    say: Say = lambda text: None,
) -> Result:
    """Poll now and work until nothing is left to write; raises CouldNotRun.

    `retry`: look at every failing and waiting record again, due or not.
    """
    clock = clock or Clock()
    started = time.monotonic()
    name = f"workspace:{workspace.pk}"
    fence = _claim(name, clock, say)
    try:
        result = _Session(workspace, fence, objects, full, dry_run, retry, trigger, clock, say).run()
    finally:
        leases.release(name, fence)
    result.seconds = time.monotonic() - started
    return result


def _claim(name: str, clock: Clock, say: Say) -> int:
    waited = 0.0
    while (fence := leases.claim(name, clock.now())) is None:
        if waited == 0:
            say("Another sync is running. Waiting for it to end.")
        if waited >= LONGEST_WAIT:
            raise CouldNotRun("Another sync of this workspace has been running for more than four minutes. Try again later.")
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
    retry: bool
    trigger: str
    clock: Clock
    say: Say

    def run(self) -> Result:
        self.rows = self._connections()
        if not revisions(self.workspace):
            raise CouldNotRun("No sync is turned on in this workspace. Set it up first.")
        self.systems: Pair[System] = wiring.connect(self.workspace)
        run = Run.objects.create(
            workspace=self.workspace, trigger=self.trigger, dry_run=self.dry_run, started_at=self.clock.now()
        )
        result = Result(run.pk, self.dry_run, Tally())
        calls: Counter[str] = Counter()
        try:
            self._retry_now()
            self._rounds(run, result, calls)
        except Stopped as stopped:
            result.stopped = str(stopped)
        except Halted as halted:
            result.stopped = halted.failure.sentence()
        if not self.dry_run:
            result.tally.states = state_counts(self.workspace)
        result.calls = {side.value: calls[side.value] for side in Side}
        self._close(run, result)
        return result

    def _connections(self) -> Pair[Connection]:
        try:
            rows = wiring.connections(self.workspace)
        except Connection.DoesNotExist as missing:
            raise CouldNotRun(f"{missing} is not connected.") from None
        for side, row in rows:
            if row.state != Connection.State.CONNECTED:
                raise CouldNotRun(Failure("connection_expired", {"system": side.label}).sentence())
        return rows

    def _retry_now(self) -> None:
        """Every failing and waiting record whose rule is not "never" is looked at again."""
        if self.dry_run:
            return
        again = SyncRecord.objects.filter(workspace=self.workspace, status__in=("failing", "pending"))
        codes = set(again.filter(status="failing").values_list("reason", flat=True))
        never = [code for code in codes if entry(code).retry is Retry.NEVER]
        again.exclude(status="failing", reason__in=never).update(next_attempt_at=self.clock.now())
        self.retrying = again.exists()

    def _rounds(self, run: Run, result: Result, calls: Counter[str]) -> None:
        self._catalogs()
        for number in range(1 if self.dry_run else ROUNDS):
            p = self._pass(run, result.tally, full=self.full and number == 0)
            self._wait_for_lost_answers(p)
            before = sum(result.tally.writes.values())
            made = {side: dict(system.calls) for side, system in p.systems}
            try:
                run_pass(p, self.objects)
            finally:
                for side, system in p.systems:
                    calls[side.value] += sum(system.calls.values()) - sum(made[side].values())
                result.plan = p.plan
            if sum(result.tally.writes.values()) == before and not self._still_due():
                return

    def _still_due(self) -> bool:
        """Something was woken that this round did not come to."""
        rows = SyncRecord.objects.filter(workspace=self.workspace, next_attempt_at__lte=self.clock.now())
        return rows.exclude(status="ignored").exists()

    def _catalogs(self) -> None:
        now = self.clock.now()
        if self.dry_run and not is_stale(self.rows, now):
            return
        if self.full or getattr(self, "retrying", False) or is_stale(self.rows, now):
            try:
                refresh_catalogs(self.systems, self.rows, now)
            except WrongAccount as wrong:
                raise Halted(wrong.failure) from wrong
            except CallFailed as error:
                problem = error.problem
                raise Halted(Failure(problem.code, problem.params, problem.vendor_text)) from error

    def _pass(self, run: Run, tally: Tally, *, full: bool) -> Pass:
        accounts = Pair(account_view(self.rows.hubspot), account_view(self.rows.quickbooks))
        rules = load_rules(self.workspace, accounts, self.clock.now())
        systems = wiring.connect(self.workspace, rules)
        return Pass(
            workspace=self.workspace,
            run=run,
            systems=systems,
            accounts=accounts,
            rules=rules,
            now=self.clock.now,
            fence=self.fence,
            questions=Questions(systems, {}),
            dry_run=self.dry_run,
            full=full,
            tally=tally,
            revisions=revisions(self.workspace),
            progress=self.say,
        )

    def _wait_for_lost_answers(self, p: Pass) -> None:
        seconds = seconds_until_resolvable(p)
        if seconds > 0 and not self.dry_run:
            self.say(f"Waiting {seconds:.0f} s until HubSpot is certainly done with a call whose answer was lost.")
            self.clock.sleep(seconds)

    def _close(self, run: Run, result: Result) -> None:
        run.ended_at = self.clock.now()
        run.counts = result.as_json()["objects"]
        run.calls = result.calls
        run.result = result.stopped
        run.save()
