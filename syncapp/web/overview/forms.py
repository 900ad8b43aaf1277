"""The filters above the Record view; the address holds them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from syncapp.core.errors import CATALOGUE, EXCLUDED, PENDING
from syncapp.core.values import ORDER
from syncapp.queries.customers import Customer, customer_by
from syncapp.queries.records import SIZES, Wanted
from syncapp.queries.states import State
from syncapp.queries.why import category
from syncapp.storage.models import Workspace
from syncapp.web.forms import whole_number
from syncapp.web.templatetags.states import DIRECTION_WORDS

COPIED = {"": "Anywhere", "hubspot": "In HubSpot", "quickbooks": "In QuickBooks Online"}
STANDS = {"": "Anywhere", "both": "In both", "hubspot": "Only in HubSpot", "quickbooks": "Only in QuickBooks Online"}
DATE = forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d")


def _causes() -> list[tuple[str, Any]]:
    failing = sorted(((code, category(code, State.FAILING)) for code in CATALOGUE), key=lambda one: one[1])
    excluded = sorted(((code, category(code, State.EXCLUDED)) for code in EXCLUDED), key=lambda one: one[1])
    return [("Failing", failing), ("Excluded", excluded), ("Pending", [(code, text) for code, text in PENDING.items()])]


_ORDERED = (("since", "until", "day"), ("arrived_since", "arrived_until", "day"), ("least", "most", "amount"))


class OfCustomer(forms.Form):
    """Narrowed to a customer by the key of its record, as a contact's page links it; there is nothing to type."""

    customer = forms.Field(label="Customer", required=False)

    def __init__(self, data: QueryDict, workspace: Workspace) -> None:
        super().__init__(data)
        self.workspace = workspace

    def clean_customer(self) -> Customer | None:
        """One that is not known narrows to nothing: never to the invoices of everybody."""
        key = self.cleaned_data["customer"]
        if not key:
            return None
        known = customer_by(self.workspace, whole_number(key) or 0)
        return known or Customer("not known any more", ())


class RecordFilter(OfCustomer):
    q = forms.CharField(required=False, max_length=300)
    object = forms.MultipleChoiceField(
        label="Object", required=False, choices=[(one.value, one.plural.capitalize()) for one in ORDER]
    )
    status = forms.MultipleChoiceField(label="Status", required=False, choices=[(one.value, one.word) for one in State])
    direction = forms.MultipleChoiceField(
        label="Direction", required=False, choices=[(one.value, words) for one, words in DIRECTION_WORDS.items()]
    )
    cause = forms.MultipleChoiceField(label="Error category", required=False, choices=_causes)
    stands = forms.ChoiceField(label="Where", required=False, choices=list(STANDS.items()))
    since = forms.DateField(label="Last synced from", required=False, widget=DATE)
    until = forms.DateField(label="Last synced to", required=False, widget=DATE)
    least = forms.DecimalField(label="Amount from", required=False, max_digits=18, decimal_places=2)
    most = forms.DecimalField(label="Amount to", required=False, max_digits=18, decimal_places=2)
    currency = forms.CharField(label="Currency", required=False, max_length=3)
    arrived_in = forms.ChoiceField(label="Copy made", required=False, choices=list(COPIED.items()))
    arrived_since = forms.DateField(label="First synced from", required=False, widget=DATE)
    arrived_until = forms.DateField(label="First synced to", required=False, widget=DATE)
    rows = forms.TypedChoiceField(required=False, coerce=int, choices=[(n, str(n)) for n in SIZES])
    after = forms.IntegerField(required=False)
    before = forms.IntegerField(required=False)
    at = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    expand = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for low, high, words in _ORDERED:
            if data.get(low) is not None and data.get(high) is not None and data[low] > data[high]:
                self.add_error(
                    high,
                    f"This {words} is before the first one."
                    if words == "day"
                    else "This amount is below the first one.",
                )
        return data

    def wanted(self) -> Wanted:
        """What is valid counts; what is not stands in the form with its reason."""
        data = getattr(self, "cleaned_data", {})
        return Wanted(
            objects=data.get("object") or (),
            states=[State(one) for one in data.get("status") or ()],
            causes=data.get("cause") or (),
            directions=data.get("direction") or (),
            stands=data.get("stands") or "",
            text=data.get("q") or "",
            least=data.get("least"),
            most=data.get("most"),
            first_day=data.get("since"),
            last_day=data.get("until"),
            currency=data.get("currency") or "",
            arrived_in=data.get("arrived_in") or "",
            arrived_from=data.get("arrived_since"),
            arrived_to=data.get("arrived_until"),
            customer=data.get("customer"),
        )


def without(query: QueryDict, *names: str, value: str = "") -> str:
    """The address's query with these taken out, or one value of one of them; the page starts over."""
    kept = query.copy()
    for name in names:
        if value:
            kept.setlist(name, [one for one in kept.getlist(name) if one != value])
        else:
            kept.pop(name, None)
    for name in ("after", "before", "at", "expand"):
        kept.pop(name, None)
    return kept.urlencode()


NARROWING = (
    "customer", "object", "status", "direction", "cause", "stands", "since", "until", "least", "most", "currency", "arrived_in",
    "arrived_since", "arrived_until",
)  # fmt: skip


def chips(form: forms.Form, query: QueryDict, names: Sequence[str] = NARROWING) -> list[tuple[str, str]]:
    """What is on, each with the address that takes it off."""
    found = []
    for name in names:
        field, chosen = form.fields[name], form.cleaned_data.get(name)
        for value in query.getlist(name):
            if value:
                words = chosen.name if isinstance(chosen, Customer) else _said(field, value)
                found.append((f"{field.label}: {words}", without(query, name, value=value)))
    return found


def _said(field: forms.Field, value: str) -> str:
    for key, text in getattr(field, "choices", ()):
        options = text if isinstance(text, list | tuple) else [(key, text)]
        for option, words in options:
            if str(option) == value:
                return str(words)
    return value
