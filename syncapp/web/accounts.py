"""How people get in: allauth's adapters. Nobody signs up; who is let in was invited."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from cryptography.fernet import Fernet, MultiFernet
from django import forms
from django.conf import settings
from django.http import HttpRequest


class ClosedSignUp(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {  # allauth's own, in plainer words
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or the password is not right.",
        "enter_current_password": "This is not your current password.",
        "incorrect_password": "This is not your password.",
        "incorrect_code": "This code is not right. Codes of an app change every 30 seconds.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


LABELS = {
    "login": "Email address", "email": "Email address", "password": "Password", "remember": "Stay signed in",
    "oldpassword": "Current password", "password1": "New password", "password2": "New password again",
    "name": "Name of the key", "passwordless": "Sign in with it instead of the password",
}  # fmt: skip


class OurWords:
    """Each label once, above its field, and no way to a mail that is not sent."""

    fields: dict[str, forms.Field]
    without_help: tuple[str, ...] = () if settings.MAIL_IS_SET else ("oldpassword", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in self.without_help:
                field.help_text = ""


class SignInForm(OurWords, account.LoginForm):  # type: ignore[misc]
    without_help = ("password",)  # it stands below the button


class ChangePasswordForm(OurWords, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(OurWords, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(OurWords, account.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class AddKeyForm(OurWords, AddWebAuthnForm):  # type: ignore[misc]
    """A passkey, unless one wants a key that is asked for after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.initial, alone.help_text = (
            True,
            "It asks for a fingerprint, your face or a PIN. Otherwise it comes after the password.",
        )


class EncryptedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of the second step are ciphertext in the database, like vendors' tokens (SEC15)."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ENCRYPTION_KEYS])
