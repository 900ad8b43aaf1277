"""Review: the sum of what was chosen, what would be written, and the click that turns it on (S33, A16, A35, B2)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from syncapp.actions import drafts
from syncapp.actions import reviews as actions
from syncapp.actions.syncs import SinceOff, SyncRefused
from syncapp.core.values import ObjectType
from syncapp.queries.costs import costs
from syncapp.queries.planned import HEADER, Narrowed, lines_of, sheet_of
from syncapp.queries.plans import STATES
from syncapp.queries.setup.advice import checked
from syncapp.queries.setup.chosen import choices_of
from syncapp.queries.setup.review import Review, off_since, review_of
from syncapp.queries.setup.walk import Walk
from syncapp.queries.usage import connections_and_usage
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.forms import whole_number
from syncapp.web.setup.walking import address, asked, cannot_begin, step, take_mine, walk_of
from syncapp.web.sheets import sheet

OTHER_RUN = (
    "The set-up was changed, or its dry run made again, in another window after this page was opened. Below is how it "
    "stands now."
)


@require_http_methods(["GET", "POST"])
@allowed(Right.SET_UP)
def review(request: MemberRequest, object_type: ObjectType) -> HttpResponse:
    walk = walk_of(request, object_type)
    if cannot_begin(walk):
        return redirect("sync_new", request.workspace.slug)  # which says what is in the way
    if request.method == "GET":
        return _page(request, walk)
    does, what = asked(request)
    if does == "mine":
        return take_mine(request, walk, what) or _page(request, walk, status=409)
    if request.POST.get("run", str(walk.draft.run_id)) != str(walk.draft.run_id):
        return _page(request, walk, error=OTHER_RUN, status=409)
    try:
        sync = actions.take_up(
            drafts.kept(walk.draft),
            by=request.user,
            since_off=_since_off(request),
            unseen=bool(request.POST.get("unseen")),
        )
    except SyncRefused as refusal:
        return _page(request, walk, error=str(refusal), status=409 if walk.outdated else 422)
    done = "is saved" if walk.sync and walk.sync.enabled else "is on"
    then = "It begins when everything is resumed." if request.workspace.paused else "A run begins now."
    messages.success(request, f"{sync.object_type.capitalize()} sync {done}. {then}")
    return redirect("quickbooks", request.workspace.slug)


def _since_off(request: MemberRequest) -> SinceOff | None:
    try:
        return SinceOff(request.POST.get("since_off", ""))
    except ValueError:
        return None


def _page(request: MemberRequest, walk: Walk, *, error: str = "", status: int = 200) -> HttpResponse:
    run = walk.draft.run
    held = actions.held_against(walk.draft, run, walk.tally.syncs.values())
    told = review_of(walk, held, nothing_to_choose=actions.nothing_to_choose(run))
    context: dict[str, Any] = {
        "review": told,
        "choices": choices_of(walk),
        "checked": checked(walk),
        "off_since": off_since(walk) if told.off_again else None,
        "error": error,
        "now": timezone.now(),
        "states": STATES,
        **_list(request, told),
    }
    return step(request, walk, "setup/review.html", context, status=status)


def _list(request: MemberRequest, told: Review) -> dict[str, Any]:
    if told.plan is None:
        return {}
    narrowed = _narrowed(request)
    _, usages = connections_and_usage(request.workspace)
    return {
        "costs": costs(told.plan, {one.side: one.left for one in usages}),
        "narrowed": narrowed,
        "opened": any(vars(narrowed).values()) or "page" in request.GET,
        "lines": lines_of(told.plan.run, narrowed, whole_number(request.GET.get("page")) or 1),
        "narrowing": "".join(f"&{name}={value}" for name, value in vars(narrowed).items() if value),
    }


def _narrowed(request: MemberRequest) -> Narrowed:
    return Narrowed(*(request.GET.get(name, "") for name in ("objects", "system", "action")))


@require_POST
@allowed(Right.SET_UP)
def dry_run(request: MemberRequest, object_type: ObjectType) -> HttpResponse:
    """Start it, or stop the one that is under way."""
    walk = walk_of(request, object_type)
    if request.POST.get("do") == "stop":
        actions.stop_dry_run(walk.draft)
    elif walk.accounts is not None and not walk.outdated:
        actions.ask_dry_run(drafts.kept(walk.draft), by=request.user)
    return redirect(address(walk, "sync_review"))


@require_GET
@allowed(Right.SET_UP)
def plan(request: MemberRequest, object_type: ObjectType) -> HttpResponseBase:
    """Every planned write, a line for each field, as a file; without a plan the page says what there is."""
    walk = walk_of(request, object_type)
    run = walk.draft.run
    if run is None or run.ended_at is None or run.result:
        return redirect(address(walk, "sync_review"))
    return sheet(f"{request.workspace.slug}-{object_type.plural}-dry-run.csv", HEADER, sheet_of(run.plan))


def to_review(request: MemberRequest, walk: Walk) -> HttpResponse:
    """On to the last step of a sync as it stands, with its dry run begun."""
    actions.ask_dry_run(drafts.kept(walk.draft), by=request.user)
    return redirect(reverse("sync_review", args=[request.workspace.slug, walk.object_type]))
