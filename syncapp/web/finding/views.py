"""The search box of every page: what matches while one types, and what both vendors say of what is not known."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions.vendor_lookup import LONGEST_ADDRESS, is_address, look
from syncapp.queries.finding import explained, explained_records, hits, the_one
from syncapp.queries.links import abroad, is_link
from syncapp.queries.syncs import connections_of, portal_in
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.htmx import htmx


@require_GET
@allowed(Right.VIEW)
def find(request: MemberRequest) -> HttpResponse:
    """While one types, a list; by Enter the record that is meant exactly, else the Record view. No vendor is asked."""
    text = request.GET.get("q", "").replace("\0", "").strip()
    if htmx(request):
        found = hits(request.workspace, text, tally_of(request))
        return render(request, "finding/_hits.html", _typed(request, text) | {"hits": found})
    meant = the_one(request.workspace, text)
    return redirect("record", request.workspace.slug, meant) if meant else redirect(_in_records(request, text))


def _typed(request: MemberRequest, text: str) -> dict[str, Any]:
    return {
        "text": text,
        "is_link": is_link(text),
        "abroad": abroad(request.workspace, text),
        "is_address": is_address(text),
        "whole": _in_records(request, text),
    }


def _in_records(request: MemberRequest, text: str) -> str:
    query = {"tab": "overview", "view": "records", "q": text}
    return f"{reverse('quickbooks', args=[request.workspace.slug])}?{urlencode(query)}"


@require_POST
@allowed(Right.VIEW)
def look_up(request: MemberRequest) -> HttpResponse:
    """Both vendors are asked by number and SKU, or by address, once, because somebody clicked."""
    text = request.POST.get("q", "").strip()[:LONGEST_ADDRESS]
    if not text:
        return redirect("home", request.workspace.slug)
    tally, accounts = tally_of(request), connections_of(request.workspace)
    portal = portal_in(accounts)
    told = []
    for answer in look(request.workspace, text):
        found = explained(request.workspace, text, answer.side, answer.holders, tally, portal)
        found += explained_records(request.workspace, answer.side, answer.records, tally, portal)
        told.append((answer, found))
    return render(request, "finding/looked.html", {"text": text, "told": told, "is_address": is_address(text)})
