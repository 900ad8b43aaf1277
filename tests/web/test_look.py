"""Small words of the screens."""

from __future__ import annotations

import pytest

from syncapp.web.look.browsers import browser
from syncapp.web.look.words import stopped

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
