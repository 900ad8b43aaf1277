"""Integrations: the two accounts, connecting them at the vendors, and giving them back."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import connections as actions
from syncapp.core.values import Side
from syncapp.queries.connections import integrations as read
from syncapp.storage.models import Workspace
from syncapp.web.access import NEEDS, MemberRequest, Right, allowed, enter, rights_of
from syncapp.web.confirming import password_first
from syncapp.web.connections import flow
from syncapp.web.context import tally_of

HERE = "here"  # a message that this page shows itself
INTUIT = "https://appcenter.intuit.com"  # where the discovery document of the real vendor sends people


def _password_first(request: MemberRequest) -> HttpResponse | None:
    """They come back to the page, not into the middle: from there a form may lead on to a vendor, from here it may not."""
    return password_first(request, reverse("integrations", args=[request.workspace.slug]))


@require_GET
@allowed(Right.VIEW)
def integrations(request: MemberRequest) -> HttpResponse:
    # What came of connecting stays on the page, in place of a note that goes by itself.
    told = list(messages.get_messages(request))
    context = {
        "integrations": read(request.workspace, tally_of(request)),
        "editions": actions.EDITIONS,
        "said": [one for one in told if one.extra_tags == HERE],
        "messages": [one for one in told if one.extra_tags != HERE],
    }
    response = render(request, "connections/page.html", context)
    # Browsers hold a form to this through redirects, and the buttons lead on to the vendors' pages of consent.
    vendors = {_origin(url) for url in (settings.HUBSPOT_APP_URL, settings.QUICKBOOKS_DISCOVERY_URL)} | {INTUIT}
    response._csp_update = {"form-action": sorted(vendors)}  # type: ignore[attr-defined]
    return response


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@require_POST
@allowed(Right.CONNECT)
def edition(request: MemberRequest) -> HttpResponse:
    row = get_object_or_404(request.workspace.connections, side=Side.HUBSPOT)
    try:
        if actions.state_edition(row, request.POST.get("edition", ""), by=request.user):
            messages.success(
                request, f"HubSpot's edition is recorded as {actions.EDITIONS[row.edition]}.", extra_tags=HERE
            )
    except actions.ConnectRefused as refusal:
        messages.error(request, str(refusal), extra_tags=HERE)
    return redirect("integrations", request.workspace.slug)


@require_POST
@allowed(Right.CONNECT)
def check(request: MemberRequest) -> HttpResponse:
    actions.ask_to_check(request.workspace)
    return redirect("integrations", request.workspace.slug)


@require_POST
@allowed(Right.CONNECT)
def noted(request: MemberRequest) -> HttpResponse:
    """What has become worse in the accounts is known now; Home need not say it any more."""
    actions.note_checklist(request.workspace, by=request.user)
    return redirect("home", request.workspace.slug)


@require_POST
@allowed(Right.CONNECT)
def disconnect(request: MemberRequest, side: Side) -> HttpResponse:
    if asked := _password_first(request):
        return asked
    row = get_object_or_404(request.workspace.connections.defer("access_token", "refresh_token"), side=side)
    if actions.disconnect(row, by=request.user):
        text = f"{side.label} is disconnected. Nothing syncs until it is connected again; all links are kept."
        messages.success(request, text, extra_tags=HERE)
    else:
        where = "Settings › Integrations › Connected apps" if side is Side.HUBSPOT else "Apps › My apps"
        messages.warning(
            request,
            f"{side.label} is disconnected here, and our access is wiped. {side.label} could not be told: "
            f"remove the app there too, in {where}.",
            extra_tags=HERE,
        )
    return redirect("integrations", request.workspace.slug)


@require_POST
def start(request: MemberRequest, side: Side) -> HttpResponse:
    """On to the vendor's page of consent, with something that only this browser can bring back."""
    _enter_to_connect(request, request.POST.get("workspace", ""))
    if asked := _password_first(request):
        return asked
    begun = flow.begin(request, side, request.workspace.pk, request.POST.get("edition", ""))
    try:
        return redirect(actions.authorize_url(side, _back(side), begun.state, begun.verifier))
    except actions.ConnectRefused as refusal:
        messages.error(request, str(refusal), extra_tags=HERE)
        return redirect("integrations", request.workspace.slug)


@login_not_required  # whoever comes without the session that began it is told so, signed in or not
@require_GET
def callback(request: MemberRequest, side: Side) -> HttpResponse:
    """The vendor's answer. Only the browser that asked may bring it, once, within ten minutes (SEC8, SEC10)."""
    begun = flow.take(request, side, request.GET.get("state", ""))
    workspace = Workspace.objects.filter(pk=begun.workspace).first() if begun else None
    if begun is None or workspace is None or not request.user.is_authenticated:
        return _not_begun_here(request, side)
    _enter_to_connect(request, workspace.slug)
    if request.GET.get("error") or not request.GET.get("code"):
        messages.error(request, _declined(side, request.GET.get("error", "")), extra_tags=HERE)
        return redirect("integrations", workspace.slug)
    given = actions.Consent(
        side, request.GET["code"], begun.verifier, _back(side), request.GET.get("realmId", ""), begun.edition
    )
    try:
        row = actions.connect(request.workspace, given, by=request.user)
        messages.success(request, f"{side.label} is connected: {row.name or row.account_id}.", extra_tags=HERE)
    except actions.ConnectRefused as refusal:
        messages.error(request, str(refusal), extra_tags=HERE)
    return redirect("integrations", workspace.slug)


def _enter_to_connect(request: MemberRequest, slug: str) -> None:
    enter(request, slug)
    if Right.CONNECT not in rights_of(request.membership):
        raise PermissionDenied(NEEDS[Right.CONNECT])


def _back(side: Side) -> str:
    """As registered with the vendor."""
    return f"{settings.PUBLIC_URL}{reverse(f'oauth_callback_{side.value}')}"


def _declined(side: Side, error: str) -> str:
    if error in ("access_denied", "consent_required"):
        return f"{side.label} was not connected: the request was declined there. Nothing was changed."
    return (
        f"{side.label} was not connected: it ended the sign-in without saying why. Nothing was changed. Connect again."
    )


def _not_begun_here(request: HttpRequest, side: Side) -> HttpResponse:
    text = (
        f"It was begun in another browser, was finished already, or took more than ten minutes. {side.label} was not "
        "connected, and nothing was changed. Open Integrations and connect again."
    )
    return render(request, "error.html", {"title": "This sign-in cannot be finished here", "text": text}, status=400)
