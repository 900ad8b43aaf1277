"""The end of a workspace: access is given back at both vendors, then every row is gone. Nothing is changed at either."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from syncapp.actions.connections import disconnect
from syncapp.actions.workspaces import pause
from syncapp.core.values import Side
from syncapp.storage import leases
from syncapp.storage.models import Connection, Membership, Workspace
from syncapp.storage.wiping import wipe

logger = logging.getLogger("syncapp.workspaces")


class EndRefused(Exception):
    """Nothing was deleted; the text says why."""


@dataclass(frozen=True)
class Ended:
    """`untold`: the vendors that could not be told to take back our access."""

    rows: int
    untold: tuple[Side, ...]


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
        with transaction.atomic():
            leases.renew(name, fence, timezone.now())  # giving back may have taken long
            gone = wipe(workspace)
    finally:
        leases.release(name, fence)
    logger.warning("workspace %s was deleted by user %d with %d rows", workspace.slug, by.user_id, sum(gone.values()))
    return Ended(sum(gone.values()), untold)


def _give_back(workspace: Workspace, by: Membership) -> tuple[Side, ...]:
    """SEC14: revoked at both vendors, outside every transaction."""
    rows = workspace.connections.exclude(state=Connection.State.DISCONNECTED).defer("access_token", "refresh_token")
    return tuple(Side(row.side) for row in rows if not disconnect(row, by=by.user))
