"""The filters above the list of invoices; the address holds them all."""

from __future__ import annotations

from typing import Any

from django import forms

from syncapp.queries.invoices import FORMERLY, VIEWS, Narrowed
from syncapp.queries.records import SIZES
from syncapp.queries.states import State
from syncapp.web.overview.forms import DATE, OfCustomer

NARROWING = ("customer", "status", "since", "until")


class ViewField(forms.ChoiceField):
    def to_python(self, value: Any) -> str:
        return FORMERLY.get(value, value or "")


class InvoiceFilter(OfCustomer):
    q = forms.CharField(required=False, max_length=300)
    view = ViewField(required=False, choices=[(name, one.label) for name, one in VIEWS.items()])
    status = forms.MultipleChoiceField(label="Sync", required=False, choices=[(one.value, one.word) for one in State])
    since = forms.DateField(label="Invoice date from", required=False, widget=DATE)
    until = forms.DateField(label="Invoice date to", required=False, widget=DATE)
    rows = forms.TypedChoiceField(required=False, coerce=int, choices=[(n, str(n)) for n in SIZES])
    after = forms.CharField(required=False, max_length=40)
    before = forms.CharField(required=False, max_length=40)
    at = forms.IntegerField(required=False, min_value=1)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", "This day is before the first one.")
        return data

    def narrowed(self) -> Narrowed:
        """What is valid counts; what is not stands in the form with its reason."""
        data = self.cleaned_data
        return Narrowed(
            view=data.get("view") or "",
            states=[State(one) for one in data.get("status") or ()],
            text=data.get("q") or "",
            first_day=data.get("since"),
            last_day=data.get("until"),
            customer=data.get("customer"),
        )
