"""For a monitor outside: whether the pages answer, and whether a worker is there. It says nothing of any workspace."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from syncapp.storage.heartbeat import SILENT, last_beat


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while a worker was there within five minutes, else 503: who is dead sends no alert."""
    at = last_beat()
    alive = at is not None and timezone.now() - at < SILENT
    told = {"web": "ok", "worker": "ok" if alive else "silent", "worker_seen_at": at.isoformat() if at else None}
    return JsonResponse(told, status=200 if alive else 503)
