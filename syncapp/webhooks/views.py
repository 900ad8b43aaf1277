"""Where the vendors announce changes: checked on the raw body, stored, answered at once."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from syncapp.connectors.webhooks import Unreadable
from syncapp.core.values import Side
from syncapp.engine.access import wiring
from syncapp.webhooks.receive import receive

logger = logging.getLogger("syncapp.webhooks")
LARGEST = 1_000_000  # bytes


@csrf_exempt
@login_not_required
@require_POST
def announcement(request: HttpRequest, side: Side) -> HttpResponse:
    """401: not signed by the vendor, or too long ago; 200: kept, known already, or none of ours."""
    now = datetime.now(UTC)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:  # a number, or the server has refused it
        return _refused(side, 413, "too large")
    try:
        body = request.body
    except UnreadablePostError:
        return _refused(side, 400, "broken off")
    if not wiring.webhook_is_signed(side, body, request.headers, now):
        return _refused(side, 401, "not signed, wrongly signed, or too old")
    try:
        found = wiring.announced(side, body)
    except Unreadable as error:
        return _refused(side, 400, str(error))
    kept = receive(side, found, now)
    logger.info("webhook %s events=%d kept=%d", side.value, len(found), kept)
    return HttpResponse(status=200)


def _refused(side: Side, status: int, reason: str) -> HttpResponse:
    logger.warning("webhook %s refused: %d %s", side.value, status, reason)
    return HttpResponse(status=status)
