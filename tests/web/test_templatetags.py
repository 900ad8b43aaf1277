"""Small words of the screens."""

from __future__ import annotations

from decimal import Decimal

import pytest

from syncapp.core.values import ObjectType
from syncapp.queries.counts import Cell
from syncapp.web.templatetags.browsers import browser
from syncapp.web.templatetags.money import counted
from syncapp.web.templatetags.words import stopped

WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (WINDOWS, "Chrome on Windows"),
        (f"{WINDOWS} Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "Safari on iPhone"),
        ("python-requests/2.34.2", "python-requests/2.34.2"),
        ("", "Not told"),
    ],
)
def test_a_browser_is_called_as_people_call_it(told: str, said: str) -> None:
    assert browser(told) == said


def test_a_sentence_ends_with_one_stop() -> None:
    assert [stopped(text) for text in ("Paid in HubSpot", "Done.", "One or two?", "")] == [
        "Paid in HubSpot.",
        "Done.",
        "One or two?",
        "",
    ]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "Nothing"),
        ({"contact": 1}, "1 contact"),
        ({"contact": 1, "product": 2}, "1 contact and 2 products"),
        ({"contact": 1, "product": 2, "invoice": 3}, "1 contact, 2 products and 3 invoices"),
    ],
)
def test_records_of_several_objects_are_counted_in_words(parts: dict[str, int], words: str) -> None:
    assert counted({ObjectType(name): Cell(number) for name, number in parts.items()}) == words


def test_with_their_money_the_commas_are_its_own() -> None:
    parts = {ObjectType.INVOICE: Cell(2, {"USD": Decimal(1200)}), ObjectType.CONTACT: Cell(1)}
    assert counted(parts) == "2 invoices, $1,200.00; and 1 contact"
