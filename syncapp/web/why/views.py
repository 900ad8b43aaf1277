"""“Why not?”: any record by number, name, address, SKU or link, and every check that it goes through (B18)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import explaining
from syncapp.actions.vendor_lookup import is_address
from syncapp.core.values import ObjectType, Side
from syncapp.engine.explain import Explained
from syncapp.queries.finding import kind_words
from syncapp.queries.record_page import portal_of, record_of
from syncapp.queries.states import state_of
from syncapp.queries.syncs import connections_of, portal_in
from syncapp.queries.why_not import SHOWN, WhyNot, found, left_out, linked_to, portal_linked_to, way_of
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.forms import whole_number
from syncapp.web.overview.objects import incident
from syncapp.web.records.fixes import button_of

LONGEST = 500  # characters that are looked for; no link is longer


@require_GET
@allowed(Right.VIEW)
def why(request: MemberRequest) -> HttpResponse:
    """What is known here. The checks themselves are asked for by `check`, because both vendors are read for them."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    key = whole_number(request.GET.get("record"))
    if key is not None:
        return render(request, "why/page.html", _of_one(request, _own(request, key)) | {"text": text})
    if abroad := _abroad(request, text):
        return render(request, "why/page.html", abroad)
    rows = found(request.workspace, text)
    if len(rows) == 1:
        return render(request, "why/page.html", _of_one(request, _own(request, rows[0].pk)) | {"text": text})
    off = tally_of(request).off
    hits = [{"record": row, "state": state_of(row, off), "way": way_of(row)} for row in rows]
    context = {"text": text, "hits": hits, "many": len(rows) >= SHOWN, "is_link": "://" in text}
    context["is_address"] = is_address(text)
    return render(request, "why/page.html", context | ({} if text else {"left_out": left_out(tally_of(request))}))


@require_POST
@allowed(Right.VIEW)
def check(request: MemberRequest, pk: int) -> HttpResponse:
    """Both vendors are asked about one record, and the engine says what it would do with it."""
    row = _own(request, pk)
    told = explaining.why(request.workspace, row)
    context = _of_one(request, row) | {"told": [_told(request, one) for one in told.explained], "failed": told.failed}
    return render(request, "why/page.html", context)


@require_POST
@allowed(Right.VIEW)
def look(request: MemberRequest) -> HttpResponse:
    """What is not known here is looked up in both, by number or by its link."""
    text = request.POST.get("q", "").replace("\0", "").strip()[:LONGEST]
    if not text:
        return redirect("why", request.workspace.slug)
    if abroad := _abroad(request, text):
        return render(request, "why/page.html", abroad)
    link = linked_to(text)
    if link and link[:2] == (Side.QUICKBOOKS, ObjectType.PAYMENT):
        told = explaining.Look()  # it is known here by the invoices that it is applied to
    elif link:
        told = explaining.look_at(request.workspace, *link)
    else:
        told = explaining.look_up(request.workspace, text)
    context = {
        "text": text,
        "looked": True,
        "is_link": "://" in text,
        "is_address": is_address(text),
        "told": [_told(request, one) for one in told.explained],
        "others": [(side, kind_words(holder.kind), holder) for side, holder in told.others],
        "failed": told.failed,
    }
    return render(request, "why/page.html", context)


def _abroad(request: MemberRequest, text: str) -> dict[str, Any]:
    """What a link into another HubSpot account is told: the same id means another record there."""
    leads_to = portal_linked_to(text)
    ours = portal_in(connections_of(request.workspace)) if leads_to else ""
    return {"text": text, "leads_to": leads_to, "ours": ours} if ours and ours != leads_to else {}


def _of_one(request: MemberRequest, row: SyncRecord) -> dict[str, Any]:
    state = state_of(row, tally_of(request).off)
    stands = incident(row, state, portal_of(row), request.workspace.slug)
    return {**stands, "way": way_of(row)}


def _told(request: MemberRequest, explained: Explained) -> dict[str, Any]:
    shown = WhyNot(explained, tally_of(request))
    row, slug = shown.record, request.workspace.slug
    fix = shown.why.fix if shown.why else ""
    stored = row.pk is not None and not row._state.adding
    button = button_of(row, fix, slug, getattr(row, "portal", "")) if fix and (stored or fix == "reconnect") else None
    return {"shown": shown, "button": button, "stored": stored}


def _own(request: MemberRequest, pk: int) -> SyncRecord:
    row = record_of(request.workspace, pk)
    if row is None:
        raise Http404
    return row
