"""What stands on every tab of the page "QuickBooks Online"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from syncapp.queries import syncs as queries
from syncapp.queries.setup.choosing import choices
from syncapp.queries.states import State
from syncapp.storage.models import Connection
from syncapp.web.access import MemberRequest
from syncapp.web.context import tally_of

TABS = {"syncs": "Syncs", "overview": "Sync overview", "settings": "Settings"}
Fill = Callable[[MemberRequest, dict[str, Connection]], dict[str, Any]]


def framed(request: MemberRequest, tab: str, template: str, fill: Fill, *, status: int = 200) -> HttpResponse:
    tally = tally_of(request)
    connections = queries.connections_of(request.workspace)
    left = choices(tally.syncs)
    context = {
        "tab": tab,
        "tabs": TABS,
        "connections": connections,
        "can_look": queries.can_look(connections),
        "failing": tally.cell([State.FAILING]),
        "set_up": bool(tally.syncs),
        "all_set_up": not left,
        "next_up": left[0] if left else None,
    }
    return render(request, template, context | fill(request, connections), status=status)
