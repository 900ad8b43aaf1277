"""Static files are served from where they lie; a hash in their address lets browsers keep them for good."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class VersionedStorage(StaticFilesStorage):
    def url(self, name: str | None) -> str:
        address: str = super().url(name)
        version = (_hash if settings.DEBUG else _kept_hash)(name or "")
        return f"{address}?v={version}" if version else address


def _hash(name: str) -> str:
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10] if isinstance(found, str) else ""


_kept_hash = lru_cache(maxsize=None)(_hash)
