"""What somebody has begun to choose and not saved yet: it is kept, and said where its sync stands (S33)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from syncapp.storage.models import SyncDraft, Workspace
from syncapp.storage.names import person_name


@dataclass(frozen=True)
class Begun:
    at: datetime  # when something was last chosen
    new: bool  # a set-up that there is not yet, else changes of one


def begun_by(user: User, workspace: Workspace) -> dict[str, Begun]:
    """By object; a walk that was only looked at, or was put back to what holds, is none."""
    drafts = SyncDraft.objects.filter(workspace=workspace, user=user)
    return {one.object_type: Begun(one.updated_at, not one.data.get("basis")) for one in drafts if differs(one.data)}


def beginners(workspace: Workspace) -> dict[str, list[str]]:
    """By object who has chosen something that is not saved yet, by the names of the people."""
    found: dict[str, list[str]] = {}
    for one in SyncDraft.objects.filter(workspace=workspace).select_related("user").order_by("pk"):
        if differs(one.data):
            found.setdefault(one.object_type, []).append(person_name(one.user))
    return found


def differs(data: Mapping[str, Any]) -> bool:
    """Whether a draft chooses anything else than what it was begun from."""
    return {name: value for name, value in data.items() if name not in ("basis", "revision")} != data.get("basis")
