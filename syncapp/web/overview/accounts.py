"""The accounts under the tab "Settings": changed by who may change accounts and not the set-up, too (B12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from syncapp.actions import accounts as actions
from syncapp.core.values import ObjectType
from syncapp.engine.rules import accounts_of
from syncapp.queries.settings_meanwhile import of_accounts
from syncapp.queries.setup.walk import Walk
from syncapp.storage.models import SyncDraft
from syncapp.web import addresses
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.htmx import go
from syncapp.web.overview import settings
from syncapp.web.overview.account_forms import Accounts, form_of, standing
from syncapp.web.overview.frame import framed
from syncapp.web.setup.forms import ConfigureForm
from syncapp.web.setup.helps import is_careful

STOOD = "stood:"  # before the name of an account in the form: which one the person saw there


@require_POST
@allowed(Right.BOOKS)
def accounts(request: MemberRequest, object_type: ObjectType) -> HttpResponse:
    """A choice that one is warned of is saved once that was seen."""
    walk = _standing(request, object_type)
    form = form_of(walk, request.POST)
    stood = {name: request.POST[STOOD + name] for name in form.fields if STOOD + name in request.POST}
    if actions.moved(walk.settings, stood):
        return _moved(request, object_type, stood)
    if not form.is_valid():
        return _page(request, Accounts(walk, form), status=422)
    warned = _warned(walk, form)
    if warned and request.POST.get("sure") != warned:
        return _page(request, Accounts(walk, form, sure=warned))
    try:
        changed = actions.choose(request.workspace, object_type, form.cleaned_data, by=request.user, stood=stood)
    except actions.AccountsMoved:
        return _moved(request, object_type, stood)
    except actions.AccountsRefused as refusal:
        for name, sentence in refusal.sentences.items():
            form.add_error(name, sentence)
        return _page(request, Accounts(walk, form), status=422)
    messages.success(
        request, "Saved. It holds from the next run on." if changed else "Nothing was changed: it was so already."
    )
    return go(request, addresses.accounts(request.workspace.slug))


def _standing(request: MemberRequest, object_type: ObjectType) -> Walk:
    walk = standing(request, object_type, accounts_of(request.workspace))
    if walk is None:
        raise Http404
    return walk


def _warned(walk: Walk, form: ConfigureForm) -> str:
    """Says beside each account that was changed what it brings; what of that is a warning, as the form sends it back."""
    chosen = form.cleaned_data
    data = {**walk.data, "settings": {**walk.settings, **chosen}}
    draft = SyncDraft(workspace=walk.workspace, object_type=walk.object_type, data=data)
    meant = form_of(replace(walk, draft=draft)).fields
    changed = [name for name in chosen if actions.moved(walk.settings, {name: chosen[name]})]
    for name in changed:
        form[name].help_text = meant[name].help_text
    return ",".join(f"{name}={chosen[name]}" for name in changed if is_careful(meant[name].help_text))


def _moved(request: MemberRequest, object_type: ObjectType, stood: Mapping[str, str]) -> HttpResponse:
    """Somebody was first: each account is of the one who chose it, where both did of this person, and not saved yet."""
    del request.tally  # type: ignore[attr-defined]
    now = _standing(request, object_type)
    mine = {name: request.POST.get(name, seen) for name, seen in stood.items()}
    kept = request.POST.copy()
    for name, seen in stood.items():
        if mine[name] == seen:
            kept[name] = str(now.settings.get(name) or "")
    told = of_accounts(now, stood, mine, request.user)
    return _page(request, Accounts(now, form_of(now, kept), meanwhile=told), status=409)


def _page(request: MemberRequest, sent: Accounts, *, status: int = 200) -> HttpResponse:
    fill = partial(settings.fill, sent={settings.ACCOUNTS: sent})
    return framed(request, "settings", settings.TEMPLATE, fill, status=status)
