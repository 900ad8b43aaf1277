"""A setting that somebody has changed since the page was opened that another value was sent from: who, when, and both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from django.contrib.auth.models import User

from syncapp.core.plans.service_dates import SETTING
from syncapp.queries.configuration.settings import LABELS, WORDS
from syncapp.queries.setup.meanwhile import Apart, Meanwhile, called
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


def _said(name: str, value: Any) -> str:
    """In the words of the configuration, which has a day as text."""
    stored = value.isoformat() if isinstance(value, date) else value
    return WORDS.get(name, str)(stored)


def _told(workspace: Workspace, apart: Sequence[Apart], person: User, **entry: str) -> Meanwhile:
    last = Activity.objects.filter(workspace=workspace, record=None, **entry).select_related("actor").first()
    if last is None:
        return Meanwhile("Somebody else", None, apart)
    return Meanwhile(called(last.actor, person), last.at, apart)
