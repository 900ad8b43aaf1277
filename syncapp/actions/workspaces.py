"""What concerns a whole workspace: stop everything, and go on; its name."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from syncapp.actions.activity import change, noted
from syncapp.storage.models import ObjectSync, Workspace


def pause(workspace: Workspace, *, by: User) -> bool:
    """Stop everything, a run under way included; False if it was paused already."""
    return _set_paused(workspace, True, by=by)


def resume(workspace: Workspace, *, by: User) -> bool:
    return _set_paused(workspace, False, by=by)


def _set_paused(workspace: Workspace, paused: bool, *, by: User) -> bool:
    with transaction.atomic():
        if not Workspace.objects.filter(pk=workspace.pk, paused=not paused).update(paused=paused):
            return False
        have_read_anew(workspace)
        noted(workspace, "paused" if paused else "resumed", by=by, changes=[change("paused", not paused, paused)])
    workspace.paused = paused
    return True


class NameRefused(Exception):
    """Nothing was changed; the text says why."""


def rename(workspace: Workspace, name: str, *, by: User) -> bool:
    """What people call it; its address stays. False if it is called so already."""
    name, longest = " ".join(name.split()), Workspace._meta.get_field("name").max_length or 0
    if not name or "\0" in name or len(name) > longest:
        raise NameRefused(f"Enter a name of up to {longest} letters.")
    with transaction.atomic():
        before = Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk).name
        if before == name:
            return False
        Workspace.objects.filter(pk=workspace.pk).update(name=name)
        noted(workspace, "workspace_renamed", by=by, changes=[change("name", before, name)])
    workspace.name = name
    return True


def have_read_anew(workspace: Workspace) -> None:
    """A run that is under way reads the revisions before each call and ends where they have changed."""
    ObjectSync.objects.filter(workspace=workspace, enabled=True).update(revision=F("revision") + 1)
