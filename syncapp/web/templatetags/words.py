"""Numbers with their nouns, and texts as people read them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from syncapp.queries.records import customer_of, invoice_of
from syncapp.storage.models import SyncRecord

register = template.Library()


@register.filter
def plural(number: int, words: str) -> str:
    """`{{ 2|plural:"invoice,invoices" }}`: the number with its noun."""
    one, _, many = words.partition(",")
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@register.filter
def thousands(number: int) -> str:
    """`231,580`"""
    return f"{number:,}"


@register.filter
def difference(number: int) -> str:
    """`1,204`, `−3`: with the sign that money has below zero."""
    return f"{number:,}".replace("-", "−")


@register.filter
def stopped(text: str) -> str:
    """A text that something else follows ends with a stop."""
    return text if not text or text.endswith((".", "?", "!", ":")) else f"{text}."


@register.filter
def searched(number: int) -> str:
    """What a search box over so many records is called."""
    return "Search this record" if number == 1 else f"Search these {plural(number, 'record')}"


@register.filter
def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


@register.filter
def codes(text: str) -> SafeString:
    """A text in which `this` is what one types."""
    parts = text.split("`")
    marked = (format_html("<code>{}</code>" if at % 2 else "{}", part) for at, part in enumerate(parts))
    return format_html_join("", "{}", ((one,) for one in marked))


@register.filter
def of_whom(record: SyncRecord) -> str:
    """By what people know it beside its name: of a payment `for HS-2028, Cascade Property Group`, else its customer. Of what
    was read with it: nothing is asked."""
    invoice, customer = invoice_of(record), customer_of(record)
    if invoice is None:
        return customer
    return ", ".join(part for part in (f"for {invoice.label or 'an invoice without a number'}", customer) if part)
