"""Settings › Configuration file: take it away, see what one would change, and apply it (B9)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import configuration as actions
from syncapp.core.configuration import LARGEST, BadFile, parsed, written
from syncapp.queries.configuration.comparing import Comparison, compare
from syncapp.queries.configuration.describing import exported
from syncapp.queries.configuration.telling import strange
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of

CHANGED = (
    "The set-up was changed since the file was compared, so nothing was applied. This is what it would change now."
)


class FileForm(forms.Form):
    file = forms.FileField(
        label="File",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
        widget=forms.FileInput(attrs={"class": "input", "accept": ".json,application/json"}),
    )


@require_GET
@allowed(Right.SET_UP)
def configuration(request: MemberRequest) -> HttpResponse:
    return _page(request)


@require_GET
@allowed(Right.SET_UP)
def download(request: MemberRequest) -> HttpResponse:
    answer = HttpResponse(written(exported(request.workspace)), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{request.workspace.slug}-configuration.json"'
    return answer


@require_POST
@allowed(Right.SET_UP)
def diff(request: MemberRequest) -> HttpResponse:
    """What a file would change. Nothing is kept of it but on this page."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    sent = form.cleaned_data["file"]
    try:
        document = parsed(sent.read(LARGEST + 1))
    except BadFile as bad:
        return _page(request, form=form, bad=bad, name=sent.name, status=422)
    found = compare(request.workspace, document, tally_of(request))
    return _page(request, found=found, name=sent.name, text=written(document))


@require_POST
@allowed(Right.SET_UP)
def apply(request: MemberRequest) -> HttpResponse:
    """Exactly what was shown, or nothing and what it would be by now."""
    name, text = request.POST.get("name", ""), request.POST.get("text", "")
    try:
        found = compare(request.workspace, parsed(text), tally_of(request))
    except BadFile as bad:
        return _page(request, bad=bad, name=name, status=422)
    shown: dict[str, Any] = {"found": found, "name": name, "text": text}
    if found.seal != request.POST.get("seal"):
        return _page(request, **shown, error=CHANGED, status=409)
    if found.problems or not found.number:
        return _page(request, **shown, status=422)
    if found.customers is not None and _number(request.POST.get("customers", "")) != found.customers:
        wrong = f"Type {found.customers:,} to confirm that this many customers are made in QuickBooks."
        return _page(request, **shown, wrong=wrong, status=422)
    drafts, settings = [one.draft for one in found.syncs], {one.name: one.after for one in found.settings}
    try:
        applied = actions.apply(request.workspace, drafts, settings, by=request.user)
    except actions.ConfigurationRefused as refusal:
        return _page(request, **shown, error=f"{refusal} Nothing was changed.", status=409)
    _say(request, applied)
    return redirect("configuration", request.workspace.slug)


def _number(typed: str) -> int | None:
    digits = typed.replace(",", "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def _say(request: MemberRequest, applied: actions.Applied) -> None:
    if done := actions.in_words(applied):
        messages.success(request, f"Applied: {done}.")
    for one in applied.waiting:
        messages.info(request, f"{one.value.capitalize()} sync is on: what changes of it needs your Review.")


def _page(
    request: MemberRequest,
    *,
    form: FileForm | None = None,
    found: Comparison | None = None,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    syncs = tally_of(request).syncs.values()
    context = {
        **shown,
        "form": form or FileForm(),
        "found": found,
        "strange": strange(found) if found and found.strange else "",
        "waiting": request.workspace.drafts.filter(user=request.user, object_type__in=[one.object_type for one in syncs if one.enabled]),
        "set_up": [f"{one.object_type.capitalize()} sync" for one in syncs],
    }  # fmt: skip
    return render(request, "settings/configuration.html", context, status=status)
