"""Choose objects: what can be set up next, and why it cannot be now."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from syncapp.queries.connections import integrations
from syncapp.queries.setup.begun import begun_by
from syncapp.queries.setup.choosing import choices, in_the_way
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of


@require_GET
@allowed(Right.SET_UP)
def choose(request: MemberRequest) -> HttpResponse:
    found = integrations(request.workspace, tally_of(request))
    context = {
        "choices": choices(tally_of(request).syncs),
        "begun": begun_by(request.user, request.workspace),
        "in_the_way": in_the_way(found),
        "edition_lacks": found.both and not found.may_add,
        "blocking": found.blocking if found.both else [],
    }
    return render(request, "setup/choose.html", context)
