"""Who is to do what cannot be undone has given the password lately (SEC38)."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def password_first(request: HttpRequest, page: str) -> HttpResponse | None:
    """None for who has signed in within the last minutes; others give the password again and come back to `page`."""
    records = get_authentication_records(request, request.user)
    if records and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return None
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': page})}")
