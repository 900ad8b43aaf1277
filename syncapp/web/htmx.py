"""One page, whole or in part: htmx asks for a fragment of the same address."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


def htmx(request: HttpRequest) -> HtmxDetails:
    return cast(HtmxDetails, request.htmx)  # type: ignore[attr-defined]


def page(request: HttpRequest, whole: str, part: str, context: dict[str, Any], *, target: str = "") -> HttpResponse:
    """The fragment where htmx asks for it (for `target`, where one page has several), else the whole page."""
    wanted = bool(htmx(request)) and not htmx(request).boosted and target in ("", htmx(request).target)
    response = render(request, part if wanted else whole, context)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def go(request: HttpRequest, to: str) -> HttpResponse:
    """After a write: on to `to`, by a plain redirect or by htmx's."""
    return HttpResponseClientRedirect(to) if htmx(request) else redirect(to)


def back(request: HttpRequest, otherwise: str) -> str:
    """Where the form or the link says that it came from, if that is an address of ours (SEC32)."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if safe else otherwise
