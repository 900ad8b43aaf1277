""""Linking": what waits for a person who says which records belong together (A2, A5, B23)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from syncapp.core.errors import entry
from syncapp.queries.counts import LINKING
from syncapp.queries.offers import offers
from syncapp.queries.records import page_of
from syncapp.queries.states import State, holds
from syncapp.queries.why import why
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.forms import whole_number
from syncapp.web.linking.fixes import today_of

ROWS = 10


@require_GET
@allowed(Right.VIEW)
def linking(request: MemberRequest) -> HttpResponse:
    tally = tally_of(request)
    waiting = SyncRecord.objects.filter(holds(State.FAILING, tally.off), workspace=request.workspace, reason__in=LINKING)
    after, before = (whole_number(request.GET.get(name)) for name in ("after", "before"))
    page = page_of(waiting.select_related("customer"), size=ROWS, after=after, before=before)
    offered = offers(request.workspace, page.rows, today_of(request.workspace))
    rows = [
        {"record": row, "why": why(row, State.FAILING), "fix": entry(row.reason).fix, "offer": offered[row.pk], "settled": row.decision}
        for row in page.rows
    ]
    cell = tally.cell([State.FAILING], reasons=LINKING)
    return render(request, "linking/page.html", {"rows": rows, "page": page, "cell": cell})
