"""Addresses of what fails, and of what is done to many records at once."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.failures import bulk, views

of_workspace: list[URLPattern] = [
    path("failures/", views.failures, name="failures"),
    path("failures/retry/", bulk.retry, name="failure_retry"),
    path("failures/ignore/", bulk.ignore, name="failure_ignore"),
    path("failures/stop-ignoring/", bulk.stop_ignoring, name="failure_stop_ignoring"),
    path("failures/done/<int:first>/", bulk.done, name="failure_done"),
]
