"""The Object view: a row per object, a number per state, and the panel that a number opens."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from syncapp.core.values import ORDER, ObjectType, Side
from syncapp.queries import syncs as queries
from syncapp.queries.chains import waits_behind
from syncapp.queries.counts import Cell, Tally
from syncapp.queries.custom_lines import item_of
from syncapp.queries.links import vendor_page
from syncapp.queries.records import Page, Wanted, capped_count, page_of, wanted_records, with_invoice
from syncapp.queries.states import COUNTED, WORDS, State
from syncapp.queries.waiting import awaited, cell_for
from syncapp.queries.why import why
from syncapp.storage.models import Connection, SyncRecord
from syncapp.web import columns
from syncapp.web.access import MemberRequest
from syncapp.web.context import tally_of
from syncapp.web.forms import whole_number
from syncapp.web.records.fixes import button_of

IN_PANEL = 10
HEADINGS = {name: WORDS[states[0]] for name, states in COUNTED.items()}


def fill(request: MemberRequest, connections: dict[str, Connection]) -> dict[str, Any]:
    tally = tally_of(request)
    rows = queries.sync_rows(request.workspace, tally, with_times=True)
    only = request.GET.get("object", "")
    shown = [row for row in rows if only in ("", row.object_type)]
    chosen = [one for one in columns.chosen(request.membership, "objects") if one.key != "paused" or _any_paused(tally)]
    return {
        "rows": shown,
        "all_rows": rows,
        "only": only,
        "columns": chosen,
        "view": "objects",
        "all_columns": columns.all_of(request.membership, "objects"),
        "totals": _totals(rows, shown, tally),
        "total": sum(cell.number for row in shown for cell in row.cells.values()),
        "states": [state for state in State if state is not State.PAUSED or tally.cell([State.PAUSED]).number],
        "panel": _panel(request, tally, connections),
        "on_custom_item": bool(item_of(tally) and tally.cell([State.REMARK], ObjectType.INVOICE).number),
    }


def _any_paused(tally: Tally) -> bool:
    return bool(tally.cell([State.PAUSED]).number)


def _totals(rows: list[queries.SyncRow], shown: list[queries.SyncRow], tally: Tally) -> dict[str, Cell]:
    """The numbers of the rows above, without money: an invoice and its payment are the same money."""
    return {name: Cell(sum(row.cells[name].number for row in shown)) for name in COUNTED}


def _panel(request: MemberRequest, tally: Tally, connections: dict[str, Connection]) -> dict[str, Any] | None:
    """`show=invoice.failing`: the records behind one number; `all` for the row Total."""
    show = request.GET.get("show", "")
    if not show:
        return None
    kind, _, name = show.partition(".")
    if name not in COUNTED or kind not in ("all", *ORDER):
        raise Http404
    objects = () if kind == "all" else (kind,)
    wanted = Wanted(objects=objects, states=COUNTED[name], text=request.GET.get("find", ""))
    records = wanted_records(request.workspace, wanted, tally.off, queries.directions(tally))
    groups = (
        _awaited(tally, "" if kind == "all" else kind, connections, request.workspace.slug) if name == "waiting" else []
    )
    only_for = whole_number(request.GET.get("for")) if name == "waiting" else None
    whole = cell = tally.counted(name, "" if kind == "all" else kind)
    if only_for is not None:
        records, cell = (
            records.filter(waits_behind(pk=only_for)),
            cell_for(tally, only_for, "" if kind == "all" else kind),
        )
    page = page_of(
        with_invoice(records.select_related("customer", "waiting_on")),
        size=IN_PANEL,
        after=whole_number(request.GET.get("after")),
        before=whole_number(request.GET.get("before")),
    )
    page.asked = whole_number(request.GET.get("at")) or 1
    if page.number is None:
        page.number = capped_count(records) if wanted.text.strip() else cell.number
    return {
        "show": show,
        "number_id": f"n-{kind}-{name}",
        "title": _title(name, "records" if kind == "all" else ObjectType(kind).plural),
        "cell": cell,
        "whole": whole.number,
        "find": wanted.text,
        "groups": groups,
        "only_for": only_for,
        "page": page,
        "incidents": _incidents(page, connections, request.workspace.slug),
        "states": COUNTED[name],
        "object": "" if kind == "all" else kind,
        "close": _address(request, "show", "find", "for", "after", "before", "at"),
        "base": _address(request, "after", "before", "at"),
        "ungrouped": _address(request, "for", "after", "before", "at"),
    }


def _title(name: str, nouns: str) -> str:
    label = HEADINGS[name].label
    return f"{nouns.capitalize()} that need approval" if name == "approval" else f"{label} {nouns}"


def _awaited(tally: Tally, kind: str, connections: dict[str, Connection], slug: str) -> list[dict[str, Any]]:
    """B20: what these wait for, each with the shortest way to settle it."""
    portal = queries.portal_in(connections)
    return [
        {"awaited": one, **(incident(one.record, one.state, portal, slug) if one.record and one.state else {})}
        for one in awaited(tally, kind)
    ]


def _incidents(page: Page[int], connections: dict[str, Connection], slug: str) -> list[dict[str, Any]]:
    portal = queries.portal_in(connections)
    return [incident(record, State(record.state), portal, slug) for record in page.rows]


def incident(record: SyncRecord, state: State, portal: str, slug: str = "") -> dict[str, Any]:
    """One record with what is said of it, where it stands in either system, and with `slug` the shortest fix."""
    pages = [(side.label, vendor_page(record, side, portal)) for side in Side]
    said = why(record, state)
    button = button_of(record, said.fix, slug, portal) if slug and said and said.fix else None
    return {"record": record, "state": state, "why": said, "pages": [one for one in pages if one[1]], "button": button}


def _address(request: MemberRequest, *without: str) -> str:
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    return f"{request.path}?{query.urlencode()}"
