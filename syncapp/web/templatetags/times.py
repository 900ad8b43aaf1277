"""Times as people say them, in the company's zone, with the exact one on hover."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from syncapp.core.values import day_words

register = template.Library()


def span(length: timedelta) -> str:
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h" if seconds < 86400 else f"{seconds // 86400} d"


@register.filter
def age(since: datetime | None) -> str:
    return span(timezone.now() - since) if since else ""


@register.filter
def took(length: timedelta | None) -> str:
    return span(length) if length is not None else ""


@register.simple_tag(takes_context=True)
def ago(context: Context, at: datetime | None, otherwise: str = "Not yet") -> SafeString:
    """A time as people say it, in the company's zone; the exact one on hover."""
    if at is None:
        return format_html('<span class="muted">{}</span>', otherwise)
    here = at.astimezone(_zone(context))
    length = timezone.now() - at
    if timedelta(0) <= length < timedelta(minutes=1):
        said = "just now"  # a page stands for a while: seconds would be wrong, and differ from place to place
    else:
        said = f"{span(length)} ago" if length >= timedelta(0) else f"in {span(-length)}"
    return format_html('<time datetime="{}" title="{}">{}</time>', here.isoformat(), _exact(here), said)


@register.simple_tag(takes_context=True)
def due(context: Context, at: datetime | None) -> SafeString:
    """A time to come: `in 3 min`; one that has passed is due with the next run."""
    return SafeString("at any moment") if at is None or at <= timezone.now() else ago(context, at)


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None, only_day: bool = False) -> SafeString:
    """An exact time in the company's zone: `Nov 24, 2026, 9:12 AM`."""
    if at is None:
        return SafeString("")
    here = at.astimezone(_zone(context))
    said = day(here) if only_day else _short(here)
    return format_html('<time datetime="{}" title="{}">{}</time>', here.isoformat(), _exact(here), said)


@register.simple_tag(takes_context=True)
def stretch(context: Context, first: datetime, last: datetime) -> SafeString:
    """From when to when, in the company's zone: `Nov 24, 9:00 AM to 10:00 AM`."""
    here, there = (at.astimezone(_zone(context)) for at in (first, last))
    texts = [f"{at:%b} {at.day}, {_clock(at)}" for at in (here, there)]
    if here.date() == there.date():
        texts[1] = _clock(there)
    said = [
        format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), _exact(at), text)
        for at, text in zip((here, there), texts, strict=True)
    ]
    return said[0] if texts[0].endswith(texts[1]) else format_html("{} to {}", *said)


@register.simple_tag(takes_context=True)
def clock(context: Context, at: datetime) -> SafeString:
    """The time of a day that is named elsewhere: `9:12 AM`."""
    here = at.astimezone(_zone(context))
    return format_html('<time datetime="{}" title="{}">{}</time>', here.isoformat(), _exact(here), _clock(here))


def _clock(here: datetime) -> str:
    return f"{here:%I:%M %p}".lstrip("0")


@register.filter
def day(value: date | None) -> str:
    return day_words(value)


@register.filter
def zone(name: str) -> str:
    """`America/Los_Angeles` as the list to choose from has it: `Los Angeles`."""
    return (name.partition("/")[2] or name).replace("_", " ")


def _zone(context: Context) -> ZoneInfo:
    return ZoneInfo(getattr(context.get("workspace"), "time_zone", "UTC"))


def _short(here: datetime) -> str:
    return f"{day(here)}, {here:%I:%M %p}".replace(", 0", ", ")


def _exact(here: datetime) -> str:
    return f"{day(here)}, {here:%I:%M:%S %p %Z}".replace(", 0", ", ")
