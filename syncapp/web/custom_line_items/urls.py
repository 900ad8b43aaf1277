"""What went on “Custom Line Item”."""

from __future__ import annotations

from django.urls import path

from syncapp.web.custom_line_items import views

of_workspace = [
    path("custom-line-items/", views.custom_line_items, name="custom_line_items"),
    path("custom-line-items/use/", views.use, name="custom_line_items_use"),
    path("custom-line-items/download/", views.download, name="custom_line_items_download"),
]
