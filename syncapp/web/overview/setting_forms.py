"""A form per setting of the tab "Settings"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from django import forms

from syncapp.actions.settings import SYNCED, as_sent
from syncapp.core.plans.cash_alone import SHOW_ONLY
from syncapp.engine.setup.setting_limits import LONGEST, SHORTEST
from syncapp.queries.settings import Settings, calls_a_day, every
from syncapp.queries.setup.meanwhile import Meanwhile
from syncapp.web.overview.forms import DATE

INTERVALS = (60, 120, 300, 600, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400)


@lru_cache(maxsize=1)
def zones() -> list[tuple[str, Any]]:
    """By continent, as people look for them."""
    names = sorted(
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/"))
    )
    regions = groupby(names, key=lambda name: name.partition("/")[0])
    grouped = [
        (region, [(name, name.partition("/")[2].replace("_", " ")) for name in some]) for region, some in regions
    ]
    return [("", [("UTC", "UTC")]), *grouped]


def costs(seconds: int) -> str:
    calls = calls_a_day(seconds)
    return f"{every(seconds)}: {calls:,} call{'s' if calls != 1 else ''} a day"


class SettingForm(forms.Form):
    stood = ""  # what its page showed, as it is sent back
    meanwhile: Meanwhile | None = None  # somebody has changed it since that page was opened


class ZoneForm(SettingForm):
    zone = forms.ChoiceField(label="Time zone", choices=zones)


class ProtectedForm(SettingForm):
    day = forms.DateField(label="Last protected day", required=False, widget=DATE)


class ServiceDatesForm(SettingForm):
    yes = forms.BooleanField(label="Revenue will be recognized from the invoice date", required=False)


class HistoryForm(SettingForm):
    yes = forms.BooleanField(label="Send them without asking", required=False)


class NotCashForm(SettingForm):
    choice = forms.ChoiceField(
        label="In HubSpot",
        choices=[
            (SYNCED, "Sync: they arrive as payments of the method “other”"),
            (SHOW_ONLY, "Show only: HubSpot keeps the amount open"),
        ],
        widget=forms.RadioSelect,
    )


class IntervalForm(SettingForm):
    seconds = forms.TypedChoiceField(
        label="Ask both sides",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="With what it costs in calls to QuickBooks where nothing has changed.",
    )

    def __init__(self, *args: Any, chosen: int | None = None, usual: timedelta, **options: Any) -> None:
        """A value that came from elsewhere than this list, such as a file, stays to be chosen."""
        super().__init__(*args, **options)
        known = sorted({*INTERVALS, *([chosen] if chosen else [])})
        choices: list[tuple[Any, str]] = [("", f"Standard, {costs(int(usual.total_seconds())).lower()}")]
        self.fields["seconds"].choices = choices + [(one, costs(one)) for one in known if SHORTEST <= one <= LONGEST]  # type: ignore[attr-defined]


FORMS: Mapping[str, type[SettingForm]] = {
    "zone": ZoneForm,
    "protected": ProtectedForm,
    "service_dates": ServiceDatesForm,
    "history": HistoryForm,
    "not_cash": NotCashForm,
    "interval": IntervalForm,
}


def form_of(name: str, now: Settings, data: Any = None) -> SettingForm:
    """The form of one setting: as it stands, or as it was sent."""
    kind = FORMS[name]
    (field,) = kind.base_fields
    stands = value_of(name, now)
    more: dict[str, Any] = {"chosen": now.poll_seconds, "usual": now.usual} if kind is IntervalForm else {}
    # They stand on one page, and two have a field of the same name.
    form = kind(data=data, auto_id=f"{name}_%s", initial={field: stands}, **more)
    form.stood = (data or {}).get("stood", as_sent(stands))
    return form


def value_of(name: str, now: Settings) -> Any:
    return {
        "zone": now.zone,
        "protected": now.protected,
        "service_dates": now.service_dates,
        "history": now.send_history,
        "not_cash": SHOW_ONLY if now.show_only else SYNCED,
        "interval": now.poll_seconds,
    }[name]
