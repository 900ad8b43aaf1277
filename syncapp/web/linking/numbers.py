"""A scan for numbers that would clash: both vendors are asked because somebody clicked, and nothing is written (B22)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from syncapp.actions.scanning import LISTED, MOST, Found, scan
from syncapp.core.values import Side
from syncapp.queries.number_clash_words import holder_words, proposal
from syncapp.web.access import MemberRequest, Right, allowed


@require_http_methods(["GET", "POST"])
@allowed(Right.VIEW)
def numbers(request: MemberRequest) -> HttpResponse:
    context: dict[str, Any] = {"most": MOST, "listed": LISTED}
    if request.method == "POST":
        found = scan(request.workspace)
        context |= {"scan": found, "clashes": [_shown(one) for one in found.found]}
    return render(request, "linking/numbers.html", context)


def _shown(one: Found) -> dict[str, Any]:
    return {
        "record": one.record,
        "here": one.side.other,
        "other": one.other,
        "holder": holder_words(one.side, one.holder),
        "proposal": proposal(one.record, one.side, one.holder, one.other),
        "pair": _pair(one),
    }


def _pair(one: Found) -> str:
    """The query of both side by side, where both are known here."""
    if one.other is None:
        return ""
    hubspot, quickbooks = (one.record, one.other) if one.side is Side.QUICKBOOKS else (one.other, one.record)
    return f"hubspot={hubspot.pk}&quickbooks={quickbooks.pk}"
