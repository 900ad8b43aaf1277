"""Invoices: the list of both systems' invoices, and one of them in the panel beside it (S39)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from syncapp.core.values import ObjectType, rounded
from syncapp.queries import invoices as queries
from syncapp.queries.record_page import RecordPage, fields_of, portal_of, record_of
from syncapp.queries.records import SIZES
from syncapp.queries.states import UNSENT, State
from syncapp.queries.why import category, why
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest, Right, allowed, rights_of
from syncapp.web.context import tally_of
from syncapp.web.forms import whole_number
from syncapp.web.invoices.forms import NARROWING, InvoiceFilter
from syncapp.web.overview.forms import chips, without
from syncapp.web.overview.objects import incident
from syncapp.web.records.fixes import button_of, ways_of
from syncapp.web.sheets import sheet
from syncapp.web.templatetags.words import stopped

TITLED = (State.APPROVAL, State.IGNORED, State.WAITING)  # what is said of them begins with its title
STUCK = (*UNSENT, State.PAUSED)  # what does not sync though no rule leaves it out
HEADER = (
    "Number", "Customer", "Invoice date", "Due date", "Currency", "Total", "Balance", "HubSpot status", "QuickBooks status",
    "Created in", "Sync", "Error category", "Why", "Last synced", "HubSpot ID", "QuickBooks ID",
)  # fmt: skip


@require_GET
@allowed(Right.VIEW)
def invoices(request: MemberRequest) -> HttpResponse:
    form, tally = _form(request), tally_of(request)
    data, narrowed = form.cleaned_data, form.narrowed()
    found = queries.invoices(request.workspace, narrowed, tally.off)
    size = data.get("rows") or SIZES[0]
    page = queries.page_of(found, size=size, after=data.get("after") or "", before=data.get("before") or "")
    sums = queries.sums(found)
    page.number, page.asked = sums.number, data.get("at") or 1
    context = {
        "form": form,
        "chips": chips(form, request.GET, NARROWING),
        "views": [
            (name, one.label, queries.counted(tally, name), _address(request, name))
            for name, one in queries.VIEWS.items()
        ],
        "view": narrowed.view,
        # The numbers of the views know nothing of these.
        "searched": narrowed.text or narrowed.customer or narrowed.first_day or narrowed.last_day,
        "left_out": queries.left_out(tally, narrowed),
        "to_left_out": _address(request, "excluded-or-ignored"),
        "told": queries.LEFT_OUT,  # the states whose reason stands in the list: it is nowhere else to be seen at once
        "page": page,
        "lines": [_line(record) for record in page.rows],
        "sums": sums,
        "query": without(request.GET, "invoice"),
        "kept": without(request.GET, "invoice", "rows"),
        "here": (here := _here(request)),
        "beside": f"{here}{'&' if '?' in here else '?'}",
        "size": size,
        "sizes": SIZES,
        "known": tally.cell(State, ObjectType.INVOICE).number,
        "panel": _panel(request),
        "not_syncing": [(one, cell) for one in STUCK if (cell := tally.cell([one], ObjectType.INVOICE)).number],
        "behind_failures": queries.behind_failures(tally),
        "stuck": tally.cell(STUCK, ObjectType.INVOICE),
    }
    return render(request, "invoices/page.html", context)


@require_GET
@allowed(Right.VIEW)
def download(request: MemberRequest) -> HttpResponseBase:
    """All that the filters leave, however many."""
    found = queries.invoices(request.workspace, _form(request).narrowed(), tally_of(request).off)
    return sheet(f"{request.workspace.slug}-invoices.csv", HEADER, map(_row, queries.all_of(found)))


def _form(request: MemberRequest) -> InvoiceFilter:
    form = InvoiceFilter(request.GET, request.workspace)
    form.is_valid()
    return form


def _address(request: MemberRequest, view: str) -> str:
    query = without(request.GET, "view", "invoice", "status")
    return f"{request.path}?{'&'.join(part for part in (f'view={view}' if view else '', query) if part)}"


def _here(request: MemberRequest) -> str:
    """This page of the list without a panel."""
    query = request.GET.copy()
    query.pop("invoice", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _line(record: SyncRecord) -> dict[str, Any]:
    state = State(record.state)  # type: ignore[attr-defined]
    return {"record": record, "state": state, "why": why(record, state), "made_in": queries.made_in(record)}


# -- one invoice -----------------------------------------------------------------------------------------------


def _panel(request: MemberRequest) -> dict[str, Any] | None:
    """`invoice=12`: what the panel shows of it."""
    if not request.GET.get("invoice"):
        return None
    record = record_of(request.workspace, whole_number(request.GET["invoice"]) or 0)
    if record is None or record.object_type != "invoice":
        raise Http404
    page = RecordPage(request.workspace, record, tally_of(request), fields_of(record))
    stands = incident(record, page.state, portal_of(record))
    fix = stands["why"].fix if stands["why"] else ""
    gone = {side.label for side in page.gone}
    return {
        **stands,
        "pages": [(name, address) for name, address in stands["pages"] if name not in gone],
        "page": page,
        "document": page.document,
        "button": button_of(record, fix, request.workspace.slug, portal_of(record)) if fix and fix != "retry" else None,
        "ways": ways_of(
            record,
            stands["why"],
            request.workspace.slug,
            portal_of(record),
            set_up=Right.SET_UP in rights_of(request.membership),
        ),
    }


# -- as a file -------------------------------------------------------------------------------------------------


def _row(record: SyncRecord) -> list[Any]:
    state = State(record.state)  # type: ignore[attr-defined]
    return [
        record.number,
        record.customer_name or (record.customer.label if record.customer else ""),
        record.document_date or "",
        record.due_date or "",
        record.currency,
        _figure(record.amount, record.currency),
        _figure(record.open_balance, record.currency),
        record.hubspot_status,
        record.quickbooks_status,
        queries.made_in(record).label,
        state.word,
        (told := category(record.reason, state)),
        _reason(record, state, told),
        record.last_changed_at.isoformat(timespec="seconds") if record.last_changed_at else "",
        record.hubspot_id or "",
        record.quickbooks_id or "",
    ]


def _reason(record: SyncRecord, state: State, told: str) -> str:
    """Why it stands so, beyond the category that is told beside it; empty where it is in sync without a remark."""
    said = why(record, state)
    if said is None:
        return ""
    if state in TITLED:
        return f"{stopped(said.title)} {said.rest}".strip()
    return " ".join(filter(None, (said.rest if said.title == told else said.what, said.because)))


def _figure(amount: Decimal | None, currency: str) -> Decimal | str:
    return "" if amount is None else rounded(amount, currency)
