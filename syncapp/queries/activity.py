"""What an entry of the activity says, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from syncapp.core.values import Side
from syncapp.queries.states import State
from syncapp.queries.why import category
from syncapp.storage.models import Activity


@dataclass(frozen=True)
class Told:
    title: str
    text: str = ""
    icon: str = "activity"
    tone: str = ""
    changes: list[dict[str, Any]] = field(default_factory=list)


_BY_PEOPLE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "paused": ("Everything was paused", "pause"),
        "resumed": ("Everything was resumed", "play"),
        "sync_turned_on": ("Turned on", "power"),
        "sync_turned_off": ("Turned off", "power"),
        "sync_asked": ("Sync now", "refresh"),
        "setting_changed": ("Changed", "settings"),
        "connected": ("Connected", "plug"),
        "reconnected": ("Connected again", "plug"),
        "disconnected": ("Disconnected", "plug"),
        "edition_stated": ("Edition stated", "plug"),
        "member_invited": ("Invited", "mail"),
        "invitation_withdrawn": ("Invitation withdrawn", "mail"),
        "member_joined": ("Joined", "members"),
        "member_removed": ("Removed", "members"),
        "role_changed": ("Role changed", "members"),
        "ignored": ("Ignored", "ignored"),
        "retried": ("Tried again", "refresh"),
        "decided": ("Decided", "check"),
    }
)
_PLACES = {"pending": "pending", "syncing": "ok", "failing": "alert", "excluded": "excluded", "ignored": "ignored"}


def told(entry: Activity) -> Told:
    if entry.kind in _BY_PEOPLE:
        title, icon = _BY_PEOPLE[entry.kind]
        return Told(title, entry.reason, icon, changes=entry.changes)
    if entry.kind in _PLACES:
        return _moved(entry)
    if entry.side:
        return _written(entry)
    return Told(entry.kind.replace("_", " ").capitalize(), entry.reason, changes=entry.changes)


def _moved(entry: Activity) -> Told:
    if entry.kind == "failing":
        return Told("Failing.", category(entry.reason, State.FAILING), "alert", "bad")
    if entry.kind == "syncing":
        return Told("Equal on both sides.", "", "ok", "ok")
    if entry.kind == "excluded":
        return Told("Excluded.", category(entry.reason, State.EXCLUDED), "excluded")
    words = {"waiting": "Waits for another record.", "parked": "Parked.", "needs_approval": "Needs approval."}
    return Told(words.get(entry.reason, "In line."), "", "waiting" if entry.reason == "waiting" else "pending")


def _written(entry: Activity) -> Told:
    side = Side(entry.side)
    icon = "receive" if side is Side.HUBSPOT else "send"
    reason = entry.reason[:1].upper() + entry.reason[1:]
    return Told(f"{entry.kind.capitalize()} in {side.label}.", reason, icon, changes=entry.changes)
