"""The runs: a list that folds what found nothing to do, and one run with what it did and sent."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import stopped_runs
from syncapp.actions.reviews import TRIGGER
from syncapp.core.values import ObjectType, Side
from syncapp.queries.at_work import Stand, stands
from syncapp.queries.calls import calls_of
from syncapp.queries.labels import labels_of
from syncapp.queries.run import entries_of, length_of, plan_of, progress_of, steps_of, stop_of
from syncapp.queries.run_records import Asked, made, moves_so_far
from syncapp.queries.runs import RunLine, Show, next_after, runs_page
from syncapp.queries.states import State
from syncapp.queries.syncs import can_look, connections_of
from syncapp.storage.models import Run, SyncDraft
from syncapp.storage.moves import Move
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.forms import day_of, whole_number
from syncapp.web.htmx import go

SHOWN = {
    Show.ALL: "All",
    Show.WROTE: "Wrote something",
    Show.STOPPED: "Stopped early",
    Show.DRY: "Dry runs",
}
# How records stand since a run, by what it made of them.
MOVES = {
    Move.FELL: "Newly failing",
    Move.RECAUSED: "Other cause",
    Move.MENDED: "No longer failing",
    Move.EQUAL: "Now equal",
    Move.EXCLUDED: State.EXCLUDED.word,
    Move.WAITING: State.WAITING.word,
    Move.APPROVAL: State.APPROVAL.word,
    Move.PARKED: State.PARKED.word,
}
TABS = {"plan": "Plan", "": "Activity", "calls": "Sent to the vendors"}


@require_GET
@allowed(Right.VIEW)
def runs(request: MemberRequest) -> HttpResponse:
    try:
        show = Show(request.GET.get("show", ""))
    except ValueError:
        raise Http404 from None
    after, before = whole_number(request.GET.get("after")), whole_number(request.GET.get("before"))
    day = day_of(request.GET.get("day"))
    page = runs_page(request.workspace, show, day=day, after=after, before=before)
    context = {
        "page": page,
        "show": show,
        "day": day,
        "on_day": f"day={day}&" if day else "",
        "choices": SHOWN,
        "newest": after is None and before is None,
        # A run that is under way shows that one could begin.
        "on": tally_of(request).on,
        "can_look": page.under_way or can_look(connections_of(request.workspace)),
    }
    return render(request, "runs/list.html", context)


@require_GET
@allowed(Right.VIEW)
def run(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Run.objects.select_related("actor"), workspace=request.workspace, pk=pk)
    tab = request.GET.get("tab", "plan" if row.dry_run else "")
    if tab not in TABS or (tab == "plan" and not row.dry_run):
        raise Http404
    stand = stands(request.workspace, row)
    moves = moves_so_far(row)
    steps = steps_of(row, moves)
    asked = _asked(request, row)
    context = {
        "run": row,
        "line": RunLine(row, stand, {}, moves),
        "move_labels": [MOVES[move] for move in made(moves)],
        "asked": asked,
        "narrowed": _narrowed(asked),
        "stand": stand,
        "stop": stop_of(row),
        "took": length_of(row),
        "steps": steps,
        "progress": progress_of(row, stand, steps),
        "tab": tab,
        "tabs": {name: label for name, label in TABS.items() if name != "plan" or row.dry_run},
        "labels": labels_of(request.workspace),
        "next": next_after(row) if stand in (Stand.BROKEN, Stand.INTERRUPTED) and not row.dry_run else None,
        "review": _review(request, row) if row.trigger == TRIGGER else None,
        "can_undo": stand is not Stand.RUNNING and not row.dry_run and any(sum(step.cells) for step in steps),
        "list": _list(row, tab, whole_number(request.GET.get("after")), asked),
    }
    return render(request, "runs/page.html", context)


@require_POST
@allowed(Right.SET_UP)
def believe(request: MemberRequest, pk: int) -> HttpResponse:
    """It stopped because a side seems empty: the next run takes that for true."""
    row = get_object_or_404(Run.objects.select_related("workspace"), workspace=request.workspace, pk=pk)
    try:
        stopped_runs.believe(row, by=request.user)
    except stopped_runs.StopRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            "The next run believes it, once."
            if request.workspace.paused
            else "The next run believes it, once. It begins now.",
        )
    return go(request, reverse("run", args=[request.workspace.slug, pk]))


def _review(request: MemberRequest, row: Run) -> ObjectType | None:
    """What the set-up of this person is of that it belongs to."""
    draft = SyncDraft.objects.filter(run=row, user=request.user).first()
    return ObjectType(draft.object_type) if draft else None


def _asked(request: MemberRequest, row: Run) -> Asked | None:
    """`?what=newly_failing&object=invoice`: which of its records are listed; None: all that it noted."""
    if row.dry_run or not (what := request.GET.get("what")):
        return None
    object_type, side = request.GET.get("object"), request.GET.get("side")
    try:
        return Asked(what, ObjectType(object_type) if object_type else None, Side(side) if side else None)
    except ValueError:
        raise Http404 from None


def _narrowed(asked: Asked | None) -> str:
    """As the address holds it."""
    if asked is None:
        return ""
    named = {"what": asked.what, "object": asked.object_type, "side": asked.side}
    return urlencode({name: str(value) for name, value in named.items() if value})


def _list(row: Run, tab: str, after: int | None, asked: Asked | None) -> Any:
    if tab == "plan":
        return plan_of(row, after or 0)
    return calls_of(row, after) if tab == "calls" else entries_of(row, after, asked)
