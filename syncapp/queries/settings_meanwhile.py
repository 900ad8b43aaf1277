"""A setting that somebody has changed since the page was opened that another value was sent from: who, when, and both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from django.contrib.auth.models import User

from syncapp.core.plans.service_dates import SETTING
from syncapp.engine.setup.accounts import CALLED
from syncapp.queries.configuration.settings import LABELS, WORDS
from syncapp.queries.setup.accounts import account_words
from syncapp.queries.setup.meanwhile import Apart, Meanwhile, called
from syncapp.queries.setup.walk import Walk
from syncapp.storage.models import Activity, AlertRules, Workspace

# The forms of the tab "Settings", by the name that the configuration file has for what they ask.
ASKS: Mapping[str, str] = MappingProxyType(
    {
        "zone": "company_time_zone",
        "protected": "protected_through",
        "service_dates": "service_date_is_invoice_date",
        "history": "send_without_asking",
        "not_cash": "reductions_that_are_not_cash",
        "interval": "polling_interval_seconds",
    }
)

LOGGED = {"service_date_is_invoice_date": SETTING}  # where the log has another name for it

RECENT = 20  # entries of a sync's set-up, among which the last is looked for that changed an account


def of_setting(workspace: Workspace, form: str, now: Any, mine: Any, person: User) -> Meanwhile:
    """`now`: what stands there by now; `mine`: what this person has sent."""
    name = ASKS[form]
    apart = Apart(("", LABELS[name]), _said(name, now), _said(name, mine))
    return _told(workspace, [apart], person, kind="setting_changed", reason=LOGGED.get(name, LABELS[name]))


def of_alert_rules(
    workspace: Workspace,
    stood: Mapping[str, str],
    mine: Mapping[str, int],
    person: User,
    labels: Mapping[str, str],
    said: Callable[[str, int], str],
) -> Meanwhile:
    """What differs from how they `stood` on the page; what this person left as it stood there is nobody's choice here.
    `labels`, `said`: the words of the page, for each field and its value."""
    now = AlertRules.objects.get(workspace=workspace)
    apart = []
    for name, seen in stood.items():
        value, sent = getattr(now, name), mine[name]
        if str(value) != seen:
            chosen = sent != value and str(sent) != seen
            apart.append(Apart(("", labels[name]), said(name, value), said(name, sent) if chosen else ""))
    return _told(workspace, apart, person, kind="alert_rules_changed")


def of_accounts(walk: Walk, stood: Mapping[str, str], mine: Mapping[str, str], person: User) -> Meanwhile:
    """Of the accounts of a sync, as `walk` has them by now; `stood` and `mine`: by the setting that names each."""
    apart = []
    for name, seen in stood.items():
        value, sent = str(walk.settings.get(name) or ""), mine[name]
        if value != seen:
            here = account_words(walk, name, sent) if sent not in (value, seen) else ""
            apart.append(Apart(("", CALLED[name]), account_words(walk, name, value), here))
    last = _last_of_accounts(walk, {one.label for one in apart} | stood.keys())
    return _by(last, apart, person)


def _last_of_accounts(walk: Walk, fields: Collection[str]) -> Activity | None:
    """Who changed one of `fields` last, here or by a walk through the set-up, which names the settings themselves."""
    entries = Activity.objects.filter(
        workspace=walk.workspace,
        record=None,
        kind__in=("sync_set_up", "sync_changed", "setting_changed"),
        reason__in=(walk.name, f"Accounts of the {walk.object_type} sync"),
    ).select_related("actor")
    return next((one for one in entries[:RECENT] if any(each["field"] in fields for each in one.changes)), None)


def _said(name: str, value: Any) -> str:
    """In the words of the configuration, which has a day as text."""
    stored = value.isoformat() if isinstance(value, date) else value
    return WORDS.get(name, str)(stored)


def _told(workspace: Workspace, apart: Sequence[Apart], person: User, **entry: str) -> Meanwhile:
    last = Activity.objects.filter(workspace=workspace, record=None, **entry).select_related("actor").first()
    return _by(last, apart, person)


def _by(last: Activity | None, apart: Sequence[Apart], person: User) -> Meanwhile:
    if last is None:
        return Meanwhile("Somebody else", None, apart)
    return Meanwhile(called(last.actor, person), last.at, apart)
