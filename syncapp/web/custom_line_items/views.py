"""What went on “Custom Line Item”: by text with its money, line by line, and as a file (A22)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from syncapp.core.values import rounded
from syncapp.queries import custom_lines as queries
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.sheets import sheet

HEADER = (
    "Invoice", "Customer", "Date", "Text", "Amount", "Currency", "SKU in HubSpot", "HubSpot ID", "QuickBooks ID",
)  # fmt: skip


@require_GET
@allowed(Right.VIEW)
def custom_line_items(request: MemberRequest) -> HttpResponse:
    found = queries.on_custom_item(tally_of(request))
    wanted = request.GET.get("text")
    chosen = next((text for text in found.texts if text.key == wanted), None) if wanted is not None else None
    context: dict[str, Any] = {"found": found, "chosen": chosen, "most": queries.MOST, "wanted": wanted}
    if chosen:
        context |= {"lines": chosen.lines[: queries.LINES], "rest": len(chosen.lines) - queries.LINES}
    request.section = "quickbooks"  # where the navigation has it
    return render(request, "custom_line_items/page.html", context)


@require_GET
@allowed(Right.VIEW)
def download(request: MemberRequest) -> HttpResponseBase:
    rows = (_row(one) for one in queries.all_lines(tally_of(request)))
    return sheet(f"{request.workspace.slug}-custom-line-items.csv", HEADER, rows)


def _row(one: queries.OnIt) -> list[Any]:
    record = one.record
    return [
        record.number or record.label,
        record.customer_name,
        record.document_date.isoformat() if record.document_date else "",
        one.text,
        str(rounded(one.amount, record.currency)),
        record.currency,
        (one.line.sku if one.line else "") or "",
        record.hubspot_id or "",
        record.quickbooks_id or "",
    ]
