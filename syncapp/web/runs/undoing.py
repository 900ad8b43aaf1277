"""Undoing a whole run: what would go back and what stays, and the click that asks for it (B5)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from syncapp.actions.records import FixRefused
from syncapp.actions.undoing import take_run_back, undo_run
from syncapp.queries.undoing import preview_of
from syncapp.storage.models import Run
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.forms import whole_number
from syncapp.web.htmx import go


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(Right.RESOLVE)
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    runs = Run.objects.filter(workspace=request.workspace, dry_run=False).select_related("workspace")
    row = get_object_or_404(runs, pk=pk)
    if request.method == "POST":
        return _ask_for(request, row)
    start = whole_number(request.GET.get("after")) or 0
    preview = preview_of(row, start, tally_of(request).syncs.values())
    return render(request, "runs/undo.html", {"run": row, "preview": preview, "start": start})


def _ask_for(request: MemberRequest, row: Run) -> HttpResponse:
    slug = request.workspace.slug
    if request.POST.get("do") == "withdraw":
        return _take_back(request, row)
    try:
        asked = undo_run(row, request.POST.get("seen", ""), by=request.user)
    except FixRefused as refusal:
        messages.error(request, str(refusal))
        return go(request, reverse("run_undo", args=[slug, row.pk]))
    values = "1 value goes" if asked.fields == 1 else f"{asked.fields} values go"
    when = "when everything goes on." if request.workspace.paused else "It begins now."
    messages.success(
        request,
        f"{values} back with the next run, where nothing of it has changed by then. {when[:1].upper()}{when[1:]}",
    )
    return go(request, reverse("run", args=[slug, row.pk]))


def _take_back(request: MemberRequest, row: Run) -> HttpResponse:
    if number := take_run_back(row, by=request.user):
        messages.success(
            request,
            f"Taken back for {number:,} {'record' if number == 1 else 'records'}. What was put back before stands in the activity.",
        )
    else:
        messages.error(request, "There is nothing to take back: it was done already, or taken back before.")
    return go(request, reverse("run_undo", args=[request.workspace.slug, row.pk]))
