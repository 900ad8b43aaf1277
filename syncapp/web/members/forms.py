"""What a person types to invite and to join."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password

from syncapp.actions.members import Role
from syncapp.storage.models import Membership

EXPLAINED = {
    Role.OWNER: "Owner: everything, other owners included",
    Role.ADMIN: "Admin: set-up, connections and members",
    Role.BOOKKEEPER: "Bookkeeper: settles what needs someone; not connections or members",
    Role.VIEWER: "Viewer: sees everything, changes nothing",
}
INPUT = {"class": "input"}


def choices(by: Membership) -> list[tuple[str, str]]:
    """The roles that this member may give."""
    return [(role.value, text) for role, text in EXPLAINED.items() if role is not Role.OWNER or by.role == Role.OWNER]


class InviteForm(forms.Form):
    email = forms.EmailField(label="Email address", widget=forms.EmailInput(attrs={**INPUT, "autocomplete": "off"}))
    role = forms.ChoiceField(label="Role", widget=forms.Select(attrs={"class": "select"}))

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = choices(by)  # type: ignore[attr-defined]
        self.fields["role"].initial = Role.VIEWER


class JoinForm(forms.Form):
    name = forms.CharField(
        label="Your name", max_length=150, widget=forms.TextInput(attrs={**INPUT, "autocomplete": "name"})
    )
    password = forms.CharField(
        label="Password",
        help_text=password_validators_help_text_html(),
        widget=forms.PasswordInput(attrs={**INPUT, "autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Password again", widget=forms.PasswordInput(attrs={**INPUT, "autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", "The two passwords differ.")
        if password:
            user = User(username=self.email, email=self.email, first_name=data.get("name", ""))
            try:
                validate_password(password, user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data
