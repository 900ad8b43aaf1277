""" "Linking": what waits for a person who says which records belong together (A2, A5, B23)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from syncapp.queries.counts import LINKING
from syncapp.queries.problems import problems
from syncapp.queries.setup.passing import today_of
from syncapp.queries.states import State, holds
from syncapp.queries.syncs import connections_of
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.forms import searched, whole_number


@require_GET
@allowed(Right.VIEW)
def linking(request: MemberRequest) -> HttpResponse:
    tally, text = tally_of(request), searched(request)
    waiting = SyncRecord.objects.filter(
        holds(State.FAILING, tally.off), workspace=request.workspace, reason__in=LINKING
    )
    found = problems(
        waiting,
        connections_of(request.workspace),
        today_of(request.workspace),
        whole_number(request.GET.get("page")) or 1,
        text,
    )
    cell = tally.cell([State.FAILING], reasons=LINKING)
    return render(request, "linking/page.html", {"found": found, "cell": cell, "q": text})
