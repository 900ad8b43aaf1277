"""Addresses of the runs."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.runs import undoing, views

of_workspace: list[URLPattern] = [
    path("runs/", views.runs, name="runs"),
    path("runs/<int:pk>/", views.run, name="run"),
    path("runs/<int:pk>/believe/", views.believe, name="run_believe"),
    path("runs/<int:pk>/undo/", undoing.undo, name="run_undo"),
]
