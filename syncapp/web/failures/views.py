"""Failures: what needs someone, by cause and worst first; and what people ignore."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from syncapp.core.errors import CATALOGUE
from syncapp.core.values import ORDER
from syncapp.queries import failures as queries
from syncapp.queries.counts import Tally
from syncapp.queries.records import Page, capped_count, page_of
from syncapp.queries.runs import unbelieved
from syncapp.queries.states import State
from syncapp.queries.syncs import connections_of, last_run, portal_in
from syncapp.queries.waiting import by_record
from syncapp.queries.why import why
from syncapp.web.access import MemberRequest, Right, allowed, rights_of
from syncapp.web.context import tally_of
from syncapp.web.forms import searched, whole_number
from syncapp.web.records.fixes import Button, button_of, other_choice, ways_of

ON_A_PAGE = 25


@require_GET
@allowed(Right.VIEW)
def failures(request: MemberRequest) -> HttpResponse:
    """`?cause=` opens a cause, `?view=ignored` shows what people ignore; the address holds it all."""
    view, only = request.GET.get("view", ""), request.GET.get("object", "")
    if view not in ("", "ignored") or only not in ("", *ORDER):
        raise Http404
    tally = tally_of(request)
    connections = connections_of(request.workspace)
    portal = portal_in(connections)
    last = last_run(request.workspace)
    stops = queries.stops(request.workspace, connections, last)
    context: dict[str, Any] = {
        "view": view,
        "only": only,
        "objects": [row for row in ORDER if tally.cell([State.FAILING], row).number or row == only],
        "failing": tally.cell([State.FAILING], only),
        "ignored": tally.cell([State.IGNORED]),
        "stops": stops,
        "can_check": queries.can_check(stops),
        "on": tally.on,
        "paused": tally.cell([State.PAUSED]),
        "unbelieved": unbelieved(last),
        "q": searched(request),
        "known": tally.total,
    }
    context |= _ignored(request, tally) if view else _causes(request, tally, only, portal)
    return render(request, "failures/page.html", context)


def _causes(request: MemberRequest, tally: Tally, only: str, portal: str) -> dict[str, Any]:
    code, text = request.GET.get("cause", ""), searched(request)
    groups = queries.groups(tally, only)
    opened = next((group for group in groups if group.code == code), None)
    found: dict[str, Any] = {
        "groups": queries.in_own_words(tally, groups, only),
        "open_code": code if opened else "",
        "gone": queries.named(code) if opened is None and code in CATALOGUE else "",
    }
    if opened is not None:
        page = _page(request, queries.records_of(tally, code, text, only), opened.cell.number)
        held_up = by_record(request.workspace, page.rows, tally.off) if opened.held_up else {}
        set_up = Right.SET_UP in rights_of(request.membership)
        lines = [_line(record, request.workspace.slug, portal, set_up=set_up) for record in page.rows]
        said = queries.said_of(opened, [line["why"] for line in lines])
        found |= {
            "page": page,
            "said": said,
            "each": opened.cell.number > 1 or bool(held_up),  # of one alone all is said above
            "lines": [
                line
                | {
                    "held_up": held_up.get(line["record"].pk),
                    "particular": line["why"].what if line["why"].what != said.what else "",
                }
                for line in lines
            ],
            "filters": [
                ("status", "failing"),
                ("cause", code),
                *(("object", only) for _ in only[:1]),
                *(("q", text) for _ in text[:1]),
            ],
            "base": f"?{urlencode({name: value for name, value in {'cause': code, 'object': only, 'q': text}.items() if value})}",
        }
    return found


def _ignored(request: MemberRequest, tally: Tally) -> dict[str, Any]:
    text = searched(request)
    page = _page(request, queries.ignored(tally, text), tally.cell([State.IGNORED]).number)
    filters = [("status", "ignored"), *(("q", text) for _ in text[:1])]
    base = f"?{urlencode({'view': 'ignored', **({'q': text} if text else {})})}"
    return {"page": page, "filters": filters, "base": base, "lines": [queries.left_out(record) for record in page.rows]}


def _page(request: MemberRequest, records: Any, known: int) -> Page[int]:
    """`known`: how many there are without a search."""
    page = page_of(
        records,
        size=ON_A_PAGE,
        after=whole_number(request.GET.get("after")),
        before=whole_number(request.GET.get("before")),
    )
    page.asked = whole_number(request.GET.get("at")) or 1
    if page.number is None:
        page.number = capped_count(records) if searched(request) else known
    return page


def _line(record: Any, slug: str, portal: str, *, set_up: bool) -> dict[str, Any]:
    """One failing record: what it says, and the shortest way to mend it."""
    said = why(record, State.FAILING)
    assert said is not None
    button: Button | None = button_of(record, said.fix, slug, portal) if said.fix else None
    also = other_choice(record, said, slug) if button else None
    ways = ways_of(record, said, slug, portal, set_up=set_up)
    return {"record": record, "why": said, "button": button, "also": also, "ways": ways}
