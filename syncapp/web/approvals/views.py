""" "Needs approval": what is sent by a click, singly and in bulk, with the sums said before it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import approvals as actions
from syncapp.queries import approvals as queries
from syncapp.queries.approval_words import WHAT, Words, words_of
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.approvals.forms import Never, chosen
from syncapp.web.context import tally_of
from syncapp.web.forms import searched, whole_number
from syncapp.web.templatetags.words import plural

IN_SIGHT = 20
FEW = 10  # nobody searches among so few


@require_GET
@allowed(Right.VIEW)
def approvals(request: MemberRequest) -> HttpResponse:
    only = request.GET.get("what", "")
    if only not in ("", *WHAT):
        raise Http404
    text = searched(request)
    groups = queries.groups(
        request.workspace,
        tally_of(request).off,
        only=only,
        text=text,
        after=whole_number(request.GET.get("after")),
        before=whole_number(request.GET.get("before")),
    )
    seen = {row.record.pk: actions.seen([row.record]) for group in groups for row in group.rows}
    many = sum(group.cell.number for group in groups) > FEW
    context = {"groups": groups, "only": only, "seen": seen, "q": text, "many": many}
    return render(request, "approvals/page.html", context)


@require_GET
@allowed(Right.VIEW)
def confirm(request: MemberRequest) -> HttpResponse:
    """What was chosen, with its sum, before the click that does it."""
    records = chosen(request.workspace, tally_of(request).off, request.GET)
    if not records:
        messages.error(request, "Choose what is to go, or is never to be sent.")
        return _to_list(request)
    never = request.GET.get("do") == "never"
    return _confirmed(request, records, request.GET.get("all", ""), Never() if never else None)


def _confirmed(
    request: MemberRequest, records: list[Any], all_of: str, form: Never | None, status: int = 200
) -> HttpResponse:
    shown = records[:IN_SIGHT]
    kinds = {row.params.get("what", "") for row in records}
    words = words_of(kinds.pop() if len(kinds) == 1 else "")
    if form is not None:
        form.fields["reason"].label = words.asked
    paid = queries.payments_of(shown)
    context = {
        "sum": queries.sum_of(records),
        "rows": [queries.asked(row, paid) for row in shown],
        "words": words,
        "click": _click(words, len(records), never=form is not None),
        "more": len(records) - len(shown),
        "all": all_of,
        "keys": [] if all_of else [row.pk for row in records],
        "seen": actions.seen(records),
        "form": form,
    }
    return render(request, "approvals/confirm.html", context, status=status)


def _click(words: Words, number: int, *, never: bool) -> str:
    """`Void 3 invoices in QuickBooks`, `Leave 1 invoice as it is`, `Never send 2 invoices`."""
    many = plural(number, words.nouns)
    if not never:
        return f"{words.verb} {many}{words.where}"
    return f"Leave {many} as {'it is' if number == 1 else 'they are'}" if words.leaves else f"Never send {many}"


@require_POST
@allowed(Right.RESOLVE)
def send(request: MemberRequest) -> HttpResponse:
    records = chosen(request.workspace, tally_of(request).off, request.POST)
    try:
        number = actions.send(
            request.workspace, [row.pk for row in records], request.POST.get("seen", ""), by=request.user
        )
        messages.success(request, f"{plural(number, 'record goes,records go')} with the next run, which begins now.")
    except actions.ApprovalRefused as refusal:
        messages.error(request, str(refusal))
    return _to_list(request)


@require_POST
@allowed(Right.RESOLVE)
def never(request: MemberRequest) -> HttpResponse:
    records = chosen(request.workspace, tally_of(request).off, request.POST)
    form = Never(request.POST)
    if records and not form.is_valid():
        return _confirmed(request, records, request.POST.get("all", ""), form, status=422)
    try:
        reason = form.cleaned_data["reason"] if records else ""
        keys = [row.pk for row in records]
        number = actions.never_send(
            request.workspace, keys, request.POST.get("seen", ""), by=request.user, reason=reason
        )
        messages.success(request, f"{plural(number, 'record is,records are')} ignored from now on, and never sent.")
    except actions.ApprovalRefused as refusal:
        messages.error(request, str(refusal))
    return _to_list(request)


def _to_list(request: MemberRequest) -> HttpResponse:
    return redirect(reverse("approvals", args=[request.workspace.slug]))
