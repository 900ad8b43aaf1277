"""“Why not?”."""

from __future__ import annotations

from django.urls import path

from syncapp.web.why import views

of_workspace = [
    path("why/", views.why, name="why"),
    path("why/<int:pk>/check/", views.check, name="why_check"),
    path("why/look/", views.look, name="why_look"),
]
