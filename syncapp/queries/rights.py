"""Which role may do what (B12): in the browser and for programs alike."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from syncapp.storage.models import Membership

Role = Membership.Role


class Right(StrEnum):
    VIEW = "view"
    PAUSE = "pause"  # "Pause everything" and on again; "Sync now"
    RESOLVE = "resolve"  # failures, conflicts, linking, approvals, ignoring
    BOOKS = "books"  # the protected date, accounts
    SET_UP = "set_up"  # syncs, mappings, filters, on and off
    CONNECT = "connect"  # accounts of the vendors, HubSpot's edition
    MEMBERS = "members"
    TOKENS = "tokens"  # keys for programs
    ALERTS = "alerts"  # the workspace's thresholds and webhook; one's own emails need no right
    OWN = "own"  # other owners, the end of the workspace


_RESOLVING = frozenset({Right.VIEW, Right.PAUSE, Right.RESOLVE, Right.BOOKS})
RIGHTS: Mapping[str, frozenset[Right]] = MappingProxyType(
    {
        Role.VIEWER: frozenset({Right.VIEW}),
        Role.BOOKKEEPER: _RESOLVING,  # not connections or members (B12)
        Role.ADMIN: _RESOLVING | {Right.SET_UP, Right.CONNECT, Right.MEMBERS, Right.TOKENS, Right.ALERTS},
        Role.OWNER: frozenset(Right),
    }
)
NEEDS: Mapping[Right, str] = MappingProxyType(
    {
        Right.VIEW: "Only members of this workspace see it.",
        Right.PAUSE: "Owners, admins and bookkeepers may pause the sync or start it.",
        Right.RESOLVE: "Owners, admins and bookkeepers may settle what needs someone.",
        Right.BOOKS: "Owners, admins and bookkeepers may change what concerns the books.",
        Right.SET_UP: "Owners and admins may change the set-up of a sync.",
        Right.CONNECT: "Owners and admins may connect accounts.",
        Right.MEMBERS: "Owners and admins may invite and remove members.",
        Right.TOKENS: "Owners and admins may make and revoke API tokens.",
        Right.ALERTS: "Owners and admins may change when alerts are sent, and the webhook.",
        Right.OWN: "Only an owner may do this.",
    }
)


def rights_of(membership: Membership) -> frozenset[Right]:
    return RIGHTS.get(membership.role, frozenset())
