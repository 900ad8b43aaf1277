"""The way in, Home, and what stands on every page: pausing everything, how fresh it is."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from syncapp.actions import workspaces
from syncapp.core.errors import Failure
from syncapp.queries import home as queries
from syncapp.queries.states import State
from syncapp.queries.syncs import portal_in
from syncapp.queries.trends import SPANS, trends
from syncapp.queries.why import why
from syncapp.storage.models import Membership
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.forms import whole_number
from syncapp.web.home.charts import Charts
from syncapp.web.htmx import back, go, htmx, page
from syncapp.web.records.fixes import DONE_HERE, Button, button_of

LAST = "last_workspace"
SPAN = 30  # days that charts show where nobody has chosen


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """To the workspace that was open last, else to the first one; to one that is being deleted only where its own page
    asks (`from`), and for as long as it is there."""
    rows = Membership.objects.filter(user__pk=request.user.pk or 0).order_by("workspace__name", "pk")
    told = dict(rows.values_list("workspace__slug", "workspace__ending_at"))
    slugs = [slug for slug, ending in told.items() if ending is None]
    if told.get(leaving := request.GET.get("from", "")):
        return go(request, reverse("home", args=[leaving]))
    if not slugs:
        return go(request, reverse("start")) if htmx(request) else render(request, "home/no_workspace.html")
    last = request.COOKIES.get(LAST)
    return go(request, reverse("home", args=[last if last in slugs else slugs[0]]))


@require_GET
@allowed(Right.VIEW)
def home(request: MemberRequest) -> HttpResponse:
    """Whole; or what of it comes anew by itself: the charts alone, or all but them."""
    charts = partial(_charts, request)
    if htmx(request).target == "trends":
        return page(request, "home/page.html", "home/_trends.html", {"charts": charts})
    found = queries.home(request.workspace, tally_of(request))
    context = {"home": found, "charts": charts, **_fixes(request, found)}
    response = page(request, "home/page.html", "home/_live.html", context)
    response.set_cookie(
        LAST, request.workspace.slug, max_age=365 * 86400, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


def _charts(request: MemberRequest) -> Charts:
    wanted = whole_number(request.GET.get("days"))
    tally = tally_of(request)
    return Charts(request.workspace.slug, trends(tally, wanted if wanted in SPANS else SPAN))


def _fixes(request: MemberRequest, found: queries.Home) -> dict[str, dict[str, Any]]:
    """By cause, where one record alone has it: its shortest fix; or what it says instead where the usual one would be
    refused for it."""
    portal = portal_in(found.connections)
    fixes: dict[str, Button] = {}
    instead: dict[str, str] = {}
    for record in queries.alone(tally_of(request), found.first_causes):
        said = why(record, State.FAILING)
        assert said is not None
        button = button_of(record, said.fix, request.workspace.slug, portal)
        if button and button.name != "retry":
            fixes[record.reason] = button
        usual = Failure(record.reason).entry.fix
        if usual in DONE_HERE and said.fix != usual:
            instead[record.reason] = f"{said.what} {said.steps[0]}"
    return {"fixes": fixes, "instead": instead}


@require_POST
@allowed(Right.PAUSE)
def pause(request: MemberRequest) -> HttpResponse:
    if request.POST.get("paused") == "no":
        workspaces.resume(request.workspace, by=request.user)
        messages.success(request, "Resumed. What changed meanwhile is picked up with the next run.")
    else:
        workspaces.pause(request.workspace, by=request.user)
        messages.success(request, "Everything is paused. Nothing is read or written until it is resumed.")
    return go(request, back(request, reverse("home", args=[request.workspace.slug])))


@require_GET
@allowed(Right.VIEW)
def live(request: MemberRequest) -> HttpResponse:
    """Asked every few seconds by an open page: how fresh it is, and the event "synced" where something has changed."""
    since = parse_datetime(request.GET.get("since", ""))
    news = queries.news(request.workspace, since if since and is_aware(since) else None)
    response = render(request, "components/fresh.html", {"news": news})
    return trigger_client_event(response, "synced") if news.changed else response
