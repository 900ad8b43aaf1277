"""Addresses of the walk through a set-up, below a workspace."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web import converters  # noqa: F401 - registers <object:…>
from syncapp.web.setup import choose, configure, filters, review, switching, walking

STEPS = ("configure", "filters", "review")
of_workspace: list[URLPattern] = [
    path("syncs/new/", choose.choose, name="sync_new"),
    *(
        path(f"syncs/payments/{step}/", walking.of_payments, {"step": f"sync_{step}"}, name="sync_payments")
        for step in STEPS
    ),
    path("syncs/<object:object_type>/configure/", configure.configure, name="sync_configure"),
    path("syncs/<object:object_type>/filters/", filters.filters, name="sync_filters"),
    path("syncs/<object:object_type>/discard/", walking.discard, name="sync_discard"),
    path("syncs/<object:object_type>/review/", review.review, name="sync_review"),
    path("syncs/<object:object_type>/review/dry-run/", review.dry_run, name="sync_dry_run"),
    path("syncs/<object:object_type>/review/plan.csv", review.plan, name="sync_plan"),
    path("syncs/<object:object_type>/on/", switching.turn_on, name="sync_on"),
    path("syncs/<object:object_type>/off/", switching.turn_off, name="sync_off"),
]
