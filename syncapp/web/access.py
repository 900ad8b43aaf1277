"""Who may do what. Every view of a workspace is fetched through the member's own membership.

A stranger gets 404, whatever exists; a member without the right gets 403 and a sentence; who is not signed in gets
the sign-in page (middleware.SignedIn).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from syncapp.queries.rights import NEEDS, Right, rights_of
from syncapp.storage.models import Membership, Workspace

__all__ = ["NEEDS", "MemberRequest", "Right", "allowed", "enter", "rights_of"]

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """What a view behind `allowed` can rely on."""

    user: User
    htmx: HtmxDetails
    workspace: Workspace
    membership: Membership
    memberships: list[Membership]
    section: str  # set where not the address tells which link of the navigation is lit


def allowed(
    right: Right,
) -> Callable[[Callable[Concatenate[MemberRequest, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """The view runs only for members of the workspace in the address who have this right; it gets no slug."""

    def around(view: Callable[Concatenate[MemberRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: Any, ws: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            enter(request, ws)
            if request.workspace.ending_at is not None:
                return _ending(request)
            if right not in rights_of(request.membership):
                raise PermissionDenied(NEEDS[right])
            if any("\0" in text for _, texts in request.POST.lists() for text in texts):
                raise BadRequest  # PostgreSQL stores no zero byte, and would break where SQLite does not
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return around


def _ending(request: Any) -> HttpResponseBase:
    """Whatever the page was: the workspace is being deleted, and how far that is. Its frame is none of any workspace."""
    leaving = request.workspace
    del request.workspace, request.membership
    rows, gone = max(1, int(leaving.ending.get("rows", 1))), int(leaving.ending.get("gone", 0))
    context = {"leaving": leaving, "rows": rows, "gone": min(gone, rows), "percent": min(99, gone * 100 // rows)}
    return render(request, "settings/ending.html", context, status=410)


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
