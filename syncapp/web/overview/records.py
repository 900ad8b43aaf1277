"""The Record view: every record, filtered, page by page, with its activity in place."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from syncapp.queries import syncs as queries
from syncapp.queries.counts import Tally
from syncapp.queries.labels import labels_of
from syncapp.queries.links import abroad
from syncapp.queries.records import SIZES, activity_of, capped_count, page_of, wanted_records, with_invoice
from syncapp.queries.states import State
from syncapp.queries.why import category
from syncapp.storage.models import Connection
from syncapp.web import columns
from syncapp.web.access import MemberRequest
from syncapp.web.context import tally_of
from syncapp.web.overview.forms import NARROWING, RecordFilter, chips, without
from syncapp.web.overview.objects import incident
from syncapp.web.records.saved import listed, narrowed


def fill(request: MemberRequest, connections: dict[str, Connection]) -> dict[str, Any]:
    tally = tally_of(request)
    form = RecordFilter(request.GET, request.workspace)
    form.is_valid()
    data = form.cleaned_data
    directions = queries.directions(tally)
    portal = queries.portal_in(connections)
    wanted = form.wanted()
    records = wanted_records(request.workspace, wanted, tally.off, directions)
    size = data.get("rows") or SIZES[0]
    page = page_of(
        with_invoice(records.select_related("customer")),
        size=size,
        after=data.get("after"),
        before=data.get("before"),
    )
    page.asked = data.get("at") or 1
    expanded = data.get("expand")
    opened = next((record for record in page.rows if record.pk == expanded), None)
    known = tally.known(wanted, directions)
    if known is not None:
        page.number = known.number
    elif page.number is None:
        page.number = capped_count(records)
    return {
        "form": form,
        "chips": chips(form, request.GET),
        "causes": _causes(tally),
        "page": page,
        "size": size,
        "sizes": SIZES,
        "lines": [
            incident(record, State(record.state), portal, request.workspace.slug) | _more(record, directions)
            for record in page.rows
        ],
        "filters": [(name, value) for name in ("q", *NARROWING) for value in request.GET.getlist(name) if value],
        "saved": listed(request),
        "narrowed": narrowed(request.GET),
        "expanded": expanded,
        "activities": activity_of(opened) if opened else [],
        "labels": labels_of(request.workspace)[opened.object_type] if opened else {},
        "columns": columns.chosen(request.membership, "records"),
        "view": "records",
        "all_columns": columns.all_of(request.membership, "records"),
        "clear": f"{request.path}?tab=overview&view=records",
        "kept": without(request.GET, "rows"),
        "page_query": without(request.GET),
        "place": _place(request),
        "money": known.money if known is not None and len(wanted.objects) == 1 else None,
        "known": tally.total,
        "abroad": None if page.rows else abroad(request.workspace, wanted.text),
    }


def _place(request: MemberRequest) -> str:
    """On which page of the list this is, for links that stay there."""
    asked = [(name, request.GET[name]) for name in ("after", "before", "at") if request.GET.get(name)]
    return f"&{urlencode(asked)}" if asked else ""


def _more(record: Any, directions: dict[str, str]) -> dict[str, str]:
    return {"direction": directions.get(record.object_type, "")}


NEEDED = [State.FAILING, State.APPROVAL, *State]  # what needs someone first


def _causes(tally: Tally) -> list[tuple[State, list[tuple[str, str]]]]:
    """The error categories that occur, by name, each once: below the state in which it needs someone most."""
    found: dict[State, dict[str, str]] = {}
    known: set[str] = set()
    for row in sorted(tally.rows, key=lambda row: NEEDED.index(State(row.state))):
        if row.reason and row.reason not in known and (name := category(row.reason, row.state)):
            known.add(row.reason)
            found.setdefault(State(row.state), {})[row.reason] = name
    return [(state, sorted(names.items(), key=lambda one: one[1])) for state, names in found.items()]
