"""The page "QuickBooks Online": its tabs, and what their buttons do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from syncapp.actions import syncs as actions
from syncapp.core.values import ObjectType
from syncapp.queries import syncs as queries
from syncapp.queries.at_work import next_look_at, stands
from syncapp.queries.links import hubspot_list
from syncapp.queries.setup.begun import begun_by
from syncapp.storage.models import Connection
from syncapp.web import columns as column_choice
from syncapp.web.access import MemberRequest, Right, allowed, rights_of
from syncapp.web.context import tally_of
from syncapp.web.htmx import back, go
from syncapp.web.overview import objects, records, settings
from syncapp.web.overview.frame import Fill, framed


@require_GET
@allowed(Right.VIEW)
def quickbooks(request: MemberRequest) -> HttpResponse:
    tab = request.GET.get("tab", "syncs")
    view = request.GET.get("view", "objects") if tab == "overview" else ""
    shown = PAGES.get((tab, view))
    if shown is None:
        raise Http404
    return framed(request, tab, *shown)


def _syncs(request: MemberRequest, connections: dict[str, Connection]) -> dict[str, Any]:
    run = queries.last_run(request.workspace)
    stand = stands(request.workspace, run) if run else None
    rows = queries.sync_rows(request.workspace, tally_of(request))
    sets_up = Right.SET_UP in rights_of(request.membership)
    invoices = next((row for row in rows if row.object_type == ObjectType.INVOICE), None)
    just_set = bool(invoices and invoices.enabled and invoices.goes_out and _young(invoices.started_at))
    began = invoices.started_at if invoices and just_set else None
    return {
        "rows": rows,
        "invoices": invoices,
        "just_set": just_set,
        "across": queries.gone_across(request.workspace, began) if began else None,
        "hubspot_invoices": hubspot_list(ObjectType.INVOICE, queries.portal_in(connections)),
        "ran": {row.object_type.value: row.ran_in(run) for row in rows},
        "run": run,
        "stand": stand,
        "next_at": next_look_at(request.workspace, run, stand),
        "begun": begun_by(request.user, request.workspace) if sets_up else {},
    }


NEW_FOR = timedelta(hours=1)


def _young(started_at: datetime | None) -> bool:
    """Invoices were turned on lately, or their first run is still to come."""
    return started_at is None or timezone.now() - started_at < NEW_FOR


PAGES: dict[tuple[str, str], tuple[str, Fill]] = {
    ("syncs", ""): ("overview/syncs.html", _syncs),
    ("overview", "objects"): ("overview/objects.html", objects.fill),
    ("overview", "records"): ("overview/records.html", records.fill),
    ("settings", ""): (settings.TEMPLATE, settings.fill),
}


@require_http_methods(["GET", "POST"])
@allowed(Right.VIEW)
def columns(request: MemberRequest) -> HttpResponse:
    """ "Edit columns" as a page of its own, for who has no script; the dialog sends the same form."""
    view = request.GET.get("view", "objects")
    if view not in column_choice.VIEWS:
        raise Http404
    if request.method == "POST":
        keys = [] if "reset" in request.POST else _moved(request.POST.getlist("column"), request.POST.get("move", ""))
        column_choice.choose(request.membership, view, keys)
        here = f"{reverse('quickbooks', args=[request.workspace.slug])}?tab=overview&view={view}"
        return redirect(request.get_full_path() if request.POST.get("move") else back(request, here))
    return render(
        request, "overview/columns.html", {"view": view, "columns": column_choice.all_of(request.membership, view)}
    )


def _moved(keys: list[str], move: str) -> list[str]:
    """`failing up`: one column a place up or down, for keys and pointers alike."""
    name, _, way = move.partition(" ")
    if name not in keys:
        return keys
    at = keys.index(name)
    to = max(0, min(len(keys) - 1, at + (-1 if way == "up" else 1)))
    keys.insert(to, keys.pop(at))
    return keys


@require_POST
@allowed(Right.PAUSE)
def sync_now(request: MemberRequest) -> HttpResponse:
    try:
        actions.sync_now(request.workspace, by=request.user)
        messages.success(request, "Looking at both sides now. What has changed appears here by itself.")
    except actions.SyncRefused as refusal:
        messages.error(request, str(refusal))
    return _to_syncs(request)


def _to_syncs(request: MemberRequest) -> HttpResponse:
    return go(request, back(request, reverse("quickbooks", args=[request.workspace.slug])))
