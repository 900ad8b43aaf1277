"""One record's values of every field, read for a list from which a field is picked, and kept for an hour (S29)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache

from syncapp.core.values import Value
from syncapp.storage.convert import encode
from syncapp.storage.models import SyncRecord

SECONDS = 3600


def keep(record: SyncRecord, values: Mapping[str, Value]) -> None:
    cache.set(_key(record), {name: encode(value) for name, value in values.items()}, SECONDS)


def kept(record: SyncRecord) -> Mapping[str, Any] | None:
    """As a base holds them; None where they were not read lately."""
    found: Mapping[str, Any] | None = cache.get(_key(record))
    return found


def _key(record: SyncRecord) -> str:
    """What has changed since is another sample."""
    return f"sample:{record.workspace_id}:{record.object_type}:{record.hubspot_id}:{record.hubspot_version}"
