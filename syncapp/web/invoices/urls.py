"""Addresses of the list of invoices."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.invoices import views

of_workspace: list[URLPattern] = [
    path("invoices/", views.invoices, name="invoices"),
    path("invoices/csv/", views.download, name="invoices_download"),
]
