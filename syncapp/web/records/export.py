"""Records as a CSV file: those that are ticked, or all that match."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from syncapp.core.values import rounded
from syncapp.queries.records import customer_of, invoice_of, with_invoice
from syncapp.queries.states import State
from syncapp.queries.why import why
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.htmx import go
from syncapp.web.records.saved import address, narrowed
from syncapp.web.records.selection import SelectionRefused, selected
from syncapp.web.sheets import sheet

HEADER = (
    "Record", "Invoice", "Customer", "Object", "Status", "Error Category", "What", "Who can fix it", "Amount", "Currency", "Created in",
    "HubSpot ID", "QuickBooks ID", "Last synced", "Last checked",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@allowed(Right.VIEW)
def export(request: MemberRequest) -> HttpResponse | StreamingHttpResponse:
    data = request.POST if request.method == "POST" else request.GET
    try:
        chosen = selected(request, data, most=None)
    except SelectionRefused as refusal:
        messages.error(request, str(refusal))
        return go(request, address(request, narrowed(data)))
    name = f"records-{request.workspace.slug}-{timezone.now():%Y-%m-%d}.csv"
    return sheet(name, HEADER, _rows(chosen.with_states(tally_of(request).off)))


def _rows(records: Any) -> Iterator[list[Any]]:
    for record in with_invoice(records.select_related("customer")).order_by("-pk").iterator(chunk_size=1000):
        yield _row(record, State(record.state))


def _row(record: SyncRecord, state: State) -> list[Any]:
    said, invoice = why(record, state), invoice_of(record)
    return [
        record.label or record.number, invoice.label if invoice else "", customer_of(record), record.object_type.capitalize(), state.word,
        said.title if said and state is not State.REMARK else "", said.what if said else "", said.who if said else "",
        rounded(record.amount, record.currency) if record.amount is not None else "", record.currency,
        {"hubspot": "HubSpot", "quickbooks": "QuickBooks Online"}.get(record.origin, ""),
        record.hubspot_id or "", record.quickbooks_id or "", _time(record.last_changed_at), _time(record.last_checked_at),
    ]  # fmt: skip


def _time(at: Any) -> str:
    return at.isoformat(timespec="seconds") if at else ""
