"""Addresses of single records."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.records import views

of_workspace: list[URLPattern] = [
    path("records/<int:pk>/", views.record, name="record"),
    path("records/<int:pk>/fix/<slug:name>/", views.fix, name="record_fix"),
]
