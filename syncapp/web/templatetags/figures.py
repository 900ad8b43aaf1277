"""Values of any kind as people read them, for tables of both sides."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context

from syncapp.core.money import amount_text
from syncapp.core.records import Line
from syncapp.core.values import plain
from syncapp.queries.invoice_rows import times
from syncapp.queries.record_versions import Amount, Shown
from syncapp.web.templatetags.times import day, moment

register = template.Library()
LONG = 300  # characters


@register.simple_tag(takes_context=True)
def shown(context: Context, value: Shown) -> Any:
    """Money in its currency, days and times in the company's zone, yes and no, figures without idle zeros."""
    if isinstance(value, Amount):
        return amount_text(value.value, value.currency)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return moment(context, value)
    if isinstance(value, date):
        return day(value)
    return plain(value) if isinstance(value, Decimal) else value


@register.filter
def is_long(value: Shown) -> bool:
    """A text that scrolls in its cell, which would be taller than a small screen."""
    return isinstance(value, str) and len(value) > LONG


@register.filter
def made_of(line: Line, currency: str) -> str:
    """How the amount of a line comes about: `42 × 35.00 less 5 %`."""
    return times(line, currency)
