"""What is done to many records at once: what it means is said before, and for each record what came of it after."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from syncapp.actions import ignoring
from syncapp.actions import records as actions
from syncapp.actions.records import Done
from syncapp.queries.records import clicked
from syncapp.queries.states import state_of
from syncapp.queries.why import why
from syncapp.storage.models import Activity
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.forms import whole_number
from syncapp.web.htmx import back, go
from syncapp.web.records.selection import Selection, SelectionRefused, selected
from syncapp.web.templatetags.words import plural

NAMED = 20  # so many are shown by name before a click
SHOWN = 200
TOLD = 3  # so many of those left alone are named in the note


class Reason(forms.Form):
    reason = forms.CharField(
        label="Why?",
        max_length=ignoring.MOST_LETTERS,
        help_text="It stands beside each record with your name and the time.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why, so that whoever finds them later knows."},
    )


@require_POST
@allowed(Right.RESOLVE)
def retry(request: MemberRequest) -> HttpResponse:
    try:
        done = actions.retry_all(request.workspace, selected(request, request.POST).records, by=request.user)
    except SelectionRefused as refusal:
        return _refused(request, refusal)
    return _told(request, done, "looked at again now")


@require_http_methods(["GET", "POST"])
@allowed(Right.RESOLVE)
def ignore(request: MemberRequest) -> HttpResponse:
    """First it says what is meant and asks why; with a reason it is done."""
    data = request.POST if request.method == "POST" else request.GET
    try:
        chosen = selected(request, data)
    except SelectionRefused as refusal:
        return _refused(request, refusal)
    if request.method == "GET" or "reason" not in data:
        return _asked(request, chosen, Reason())
    form = Reason(data)
    if form.is_valid() and whole_number(data.get("number")) != chosen.number:
        form.add_error(None, f"These are {plural(chosen.number, 'record')} by now. Look again, and confirm.")
    if not form.is_valid():
        return _asked(request, chosen, form, status=422)
    done = ignoring.ignore(request.workspace, chosen.records, reason=form.cleaned_data["reason"], by=request.user)
    return _told(request, done, "ignored")


@require_POST
@allowed(Right.RESOLVE)
def stop_ignoring(request: MemberRequest) -> HttpResponse:
    try:
        done = ignoring.stop_ignoring(request.workspace, selected(request, request.POST).records, by=request.user)
    except SelectionRefused as refusal:
        return _refused(request, refusal)
    return _told(request, done, "no longer ignored")


@require_GET
@allowed(Right.VIEW)
def done(request: MemberRequest, first: int) -> HttpResponse:
    """What came of one click, record by record, as it stands now."""
    entries = clicked(request.workspace, first)
    if not entries:
        raise Http404
    lines = [_line(entry, tally_of(request).off) for entry in entries]
    context = {
        "entry": entries[0],
        "lines": lines[:SHOWN],
        "number": len(lines),
        "more": len(lines) - SHOWN,
        "open": sum(not line["seen"] for line in lines) if entries[0].kind != "ignored" else 0,
        "back": _safe(request),
    }
    return render(request, "failures/done.html", context)


def _line(entry: Activity, off: frozenset[str]) -> dict[str, Any]:
    """`seen`: it was looked at since the click."""
    record = entry.record
    assert record is not None
    state = state_of(record, off)
    seen = record.last_checked_at is not None and record.last_checked_at >= entry.at
    return {"record": record, "state": state, "why": why(record, state), "seen": seen}


def _asked(request: MemberRequest, chosen: Selection, form: Reason, status: int = 200) -> HttpResponse:
    rows = list(chosen.records.order_by("-amount", "pk")[: NAMED + 1])
    context: dict[str, Any] = {
        "chosen": chosen,
        "form": form,
        "rows": rows[:NAMED],
        "more": chosen.number - NAMED,
        "back": _safe(request),
    }
    return render(request, "failures/ignore.html", context, status=status)


def _told(request: MemberRequest, done: Done, words: str) -> HttpResponse:
    if done.left:
        named = " ".join(done.left[:TOLD])
        more = f" And {len(done.left) - TOLD:,} more." if len(done.left) > TOLD else ""
        messages.warning(request, f"{plural(len(done.left), 'record')} left as before. {named}{more}")
    if not done.number:
        return go(request, _safe(request))
    messages.success(request, f"{plural(done.number, 'record is,records are')} {words}.")
    page = reverse("failure_done", args=[request.workspace.slug, done.first])
    return go(request, f"{page}?{urlencode({'next': _safe(request)})}")


def _refused(request: MemberRequest, refusal: SelectionRefused) -> HttpResponse:
    messages.error(request, str(refusal))
    return go(request, _safe(request))


def _safe(request: MemberRequest) -> str:
    return back(request, reverse("failures", args=[request.workspace.slug]))
