"""What the steps of a walk share: finding it, its frame, starting over."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import drafts
from syncapp.core.values import ObjectType
from syncapp.engine.rules import accounts_of
from syncapp.engine.setup.starting import begun
from syncapp.queries.connections import WITHOUT_ADDING
from syncapp.queries.setup.choosing import SET_UP
from syncapp.queries.setup.chosen import choices_of
from syncapp.queries.setup.meanwhile import Meanwhile, elsewhere, of_others
from syncapp.queries.setup.walk import STEPS, Walk
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.htmx import htmx

PAGE = 12  # letters of the name that each page has


def walk_of(request: MemberRequest, object_type: ObjectType) -> Walk:
    """The person's own walk, or one at its beginning that is not stored yet."""
    if object_type not in SET_UP:
        raise Http404  # payments come with invoices
    tally, accounts = tally_of(request), accounts_of(request.workspace)
    sync = tally.syncs.get(object_type)
    draft = drafts.opened(request.workspace, request.user, object_type)
    draft = draft or begun(request.workspace, request.user, object_type, sync, accounts)
    page = request.POST.get("page") or request.GET.get("page") or get_random_string(PAGE)
    outdated = drafts.is_outdated(draft, sync)
    return Walk(request.workspace, object_type, draft, sync, accounts, tally, outdated, page[:PAGE])


def edition_lacks(walk: Walk) -> bool:
    return walk.accounts is None or walk.accounts.hubspot.connection.edition in WITHOUT_ADDING


def cannot_begin(walk: Walk) -> bool:
    """Choose objects says what is in the way; a sync that is there already can be edited whatever the edition (S30)."""
    return walk.accounts is None or (walk.sync is None and edition_lacks(walk))


def saved(walk: Walk, **chosen: Any) -> Walk:
    return replace(walk, draft=drafts.save_step(walk.draft, page=walk.page, **chosen))


def asked(request: MemberRequest) -> tuple[str, str]:
    """What the button says that was pressed, and of what."""
    does, _, what = request.POST.get("do", "next").partition(":")
    return does, what


def seen(request: MemberRequest) -> str:
    """The version that the page shows which this was sent from, or which a click there saves over."""
    does, what = asked(request)
    return what if does == "over" else request.POST.get("version", "")


def changed_elsewhere(request: MemberRequest, walk: Walk) -> bool:
    """Whether the draft is no longer how that page shows it. What the same page has saved meanwhile is no news to it."""
    return bool(seen(request)) and seen(request) != walk.version and walk.draft.page != walk.page


def with_mine(request: MemberRequest, walk: Walk, mine: Mapping[str, Any]) -> tuple[Walk, Meanwhile]:
    """The same walk as the page has it that was refused, stored nowhere, and what differs. It goes on to show the version
    that it was opened at, so that only a click that says so saves over the other. `mine`: the draft's data, so chosen."""
    walk = replace(walk, seen=request.POST.get("version", ""))
    typed = copy(walk.draft)
    typed.data = dict(mine)
    return replace(walk, draft=typed), elsewhere(walk, mine)


def take_mine(request: MemberRequest, walk: Walk, revision: str) -> HttpResponse | None:
    """The walk goes on from how the sync stands now, if that is still what was shown; else None."""
    if walk.sync is None or str(walk.sync.revision) != revision:
        return None
    drafts.carry_over(walk.draft, walk.sync)
    messages.success(request, "What you chose is kept. Review shows what differs from how the sync stands now.")
    return redirect(request.get_full_path())


def step(
    request: MemberRequest,
    walk: Walk,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    meanwhile: Meanwhile | None = None,
) -> HttpResponse:
    """`meanwhile`: why nothing was saved, which the whole page says whatever part of it was asked for."""
    theirs = of_others(walk) if walk.outdated and walk.sync else None
    frame = {"walk": walk, "steps": _steps(request, walk), "sync": walk.sync, "meanwhile": meanwhile, "theirs": theirs}
    answer = render(request, template, {**frame, **context}, status=status)
    if meanwhile and htmx(request):
        answer.status_code = 200  # what is refused is shown, too
        answer["HX-Retarget"] = answer["HX-Reselect"] = "#main"
        answer["HX-Reswap"] = "outerHTML"
    return answer


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
    if walk.unsaved and "sure" not in request.POST:
        changed = [choice for choice in choices_of(walk) if choice.changed]
        return render(
            request,
            "setup/discard.html",
            {"walk": walk, "sync": walk.sync, "choices": changed, "again": request.POST.get("again")},
        )
    drafts.discard(walk.draft)
    if request.POST.get("again"):
        return redirect("sync_configure", request.workspace.slug, object_type)
    return redirect("quickbooks", request.workspace.slug)
