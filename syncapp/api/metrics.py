"""`/metrics`: for Prometheus and its like, with a token as its bearer. The token's workspace is the one that is told of."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from syncapp.api import access
from syncapp.api.service import api
from syncapp.queries.counts import Tally
from syncapp.queries.metrics import FORMAT, exposition


@login_not_required
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Numbers only: no name and no amount of a record."""
    try:
        token = access.VIEW(request)
    except Exception as refusal:
        return api.on_exception(request, refusal)
    return HttpResponse(exposition(Tally(token.member.workspace), timezone.now()), content_type=FORMAT)
