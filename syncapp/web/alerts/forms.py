"""What a person chooses to be told of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms

from syncapp.actions.alerts import RULES, Choice
from syncapp.connectors.outgoing import LONGEST
from syncapp.core.alerts import HIGHEST, LOUDEST, SOFTEST, Kind
from syncapp.storage.models import AlertRules

DIGEST = "digest"
STOOD = "stood"  # of the boxes those that were ticked when the page was opened
STOOD_RULE = "stood:"  # before the name of a rule in the form: what the page showed


class MineForm(forms.Form):
    """A box for each kind, and one for the digest."""

    def __init__(self, *args: Any, choice: Choice, hour: str, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands = choice
        for kind in Kind:
            self.fields[kind.value] = forms.BooleanField(
                label=kind.label, help_text=kind.explained, required=False, initial=kind in choice.kinds
            )
        self.fields[DIGEST] = forms.BooleanField(
            label="Daily digest",
            help_text=f"Every day at {hour} ({zone}): what synced, what fails, what needs you and what is next. Sent when all "
            "is well, too: if it does not come, nothing is running.",
            required=False,
            initial=choice.digest,
        )

    @property
    def chosen(self) -> Choice:
        return self._of({name for name, ticked in self.cleaned_data.items() if ticked})

    @property
    def stood(self) -> Choice | None:
        """What the page showed that this was sent from, where it says so."""
        return self._of(set(self.data[STOOD].split())) if STOOD in self.data else None

    @property
    def ticked(self) -> str:
        """What this page shows, as it is sent back."""
        return " ".join([*sorted(self.stands.kinds), *([DIGEST] if self.stands.digest else [])])

    @staticmethod
    def _of(ticked: set[str]) -> Choice:
        return Choice(frozenset(kind for kind in Kind if kind.value in ticked), DIGEST in ticked)


class RulesForm(forms.Form):
    failing_from = forms.IntegerField(
        label="Records of one cause that fail",
        min_value=1,
        max_value=HIGHEST,
        help_text="So many, or more, are told. 1: every failure.",
        widget=forms.NumberInput(attrs={"class": "input"}),
    )
    rate_percent = forms.IntegerField(
        label="Share that fails, in percent",
        min_value=LOUDEST,
        max_value=SOFTEST,
        help_text="Of the records that were compared or sent in the last 24 hours, from 5 failing ones on.",
        widget=forms.NumberInput(attrs={"class": "input"}),
    )
    digest_hour = forms.TypedChoiceField(
        label="Hour of the daily digest",
        coerce=int,
        widget=forms.Select(attrs={"class": "select"}),
    )

    def __init__(
        self, data: Any = None, *, rules: AlertRules, zone: str, chosen: Mapping[str, int] = MappingProxyType({})
    ) -> None:
        """`chosen`: what is shown in place of what stands, not saved yet."""
        stands = {name: getattr(rules, name) for name in RULES}
        super().__init__(data, initial={**stands, **chosen})
        self.stood = {name: data[STOOD_RULE + name] for name in RULES if STOOD_RULE + name in data} if data else stands
        self.fields["digest_hour"].choices = [(hour, hour_words(hour)) for hour in range(24)]  # type: ignore[attr-defined]
        self.fields["digest_hour"].help_text = f"In the company’s time zone, {zone}."


class HookForm(forms.Form):
    url = forms.CharField(
        label="Address",
        max_length=LONGEST,
        help_text="Begins with https:// and is on the internet.",
        widget=forms.URLInput(
            attrs={"class": "input", "autocomplete": "off", "placeholder": "https://example.com/alerts"}
        ),
    )


def hour_words(hour: int) -> str:
    """`8 AM`."""
    return f"{hour % 12 or 12} {'AM' if hour < 12 else 'PM'}"


def rule_words(name: str, value: int) -> str:
    return hour_words(value) if name == "digest_hour" else f"{value:,}"
