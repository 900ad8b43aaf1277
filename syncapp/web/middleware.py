"""What holds for every answer: who may see it without signing in, and that no page is kept by a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect

Answer = Callable[[HttpRequest], HttpResponse]

NO_POWERS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


def headers(get_response: Answer) -> Answer:
    """SEC29: pages hold people's books, so no cache keeps them; static files say for themselves how long they last."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        response.headers["Permissions-Policy"] = NO_POWERS
        return response

    return answer


class SignedIn(LoginRequiredMiddleware):
    """Every view needs a person unless it says otherwise; a fragment's request takes the whole page to sign-in."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if not request.htmx:  # type: ignore[attr-defined]
            return super().handle_no_permission(request, view_func)
        page = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(redirect_to_login(page, self.get_login_url(view_func)).url)
