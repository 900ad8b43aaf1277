"""The way into a workspace's settings."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.settings.pages import pages_of


@require_GET
@allowed(Right.VIEW)
def settings(request: MemberRequest) -> HttpResponse:
    """On to the first page that this member may see."""
    return redirect(str(pages_of(request.membership, "")[0]["href"]))
