"""Who may do what. Every view of a workspace is fetched through the member's own membership.

A stranger gets 404, whatever exists; a member without the right gets 403 and a sentence; who is not signed in gets
the sign-in page (middleware.SignedIn).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import wraps
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from syncapp.storage.models import Membership, Workspace

Role = Membership.Role
P = ParamSpec("P")


class Right(StrEnum):
    VIEW = "view"
    PAUSE = "pause"  # "Pause everything" and on again; "Sync now"
    RESOLVE = "resolve"  # failures, conflicts, linking, approvals, ignoring
    BOOKS = "books"  # the protected date, accounts
    SET_UP = "set_up"  # syncs, mappings, filters, on and off
    CONNECT = "connect"  # accounts of the vendors, HubSpot's edition
    MEMBERS = "members"
    ALERTS = "alerts"  # the workspace's thresholds and webhook; one's own emails need no right
    OWN = "own"  # other owners, the end of the workspace


_RESOLVING = frozenset({Right.VIEW, Right.PAUSE, Right.RESOLVE, Right.BOOKS})
RIGHTS: Mapping[str, frozenset[Right]] = MappingProxyType(
    {
        Role.VIEWER: frozenset({Right.VIEW}),
        Role.BOOKKEEPER: _RESOLVING,  # not connections or members (B12)
        Role.ADMIN: _RESOLVING | {Right.SET_UP, Right.CONNECT, Right.MEMBERS, Right.ALERTS},
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
        Right.ALERTS: "Owners and admins may change when alerts are sent, and the webhook.",
        Right.OWN: "Only an owner may do this.",
    }
)


class MemberRequest(HttpRequest):
    """What a view behind `allowed` can rely on."""

    user: User
    htmx: HtmxDetails
    workspace: Workspace
    membership: Membership
    memberships: list[Membership]
    section: str  # set where not the address tells which link of the navigation is lit


def rights_of(membership: Membership) -> frozenset[Right]:
    return RIGHTS.get(membership.role, frozenset())


def allowed(
    right: Right,
) -> Callable[[Callable[Concatenate[MemberRequest, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """The view runs only for members of the workspace in the address who have this right; it gets no slug."""

    def around(view: Callable[Concatenate[MemberRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: Any, ws: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            enter(request, ws)
            if right not in rights_of(request.membership):
                raise PermissionDenied(NEEDS[right])
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return around


def enter(request: MemberRequest, slug: str) -> None:
    """One query for all of the member's workspaces: the switch in the sidebar shows them."""
    rows = Membership.objects.filter(user=request.user).select_related("workspace").order_by("workspace__name", "pk")
    request.memberships = list(rows)
    for membership in request.memberships:
        if membership.workspace.slug == slug:
            request.membership, request.workspace = membership, membership.workspace
            membership.user = request.user
            return
    raise Http404
