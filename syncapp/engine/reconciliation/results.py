"""A reconciliation from its row to its result: who may read for it, with which accounts, and what ends it."""

from __future__ import annotations

from collections.abc import Callable

from syncapp.engine.access import wiring
from syncapp.engine.reconciliation.reconciling import Reading
from syncapp.engine.session import Busy, Clock, CouldNotRun, connected
from syncapp.storage import leases
from syncapp.storage.models import Reconciliation, Workspace

WAITING = "Waiting for a worker"
PAUSED = "Everything is paused in this workspace, so nothing is read. Resume it first."
HELD_FOR = 900  # seconds: longer than a worker may take; a dead one's is taken over at once


def reconcile(
    row: Reconciliation,
    clock: Clock | None = None,
    *,
    enough: Callable[[], str] = lambda: "",
    say: Callable[[str], None] = lambda text: None,
) -> None:
    """Go on with it to its end. Raises Busy while another process is at it, CouldNotRun where an account cannot be read at
    all, CallFailed where a call fails, `reconciling.Left` where `enough` says why it is to leave."""
    clock = clock or Clock()
    name = f"reconciliation:{row.pk}"
    fence = leases.claim(name, clock.now(), HELD_FOR)
    if fence is None:
        raise Busy("Another process is at it.")
    try:
        row.refresh_from_db()
        if row.ended_at is None:
            _check(row.workspace)
            systems = wiring.connect(row.workspace, now=clock.now, sleep=clock.sleep)
            Reading(row, systems, clock.now, enough, say).to_its_end()
    finally:
        leases.release(name, fence)


def close(row: Reconciliation, clock: Clock, reason: str) -> None:
    """It comes to no result; the text says why."""
    told = {"ended_at": clock.now(), "failed": reason, "progress": {}}
    Reconciliation.objects.filter(pk=row.pk, ended_at=None).update(**told)


def _check(workspace: Workspace) -> None:
    """Paused, nothing is read either."""
    if Workspace.objects.filter(pk=workspace.pk, paused=True).exists():
        raise CouldNotRun(PAUSED)
    connected(workspace)
