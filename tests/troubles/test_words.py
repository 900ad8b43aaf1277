"""“Do this” speaks of what stands on a page, in its very words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from syncapp.core.errors import CATALOGUE, FIXES

ROOT = Path(__file__).parents[2]
OURS = ("templates", "syncapp/web", "syncapp/queries", "syncapp/actions")
THEIRS = {"Make active", "Include inactive", "Billing contact", "Credits"}  # of the vendors' own pages
EXAMPLES = {"First Last (Company)", "Name (Customer)"}
QUOTED = [
    (code, words) for code, one in CATALOGUE.items() for step in one.remedy for words in re.findall(r"“([^”{]+)”", step)
]


@cache
def sources() -> str:
    files = (file for folder in OURS for file in sorted((ROOT / folder).rglob("*")) if file.suffix in (".html", ".py"))
    return "\n".join(file.read_text() for file in files)


@pytest.mark.parametrize(("code", "words"), QUOTED)
def test_what_is_quoted_stands_on_a_page(code: str, words: str) -> None:
    """A part in brackets is left out where it is not known."""
    plain = re.sub(r"\[.*", "", words)
    assert plain in FIXES.values() or plain in THEIRS | EXAMPLES or plain in sources()


@pytest.mark.parametrize(
    "code",
    [
        code
        for code, one in CATALOGUE.items()
        if one.fix
        in (
            "compare",
            "recreate",
            "void_or_restore",
            "put_payment_back",
            "put_hubspot_back",
            "is_duplicate",
            "link_document",
            "bill_through",
            "choose_name",
            "pick_contact",
            "pick_customer",
            "pick_item",
        )
    ],
)
def test_a_button_that_decides_is_told_of(code: str) -> None:
    """Whoever reads what to do learns what the button beside it is for."""
    one = CATALOGUE[code]
    assert any(f"“{FIXES[fix]}" in " ".join(one.remedy) for fix in (one.fix, one.also) if fix), one.remedy
