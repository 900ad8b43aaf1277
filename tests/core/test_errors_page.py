"""docs/errors.md says of every cause what the program says of it."""

from __future__ import annotations

from syncapp.core.errors import CATALOGUE, FIXES
from tests.errors_page import GROUPS, PAGE, page


def test_the_page_is_current() -> None:
    assert PAGE.read_text() == page(), "the words have changed: python -m tests.errors_page"


def test_every_cause_is_on_it_once() -> None:
    assert [one.code for _, _, entries in GROUPS for one in entries] == list(
        dict.fromkeys(one.code for _, _, entries in GROUPS for one in entries)
    )
    assert {one.code for _, _, entries in GROUPS for one in entries} == set(CATALOGUE)


def test_it_shows_neither_codes_nor_figures_without_a_name() -> None:
    told = page()
    assert not [code for code in CATALOGUE if "_" in code and code in told]
    assert "{" not in told
    assert all(f"“{label}”" in told for label in FIXES.values())
