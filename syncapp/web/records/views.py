"""One record: where it stands, why, what to do about it, and what has happened to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions.records import FixRefused
from syncapp.core.values import Side
from syncapp.queries.records import activity_of
from syncapp.queries.states import state_of
from syncapp.queries.syncs import connections_of
from syncapp.queries.why import why
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.htmx import back, go
from syncapp.web.overview.objects import incident
from syncapp.web.records.fixes import CHOICES, DONE_HERE, button_of


@require_GET
@allowed(Right.VIEW)
def record(request: MemberRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    state = state_of(row, tally_of(request).off)
    connections = connections_of(request.workspace)
    portal = connections[Side.HUBSPOT].account_id if Side.HUBSPOT in connections else ""
    said = why(row, state)
    context: dict[str, Any] = {
        "record": row,
        "state": state,
        "incident": incident(row, state, portal),
        "activities": activity_of([row.pk]),
        "button": button_of(row, said.fix, request.workspace.slug, portal) if said and said.fix else None,
    }
    if said and said.fix in CHOICES:
        context |= {"form_of_fix": f"records/fixes/{said.fix}.html", "choices": CHOICES[said.fix](row)}
    return render(request, "records/page.html", context)


@require_POST
@allowed(Right.RESOLVE)
def fix(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    row = _own(request, pk)
    done = DONE_HERE.get(name)
    if done is None:
        raise Http404
    try:
        messages.success(request, done(request, row))
    except FixRefused as refusal:
        messages.error(request, str(refusal))
    return go(request, back(request, reverse("record", args=[request.workspace.slug, row.pk])))


def _own(request: MemberRequest, pk: int) -> SyncRecord:
    return get_object_or_404(SyncRecord.objects.select_related("workspace", "waiting_on", "invoice"), workspace=request.workspace, pk=pk)
