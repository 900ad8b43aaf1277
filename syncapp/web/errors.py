"""Pages for what went wrong: what happened and what to do now, and nothing of the inside."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from syncapp.web.access import enter

logger = logging.getLogger("syncapp.web")


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, 400, "This request could not be read", "Go back and try again.")


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, 403, "Your role does not allow this", str(exception or "Ask an owner of this workspace."))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    if not request.user.is_authenticated and not request.path.startswith("/accounts/"):
        return _page(
            request, 403, "You are signed out", "Nothing was changed. Sign in, and do once more what you wanted to do."
        )
    return _page(
        request,
        403,
        "This form is too old",
        "It was opened before you signed in, or cookies are blocked. Nothing was changed. Go back, reload the page and send it again.",
    )


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(
        request,
        404,
        "There is no such page",
        "The address is wrong, or what it led to is gone or belongs to a workspace that you are not a member of.",
    )


def broken(request: HttpRequest) -> HttpResponse:
    """The number stands in the log beside the traceback (SEC42); no context processor runs, one may be what broke."""
    incident = secrets.token_hex(4)
    logger.error("incident %s at %s", incident, request.path, exc_info=True)
    return HttpResponse(render_to_string("500.html", {"incident": incident}), status=500)


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    _stay_in_workspace(request)
    return render(request, "error.html", {"title": title, "text": text}, status=status)


def _stay_in_workspace(request: HttpRequest) -> None:
    """An address that leads nowhere, below a workspace of one's own, keeps the frame of that workspace."""
    if not request.user.is_authenticated or hasattr(request, "membership"):
        return
    with suppress(Http404):
        enter(request, request.path.split("/")[1])  # type: ignore[arg-type]
        if request.workspace.ending_at is not None:  # type: ignore[attr-defined]
            del request.workspace, request.membership  # type: ignore[attr-defined]
