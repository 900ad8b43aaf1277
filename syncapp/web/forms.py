"""Small readings of what an address says."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.dateparse import parse_date


def whole_number(text: str | None) -> int | None:
    """A key of a page; what is none of ours begins at the first page."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 else None


def searched(request: HttpRequest) -> str:
    """What somebody looks for in a list; no database takes a zero byte."""
    return request.GET.get("q", "").replace("\0", "").strip()[:200]


def day_of(text: str | None) -> date | None:
    """`2026-11-24`; what is none is no day."""
    try:
        return parse_date(text) if text and text.isascii() else None
    except ValueError:
        return None
