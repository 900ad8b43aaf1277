"""What a dry run supposed, in few letters: nobody turns on another set-up than the one whose consequences were shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from syncapp.storage.models import ObjectSync, SyncDraft

KEY = "supposed"  # in the run's progress, which is the only thing that outlives it there
CHANGED = "Another sync was changed while it was under way."  # so it ended


def setup_fingerprint(draft: SyncDraft, syncs: Iterable[ObjectSync]) -> str:
    """Of the draft, and of the other syncs of its workspace, because they decide what can cross with it."""
    chosen = {name: value for name, value in draft.data.items() if name != "basis"}
    others = sorted((sync.object_type, sync.enabled, sync.revision) for sync in syncs)
    return _letters([draft.object_type, chosen, others])


def version_of(data: Mapping[str, Any]) -> str:
    """Of a draft's data: what is chosen, a dot, what it was begun from. A page carries it, so that what is saved from one
    that is no longer how the draft stands is noticed."""
    chosen = {name: value for name, value in data.items() if name not in ("basis", "revision")}
    return f"{_letters(chosen)}.{_letters(data.get('basis'))}"


def _letters(told: Any) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:24]
