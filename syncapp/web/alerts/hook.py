"""The webhook of a workspace's alerts. Its secret is on one answer only, the one that made it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from syncapp.actions import alert_hook as actions
from syncapp.actions.alerts import AlertsRefused
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.alerts.forms import HookForm
from syncapp.web.alerts.views import page


@require_POST
@allowed(Right.ALERTS)
def save(request: MemberRequest) -> HttpResponse:
    form = HookForm(request.POST)
    seen = {"hook_stood": request.POST["stood"]} if "stood" in request.POST else {}
    if not form.is_valid():
        return page(request, status=422, hook_form=form, **seen)
    try:
        secret = actions.set_hook(request.membership, form.cleaned_data["url"], stood=request.POST.get("stood"))
    except actions.HookMoved as refusal:
        form.add_error("url", str(refusal))
        return page(request, status=409, hook_form=form)
    except AlertsRefused as refusal:
        form.add_error("url", str(refusal))
        return page(request, status=422, hook_form=form, **seen)
    if secret:
        return page(request, secret=secret)
    messages.success(request, "Alerts go to the new address from now on, signed with the same secret.")
    return redirect("alerts", request.workspace.slug)


@require_POST
@allowed(Right.ALERTS)
def secret(request: MemberRequest) -> HttpResponse:
    try:
        return page(request, secret=actions.renew_secret(request.membership), renewed=True)
    except AlertsRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("alerts", request.workspace.slug)


@require_POST
@allowed(Right.ALERTS)
def test(request: MemberRequest) -> HttpResponse:
    try:
        actions.ask_for_test_post(request.membership)
        messages.success(request, "A test is on its way. Messages below says what was answered.")
    except AlertsRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("alerts", request.workspace.slug)


@require_POST
@allowed(Right.ALERTS)
def remove(request: MemberRequest) -> HttpResponse:
    try:
        if actions.remove_hook(request.membership, stood=request.POST.get("stood")):
            messages.success(request, "The webhook is removed. Nothing more is posted.")
        else:
            messages.error(request, "There is no webhook.")
    except AlertsRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("alerts", request.workspace.slug)
