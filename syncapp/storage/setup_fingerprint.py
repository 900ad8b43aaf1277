"""What a dry run supposed, in few letters: nobody turns on another set-up than the one whose consequences were shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from syncapp.storage.models import ObjectSync, SyncDraft

KEY = "supposed"  # in the run's progress, which is the only thing that outlives it there
CHANGED = "Another sync was changed while it was under way."  # so it ended


def setup_fingerprint(draft: SyncDraft, syncs: Iterable[ObjectSync]) -> str:
    """Of the draft, and of the other syncs of its workspace, because they decide what can cross with it."""
    chosen = {name: value for name, value in draft.data.items() if name != "basis"}
    others = sorted((sync.object_type, sync.enabled, sync.revision) for sync in syncs)
    told = json.dumps([draft.object_type, chosen, others], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:24]
