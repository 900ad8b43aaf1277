"""Off, and on again. Off says what will not cross; on again leads to Review, which asks what becomes of the meanwhile (A16)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from syncapp.actions import syncs as actions
from syncapp.core.values import ObjectType
from syncapp.queries.setup.switching import stops_with
from syncapp.storage.models import ObjectSync
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.htmx import back, go
from syncapp.web.setup.review import to_review
from syncapp.web.setup.walking import walk_of


@require_POST
@allowed(Right.SET_UP)
def turn_on(request: MemberRequest, object_type: ObjectType) -> HttpResponse:
    """Nothing is turned on by this: its dry run begins, and Review shows what it finds."""
    walk = walk_of(request, object_type)
    if walk.sync is None:
        return redirect("sync_configure", request.workspace.slug, object_type)
    if walk.sync.enabled:
        messages.info(request, f"{walk.name} is on already.")
        return redirect("quickbooks", request.workspace.slug)
    return to_review(request, walk)


@require_http_methods(["GET", "POST"])
@allowed(Right.SET_UP)
def turn_off(request: MemberRequest, object_type: ObjectType) -> HttpResponse:
    sync = get_object_or_404(
        ObjectSync.objects.select_related("workspace"), workspace=request.workspace, object_type=object_type
    )
    if request.method == "GET":
        return render(request, "setup/off.html", {"sync": sync, "off": stops_with(sync, tally_of(request))})
    if actions.turn_off(sync, by=request.user):
        messages.success(request, f"{actions.name_of(sync)} is off. Nothing is read or written for it.")
    return go(request, back(request, reverse("quickbooks", args=[request.workspace.slug])))
