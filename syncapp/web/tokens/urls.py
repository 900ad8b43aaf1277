"""Addresses of the API tokens."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.tokens import views

of_workspace: list[URLPattern] = [
    path("settings/api-tokens/", views.tokens, name="api_tokens"),
    path("settings/api-tokens/make/", views.make, name="api_token_make"),
    path("settings/api-tokens/<int:pk>/revoke/", views.revoke, name="api_token_revoke"),
]
