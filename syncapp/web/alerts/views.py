"""The settings of alerts: what one gets oneself, when the workspace tells, and what was told lately."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import alerts as actions
from syncapp.queries.alerts_told import hook_of, latest, messages_of
from syncapp.queries.reconciliations import calls_of_a_night
from syncapp.queries.settings_meanwhile import of_alert_rules
from syncapp.web.access import MemberRequest, Right, allowed, rights_of
from syncapp.web.alerts.forms import HookForm, MineForm, RulesForm, hour_words, rule_words
from syncapp.web.templatetags.times import zone


@require_GET
@allowed(Right.VIEW)
def alerts(request: MemberRequest) -> HttpResponse:
    return page(request)


@require_POST
@allowed(Right.VIEW)
def mine(request: MemberRequest) -> HttpResponse:
    """Each member chooses for themselves, viewers too."""
    form = _mine(request, request.POST)
    form.is_valid()  # boxes alone: nothing can be wrong
    changed = actions.choose(request.membership, form.chosen.kinds, digest=form.chosen.digest, stood=form.stood)
    elsewhere = actions.choice_of(request.membership) != form.chosen
    said = "Saved." if changed else "Nothing was changed: it was so already."
    if elsewhere:  # in a page that this one knew nothing of
        said = f"{'Saved' if changed else 'Nothing was changed'}. What you chose in another window stays as well."
    messages.success(request, said)
    return redirect("alerts", request.workspace.slug)


@require_POST
@allowed(Right.VIEW)
def test_mail(request: MemberRequest) -> HttpResponse:
    if not settings.MAIL_IS_SET:
        messages.error(request, "No mail is set up on this server, so no test can be sent.")
        return redirect("alerts", request.workspace.slug)
    try:
        actions.ask_for_test_mail(request.membership)
        messages.success(
            request, f"A test to {request.user.email} is on its way. Messages below says whether it was taken."
        )
    except actions.AlertsRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("alerts", request.workspace.slug)


@require_POST
@allowed(Right.ALERTS)
def rules(request: MemberRequest) -> HttpResponse:
    form = RulesForm(request.POST, rules=actions.rules_of(request.workspace), zone=zone(request.workspace.time_zone))
    if not form.is_valid():
        return page(request, status=422, rules_form=form)
    try:
        changed = actions.set_rules(request.workspace, by=request.user, stood=form.stood, **form.cleaned_data)
    except actions.AlertsMoved:
        return _moved(request, form)
    messages.success(request, "Saved." if changed else "Nothing was changed: it was so already.")
    return redirect("alerts", request.workspace.slug)


def _moved(request: MemberRequest, sent: RulesForm) -> HttpResponse:
    """Somebody was first: each value is of the one who chose it, where both did of this person, and not saved yet."""
    labels = {name: str(field.label) for name, field in sent.fields.items()}
    told = of_alert_rules(request.workspace, sent.stood, sent.cleaned_data, request.user, labels, rule_words)
    now = actions.rules_of(request.workspace)
    chosen = {
        name: value if str(value) != sent.stood.get(name) else getattr(now, name)
        for name, value in sent.cleaned_data.items()
    }
    form = RulesForm(rules=now, zone=zone(request.workspace.time_zone), chosen=chosen)
    return page(request, status=409, rules_form=form, meanwhile=told)


def _mine(request: MemberRequest, data: Any = None, hour: int = 0) -> MineForm:
    choice = actions.choice_of(request.membership)
    return MineForm(data, choice=choice, hour=hour_words(hour), zone=zone(request.workspace.time_zone))


def page(request: MemberRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    """`more`: a form as it was sent, and what else its answer shows."""
    stands = actions.rules_of(request.workspace)
    everyone = Right.ALERTS in rights_of(request.membership)
    hook, hook_stood = hook_of(request.workspace)
    context = {
        "mine": _mine(request, hour=stands.digest_hour),
        "rules_form": RulesForm(rules=stands, zone=zone(request.workspace.time_zone)),
        "rules": stands,
        "digest_hour": hour_words(stands.digest_hour),
        "hook": hook,
        "hook_form": HookForm(),
        "hook_stood": hook_stood,
        "told": latest(request.workspace),
        "sent": messages_of(request.workspace, None if everyone else request.user),
        "everyone": everyone,
        "night_calls": calls_of_a_night(request.workspace),
        **more,
    }
    return render(request, "alerts/page.html", context, status=status)
