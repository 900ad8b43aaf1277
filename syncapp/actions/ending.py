"""The end of a workspace: access is given back at both vendors, then every row is gone. Nothing is changed at either.

What takes no time is gone with the click. Of a large one the rows go step by step, by a worker, and nobody is let in
meanwhile.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from syncapp.actions.connections import disconnect
from syncapp.actions.workspaces import pause
from syncapp.core.values import Side
from syncapp.storage import leases, queue
from syncapp.storage.models import Connection, Membership, Workspace
from syncapp.storage.wiping import count, wipe

AT_ONCE = 20_000  # rows: within a second or two
logger = logging.getLogger("syncapp.workspaces")


class EndRefused(Exception):
    """Nothing was deleted; the text says why."""


@dataclass(frozen=True)
class Ended:
    """`untold`: the vendors that could not be told to take back our access; `under_way`: a worker does the rest."""

    rows: int
    untold: tuple[Side, ...]
    under_way: bool = False


def delete(workspace: Workspace, typed: str, *, by: Membership) -> Ended:
    """`typed`: its slug, as the owner has written it to confirm. A run that is under way ends first."""
    if by.role != Membership.Role.OWNER or by.workspace_id != workspace.pk:
        raise EndRefused("Only an owner may delete a workspace.")
    if typed.strip() != workspace.slug:
        raise EndRefused(f"Type {workspace.slug} to confirm. Nothing was deleted.")
    pause(workspace, by=by.user)
    name = f"workspace:{workspace.pk}"
    fence = leases.claim(name, timezone.now())
    if fence is None:
        raise EndRefused(
            "A run is under way. Everything is paused now, so it ends before its next call: delete again in a moment. "
            "Nothing was deleted."
        )
    try:
        untold = _give_back(workspace, by)
        leases.renew(name, fence, timezone.now())  # giving back may have taken long
        rows = count(workspace.pk)
        if rows > AT_ONCE:
            told = {"ending_at": timezone.now(), "ending": {"rows": rows, "gone": 0, "by": by.user_id}}
            with transaction.atomic():
                Workspace.objects.filter(pk=workspace.pk, ending_at=None).update(**told)
                queue.nudge(queue.END, workspace.pk, urgent=True)
            logger.warning("workspace %s is being deleted by user %d", workspace.slug, by.user_id)
            return Ended(rows, untold, under_way=True)
        with transaction.atomic():
            gone = wipe(workspace)
    finally:
        leases.release(name, fence)
    logger.warning("workspace %s was deleted by user %d with %d rows", workspace.slug, by.user_id, sum(gone.values()))
    return Ended(sum(gone.values()), untold)


def _give_back(workspace: Workspace, by: Membership) -> tuple[Side, ...]:
    """SEC14: revoked at both vendors, outside every transaction."""
    rows = workspace.connections.exclude(state=Connection.State.DISCONNECTED).defer("access_token", "refresh_token")
    return tuple(Side(row.side) for row in rows if not disconnect(row, by=by.user))
