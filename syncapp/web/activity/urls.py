"""Addresses of the activity."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.activity import views

of_workspace: list[URLPattern] = [
    path("activity/", views.activity, name="activity"),
    path("activity/download/", views.download, name="activity_download"),
]
