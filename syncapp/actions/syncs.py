"""Turning an object's sync on and off, and asking for a look now. `reviews.py` has the last step of a set-up."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from syncapp.actions.activity import change, noted
from syncapp.core.values import ObjectType
from syncapp.storage import starts
from syncapp.storage.models import Connection, Cursor, ObjectSync, Workspace
from syncapp.storage.queue import SYNC, nudge


class SyncRefused(Exception):
    """Nothing was changed; the text says why."""


class SinceOff(StrEnum):
    """What becomes of what was made while a sync was off (A16). Linked records are compared either way."""

    CATCH_UP = "catch_up"
    ONLY_FROM_NOW = "only_from_now"


WORDS = {SinceOff.CATCH_UP: "catch up", SinceOff.ONLY_FROM_NOW: "only from now"}


def turn_on(sync: ObjectSync, *, by: User, since_off: SinceOff) -> bool:
    """Turn on a sync that was on before, with its first start time (S25); False if it is on already."""
    if sync.started_at is None:
        raise SyncRefused("This sync was never turned on. Walk through its set-up first, which says what it will do.")
    with transaction.atomic():
        return switch_on(sync, by=by, since_off=since_off)


def switch_on(sync: ObjectSync, *, by: User, since_off: SinceOff | None, seen: Sequence[dict[str, Any]] = ()) -> bool:
    """Inside the caller's transaction. `since_off`: None of one that was never on; `seen`: what the person was shown.

    The next run begins with it: it records the floor of invoices, which reads the vendor and sets their start.
    """
    now = timezone.now()
    rows = ObjectSync.objects.filter(pk=sync.pk, enabled=False)
    if not rows.update(enabled=True, revision=F("revision") + 1):
        return False
    if sync.object_type != ObjectType.INVOICE:
        ObjectSync.objects.filter(pk=sync.pk, started_at=None).update(started_at=now)
    starts.turned_on(sync, now, only_from_now=since_off is SinceOff.ONLY_FROM_NOW)
    chosen = [change("made while it was off", None, WORDS[since_off])] if since_off else []
    noted(
        sync.workspace,
        "sync_turned_on",
        by=by,
        reason=name_of(sync),
        changes=[change("enabled", False, True), *chosen, *seen],
    )
    ask_for_run(sync.workspace)
    sync.enabled = True
    return True


def turn_off(sync: ObjectSync, *, by: User) -> bool:
    """Off means off: a run under way ends before its next call; False if it is off already."""
    with transaction.atomic():
        rows = ObjectSync.objects.filter(pk=sync.pk, enabled=True)
        if not rows.update(enabled=False, revision=F("revision") + 1):
            return False
        starts.forgotten(sync)
        switch = [change("enabled", True, False)]
        noted(sync.workspace, "sync_turned_off", by=by, reason=name_of(sync), changes=switch)
    sync.enabled = False
    return True


def turn_off_all(workspace: Workspace, *, by: User) -> list[ObjectSync]:
    """Every sync that is on, at once; those that this has turned off."""
    with transaction.atomic():
        rows = ObjectSync.objects.filter(workspace=workspace, enabled=True).select_related("workspace").order_by("pk")
        return [sync for sync in rows if turn_off(sync, by=by)]


def name_of(sync: ObjectSync) -> str:
    return f"{sync.object_type.capitalize()} sync"


def sync_now(workspace: Workspace, *, by: User) -> None:
    """Ask for a run that polls both sides, as soon as a worker is free; a lost message costs until the next look."""
    if Workspace.objects.filter(pk=workspace.pk, paused=True).exists():
        raise SyncRefused("Everything is paused. Resume it first.")
    if workspace.connections.exclude(state=Connection.State.CONNECTED).exists():
        raise SyncRefused("An account is not connected. Connect it under Integrations first.")
    with transaction.atomic():
        ask_for_run(workspace)
        noted(workspace, "sync_asked", by=by)


def ask_for_run(workspace: Workspace) -> None:
    """Inside the caller's transaction; while everything is paused it waits."""
    Cursor.objects.filter(workspace=workspace).update(polled_at=None)  # whatever the interval
    nudge(SYNC, workspace.pk, urgent=True)
