"""Addresses of single records."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.records import export, saved, views

of_workspace: list[URLPattern] = [
    path("records/export/", export.export, name="records_export"),
    path("records/views/", saved.views, name="records_views"),
    path("records/<int:pk>/", views.record, name="record"),
    path("records/<int:pk>/fix/<slug:name>/", views.fix, name="record_fix"),
]
