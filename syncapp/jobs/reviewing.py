"""Dry runs of set-ups: which wait for a worker, and what becomes of one.

One takes as long as it takes and holds up no sync, as there is always a worker that is at none. A worker that is to leave,
or dies, leaves nothing: it is begun anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from syncapp.actions.reviews import TRIGGER, WAITING, other_answer, supposing
from syncapp.engine.session import Busy, Clock, CouldNotRun, sync
from syncapp.jobs import stopping
from syncapp.jobs.cluster import WORKERS
from syncapp.storage import leases, queue
from syncapp.storage.models import Job, ObjectSync, Run, SyncDraft
from syncapp.storage.setup_fingerprint import CHANGED, KEY, setup_fingerprint

LONGEST = timedelta(hours=3)  # below what queue.py lets it take
TAKES_TOO_LONG = "It took more than three hours and was broken off. Nothing was written."
STOPPED = "It was stopped."
DIED = "It was begun three times and broke off each time, by an error of ours. Nothing was written."
ATTEMPTS = 3
FORGOTTEN = timedelta(hours=1)  # nobody works on a run for so long


def nudge_waiting(now: datetime, busy: Collection[str] = (), workspaces: Collection[int] | None = None) -> None:
    """Whose turn has come: nobody is at them or at work in their workspace, and they did not break off lately."""
    drafts = SyncDraft.objects.filter(run__isnull=False, run__ended_at=None)
    drafts = drafts if workspaces is None else drafts.filter(workspace__in=workspaces)
    waiting = list(drafts.order_by("pk").values_list("pk", "workspace", "run"))
    at_work = leases.dry_runs(now) if waiting else set()
    if not room_beside(at_work):
        return
    for draft, workspace, run in waiting:
        held = f"workspace:{workspace}" in busy or f"{leases.DRY_RUN}{run}" in at_work
        if not held and not queue.rests(queue.DRY_RUN, draft, now):
            queue.nudge(queue.DRY_RUN, draft)


def room_beside(at_work: Collection[str]) -> bool:
    """Whether a worker is left for the syncs while one more dry run is made."""
    return len(at_work) < WORKERS - 1


def close_forgotten(now: datetime) -> None:
    """Runs whose draft was dropped before a worker came to them."""
    left = Run.objects.filter(trigger=TRIGGER, ended_at=None, started_at__lt=now - FORGOTTEN)
    left.exclude(pk__in=SyncDraft.objects.exclude(run=None).values("run")).update(ended_at=now, result=STOPPED)


def carry_out(draft: SyncDraft, run: Run, now: Callable[[], datetime]) -> str:
    """What the dry run said last. It leaves no half: a worker that is to stop lets another begin it anew."""
    ends = now() + LONGEST
    queue.begun(queue.DRY_RUN, draft.pk, now())
    if Job.objects.filter(name=queue.name_of(queue.DRY_RUN, draft.pk), attempts__gt=ATTEMPTS).exists():
        return _closed(run, now(), DIED)
    try:
        result = sync(
            draft.workspace, dry_run=True, as_if=supposing(draft), or_else=other_answer(draft), run=run, wait=False, trigger=TRIGGER,
            enough=lambda: _enough(run, late=now() >= ends), clock=Clock(now),
        )  # fmt: skip
    except Busy:
        queue.ended(queue.DRY_RUN, draft.pk)
        return "another sync is running"
    except CouldNotRun as reason:
        queue.ended(queue.DRY_RUN, draft.pk)
        return _closed(run, now(), str(reason))
    queue.ended(queue.DRY_RUN, draft.pk)
    if stopping.asked() and result.soon:
        Run.objects.filter(pk=run.pk).update(ended_at=None, result="", progress={**run.progress, "doing": WAITING})
    return result.stopped or "done"


def _enough(run: Run, *, late: bool) -> str:
    """A person has stopped it or begun another or changed what it is of, a worker is to leave, or it takes too long."""
    if stopping.asked():
        return WAITING
    draft = SyncDraft.objects.filter(run=run.pk, run__ended_at=None).first()
    if draft is None:
        return STOPPED
    if run.progress.get(KEY) != setup_fingerprint(draft, ObjectSync.objects.filter(workspace=draft.workspace_id)):
        return CHANGED
    return TAKES_TOO_LONG if late else ""


def _closed(run: Run, now: datetime, reason: str) -> str:
    Run.objects.filter(pk=run.pk).update(ended_at=now, result=reason)
    return reason
