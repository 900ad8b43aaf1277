"""One email: text and the same in plain HTML, under an id that does not change between two tries."""

from __future__ import annotations

from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from syncapp.connectors.redact import redacted
from syncapp.jobs.not_taken import NotTaken
from syncapp.storage.models import Delivery


def send(row: Delivery) -> str:
    """Hand it to the mail server; raises NotTaken."""
    if row.user is None or not row.workspace.memberships.filter(user=row.user, user__is_active=True).exists():
        raise NotTaken("Not a member any more.", for_ever=True)
    if not settings.MAIL_IS_SET:
        raise NotTaken("No mail is set up on this server.")
    try:
        _message(row, row.user.email).send()
    except SMTPRecipientsRefused as error:
        refused = " ".join(f"{code} {_text(words)}" for code, words in error.recipients.values())
        raise NotTaken(f"The mail server refuses this address: {redacted(refused)}") from error
    except (SMTPException, OSError) as error:
        raise NotTaken(f"The mail server did not take it: {redacted(str(error)) or type(error).__name__}") from error
    return "Taken by the mail server"


def _message(row: Delivery, to: str) -> EmailMultiAlternatives:
    """Names come from strangers: in the subject they are on one line, in the HTML they are escaped (SEC30)."""
    choices = settings.PUBLIC_URL + reverse("alerts", args=[row.workspace.slug])
    context = {
        **row.content,
        "kind": row.kind,
        "workspace": row.workspace,
        "home": settings.PUBLIC_URL,
        "choices": choices,
    }
    headers = {
        "Message-ID": f"<{row.uid}@{urlsplit(settings.PUBLIC_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{choices}>",
    }
    text = render_to_string("alerts/mail.txt", context)
    message = EmailMultiAlternatives(" ".join(row.subject.split()), text, None, [to], headers=headers)
    message.attach_alternative(render_to_string("alerts/mail.html", context), "text/html")
    return message


def _text(words: str | bytes) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words
