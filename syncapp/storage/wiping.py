"""All rows of one workspace, gone: no table is named here, so that one that is added later is not forgotten (SEC53)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from syncapp.storage import queue
from syncapp.storage.models import Job, Lease, Workspace

TASKS = (queue.SYNC, queue.READ_ACCOUNTS, queue.ALERTS)


def rows_of(workspace_id: int) -> Iterator[tuple[str, models.QuerySet[models.Model]]]:
    """By the name of the table what of it belongs to the workspace; what hangs on other rows comes before them."""
    found = [(path, model) for model in apps.get_app_config("storage").get_models() if (path := _path(model))]
    for path, model in sorted(found, key=lambda one: -one[0].count("__")):
        yield model.__name__, model._base_manager.filter(**{path: workspace_id})


def _path(model: type[models.Model], seen: tuple[type[models.Model], ...] = ()) -> str:
    """The shortest way from a row to its workspace; empty where there is none."""
    ways = []
    for field in model._meta.concrete_fields:
        parent = field.related_model
        if not isinstance(parent, type) or parent in (model, *seen):
            continue
        if parent is Workspace:
            return field.name
        if parent._meta.app_label == "storage" and not field.null and (rest := _path(parent, (*seen, model))):
            ways.append(f"{field.name}__{rest}")
    return min(ways, key=lambda one: one.count("__"), default="")


def wipe(workspace: Workspace) -> dict[str, int]:
    """Inside the caller's transaction, and while nothing works on it; how many of each there were."""
    gone = {}
    for name, rows in rows_of(workspace.pk):
        gone[name] = _deleted(rows)
    Lease.objects.filter(name=f"workspace:{workspace.pk}").delete()
    Job.objects.filter(name__in=[queue.name_of(task, workspace.pk) for task in TASKS]).delete()
    _deleted(Workspace.objects.filter(pk=workspace.pk))
    return gone


def _deleted(rows: models.QuerySet[Any]) -> int:
    """In one statement: whatever Django would collect first, to cascade to, is gone by itself here."""
    return rows._raw_delete(rows.db)
