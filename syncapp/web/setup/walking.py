"""What the steps of a walk share: finding it, its frame, starting over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import drafts
from syncapp.core.values import ObjectType
from syncapp.engine.rules import accounts_of
from syncapp.engine.setup.starting import begun
from syncapp.queries.connections import WITHOUT_ADDING
from syncapp.queries.setup.choosing import SET_UP
from syncapp.queries.setup.chosen import choices_of
from syncapp.queries.setup.walk import STEPS, Walk
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of


def walk_of(request: MemberRequest, object_type: ObjectType) -> Walk:
    """The person's own walk, or one at its beginning that is not stored yet."""
    if object_type not in SET_UP:
        raise Http404  # payments come with invoices
    tally, accounts = tally_of(request), accounts_of(request.workspace)
    sync = tally.syncs.get(object_type)
    draft = drafts.opened(request.workspace, request.user, object_type)
    draft = draft or begun(request.workspace, request.user, object_type, sync, accounts)
    return Walk(request.workspace, object_type, draft, sync, accounts, tally, drafts.is_outdated(draft, sync))


def edition_lacks(walk: Walk) -> bool:
    return walk.accounts is None or walk.accounts.hubspot.connection.edition in WITHOUT_ADDING


def cannot_begin(walk: Walk) -> bool:
    """Choose objects says what is in the way; a sync that is there already can be edited whatever the edition (S30)."""
    return walk.accounts is None or (walk.sync is None and edition_lacks(walk))


def saved(walk: Walk, **chosen: Any) -> Walk:
    return replace(walk, draft=drafts.save_step(walk.draft, **chosen))


def step(
    request: MemberRequest, walk: Walk, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    frame = {"walk": walk, "steps": _steps(request, walk), "sync": walk.sync}
    return render(request, template, {**frame, **context}, status=status)


def _steps(request: MemberRequest, walk: Walk) -> list[dict[str, Any]]:
    here = request.resolver_match.url_name if request.resolver_match else ""
    names = [name for name, _ in STEPS]
    return [
        {
            "label": label,
            "href": address(walk, name),
            "current": name == here,
            "done": names.index(name) < names.index(str(here)),
        }
        for name, label in STEPS
    ]


def address(walk: Walk, name: str) -> str:
    return reverse(name, args=[walk.workspace.slug, walk.object_type])


@require_GET
@allowed(Right.SET_UP)
def of_payments(request: MemberRequest, step: str) -> HttpResponse:
    """Payments come with invoices (S17), and are configured in their steps."""
    return redirect(step, request.workspace.slug, ObjectType.INVOICE)


@require_POST
@allowed(Right.SET_UP)
def discard(request: MemberRequest, object_type: ObjectType) -> HttpResponse:
    """Cancel, or start again from how the sync stands now; nothing of the walk was in force. What is lost is said first."""
    walk = walk_of(request, object_type)
    if walk.unsaved and not {"sure", "again"} & request.POST.keys():
        changed = [choice for choice in choices_of(walk) if choice.changed]
        return render(request, "setup/discard.html", {"walk": walk, "sync": walk.sync, "choices": changed})
    drafts.discard(walk.draft)
    if request.POST.get("again"):
        return redirect("sync_configure", request.workspace.slug, object_type)
    return redirect("quickbooks", request.workspace.slug)
