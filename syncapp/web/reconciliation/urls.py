"""Addresses of both ledgers side by side."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.reconciliation import views

of_workspace: list[URLPattern] = [
    path("reconciliation/", views.reconciliation, name="reconciliation"),
    path("reconciliation/start/", views.start, name="reconciliation_start"),
    path("reconciliation/download/", views.download, name="reconciliation_download"),
]
