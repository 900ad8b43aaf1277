"""Dry runs of set-ups: which wait for a worker, and what becomes of one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from syncapp.actions.reviews import TRIGGER, WAITING, other_answer, supposing
from syncapp.engine.session import Busy, Clock, CouldNotRun, sync
from syncapp.jobs import stopping
from syncapp.storage import queue
from syncapp.storage.models import Job, Run, SyncDraft

TAKES_TOO_LONG = "It took more than three minutes and was broken off, so that the syncs that are on have their turn. Nothing was written."
STOPPED = "It was stopped."
DIED = "It was begun three times and broke off each time, by an error of ours. Nothing was written."
ATTEMPTS = 3
FORGOTTEN = timedelta(hours=1)  # nobody works on a run for so long


def waiting(workspaces: Collection[int] | None = None) -> dict[int, int]:
    """Draft → workspace of the dry runs that have not ended."""
    drafts = SyncDraft.objects.filter(run__isnull=False, run__ended_at=None)
    drafts = drafts if workspaces is None else drafts.filter(workspace__in=workspaces)
    return dict(drafts.order_by("pk").values_list("pk", "workspace"))


def nudge_waiting(now: datetime, busy: Collection[str] = (), workspaces: Collection[int] | None = None) -> None:
    """Whose turn has come: nobody is at work in their workspace, and they did not break off lately."""
    for draft, workspace in waiting(workspaces).items():
        if f"workspace:{workspace}" not in busy and not queue.rests(queue.DRY_RUN, draft, now):
            queue.nudge(queue.DRY_RUN, draft)


def close_forgotten(now: datetime) -> None:
    """Runs whose draft was dropped before a worker came to them."""
    left = Run.objects.filter(trigger=TRIGGER, ended_at=None, started_at__lt=now - FORGOTTEN)
    left.exclude(pk__in=SyncDraft.objects.exclude(run=None).values("run")).update(ended_at=now, result=STOPPED)


def carry_out(draft: SyncDraft, run: Run, now: Callable[[], datetime], time_is_up: Callable[[], bool]) -> str:
    """What the dry run said last. It leaves no half: a worker that is to stop lets another begin it anew."""
    queue.begun(queue.DRY_RUN, draft.pk, now())
    if Job.objects.filter(name=queue.name_of(queue.DRY_RUN, draft.pk), attempts__gt=ATTEMPTS).exists():
        return _closed(run, now(), DIED)
    try:
        result = sync(
            draft.workspace, dry_run=True, as_if=supposing(draft), or_else=other_answer(draft), run=run, wait=False, trigger=TRIGGER,
            enough=lambda: _enough(run, time_is_up), clock=Clock(now),
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


def _enough(run: Run, time_is_up: Callable[[], bool]) -> str:
    """A person has stopped it or begun another, a worker is to leave, or it takes too long."""
    if stopping.asked():
        return WAITING
    if not SyncDraft.objects.filter(run=run.pk, run__ended_at=None).exists():
        return STOPPED
    return TAKES_TOO_LONG if time_is_up() else ""


def _closed(run: Run, now: datetime, reason: str) -> str:
    Run.objects.filter(pk=run.pk).update(ended_at=now, result=reason)
    return reason
