"""Turning an object's sync on and off, and asking for a look now."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from syncapp.actions.activity import change, noted
from syncapp.storage.models import Cursor, ObjectSync, Workspace
from syncapp.storage.queue import SYNC, nudge


class SyncRefused(Exception):
    """Nothing was changed; the text says why."""


def turn_on(sync: ObjectSync, *, by: User) -> bool:
    """Turn on a sync that was on before, with its first start time (S25); False if it is on already."""
    if sync.started_at is None and sync.object_type == "invoice":
        raise SyncRefused("This sync was never turned on. Walk through its set-up first, which says what it will do.")
    if not _switch(sync, True, by=by):
        return False
    _ask(sync.workspace)
    return True


def turn_off(sync: ObjectSync, *, by: User) -> bool:
    """Off means off: a run under way ends before its next call; False if it is off already."""
    return _switch(sync, False, by=by)


def _switch(sync: ObjectSync, enabled: bool, *, by: User) -> bool:
    with transaction.atomic():
        rows = ObjectSync.objects.filter(pk=sync.pk, enabled=not enabled)
        if not rows.update(enabled=enabled, revision=F("revision") + 1):
            return False
        noted(
            sync.workspace,
            "sync_turned_on" if enabled else "sync_turned_off",
            by=by,
            reason=f"{sync.object_type.capitalize()} sync",
            changes=[change("enabled", not enabled, enabled)],
        )
    sync.enabled = enabled
    return True


def sync_now(workspace: Workspace, *, by: User) -> None:
    """Ask for a run that polls both sides, as soon as a worker is free; a lost message costs until the next look."""
    with transaction.atomic():
        _ask(workspace)
        noted(workspace, "sync_asked", by=by)


def _ask(workspace: Workspace) -> None:
    if Workspace.objects.filter(pk=workspace.pk, paused=True).exists():
        raise SyncRefused("Everything is paused. Resume it first.")
    with transaction.atomic():
        Cursor.objects.filter(workspace=workspace).update(polled_at=None)  # whatever the interval
        nudge(SYNC, workspace.pk, urgent=True)
