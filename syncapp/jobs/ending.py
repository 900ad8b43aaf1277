"""The rows of a large workspace go step by step; whoever breaks off lets the next one go on where it stopped (SEC53)."""

from __future__ import annotations

import logging
import time

from django.db import transaction

from syncapp.engine.access.tokens import utc_now
from syncapp.jobs import stopping
from syncapp.storage import leases, queue
from syncapp.storage.models import Workspace
from syncapp.storage.wiping import wipe, wipe_some

logger = logging.getLogger("syncapp.workspaces")

STEP = 2_000  # rows in one transaction
RUNS_FOR = 200.0  # seconds; then others have their turn


def nudge_endings() -> None:
    for pk in Workspace.objects.filter(ending_at__isnull=False).values_list("pk", flat=True):
        queue.nudge(queue.END, pk)


def end(workspace_id: int) -> str:
    """The task. It may run twice, and at once with another of its kind: only one of them holds the lease."""
    queue.taken(queue.END, workspace_id)
    workspace = Workspace.objects.filter(pk=workspace_id, ending_at__isnull=False).first()
    if workspace is None:
        return "nothing to do"
    name = f"workspace:{workspace_id}"
    fence = leases.claim(name, utc_now())
    if fence is None:
        return "another one is at it"
    ends = time.monotonic() + RUNS_FOR
    try:
        while not stopping.asked() and time.monotonic() < ends:
            leases.renew(name, fence, utc_now())
            if not _step(workspace):
                with transaction.atomic():
                    wipe(workspace)
                logger.warning("workspace %s is deleted, as user %s asked", workspace.slug, workspace.ending.get("by"))
                return "done"
    finally:
        leases.release(name, fence)
    queue.nudge(queue.END, workspace_id)
    return "it makes room for others"


def _step(workspace: Workspace) -> int:
    """Whoever dies in between counts some rows twice, or not at all; the rows themselves say what is left."""
    gone = wipe_some(workspace.pk, STEP)
    workspace.ending = {**workspace.ending, "gone": workspace.ending.get("gone", 0) + gone}
    Workspace.objects.filter(pk=workspace.pk).update(ending=workspace.ending)
    return gone
