"""Addresses of what both sides changed."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.conflicts import views

of_workspace: list[URLPattern] = [
    path("conflicts/", views.conflicts, name="conflicts"),
    path("conflicts/choose/", views.choose, name="conflict_choose"),
    path("conflicts/all/", views.choose_all, name="conflict_all"),
]
