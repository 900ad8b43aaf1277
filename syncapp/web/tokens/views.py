"""Settings › API tokens: which there are, a new one, whose secret is shown once, and the end of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import tokens as actions
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.confirming import password_first
from syncapp.web.tokens.forms import MAY, TokenForm

ENDED = 10  # so many that no longer work are listed


@require_GET
@allowed(Right.TOKENS)
def tokens(request: MemberRequest) -> HttpResponse:
    return _page(request, TokenForm(member=request.membership))


@require_POST
@allowed(Right.TOKENS)
def make(request: MemberRequest) -> HttpResponse:
    """Who has its secret acts for this member, so it is asked for the password first."""
    if asked := password_first(request, reverse("api_tokens", args=[request.workspace.slug])):
        return asked
    form = TokenForm(request.POST, member=request.membership)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        made = actions.make(request.membership, **form.cleaned_data)
    except actions.TokenRefused as refusal:
        form.add_error("name", str(refusal))
        return _page(request, form, status=422)
    return _page(request, TokenForm(member=request.membership), made=made)


@require_POST
@allowed(Right.TOKENS)
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(actions.tokens_of(request.workspace), pk=pk)
    if actions.revoke(token, by=request.membership):
        messages.success(request, f"{token.name} is revoked. Whatever uses it is refused from now on.")
    return redirect("api_tokens", request.workspace.slug)


def _page(
    request: MemberRequest, form: TokenForm, *, status: int = 200, made: actions.Made | None = None
) -> HttpResponse:
    now = timezone.now()
    lines: list[dict[str, Any]] = [
        {"token": one, "may": MAY[one.may_as].partition(":")[0], "expired": one.expired(now)}
        for one in actions.tokens_of(request.workspace)
    ]
    works = [one for one in lines if not one["token"].revoked_at and not one["expired"]]
    context = {
        "form": form,
        "made": made,
        "works": works,
        "ended": [one for one in lines if one not in works][:ENDED],
        "per_minute": actions.PER_MINUTE,
    }
    return render(request, "tokens/page.html", context, status=status)
