"""Many pairs by a CSV file: looked at first, linked by a second click, and what could not be comes back as a file (B23)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from syncapp.actions import linking as actions
from syncapp.actions.records import FixRefused
from syncapp.queries import link_file as queries
from syncapp.queries.setup.passing import today_of
from syncapp.record_choices import SOON
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.sheets import sheet

LARGEST = 500_000  # bytes; 500 lines are a tenth of it
SHOWN = 50
SAID = 3  # lines whose reason stands in the message itself
ERRORS = ("Line", *queries.COLUMNS, "Why not")
CANDIDATES = (*queries.COLUMNS, "In HubSpot", "In QuickBooks", "Rank", "Why")


class FileForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        help_text="With the columns Object, HubSpot ID and QuickBooks ID; others are passed over.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
        widget=forms.FileInput(attrs={"class": "input", "accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"The file is too large. At most {queries.MOST} lines are linked at once.")
        try:
            text = file.read().decode("utf-8-sig")
            queries.lines_of(text)
        except UnicodeDecodeError:
            raise forms.ValidationError("This is no text in UTF-8. Save it as “CSV UTF-8” and try again.") from None
        except queries.FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return str(text)


@require_http_methods(["GET", "POST"])
@allowed(Right.RESOLVE)
def by_file(request: MemberRequest) -> HttpResponse:
    """The form; with a file, what its lines would do. Nothing is changed here."""
    form = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        return render(request, "linking/by_file.html", _looked_at(request, form.cleaned_data["file"]))
    status = 422 if request.method == "POST" else 200
    return render(request, "linking/by_file.html", {"form": form, "most": queries.MOST}, status=status)


def _looked_at(request: MemberRequest, text: str) -> dict[str, Any]:
    found = queries.judged(request.workspace, queries.lines_of(text))
    good, bad = [one for one in found if not one.why_not], [one for one in found if one.why_not]
    return {
        "text": text,
        "good": good[:SHOWN],
        "number": len(good),
        "more": len(good) - SHOWN,
        "bad": bad[:SHOWN],
        "refused": len(bad),
        "more_bad": len(bad) - SHOWN,
    }


def _once_more(request: MemberRequest) -> list[queries.Judged] | None:
    """The lines that were shown, as they are judged now; None, with a message, where they are no such file any more."""
    try:
        return queries.judged(request.workspace, queries.lines_of(request.POST.get("text", "")))
    except queries.FileRefused as refusal:
        messages.error(request, str(refusal))
        return None


def _refused(one: queries.Judged, request: MemberRequest) -> str:
    """Link the two; why not, where that has changed since."""
    if one.hubspot is None or one.quickbooks is None:
        return "One of the two is gone"
    try:
        actions.link(one.hubspot, one.quickbooks, by=request.user)
    except FixRefused as refusal:
        return str(refusal).removesuffix(".")
    return ""


@require_POST
@allowed(Right.RESOLVE)
def link_all(request: MemberRequest) -> HttpResponse:
    """Every line is looked at once more; what has changed since is left out and said."""
    found = _once_more(request)
    if found is None:
        return redirect("linking_by_file", request.workspace.slug)
    why = {one.line.number: one.why_not or _refused(one, request) for one in found}
    left = [f"Line {number}: {text}." for number, text in why.items() if text]
    linked = len(found) - len(left)
    if linked:
        pairs = "1 pair becomes" if linked == 1 else f"{linked} pairs become"
        messages.success(request, f"{pairs} one record each. {SOON}")
    if left:
        lines = "1 line was left as it is." if len(left) == 1 else f"{len(left)} lines were left as they are."
        more = len(left) - SAID
        others = f"The file says why of {more} more when it is looked at again." if more > 0 else ""
        messages.warning(request, " ".join(filter(None, (lines, *left[:SAID], others))))
    return redirect("linking", request.workspace.slug)


@require_POST
@allowed(Right.RESOLVE)
def errors(request: MemberRequest) -> HttpResponseBase:
    """The lines that cannot be linked, with the reason, as a file to be corrected and given again."""
    found = _once_more(request)
    if found is None:
        return redirect("linking_by_file", request.workspace.slug)
    rows = (
        (one.line.number, one.line.kind, one.line.hubspot_id, one.line.quickbooks_id, one.why_not)
        for one in found
        if one.why_not
    )
    return sheet(f"{request.workspace.slug}-linking-errors.csv", ERRORS, rows)


@require_GET
@allowed(Right.VIEW)
def download(request: MemberRequest) -> HttpResponseBase:
    """Who could be whose, to be looked through and given back."""
    rows = queries.offered(request.workspace, today_of(request.workspace))
    return sheet(f"{request.workspace.slug}-linking-candidates.csv", CANDIDATES, rows)
