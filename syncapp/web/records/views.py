"""One record: where it stands, why, what to do about it, what both sides hold, and what has happened to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions.records import FixRefused
from syncapp.core.errors import FIXES
from syncapp.core.values import Side
from syncapp.engine.asked import DO
from syncapp.queries.record_page import RecordPage, accounts_of, history, record_of
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest, Right, allowed, rights_of
from syncapp.web.context import tally_of
from syncapp.web.forms import whole_number
from syncapp.web.htmx import back, go
from syncapp.web.overview.objects import incident
from syncapp.web.records.fixes import CHOICES, DONE_HERE, button_of


@require_GET
@allowed(Right.VIEW)
def record(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, _own(request, pk))


def _page(request: MemberRequest, row: SyncRecord, refusal: str = "") -> HttpResponse:
    """`refusal`: why a fix could not be carried out; what was typed for it stays in its form."""
    page = RecordPage(request.workspace, row, tally_of(request), accounts_of(request.workspace))
    portal = page.connections[Side.HUBSPOT].account_id if Side.HUBSPOT in page.connections else ""
    stands = incident(row, page.state, portal)
    fix = stands["why"].fix if stands["why"] else ""
    context: dict[str, Any] = {
        "record": row,
        "page": page,
        "state": page.state,
        "why": stands["why"],
        "vendor_pages": [(name, address) for name, address in stands["pages"] if name not in {side.label for side in page.gone}],
        "button": button_of(row, fix, request.workspace.slug, portal) if fix and fix != "retry" else None,
        "history": history(row, whole_number(request.GET.get("before")), page.payments),
        "asked": DO in row.decision,
        "can_retry": page.state not in ("ignored", "paused"),
    }
    may = Right.RESOLVE in rights_of(request.membership)  # else no form is shown, and nobody need be looked for
    if may and fix in CHOICES:
        context |= {"form_of_fix": f"records/fixes/{fix}.html", "choices": CHOICES[fix](row)}
    also = stands["why"].also if stands["why"] else ""
    if may and also in CHOICES:
        context["also"] = {"name": also, "label": FIXES[also], "form": f"records/fixes/{also}.html", "choices": CHOICES[also](row)}
    return render(request, "records/page.html", context | {"refusal": refusal, "given": request.POST}, status=422 if refusal else 200)


@require_POST
@allowed(Right.RESOLVE)
def fix(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    row = _own(request, pk)
    done = DONE_HERE.get(name)
    if done is None:
        raise Http404
    own = reverse("record", args=[request.workspace.slug, row.pk])
    to = back(request, own)
    try:
        messages.success(request, done(request, row))
    except FixRefused as refusal:
        messages.error(request, str(refusal))
        if name in CHOICES and to == own:
            return _page(request, _own(request, pk), str(refusal))
    return go(request, to)


def _own(request: MemberRequest, pk: int) -> SyncRecord:
    row = record_of(request.workspace, pk)
    if row is None:
        raise Http404
    return row
