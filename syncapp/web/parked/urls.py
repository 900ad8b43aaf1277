"""Addresses of what is held by a protected period."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.parked import views

of_workspace: list[URLPattern] = [
    path("parked/", views.parked, name="parked"),
    path("parked/download/", views.download, name="parked_download"),
]
