"""What a token is called, what it may, and how long."""

from __future__ import annotations

from typing import Any

from django import forms

from syncapp.actions.tokens import Role, offered
from syncapp.storage.models import Membership

MAY = {
    Role.VIEWER: "Read only: sees everything, changes nothing",
    Role.BOOKKEEPER: "Bookkeeper: settles what needs someone, pauses, starts a sync",
    Role.ADMIN: "Admin: turns syncs on and off, changes the set-up too",
}
LASTING = [("30", "30 days"), ("90", "90 days"), ("365", "A year"), ("", "Until it is revoked")]


class TokenForm(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=60,
        help_text="What uses it, such as “Monthly report”.",
        error_messages={"required": "Say what uses it, so that it can be told from the others."},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="What it may do", widget=forms.Select(attrs={"class": "select"}))
    days = forms.TypedChoiceField(
        label="How long",
        required=False,
        choices=LASTING,
        coerce=int,
        empty_value=None,
        initial="90",
        widget=forms.Select(attrs={"class": "select"}),
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, MAY[role]) for role in offered(member)]  # type: ignore[attr-defined]
