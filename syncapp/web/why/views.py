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
from syncapp.queries.links import abroad, is_link, linked_to
from syncapp.queries.record_page import portal_of, record_of
from syncapp.queries.states import state_of
from syncapp.queries.why_not import SHOWN, WhyNot, found, left_out, way_of
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
    if elsewhere := abroad(request.workspace, text):
        return render(request, "why/page.html", {"text": text, "abroad": elsewhere})
    rows = found(request.workspace, text)
    if len(rows) == 1:
        return render(request, "why/page.html", _of_one(request, _own(request, rows[0].pk)) | {"text": text})
    off = tally_of(request).off
    hits = [{"record": row, "state": state_of(row, off), "way": way_of(row)} for row in rows]
    context = {"text": text, "hits": hits, "many": len(rows) >= SHOWN, "is_link": is_link(text)}
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
    if elsewhere := abroad(request.workspace, text):
        return render(request, "why/page.html", {"text": text, "abroad": elsewhere})
    link = linked_to(text)
    of_invoices = link is not None and (link.side, link.object_type) == (Side.QUICKBOOKS, ObjectType.PAYMENT)
    if link and link.object_type and not of_invoices:
        told = explaining.look_at(request.workspace, link.side, link.object_type, link.external_id)
    elif is_link(text):
        told = explaining.Look()  # nothing that can be asked for by it
    else:
        told = explaining.look_up(request.workspace, text)
    context = {
        "text": text,
        "looked": True,
        "is_link": is_link(text),
        "of_invoices": of_invoices,
        "is_address": is_address(text),
        "told": [_told(request, one) for one in told.explained],
        "others": [(side, kind_words(holder.kind), holder) for side, holder in told.others],
        "failed": told.failed,
    }
    return render(request, "why/page.html", context)


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
