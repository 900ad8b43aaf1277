"""What went on “Custom Line Item”: by text with its money, line by line, as a file, and what takes it from now on (A22)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import custom_lines as actions
from syncapp.core.lines import text_key
from syncapp.core.values import ObjectType, name_key, rounded
from syncapp.queries import custom_lines as queries
from syncapp.queries.pairing import one_of
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.forms import searched, whole_number
from syncapp.web.sheets import sheet

TEXTS = 50  # with the most money; a search finds the others
HEADER = (
    "Invoice", "Customer", "Date", "Text", "Amount", "Currency", "SKU in HubSpot", "From now on", "HubSpot ID",
    "QuickBooks ID",
)  # fmt: skip


@require_GET
@allowed(Right.VIEW)
def custom_line_items(request: MemberRequest) -> HttpResponse:
    found = queries.on_custom_item(tally_of(request))
    wanted = request.GET.get("text")
    opened = next((text for text in found.texts if text.key == wanted), None) if wanted is not None else None
    text = searched(request)
    texts = [one for one in found.texts if (name_key(text) or "") in (name_key(one.name) or "")]
    context: dict[str, Any] = {"found": found, "opened": opened, "most": queries.MOST, "wanted": wanted, "q": text}
    context |= {"texts": texts[:TEXTS], "more_texts": len(texts) - TEXTS}
    if opened:
        context |= {"lines": opened.lines[: queries.LINES], "rest": len(opened.lines) - queries.LINES}
        asked = request.GET.get("item", "").strip()
        suggested = [opened.item] if opened.item and not asked else []
        context |= {"asked": asked, "items": suggested or queries.items_called(request.workspace, asked)}
    request.section = "quickbooks"  # where the navigation has it
    return render(request, "custom_line_items/page.html", context)


@require_POST
@allowed(Right.BOOKS)
def use(request: MemberRequest) -> HttpResponse:
    """An item for a text from now on, or none any more."""
    text = request.POST.get("text", "")
    try:
        messages.success(request, _used(request, text))
    except actions.ItemRefused as refusal:
        messages.error(request, str(refusal))
    where = {"text": text_key(text)}
    return redirect(f"{reverse('custom_line_items', args=[request.workspace.slug])}?{urlencode(where)}")


def _used(request: MemberRequest, text: str) -> str:
    if request.POST.get("do") == "none":
        if not actions.use_none(request.workspace, text_key(text), by=request.user):
            raise actions.ItemRefused("No item is chosen for this text any more.")
        return f"New lines “{text[:80]}” are matched by their product and SKU alone again."
    item = one_of(request.workspace, whole_number(request.POST.get("item")))
    if item is None or item.object_type != ObjectType.PRODUCT:
        raise actions.ItemRefused("Choose one of the items first.")
    actions.use_item(request.workspace, text, item, by=request.user)
    return f"New lines “{text[:80]}” are {item.label} from now on. What was sent before stays as it is."


@require_GET
@allowed(Right.VIEW)
def download(request: MemberRequest) -> HttpResponseBase:
    taken = queries.taken(request.workspace)
    rows = (_row(one, taken.get(one.key, "")) for one in queries.all_lines(tally_of(request)))
    return sheet(f"{request.workspace.slug}-custom-line-items.csv", HEADER, rows)


def _row(one: queries.OnIt, taken: str) -> list[Any]:
    record = one.record
    return [
        record.number or record.label,
        record.customer_name,
        record.document_date.isoformat() if record.document_date else "",
        one.text,
        rounded(one.amount, record.currency),
        record.currency,
        (one.line.sku if one.line else "") or "",
        taken,
        record.hubspot_id or "",
        record.quickbooks_id or "",
    ]
