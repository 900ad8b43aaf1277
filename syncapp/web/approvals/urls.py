"""Addresses of what waits for a click."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.approvals import views

of_workspace: list[URLPattern] = [
    path("approvals/", views.approvals, name="approvals"),
    path("approvals/confirm/", views.confirm, name="approvals_confirm"),
    path("approvals/send/", views.send, name="approvals_send"),
    path("approvals/never/", views.never, name="approvals_never"),
]
