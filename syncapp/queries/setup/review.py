"""The last step: where its dry run stands, and what the click would do (A16, B2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from syncapp.core.values import ObjectType, Side
from syncapp.engine.setup.readiness import Lack, stops
from syncapp.queries.at_work import at_work_on
from syncapp.queries.plans import STATES, Count, Plan, Stands, StandsNow
from syncapp.queries.run import Progress, told_by
from syncapp.queries.setup.begun import differs
from syncapp.queries.setup.cards import offered, stands
from syncapp.queries.setup.moving import stand_now
from syncapp.queries.setup.walk import Walk
from syncapp.queries.states import State
from syncapp.storage import leases
from syncapp.storage.models import Activity, Run, Workspace
from syncapp.storage.names import person_name
from syncapp.storage.setup_fingerprint import CHANGED

SHORT = timedelta(seconds=15)
LATE = timedelta(minutes=1)  # a worker that is there takes it up at once


class Stage(StrEnum):
    """Where the dry run stands."""

    NONE = "none"
    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"  # it could not be made, or not to its end
    STALE = "stale"  # it was made, of something else or too long ago
    READY = "ready"


@dataclass(frozen=True)
class Review:
    walk: Walk
    stage: Stage
    held: str  # why it cannot be turned on by this dry run
    lacks: tuple[Lack, ...]
    behind: str = ""  # what it waits for, where that is another run
    ahead: Run | None = None  # that run, where it is of this workspace
    nothing_to_choose: bool = False  # nothing was made while it was off, as the action has it
    now: StandsNow = field(default_factory=dict)  # of a sync that is on: where what the plan names stands

    @property
    def run(self) -> Run | None:
        return self.walk.draft.run

    @property
    def plan(self) -> Plan | None:
        """What it found, outdated or not."""
        run = self.run
        own = own_of(self.walk.object_type)
        return Plan(run, own, self.now) if run and run.ended_at and not run.result else None

    @property
    def unfiltered(self) -> tuple[int, str]:
        """Invoices that are made in HubSpot because the recommended filter is not chosen, and that filter in words (S32)."""
        mine = [] if self.plan is None or self.walk.object_type is not ObjectType.INVOICE else self.plan.written
        made = sum(
            row.kinds["created"].number
            for row in mine
            if row.object_type is ObjectType.INVOICE and row.side is Side.HUBSPOT
        )
        if not made or Side.HUBSPOT not in self.walk.targets or stands(self.walk, Side.HUBSPOT):
            return 0, ""
        return made, offered(self.walk, Side.HUBSPOT)

    @property
    def stands(self) -> list[tuple[Stands, list[tuple[State, Count, int | None]]]]:
        """Where the records would stand, and of a sync that is on where otherwise they stand now (B24)."""
        rows = self.plan.stands if self.plan else []
        return [(row, [(state, row.cells[state.value], self._was(row, state)) for state in STATES]) for row in rows]

    def _was(self, row: Stands, state: State) -> int | None:
        now = self.walk.tally.counted(state.value, row.object_type).number
        return now if self.on and now != row.cells[state.value].number else None

    @property
    def from_now(self) -> int:
        """How much would be written if what was made meanwhile stayed out."""
        return self.plan.otherwise()[0] if self.plan else 0

    @property
    def kept_out(self) -> Count:
        return self.plan.otherwise()[1] if self.plan else Count()

    @property
    def on(self) -> bool:
        return self.walk.sync is not None and self.walk.sync.enabled

    @property
    def off_again(self) -> bool:
        """It is off and was on before."""
        return self.walk.sync is not None and not self.on and self.walk.sync.started_at is not None

    @property
    def asks(self) -> bool:
        """There is a meanwhile that may cross or stay out (A16)."""
        return self.off_again and not self.nothing_to_choose

    @property
    def changed(self) -> bool:
        """There is something to save; of a sync that is off the switch alone is."""
        return not self.on or differs(self.walk.data)

    @property
    def may(self) -> bool:
        """Whether a click can turn it on or save it now."""
        return (
            self.changed
            and not self.lacks
            and not self.walk.outdated
            and self.stage in (Stage.READY, Stage.FAILED)
            and not self.held
        )

    @property
    def unseen(self) -> bool:
        """It can be turned on without knowing how much that writes, by saying so."""
        return self.may and self.stage is Stage.FAILED

    @property
    def late(self) -> bool:
        """No worker is there, as it seems."""
        waits = self.stage is Stage.WAITING and not self.behind and not self.broken
        return bool(waits and self.run and timezone.now() - self.run.started_at > LATE)

    @property
    def broken(self) -> bool:
        """Its worker ended before it did; another one begins it anew."""
        return bool(self.stage is Stage.WAITING and self.run and "done" in self.run.progress)

    @property
    def progress(self) -> Progress | None:
        return told_by(self.run) if self.run and self.stage is Stage.RUNNING else None

    @property
    def ahead_at(self) -> Progress | None:
        """How far the run is that this one waits for."""
        return told_by(self.ahead) if self.ahead else None

    @property
    def look_again(self) -> str:
        """How long the page waits before it asks how far the dry run is: most are done in a few seconds."""
        young = self.run and timezone.now() - self.run.started_at < SHORT
        return "1s" if young else "2s"

    @property
    def by_itself(self) -> bool:
        """The page starts the first dry run of a set-up that could be turned on."""
        return self.stage is Stage.NONE and self.changed and not self.lacks and not self.walk.outdated


def review_of(walk: Walk, held: str, *, nothing_to_choose: bool) -> Review:
    """`held`: why the dry run does not stand for these choices, as the action has it."""
    run = walk.draft.run
    stage = _stage(run, held)
    return Review(
        walk,
        stage,
        held,
        stops(walk.object_type, walk.data, walk.accounts),
        *(_behind(walk.workspace) if stage is Stage.WAITING else ("", None)),
        nothing_to_choose,
        stand_now(walk.tally, run, own_of(walk.object_type)) if run and walk.sync and walk.sync.enabled else {},
    )


def own_of(object_type: ObjectType) -> tuple[ObjectType, ...]:
    """What a set-up is of: payments come with invoices."""
    return (object_type, ObjectType.PAYMENT) if object_type is ObjectType.INVOICE else (object_type,)


def _behind(workspace: Workspace) -> tuple[str, Run | None]:
    """A run that can be looked at: for a moment a dry run that begins holds the workspace itself."""
    runs = Run.objects.filter(pk__in=at_work_on(workspace)).defer("plan").order_by("dry_run")
    ahead = runs.first()
    if ahead and not ahead.dry_run:
        return "the sync that is under way", ahead
    return "another dry run" if leases.dry_runs(timezone.now()) else "", ahead


def _stage(run: Run | None, held: str) -> Stage:
    if run is None:
        return Stage.NONE
    if run.ended_at is None:
        at_it = leases.live(timezone.now(), name=f"{leases.DRY_RUN}{run.pk}")
        return Stage.RUNNING if at_it else Stage.WAITING
    if run.result and run.result != CHANGED:
        return Stage.FAILED
    return Stage.STALE if held or run.result else Stage.READY


@dataclass(frozen=True)
class Since:
    at: datetime
    by: str


def off_since(walk: Walk) -> Since | None:
    """When it was turned off, and by whom."""
    entries = Activity.objects.filter(
        workspace=walk.workspace, kind="sync_turned_off", reason=walk.name
    ).select_related("actor")
    entry = entries.first()
    return Since(entry.at, person_name(entry.actor) if entry.actor else "") if entry else None
