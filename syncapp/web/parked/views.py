""" "Parked": month by month what waits for the protected date to move, on a page and as a file."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from syncapp.core.values import rounded
from syncapp.queries import parked as queries
from syncapp.queries.records import invoice_of, page_of
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.forms import searched, whole_number
from syncapp.web.sheets import sheet

ROWS = 50
HEADER = (
    "Period", "Object", "Number", "Invoice", "Customer", "Date", "Amount", "Currency", "What would be written in QuickBooks Online",
    "Made in", "Protected through", "HubSpot ID", "QuickBooks ID",
)  # fmt: skip


@require_GET
@allowed(Right.VIEW)
def parked(request: MemberRequest) -> HttpResponse:
    off, text = tally_of(request).off, searched(request)
    months = queries.months(request.workspace, off, text)
    wanted = _month(request)
    chosen = next((month for month in months if month.key == wanted), months[0] if months and not wanted else None)
    context: dict[str, Any] = {
        "months": months,
        "chosen": chosen,
        "protection": queries.protection(request.workspace),
        "q": text,
    }
    if chosen:
        records = queries.parked(request.workspace, off, chosen.key, text)
        after, before = (whole_number(request.GET.get(name)) for name in ("after", "before"))
        page = page_of(records, size=ROWS, after=after, before=before)
        context |= {"page": page, "rows": [queries.held(row) for row in page.rows]}
    return render(request, "parked/page.html", context)


@require_GET
@allowed(Right.VIEW)
def download(request: MemberRequest) -> HttpResponseBase:
    month = _month(request)
    records = queries.parked(request.workspace, tally_of(request).off, month, searched(request))
    name = "-".join(filter(None, (request.workspace.slug, "parked", month)))
    return sheet(f"{name}.csv", HEADER, (_row(one) for one in queries.all_of(records)))


def _month(request: MemberRequest) -> str:
    month = request.GET.get("month", "")
    if month and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month, re.ASCII):
        raise Http404
    return month


def _row(one: queries.Held) -> list[Any]:
    record, invoice = one.record, invoice_of(one.record)
    return [
        one.day.strftime("%Y-%m") if one.day else "",
        record.object_type.capitalize(),
        record.number or record.label,
        invoice.label if invoice else "",
        one.customer,
        one.day.isoformat() if one.day else "",
        "" if record.amount is None else rounded(record.amount, record.currency),
        record.currency,
        one.would,
        {"hubspot": "HubSpot", "quickbooks": "QuickBooks Online"}.get(record.origin or "hubspot", ""),
        record.params.get("protected", ""),
        record.hubspot_id or "",
        record.quickbooks_id or "",
    ]
