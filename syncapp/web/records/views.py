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
from syncapp.core.plans.fields import BOTH_CHANGED
from syncapp.core.values import ObjectType
from syncapp.engine.people.asked import DO, to_choose_again
from syncapp.engine.people.conflicts import CHOSEN
from syncapp.queries.record_page import RecordPage, fields_of, history, portal_of, record_of
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest, Right, allowed, rights_of
from syncapp.web.context import tally_of
from syncapp.web.forms import whole_number
from syncapp.web.htmx import back, go
from syncapp.web.overview.objects import incident
from syncapp.web.records.fixes import CHOICES, DONE_HERE, button_of, ways_of

ASKED_ANEW = ("pick_contact", "pick_customer", "is_duplicate")  # the fixes that ask for what can be chosen again


@require_GET
@allowed(Right.VIEW)
def record(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, _own(request, pk), request.GET.get("fix", ""))


def _page(request: MemberRequest, row: SyncRecord, wanted: str, refusal: str = "") -> HttpResponse:
    """`wanted`: whose form is shown where two fixes have one. `refusal`: why it could not be carried out; what was typed stays."""
    page = RecordPage(request.workspace, row, tally_of(request), fields_of(row))
    stands = incident(row, page.state, portal_of(row))
    fix = stands["why"].fix if stands["why"] else ""
    may_set_up = Right.SET_UP in rights_of(request.membership)
    past = history(row, whole_number(request.GET.get("before")), page.payments)
    in_line = page.in_line(past.decided)
    asked_anew = fix in ASKED_ANEW and not in_line
    again = bool(to_choose_again(row))
    context: dict[str, Any] = {
        "record": row,
        "page": page,
        "state": page.state,
        "why": stands["why"],
        "vendor_pages": [
            (name, address) for name, address in stands["pages"] if name not in {side.label for side in page.gone}
        ],
        "button": button_of(row, fix, request.workspace.slug, portal_of(row)) if fix and fix != "retry" else None,
        "ways": ways_of(row, stands["why"], request.workspace.slug, portal_of(row), set_up=may_set_up),
        "history": past,
        "asked": DO in row.decision or (CHOSEN in row.decision and row.reason != BOTH_CHANGED),
        "in_line": in_line,
        "chosen": again and not asked_anew,
        "passed_over": again and asked_anew,
        "can_retry": page.state not in ("ignored", "paused"),
    }
    if Right.RESOLVE in rights_of(request.membership):  # else no form is shown, and nobody need be looked for
        context |= _form([fix, stands["why"].also if stands["why"] else ""], wanted, row)
    request.section = "invoices" if row.object_type == ObjectType.INVOICE else ""  # where the navigation has it
    return render(
        request,
        "records/page.html",
        context | {"refusal": refusal, "given": request.POST},
        status=422 if refusal else 200,
    )


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
            return _page(request, _own(request, pk), name, str(refusal))
    return go(request, to)


def _form(fixes: list[str], wanted: str, row: SyncRecord) -> dict[str, Any]:
    """The form of one fix, with the way to the other: who comes into question for both would be asked for in vain."""
    having = [name for name in fixes if name in CHOICES]
    if not having:
        return {}
    shown = wanted if wanted in having else having[0]
    other = next(({"name": name, "label": FIXES[name]} for name in having if name != shown), None)
    form = {"name": shown, "label": FIXES[shown], "template": f"records/fixes/{shown}.html"}
    return {"form": form, "choices": CHOICES[shown](row), "other_form": other}


def _own(request: MemberRequest, pk: int) -> SyncRecord:
    row = record_of(request.workspace, pk)
    if row is None:
        raise Http404
    return row
