"""Two records that were linked, or billed together, and should not be: what that means, before the click (A6)."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import linking as actions
from syncapp.actions.records import FixRefused
from syncapp.queries.pairing import documents_under, one_of
from syncapp.record_choices import SOON
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest, Right, allowed


class Reason(forms.Form):
    reason = forms.CharField(
        label="Why do they not belong together?",
        max_length=200,
        help_text="Stands with both, with your name and the time.",
        error_messages={"required": "Say why, so that whoever finds them later knows."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_GET
@allowed(Right.VIEW)
def unlink(request: MemberRequest, pk: int) -> HttpResponse:
    record = _own(request, pk)
    together = record.linked or "through" in record.decision
    return _shown(request, record, Reason()) if together else redirect("record", request.workspace.slug, record.pk)


@require_POST
@allowed(Right.RESOLVE)
def set_apart(request: MemberRequest, pk: int) -> HttpResponse:
    record = _own(request, pk)
    form = Reason(request.POST)
    if record.linked and not form.is_valid():
        return _shown(request, record, form, status=422)
    try:
        if record.linked:
            actions.unlink(record, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, f"{record.label} is unlinked. {SOON}")
        else:
            actions.bill_itself(record, by=request.user)
            messages.success(request, f"{record.label} is not billed through another any more. {SOON}")
    except FixRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("record", args=[request.workspace.slug, record.pk]))


def _shown(request: MemberRequest, record: SyncRecord, form: Reason, status: int = 200) -> HttpResponse:
    context = {
        "record": record,
        "form": form,
        "under": documents_under(record) if record.object_type == "contact" else None,
    }
    return render(request, "linking/unlink.html", context, status=status)


def _own(request: MemberRequest, pk: int) -> SyncRecord:
    record = one_of(request.workspace, pk)
    if record is None:
        raise Http404
    return record
