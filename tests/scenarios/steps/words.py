"""The kinds of words that sentences have in their places."""

from __future__ import annotations

from typing import Any

from parse import with_pattern
from pytest_bdd import parsers


@with_pattern(r"HubSpot|QuickBooks")
def side(text: str) -> str:
    return text


@with_pattern(r"two-way|to HubSpot only|to QuickBooks only")
def direction(text: str) -> str:
    return {"two-way": "two-way", "to HubSpot only": "to-hubspot", "to QuickBooks only": "to-quickbooks"}[text]


@with_pattern(r"-?[\d,]+\.\d\d\d?")
def money(text: str) -> str:
    return text.replace(",", "")


@with_pattern(r"\d{4}-\d\d-\d\d")
def day(text: str) -> str:
    return text


@with_pattern(r"contacts|products|invoices|payments")
def objects(text: str) -> str:
    return text


@with_pattern(r"syncing|failing|excluded|ignored|pending|waiting|parked|paused|in need of approval")
def state(text: str) -> str:
    return text


@with_pattern(r'[^"]+')
def text(words: str) -> str:
    return words


@with_pattern(
    r"(?:the (?:contact|customer|product|item|draft|payment) |one payment )[^\"]+?|(?:(?:HubSpot|QuickBooks)'s )?[\w./-]+"
)
def record(words: str) -> str:
    return words


KINDS: dict[str, Any] = {
    "Side": side, "Direction": direction, "Money": money, "Day": day, "Objects": objects, "State": state,
    "Text": text, "Record": record,
}  # fmt: skip


def says(sentence: str) -> parsers.parse:
    """The pattern of a sentence: `{amount:Money} is due on {number:Record}`."""
    return parsers.parse(sentence, extra_types=KINDS)
