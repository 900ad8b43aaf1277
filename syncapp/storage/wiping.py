"""All rows of one workspace, gone: no table is named here, so that one that is added later is not forgotten (SEC53)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import models, transaction

from syncapp.storage import queue
from syncapp.storage.models import Job, Lease, Membership, Workspace

TASKS = (queue.SYNC, queue.READ_ACCOUNTS, queue.ALERTS, queue.END)
NIGHTS = ("verify_workspace", "reconcile_night")  # what jobs remember of when the next one is


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


def wipe_some(workspace_id: int, most: int) -> int:
    """In one transaction, up to so many rows of one table on which no other row hangs; how many, 0 where none is left.

    The members, and what says who they are, go last, with the workspace itself.
    """
    tables = {name: rows for name, rows in rows_of(workspace_id) if rows.model is not Membership}
    for rows in _leaves_first(tables):
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:most])
        if not keys:
            continue
        with transaction.atomic():
            some = rows.model._base_manager.filter(pk__in=keys)
            to_itself = [field.name for field in rows.model._meta.concrete_fields if field.related_model is rows.model]
            for name in to_itself:  # rows of one table hang on each other
                rows.model._base_manager.filter(**{f"{name}__in": keys}).update(**{name: None})
            _deleted(some)
        return len(keys)
    return 0


def count(workspace_id: int) -> int:
    return sum(rows.count() for _, rows in rows_of(workspace_id))


def _leaves_first(tables: Mapping[str, models.QuerySet[Any]]) -> Iterator[models.QuerySet[Any]]:
    """Each table after all whose rows refer to it."""
    left = dict(tables)
    while left:
        hung_on = {
            field.related_model.__name__
            for rows in left.values()
            for field in rows.model._meta.concrete_fields
            if isinstance(field.related_model, type) and field.related_model is not rows.model
        }
        free = [name for name in left if name not in hung_on]
        for name in free:
            yield left.pop(name)
        if not free:  # two refer to each other: no table of ours does
            raise AssertionError(sorted(left))


def wipe(workspace: Workspace) -> dict[str, int]:
    """Inside the caller's transaction, and while nothing works on it; how many of each there were."""
    gone = {}
    for name, rows in rows_of(workspace.pk):
        gone[name] = _deleted(rows)
    Lease.objects.filter(name=f"workspace:{workspace.pk}").delete()
    names = [queue.name_of(task, workspace.pk) for task in TASKS] + [f"{one}:{workspace.pk}" for one in NIGHTS]
    Job.objects.filter(name__in=names).delete()
    _deleted(Workspace.objects.filter(pk=workspace.pk))
    return gone


def _deleted(rows: models.QuerySet[Any]) -> int:
    """In one statement: whatever Django would collect first, to cascade to, is gone by itself here."""
    return rows._raw_delete(rows.db)
