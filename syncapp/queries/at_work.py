"""How a run stands, who is at work on a workspace, and when it is gone on with."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, Subquery
from django.utils import timezone

from syncapp.engine.context import GOES_ON
from syncapp.queries.syncs import next_run_at
from syncapp.storage import leases
from syncapp.storage.models import Job, Lease, Run, Workspace
from syncapp.storage.queue import SYNC, name_of


class Stand(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    DONE = "done"
    INTERRUPTED = "interrupted"  # it ended early and in order, and the next one goes on
    STOPPED = "stopped"  # it ended early, and says why
    BROKEN = "broken"  # its process ended before it did
    WAITING = "waiting"  # for a worker, and for its turn


def stands(workspace: Workspace, run: Run) -> Stand:
    """How this run of it stands. Who is at work is asked only of one without an end."""
    return stand_of(run, at_work_on(workspace) if run.ended_at is None else ())


def stand_of(run: Run, at_work: Collection[int]) -> Stand:
    """A dry run of a set-up stands from the click on, and one that was broken off is begun anew: it waits for its turn."""
    if run.ended_at is not None:
        early = Stand.INTERRUPTED if run.result in GOES_ON else Stand.STOPPED
        return early if run.result else Stand.DONE
    if run.pk in at_work:
        return Stand.RUNNING
    return Stand.WAITING if run.trigger == "review" else Stand.BROKEN


def at_work_on(workspace: Workspace) -> frozenset[int]:
    """The keys of the runs that are under way: the newest, if it has no end and somebody holds the workspace's lease, and
    the dry runs whose own lease somebody holds."""
    newest = Run.objects.filter(workspace=workspace, dry_run=False).order_by("-pk").values("pk")[:1]
    unfinished = Run.objects.filter(workspace=workspace, ended_at=None)
    told = unfinished.filter(Q(dry_run=True) | Q(pk=Subquery(newest))).values_list("pk", "dry_run")
    names = {f"{leases.DRY_RUN}{pk}" if dry else f"workspace:{workspace.pk}": pk for pk, dry in told}
    return frozenset(names[name] for name in leases.live(timezone.now(), name__in=names)) if names else frozenset()


def next_look_at(workspace: Workspace, run: Run | None, stand: Stand | None) -> datetime | None:
    """About when the next look comes by itself after `run`, the last one; None: at any moment."""
    return taken_up_at(workspace) if stand is Stand.BROKEN else next_run_at(workspace, run)


def taken_up_at(workspace: Workspace) -> datetime | None:
    """When what a dead process left is gone on with; None: with the next tick, within a minute."""
    rest = Job.objects.filter(name=name_of(SYNC, workspace.pk), not_before__gt=timezone.now())
    return max(filter(None, (held_until(workspace), rest.values_list("not_before", flat=True).first())), default=None)


def lease_holder_works(workspace: Workspace) -> bool:
    """Whether somebody is at work on this workspace."""
    return held_until(workspace) is not None


def held_until(workspace: Workspace) -> datetime | None:
    """Until when the workspace's lease keeps others away; None where nobody holds it who may be alive."""
    lease = (
        Lease.objects.filter(name=f"workspace:{workspace.pk}", expires_at__gt=timezone.now()).exclude(holder="").first()
    )
    return lease.expires_at if lease is not None and not leases.is_dead(lease.holder) else None
