"""Small readings of what an address says."""

from __future__ import annotations


def whole_number(text: str | None) -> int | None:
    """A key of a page; what is none of ours begins at the first page."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 else None
