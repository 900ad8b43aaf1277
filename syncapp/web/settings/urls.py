"""The addresses of a workspace's settings."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.settings import views

of_workspace: list[URLPattern] = [
    path("settings/", views.settings, name="settings"),
]
