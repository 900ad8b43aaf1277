"""Saved views: filters of the Record view under a name, for the member alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from syncapp.actions.saved_views import LETTERS, ViewRefused, delete_view, save_view, saved_views
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.htmx import back
from syncapp.web.overview.forms import NARROWING


@require_http_methods(["GET", "POST"])
@allowed(Right.VIEW)
def views(request: MemberRequest) -> HttpResponse:
    """The list with its form; the menu of the Record view sends the same form here."""
    error = ""
    if "delete" in request.POST:
        if delete_view(request.membership, request.POST["delete"]):
            messages.success(request, f"The view “{request.POST['delete']}” is deleted.")
        return redirect(back(request, reverse("records_views", args=[request.workspace.slug])))
    query = narrowed(QueryDict(request.POST.get("query") or request.GET.get("query", "")))
    if request.method == "POST":
        try:
            save_view(request.membership, request.POST.get("name", ""), query)
        except ViewRefused as refusal:
            error = str(refusal)
        else:
            messages.success(request, "This view is kept. It is listed under “Views”.")
            return redirect(address(request, query))
    context = {
        "saved": listed(request),
        "query": query,
        "name": request.POST.get("name", ""),
        "error": error,
        "letters": LETTERS,
    }
    return render(request, "records/views.html", context, status=422 if error else 200)


def listed(request: MemberRequest) -> list[tuple[str, str]]:
    """Each with its address."""
    return [(one.name, address(request, one.query)) for one in saved_views(request.membership)]


def address(request: MemberRequest, query: str) -> str:
    return f"{reverse('quickbooks', args=[request.workspace.slug])}?tab=overview&view=records&{query}"


def narrowed(query: QueryDict) -> str:
    """What narrows the list, and nothing else of its address."""
    kept = QueryDict(mutable=True)
    for name in ("q", *NARROWING):
        kept.setlist(name, [value for value in query.getlist(name) if value])
    return kept.urlencode()
