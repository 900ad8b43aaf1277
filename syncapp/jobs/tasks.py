"""What the workers do. Tasks take ids, may run twice, and end well before their timeout."""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from syncapp.actions.connections import ConnectRefused, check
from syncapp.engine.access.tokens import utc_now
from syncapp.engine.context import TIME_IS_UP, WORKER_STOPS
from syncapp.engine.result import Result
from syncapp.engine.session import Busy, Clock, CouldNotRun, sync
from syncapp.engine.setup.checklist import keep_checklist
from syncapp.jobs import reconciling, reviewing, stopping
from syncapp.jobs.duties import Duty, asked_by, duties, plan_night
from syncapp.jobs.ending import nudge_endings
from syncapp.jobs.nights import begin_nights
from syncapp.storage import leases, queue
from syncapp.storage.models import Inbox, Job, Reconciliation, Run, SyncDraft, WebhookEvent, Workspace

logger = logging.getLogger("syncapp.jobs")

RUNS_FOR = 200.0  # seconds; then others have their turn
KEPT = timedelta(days=7)  # longer than either vendor repeats an event


def tick() -> int:
    """Nudge every workspace in which something is due and nobody is at work; returns how many."""
    now = utc_now()
    found = duties(now)
    busy = leases.live(now, name__startswith="workspace:")
    resting = set(
        Job.objects.filter(name__in=[queue.name_of(queue.SYNC, pk) for pk in found], not_before__gt=now).values_list(
            "name", flat=True
        )
    )
    due = [pk for pk in found if f"workspace:{pk}" not in busy and queue.name_of(queue.SYNC, pk) not in resting]
    for pk in due:
        queue.nudge(queue.SYNC, pk)
    reviewing.nudge_waiting(now, busy)
    reviewing.close_forgotten(now)
    begin_nights(now)
    nudge_endings()
    reconciling.nudge_waiting(now)
    old = WebhookEvent.objects.filter(received_at__lt=now - KEPT)
    if old.exists():
        old.delete()
    return len(due)


def sync_workspace(workspace_id: int) -> str:
    """Run what is due, again where something was announced meanwhile; what it said last.

    Whoever finds the lease taken leaves: the one who holds it looks into the Inbox once more when it is done.
    """
    queue.taken(queue.SYNC, workspace_id)
    said = _sync_until_done(workspace_id)
    reviewing.nudge_waiting(utc_now(), workspaces=[workspace_id])
    return said


def _sync_until_done(workspace_id: int) -> str:
    ends = time.monotonic() + RUNS_FOR
    said = "nothing was due"
    while not stopping.asked():
        duty = duties(utc_now(), workspace_id).get(workspace_id)
        if (
            not duty
            or queue.rests(queue.SYNC, workspace_id, utc_now())
            or leases.live(utc_now(), name=f"workspace:{workspace_id}")
        ):
            return said
        if time.monotonic() >= ends:
            queue.nudge(queue.SYNC, workspace_id)
            return said
        result = _run(workspace_id, duty, ends)
        if result is None:
            return "could not run"
        said = result.stopped or "done"
        if not result.soon and not Inbox.objects.filter(workspace=workspace_id).exists():
            return said
    return said


def dry_run(draft_id: int) -> str:
    """What a set-up would write. It waits its turn: a sync or a dry run that is under way nudges it when it is done.

    It may take far longer than others, and is delivered a second time meanwhile.
    """
    queue.taken(queue.DRY_RUN, draft_id)
    draft = SyncDraft.objects.select_related("workspace", "run").filter(pk=draft_id, run__ended_at=None).first()
    if draft is None or draft.run is None:
        return "nothing to do"
    if leases.live(utc_now(), name=f"workspace:{draft.workspace_id}"):
        return "another sync is running"
    at_work = leases.dry_runs(utc_now())
    if f"{leases.DRY_RUN}{draft.run_id}" in at_work:
        return "somebody is at it"
    if not reviewing.room_beside(at_work):
        return "another dry run is under way"
    said = reviewing.carry_out(draft, draft.run, utc_now)
    queue.nudge(queue.SYNC, draft.workspace_id)  # whoever found the lease taken while it began has left
    reviewing.nudge_waiting(utc_now())
    return said


def reconcile(reconciliation_id: int) -> str:
    """Both ledgers side by side. It holds up no sync, and none holds it up."""
    queue.taken(queue.RECONCILE, reconciliation_id)
    row = Reconciliation.objects.select_related("workspace").filter(pk=reconciliation_id, ended_at=None).first()
    if row is None:
        return "nothing to do"
    ends = time.monotonic() + RUNS_FOR
    return reconciling.carry_out(row, Clock(utc_now), lambda: time.monotonic() >= ends)


def read_accounts(workspace_id: int) -> str:
    """What both accounts are and offer, for preflight, whether or not anything syncs yet."""
    try:
        check(Workspace.objects.get(pk=workspace_id))
    except (ConnectRefused, Workspace.DoesNotExist) as refusal:
        logger.warning("the accounts of workspace %d could not be read: %s", workspace_id, refusal)
        return str(refusal)
    finally:
        queue.taken(queue.READ_ACCOUNTS, workspace_id)  # at the end: until then the page says that it is under way
    return "done"


def _run(workspace_id: int, duty: Duty, ends: float) -> Result | None:
    """One run under the lease. One that breaks off or that a vendor ends counts as a failed start (storage/queue.py)."""
    workspace = Workspace.objects.get(pk=workspace_id)
    by = asked_by(workspace_id) if duty.trigger == "person" else None
    queue.begun(queue.SYNC, workspace_id, utc_now())
    try:
        result = sync(
            workspace,
            full=duty.verify,
            retry=False,
            poll=duty.poll,
            wait=False,
            enough=lambda: _enough(ends),
            # A vendor that names no record is polled at once, as if somebody had asked.
            trigger="webhook" if duty.trigger == "person" and by is None else duty.trigger,
            asked_by=by,
            clock=Clock(utc_now),
        )
    except Busy:
        return None
    except CouldNotRun as reason:
        logger.warning("workspace %d could not run: %s", workspace_id, reason)
        _told(workspace, duty, str(reason))
        return None
    if not result.stopped or result.soon:
        queue.ended(queue.SYNC, workspace_id)
        if duty.verify:
            plan_night(workspace_id, workspace.time_zone, utc_now())
            keep_checklist(workspace, utc_now())
    return result


def _told(workspace: Workspace, duty: Duty, reason: str) -> None:
    """A run that could not begin leaves no trace of its own: it stands among the runs, once for as long as that lasts."""
    last = Run.objects.filter(workspace=workspace, dry_run=False).first()
    if last is None or last.result != reason:
        Run.objects.create(
            workspace=workspace, trigger=duty.trigger, started_at=utc_now(), ended_at=utc_now(), result=reason
        )


def _enough(ends: float) -> str:
    if stopping.asked():
        return WORKER_STOPS
    return TIME_IS_UP if time.monotonic() >= ends else ""
