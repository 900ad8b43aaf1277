"""The tab "Settings": each setting by itself, with what it means and what changing it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from syncapp.actions import settings as actions
from syncapp.core.values import Side
from syncapp.engine.rules import accounts_of, company_of
from syncapp.engine.setup.setting_limits import why_not_protect
from syncapp.queries.settings import Settings, every, protecting, settings_of
from syncapp.queries.settings_meanwhile import of_setting
from syncapp.storage.models import Connection
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.htmx import go
from syncapp.web.overview.account_forms import of_all
from syncapp.web.overview.frame import framed
from syncapp.web.overview.setting_forms import SettingForm, costs, form_of, value_of

TEMPLATE = "overview/settings.html"
NAMES = ("zone", "protected", "service_dates", "history", "not_cash", "interval")
ACCOUNTS = "accounts"  # a form for each sync, in `account_forms.py`
Save = Callable[[Any], bool]


def fill(
    request: MemberRequest, connections: dict[str, Connection], sent: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """`sent`: the form that was sent, by the name of its setting, and what else its answer shows."""
    views = accounts_of(request.workspace)
    now = settings_of(request.workspace, tally_of(request), views.quickbooks.settings if views else {})
    there = connections.get(Side.QUICKBOOKS)
    return {
        "now": now,
        ACCOUNTS: of_all(request, views, sent.get(ACCOUNTS)),
        "forms": {name: form_of(name, now) for name in NAMES}
        | {name: one for name, one in sent.items() if name in NAMES},
        "costs": costs(now.poll_seconds or int(now.usual.total_seconds())),
        "every": every(int(request.workspace.poll_every.total_seconds())).lower(),
        "announced": there.last_webhook_at if there else None,
        **{name: one for name, one in sent.items() if name not in (*NAMES, ACCOUNTS)},
    }


def _now(request: MemberRequest) -> Settings:
    return settings_of(request.workspace, tally_of(request), company_of(request.workspace))


@require_POST
@allowed(Right.SET_UP)
def zone(request: MemberRequest) -> HttpResponse:
    return _saved(request, "zone", "zone", actions.set_time_zone)


@require_POST
@allowed(Right.BOOKS)
def protected(request: MemberRequest) -> HttpResponse:
    """First what it would do, then, once that was seen, it is done."""
    form = form_of("protected", _now(request), request.POST)
    if form.is_valid() and "sure" not in request.POST:
        day, now = form.cleaned_data["day"], actions.as_sent(request.workspace.protected_through)
        if day != request.workspace.protected_through and request.POST.get("stood", now) != now:
            return _moved(request, "protected", form)
        if not (refusal := why_not_protect(request.workspace, day)):
            form.stood = now  # what it would do is told from there
            found = protecting(request.workspace, day)
            return framed(
                request, "settings", TEMPLATE, partial(fill, sent={"protected": form, "protecting": found, "day": day})
            )
        form.add_error("day", refusal)
        return _refused(request, "protected", form)
    return _saved(request, "protected", "day", actions.protect_through)


@require_POST
@allowed(Right.BOOKS)
def service_dates(request: MemberRequest) -> HttpResponse:
    return _saved(request, "service_dates", "yes", actions.fill_service_dates)


@require_POST
@allowed(Right.SET_UP)
def history(request: MemberRequest) -> HttpResponse:
    return _saved(request, "history", "yes", actions.send_without_asking)


@require_POST
@allowed(Right.SET_UP)
def not_cash(request: MemberRequest) -> HttpResponse:
    return _saved(request, "not_cash", "choice", actions.cross_not_cash)


@require_POST
@allowed(Right.SET_UP)
def interval(request: MemberRequest) -> HttpResponse:
    return _saved(request, "interval", "seconds", actions.poll_every)


def _saved(request: MemberRequest, name: str, field: str, act: Callable[..., bool]) -> HttpResponse:
    """Save one field by `act`; a refusal stands beside the field, with what was typed."""
    form = form_of(name, _now(request), request.POST)
    if not form.is_valid():
        return _refused(request, name, form)
    try:
        changed = act(request.workspace, form.cleaned_data[field], by=request.user, stood=request.POST.get("stood"))
    except actions.SettingMoved:
        return _moved(request, name, form)
    except actions.SettingRefused as refusal:
        form.add_error(field, str(refusal))
        return _refused(request, name, form)
    messages.success(
        request, "Saved. It holds from the next run on." if changed else "Nothing was changed: it was so already."
    )
    return go(request, f"{reverse('quickbooks', args=[request.workspace.slug])}?tab=settings")


def _moved(request: MemberRequest, name: str, form: SettingForm) -> HttpResponse:
    """Somebody was first: what is typed stays, beside what stands there by now, and another click saves over that."""
    request.workspace.refresh_from_db()
    del request.tally  # type: ignore[attr-defined]
    now = value_of(name, _now(request))
    ((_, typed),) = form.cleaned_data.items()
    form.meanwhile = of_setting(request.workspace, name, now, typed, request.user)
    form.stood = actions.as_sent(now)
    return framed(request, "settings", TEMPLATE, partial(fill, sent={name: form}), status=409)


def _refused(request: MemberRequest, name: str, form: SettingForm) -> HttpResponse:
    return framed(request, "settings", TEMPLATE, partial(fill, sent={name: form}), status=422)
