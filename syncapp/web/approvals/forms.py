"""Which records a click is about: some by key, or all of one kind; and why never."""

from __future__ import annotations

from collections.abc import Collection

from django import forms
from django.http import QueryDict

from syncapp.queries.approval_words import WHAT
from syncapp.queries.approvals import waiting
from syncapp.storage.models import SyncRecord, Workspace
from syncapp.web.forms import whole_number


class Never(forms.Form):
    reason = forms.CharField(
        label="Why is it never sent?",
        max_length=200,
        help_text="Stands with the record, with your name and the time.",
        error_messages={"required": "Say why, for whoever finds it missing in QuickBooks Online."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def chosen(workspace: Workspace, off: Collection[str], query: QueryDict) -> list[SyncRecord]:
    """`record=12&record=15`, or `all=void`; what waits no more is left out."""
    records = waiting(workspace, off)
    if query.get("all") in WHAT:
        return list(records.filter(params__what=query["all"]).order_by("-pk"))
    keys = [key for text in query.getlist("record") if (key := whole_number(text)) is not None]
    return list(records.filter(pk__in=keys[:500]).order_by("-pk"))
