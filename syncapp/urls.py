"""Addresses. What belongs to nobody's workspace stands before what does."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("", include("syncapp.webhooks.urls")),
    path("", include("syncapp.api.urls")),
    path("", include("syncapp.web.urls")),
]

handler400 = "syncapp.web.errors.bad_request"
handler403 = "syncapp.web.errors.forbidden"
handler404 = "syncapp.web.errors.not_found"
handler500 = "syncapp.web.errors.broken"
