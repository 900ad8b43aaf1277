"""Addresses of the walk through a set-up, below a workspace."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web import converters  # noqa: F401 - registers <object:…>
from syncapp.web.setup import choose, configure, filters, walking

of_workspace: list[URLPattern] = [
    path("syncs/new/", choose.choose, name="sync_new"),
    path("syncs/<object:object_type>/configure/", configure.configure, name="sync_configure"),
    path("syncs/<object:object_type>/filters/", filters.filters, name="sync_filters"),
    path("syncs/<object:object_type>/discard/", walking.discard, name="sync_discard"),
]
