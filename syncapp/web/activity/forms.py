"""The filters above the activity; the address holds them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.models import User

from syncapp.queries.activity import KINDS, PEOPLE, SYNC, Asked
from syncapp.web.overview.forms import DATE
from syncapp.web.templatetags.entries import person


class ActivityFilter(forms.Form):
    q = forms.CharField(required=False, max_length=300)
    who = forms.ChoiceField(label="By", required=False)
    kind = forms.MultipleChoiceField(
        label="What", required=False, choices=[(name, words) for name, (words, _) in KINDS.items()]
    )
    since = forms.DateField(label="From", required=False, widget=DATE)
    until = forms.DateField(label="To", required=False, widget=DATE)
    record = forms.IntegerField(label="Record", required=False, min_value=1, max_value=10**18)
    run = forms.IntegerField(label="Run", required=False, min_value=1, max_value=10**18)
    after = forms.IntegerField(required=False)
    before = forms.IntegerField(required=False)

    def __init__(self, data: Any, members: Iterable[User]) -> None:
        super().__init__(data)
        people = [(str(user.pk), person(user)) for user in members]
        self.fields["who"].choices = [("", "Anybody"), (PEOPLE, "People"), (SYNC, "The sync"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", "This day is before the first one.")
        return data

    def asked(self) -> Asked:
        """What is valid counts; what is not stands in the form with its reason."""
        data = self.cleaned_data
        return Asked(
            who=data.get("who") or "",
            kinds=data.get("kind") or (),
            text=data.get("q") or "",
            record=data.get("record"),
            run=data.get("run"),
            first_day=data.get("since"),
            last_day=data.get("until"),
        )
